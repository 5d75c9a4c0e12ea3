# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the pictures of the demo and of an audit, from real runs against simulated accounts.

Those that pages show go into docs/pictures. The page of the audit as others see it, and all of the
demo, go into .build/screens, to be looked at.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Literal

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from rich.console import Console
from rich.text import Text

from ansible_collections.community.zendesk.tests.browser import CHROMIUM, open_browser
from ansible_collections.community.zendesk.tests.page_checks import GLUED, MISPLACED, PALE
from ansible_collections.community.zendesk.tests.scene import page_of_an_audit
from ansible_collections.community.zendesk.tests.tools.checkout import ROOT

PICTURES = ROOT / "docs" / "pictures"
SCREENS = ROOT / ".build" / "screens"
WIDTH = 110
# The step of the demo that a page shows.
STEP = "See what would change"
# name -> width, height, colours, medium
Look = tuple[int, int, Literal["light", "dark"], Literal["screen", "print"]]
LOOKS: dict[str, Look] = {
    "audit": (1100, 1080, "light", "screen"),
    "audit-dark": (1280, 1600, "dark", "screen"),
    "audit-narrow": (390, 1600, "light", "screen"),
    "audit-paper": (794, 1123, "light", "print"),
}
# The key in a picture under which it says which page it was made of.
SOURCE = "Source"


def demo() -> None:
    """The output of the demo: all of it, and the step that a page shows."""
    command = [sys.executable, "-m", "ansible_collections.community.zendesk.tests.demo"]
    environment = {name: text for name, text in os.environ.items() if "ZENDESK" not in name}
    environment.update(ANSIBLE_FORCE_COLOR="1", COLUMNS=str(WIDTH))
    said = subprocess.run(
        command,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ).stdout
    (SCREENS / "demo.svg").write_text(svg("make demo", said))
    (step,) = [text for title, text in steps_of(said) if title == STEP]
    (PICTURES / "demo.svg").write_text(svg("make demo", step))


def steps_of(said: str) -> list[tuple[str, str]]:
    """The title of each step of the demo, and what it printed, with the line that has its title."""
    steps = re.split(r"^(?=(?:\x1b\[1m)?=== )", said, flags=re.MULTILINE)[1:]
    return [(re.sub(r".*=== \d+\. |\x1b.*", "", step.split("\n")[0]), step) for step in steps]


def svg(title: str, text: str) -> str:
    """Text with the colours of a terminal as a picture."""
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(text.strip()))
    return re.sub(r"@font-face \{.*?\}", "", console.export_svg(title=title), flags=re.DOTALL)


def photograph(page: Path, folder: Path) -> list[str]:
    """Take the pictures of the page; return what is wrong with it, each with the picture's name."""
    problems = []
    with open_browser() as browser:
        for name, (width, height, scheme, media) in LOOKS.items():
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=scheme
            )
            shown = context.new_page()
            shown.goto(page.as_uri())
            shown.emulate_media(media=media)
            shown.screenshot(path=folder / (name + ".png"))
            for check in (MISPLACED, GLUED, PALE):
                problems += ["%s: %s" % (name, fault) for fault in shown.evaluate(check)]
    return problems


def keep(picture: Path, page: str) -> None:
    """Put a picture of a page where pages have theirs. It says which page it shows."""
    said = PngInfo()
    said.add_text(SOURCE, digest(page))
    # As small as it gets without a difference that can be seen.
    with Image.open(picture) as whole:
        small = whole.convert("RGB").quantize(128, dither=Image.Dither.NONE)
    small.save(PICTURES / picture.name, optimize=True, pnginfo=said)


def page_in(picture: Path) -> str:
    """The digest of the page that a picture was made of."""
    with Image.open(picture) as opened:
        return str(opened.info[SOURCE])


def digest(page: str) -> str:
    """Stands for all of a page that a browser draws."""
    drawn = re.sub(r"<script>.*?</script>|<meta http-equiv[^>]*>", "", page, flags=re.DOTALL)
    return hashlib.sha256(drawn.encode()).hexdigest()


def difference(one: Path, other: Path) -> float:
    """How unlike the colours of two pictures are, 0 to 1.

    Which area has which colour hardly depends on the fonts of a machine; where letters are does.
    """
    first, second = _colours(one), _colours(other)
    return sum(abs(first.get(c, 0) - second.get(c, 0)) for c in {*first, *second}) / 2


def _colours(path: Path) -> dict[Any, float]:
    """Each colour, roughly -> its share of a picture."""
    with Image.open(path) as opened:
        picture = opened.convert("RGB").point(lambda value: value & 0xF0)
    area = picture.width * picture.height
    return {colour: count / area for count, colour in picture.getcolors(area) or []}


def main() -> int:
    """Make all of them anew; 1 where there is no browser, or where the page does not look right."""
    if not CHROMIUM:
        print("There is no Chromium: install the package chromium.", file=sys.stderr)
        return 1
    for folder in (PICTURES, SCREENS):
        folder.mkdir(parents=True, exist_ok=True)
    demo()
    page = page_of_an_audit()
    with tempfile.TemporaryDirectory() as temporary:
        file = Path(temporary) / "report.html"
        file.write_text(page)
        problems = photograph(file, SCREENS)
    keep(SCREENS / "audit.png", page)
    for file in [*sorted(PICTURES.iterdir()), *(SCREENS / (name + ".png") for name in LOOKS)]:
        print("%s, %d kB" % (file.relative_to(ROOT), file.stat().st_size / 1000))
    for problem in problems:
        print(problem, file=sys.stderr)
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
