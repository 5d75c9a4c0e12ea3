# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Cells of tables, tables and sections, in Markdown."""

from __future__ import annotations

import statistics
from typing import Iterable

from .results import Result

NOT_MEASURED = "-"


def seconds(group: Result, name: str) -> str:
    """The median, and between what the runs were."""
    return number_range([run.seconds for run in group.runs.get(name, [])])


def number_range(numbers: list[float]) -> str:
    """The median of numbers, and between what they were."""
    if len(numbers) < 2:
        return "%.2f" % numbers[0] if numbers else NOT_MEASURED
    return "%.2f (%.2f to %.2f)" % (statistics.median(numbers), min(numbers), max(numbers))


def over_floor(group: Result, name: str = "targets", bare: str = "bare") -> str:
    """How many times as long as the floor."""
    if not {name, bare, "noop"} <= set(group.runs):
        return NOT_MEASURED
    return "%.2f" % (group.seconds(name) / group.floor(bare))


def ratio(group: Result, name: str, other: str) -> str:
    """How many times as long as another one."""
    return "%.2f" % (group.seconds(name) / group.seconds(other))


def span(ratios: Iterable[float]) -> str:
    """Between what ratios are."""
    found = sorted(ratios)
    if not found:
        return NOT_MEASURED
    return " to ".join(dict.fromkeys("%.2f" % ratio for ratio in (found[0], found[-1])))


def section(title: str, *parts: str) -> str:
    """A part of the page, "" if something of it is."""
    return "## %s\n\n%s\n" % (title, "\n\n".join(parts)) if all(parts) and parts else ""


def table(head: list[str], rows: list[list[str]]) -> str:
    """A table that can be read as it is, "" if it has no row."""
    if not rows:
        return ""
    widths = [max(len(cell) for cell in column) for column in zip(head, *rows)]
    lines = [head, ["-" * width for width in widths], *rows]
    return "\n".join(
        "| %s |" % " | ".join(cell.ljust(width) for cell, width in zip(line, widths))
        for line in lines
    )
