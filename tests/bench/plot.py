# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plot of the page: seconds for so many targets, and for a whole account.

What is ours is thick and filled, all else thin and hollow, each with a marker and a name of its own: so
nobody needs colours. Where a viewer prefers dark pages, the colours are others.
"""

from __future__ import annotations

import math
import statistics
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib
from matplotlib import pyplot, ticker

from .account_page import FLOOR
from .plan import ACCOUNT, ACCOUNT_SITUATIONS, CONTENDERS, SITUATIONS, TARGETS
from .results import Result, Results

_PANELS = (("create", 0.0), ("unchanged", 0.0), ("create", 0.1))
_TITLE = "Seconds for so many targets, and for a whole account"
# On light and on dark.
_PAPER, _INK, _MUTED, _GRID, _OURS = "#ffffff", "#1f2328", "#59636e", "#d1d9e0", "#0550ae"
_DARK = {
    _PAPER: "#0d1117",
    _INK: "#e6edf3",
    _MUTED: "#9198a1",
    _GRID: "#3d444d",
    _OURS: "#79c0ff",
}


class _Look(NamedTuple):
    marker: str
    dashes: str
    is_ours: bool = False

    @property
    def color(self) -> str:
        return _OURS if self.is_ours else _MUTED


_LOOKS = {
    "noop": _Look("s", "-"),
    "bare": _Look("v", ":"),
    "uri_once": _Look("D", "-."),
    "uri_loop": _Look("^", "--"),
    "loop": _Look("P", (0, (4, 1)), True),  # type: ignore[arg-type]
    "targets": _Look("o", "-", True),
}


def plot(results: Results, file: Path) -> None:
    """Draw it. The same results give the same file."""
    matplotlib.use("svg")
    settings = {
        "svg.hashsalt": file.name,
        "svg.fonttype": "none",
        "font.size": 9,
        "text.color": _INK,
        "axes.edgecolor": _GRID,
        "axes.labelcolor": _INK,
        "xtick.color": _MUTED,
        "ytick.color": _MUTED,
        "hatch.linewidth": 0.8,
    }
    with matplotlib.rc_context(settings):
        figure = _drawn(results)
        figure.savefig(file, metadata={"Date": None}, facecolor=_PAPER)
        pyplot.close(figure)
    file.write_text(_finished(file.read_text()))


def _drawn(results: Results) -> Any:
    targets, account = results.about(TARGETS), results.about(ACCOUNT)
    measured = {(group.situation, group.latency) for group in targets.groups}
    panels = [panel for panel in _PANELS if panel in measured] or sorted(measured)
    bars = account.find(latency=0.0)
    count = len(panels) + bool(bars)
    rows, columns = math.ceil(count / 2), min(count, 2)
    figure, axes = pyplot.subplots(
        rows, columns, figsize=(6.2 * columns, 4.2 * rows), squeeze=False, layout="constrained"
    )
    spots = list(axes.flat)
    for axis, (situation, latency) in zip(spots, panels):
        groups = targets.find(situation=situation, latency=latency, failing=False)
        text = "%s, %d ms latency" % (SITUATIONS[situation], latency * 1000)
        _lines(axis, text, groups)
    if bars:
        _bars(spots[len(panels)], bars)
    for axis in spots[count:]:
        axis.remove()
    for axis in spots:
        axis.set_facecolor(_PAPER)
        axis.spines[["top", "right"]].set_visible(False)
    return figure


def _heading(axis: Any, text: str) -> None:
    axis.set_title(text[0].upper() + text[1:], loc="left", fontweight="bold", fontsize=10)


# --- a line for each contender


def _lines(axis: Any, text: str, groups: list[Result]) -> None:
    ends = {}
    for name, look in _LOOKS.items():
        found = [group for group in groups if name in group.runs]
        if found:
            _line(axis, found, name, look)
            ends[name] = (found[-1].size, found[-1].seconds(name))
    _heading(axis, text)
    axis.set_xscale("log")
    axis.set_yscale("log")
    for side in (axis.xaxis, axis.yaxis):
        side.set_major_formatter(ticker.FormatStrFormatter("%g"))
        side.set_minor_locator(ticker.NullLocator())
    axis.set_xlabel("targets", loc="left")
    axis.set_ylabel("seconds")
    axis.grid(visible=True, color=_GRID, linewidth=0.6)
    axis.set_axisbelow(True)
    _names(axis, ends, max(group.size for group in groups))


def _line(axis: Any, groups: list[Result], name: str, look: _Look) -> None:
    times = [group.seconds(name) for group in groups]
    spans = [[run.seconds for run in group.runs[name]] for group in groups]
    below = [time - min(span) for time, span in zip(times, spans)]
    above = [max(span) - time for time, span in zip(times, spans)]
    axis.errorbar(
        [group.size for group in groups],
        times,
        yerr=(below, above),
        color=look.color,
        linestyle=look.dashes,
        linewidth=2.8 if look.is_ours else 1.2,
        elinewidth=1,
        marker=look.marker,
        markersize=7 if look.is_ours else 5,
        markerfacecolor=look.color if look.is_ours else _PAPER,
        zorder=4 if look.is_ours else 3,
    )


def _names(axis: Any, ends: dict[str, tuple[int, float]], largest: int) -> None:
    """Names at the right, each at the height of the end of its line, as far as there is room."""
    low, high = axis.get_ylim()
    gap = math.log(high / low) / 17
    heights: dict[str, float] = {}
    last = -math.inf
    for name, (_size, time) in sorted(ends.items(), key=lambda end: end[1][1]):
        heights[name] = last = max(math.log(time), last + gap)
    smallest = axis.get_xlim()[0]
    axis.set_xlim(smallest, largest * (largest / smallest) ** 1.6)
    axis.set_xticks([size for size in (1, 10, 100, 1000) if size <= largest])
    for name, (size, time) in ends.items():
        look = _LOOKS[name]
        text = "%s: %.2g s" % (CONTENDERS[name].title, time)
        text += " for %d" % size if size != largest else ""
        height = math.exp(heights[name])
        axis.plot([size, largest * 1.5], [time, height], color=look.color, linewidth=0.5, zorder=2)
        axis.text(
            largest * 1.65,
            height,
            text,
            color=look.color,
            fontweight="bold" if look.is_ours else "normal",
            verticalalignment="center",
            in_layout=False,
        )


# --- a bar for each situation of a whole account


def _bars(axis: Any, groups: list[Result]) -> None:
    ticks = []
    for place, group in enumerate(groups):
        noop, bare = group.seconds("noop_lists"), group.seconds("bare_4")
        ours = group.seconds("config")
        common = {"height": 0.34, "edgecolor": _MUTED, "color": _PAPER, "zorder": 3}
        axis.barh(place, noop, hatch="///", **common)
        axis.barh(place, bare, left=noop, hatch="xxx", **common)
        axis.barh(place + 0.36, ours, height=0.34, color=_OURS, zorder=3)
        _beside(axis, noop + bare, place, "%.2g s: %s" % (noop + bare, _FLOOR_TITLE), _MUTED)
        times = statistics.median(group.ratios(["config"], FLOOR))
        text = "zendesk_config: %.2g s, %.2f times" % (ours, times)
        _beside(axis, ours, place + 0.36, text, _OURS, fontweight="bold")
        ticks.append(ACCOUNT_SITUATIONS[group.situation].replace(", ", ",\n"))
    _heading(axis, "A whole account of %d objects, no latency" % groups[0].size)
    axis.set_yticks([place + 0.18 for place in range(len(groups))], ticks, color=_INK)
    axis.invert_yaxis()
    axis.set_xlim(0, 2.3 * axis.get_xlim()[1])
    axis.set_xlabel("seconds", loc="left")
    axis.grid(visible=True, axis="x", color=_GRID, linewidth=0.6)


_FLOOR_TITLE = "no-op with the lists + bare script"


def _beside(axis: Any, x: float, y: float, text: str, color: str, **more: Any) -> None:
    axis.annotate(
        text,
        (x, y),
        xytext=(4, 0),
        textcoords="offset points",
        color=color,
        verticalalignment="center",
        in_layout=False,
        **more,
    )


def _finished(svg: str) -> str:
    """With a name for those who can't see it, and colours for dark pages."""
    rules = [
        '[style*="%s: %s"] { %s: %s !important; }' % (part, light, part, dark)
        for light, dark in _DARK.items()
        for part in ("fill", "stroke")
    ]
    style = "@media (prefers-color-scheme: dark) {\n%s\n}\n" % "\n".join(rules)
    head, end, rest = svg.partition(' version="1.1">\n')
    title = ' role="img" aria-labelledby="title"%s <title id="title">%s</title>\n' % (end, _TITLE)
    return head + title + "<style>%s</style>\n" % style + rest
