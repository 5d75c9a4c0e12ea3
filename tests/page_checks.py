# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a browser can say of a page that a person would see at once. Each gives a list of faults."""

from __future__ import annotations

# Boxes of text that lie over each other, or that stick out of the page.
MISPLACED = """() => {
  const boxes = [...document.querySelectorAll("h1, h2, h3, p, td, th, li.plain, label, input, select, summary, .badge")]
    .map(e => [e, e.getBoundingClientRect()]).filter(([e, r]) => r.width > 1 && r.height > 1);
  const found = boxes.filter(([e, r]) => r.left < 0 || r.right > document.documentElement.clientWidth + 1)
    .map(([e]) => "out: " + e.textContent.slice(0, 40));
  boxes.sort((a, b) => a[1].top - b[1].top);
  for (let i = 0; i < boxes.length; i++) {
    for (let j = i + 1; j < boxes.length && boxes[j][1].top < boxes[i][1].bottom - 1; j++) {
      const [a, r] = boxes[i], [b, s] = boxes[j];
      if (a.contains(b) || b.contains(a)) { continue; }
      if (r.left < s.right - 1 && s.left < r.right - 1) {
        found.push("over: " + a.textContent.slice(0, 40) + " / " + b.textContent.slice(0, 40));
      }
    }
  }
  return found;
}"""

# Text with less contrast than 4.5, which is what WCAG wants for text of this size.
PALE = """() => {
  const parts = c => c.match(/[\\d.]+/g).map(Number);
  const light = c => { const [r, g, b] = parts(c).map(v => v / 255)
      .map(v => v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const back = e => { for (; e; e = e.parentElement) {
      const c = getComputedStyle(e).backgroundColor;
      if (parts(c).length < 4 || parts(c)[3] > 0) { return c; } }
    return "rgb(255, 255, 255)"; };
  const found = new Set();
  for (const e of document.querySelectorAll("body *")) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own || ["SCRIPT", "STYLE", "OPTION"].includes(e.tagName)) { continue; }
    const [one, two] = [light(getComputedStyle(e).color), light(back(e))].sort((a, b) => b - a);
    if ((one + 0.05) / (two + 0.05) < 4.5) { found.add(e.tagName + " " + e.className); }
  }
  return [...found];
}"""


# Labels that a style sheet puts before a number, where the two touch or lie over each other. What a
# style sheet makes has no place that can be asked for, so an element takes the place of each label.
GLUED = """() => {
  const cells = [...document.querySelectorAll("body *")]
    .map(cell => [cell, getComputedStyle(cell, "::before").content])
    .filter(([cell, label]) => /^".+"$/.test(label) && cell.getClientRects().length);
  const sheet = document.styleSheets[0];
  const rule = sheet.insertRule("*::before { content: none !important; }", sheet.cssRules.length);
  const found = [];
  for (const [cell, label] of cells) {
    const text = document.createRange();
    text.selectNodeContents(cell);
    const stand = document.createElement("span");
    stand.textContent = label.slice(1, -1);
    cell.prepend(stand);
    text.setStartAfter(stand);
    const gap = text.getBoundingClientRect().left - stand.getBoundingClientRect().right;
    const said = stand.textContent;
    stand.remove();
    if (gap < 4) { found.push("glued: " + said + cell.textContent + " (" + gap.toFixed(1) + " px)"); }
  }
  sheet.deleteRule(rule);
  return found;
}"""
