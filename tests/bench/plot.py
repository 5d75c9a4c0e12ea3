# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plot of the page: seconds for so many targets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import matplotlib
from matplotlib import pyplot, ticker

from .plan import CONTENDERS, SITUATIONS
from .results import Result, Results

_SHOWN = ("noop", "bare", "targets", "loop", "uri_loop", "uri_once")
_PANELS = (("create", 0.0), ("unchanged", 0.0), ("create", 0.1))


def plot(results: Results, file: Path) -> None:
    """Draw it. The same results give the same file."""
    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = file.name
    measured = {(group.situation, group.latency) for group in results.groups}
    panels = [panel for panel in _PANELS if panel in measured] or sorted(measured)
    figure, axes = pyplot.subplots(
        1, len(panels), figsize=(4 * len(panels), 4.5), sharey=True, squeeze=False
    )
    for axis, (situation, latency) in zip(axes[0], panels):
        groups = results.find(situation=situation, latency=latency, failing=False)
        for number, name in enumerate(_SHOWN):
            _draw(axis, [group for group in groups if name in group.runs], name, "C%d" % number)
        axis.set_xscale("log")
        axis.set_yscale("log")
        axis.xaxis.set_major_formatter(ticker.FormatStrFormatter("%g"))
        axis.yaxis.set_major_formatter(ticker.FormatStrFormatter("%g"))
        axis.set_xlabel("targets")
        axis.set_title("%s, %d ms latency" % (SITUATIONS[situation], latency * 1000), fontsize=9)
        axis.grid(visible=True, alpha=0.3)
    axes[0][0].set_ylabel("seconds")
    axes[0][0].legend(fontsize=8)
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})
    pyplot.close(figure)


def _draw(axis: Any, groups: list[Result], name: str, color: str) -> None:
    if not groups:
        return
    times = [group.seconds(name) for group in groups]
    spans = [[run.seconds for run in group.runs[name]] for group in groups]
    below = [time - min(span) for time, span in zip(times, spans)]
    above = [max(span) - time for time, span in zip(times, spans)]
    axis.errorbar(
        [group.size for group in groups],
        times,
        yerr=(below, above),
        color=color,
        marker="o",
        markersize=4,
        capsize=3,
        label=CONTENDERS[name].title,
    )
