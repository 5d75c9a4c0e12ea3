# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Results as they are kept: groups, the runs of each contender, and where they were made."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import statistics
from typing import Any, Iterator, NamedTuple

from .measure import Run
from .plan import CONTENDERS, TARGETS

_PACKAGES = ("ansible-core", "requests", "urllib3", "Flask", "Werkzeug")


class Result(NamedTuple):
    """The runs of all contenders of a group."""

    situation: str
    size: int
    latency: float
    failing: bool
    runs: dict[str, list[Run]]
    subject: str = TARGETS

    def seconds(self, name: str) -> float:
        """The median time of a contender."""
        return self.median(name, "seconds")

    def median(self, name: str, what: str) -> float:
        values: list[float] = [getattr(run, what) for run in self.runs[name]]
        return statistics.median(values)

    def floor(self, bare: str = "bare", noop: str = "noop") -> float:
        """What no contender with Ansible can be faster than: Ansible alone and the calls alone."""
        return self.seconds(noop) + self.seconds(bare)

    def ratios(self, names: list[str], floor: list[str]) -> list[float]:
        """How many times as long contenders took as others, turn by turn."""
        measured = set(names) | set(floor) <= set(self.runs)
        return [
            sum(ours) / sum(others)
            for ours, others in (zip(self._turns(names), self._turns(floor)) if measured else ())
        ]

    def _turns(self, names: list[str]) -> Iterator[tuple[float, ...]]:
        return zip(*([run.seconds for run in self.runs[name]] for name in names))


class AuditRun(NamedTuple):
    """One run of the playbook. ``seconds``: from its start to its end."""

    size: int
    forks: int
    seconds: float
    cpu_seconds: float
    requests: int


class Page(NamedTuple):
    """The page of a run. ``seconds``: until a browser has drawn it; empty where there is none."""

    findings: int
    size: int
    seconds: list[float]


class Audits(NamedTuple):
    """All that is measured of audits."""

    accounts: int
    runs: list[AuditRun]
    page: Page


class Results(NamedTuple):
    """All that has been measured. ``where``: subject -> on which machine."""

    made_by: str
    where: dict[str, dict[str, Any]]
    groups: list[Result]
    audits: Audits | None = None

    def to_json(self) -> dict[str, Any]:
        groups = [
            {
                **group._asdict(),
                "runs": {n: [run._asdict() for run in runs] for n, runs in group.runs.items()},
            }
            for group in self.groups
        ]
        found: dict[str, Any] = {"made_by": self.made_by, "where": self.where, "groups": groups}
        if self.audits:
            runs = [run._asdict() for run in self.audits.runs]
            page = self.audits.page._asdict()
            found["audits"] = {**self.audits._asdict(), "runs": runs, "page": page}
        return found

    def about(self, subject: str) -> Results:
        """The part that is about a subject."""
        return self._replace(groups=self.find(subject=subject))

    def merged(self, others: Results) -> Results:
        """With the groups of others where their subjects are not here."""
        kept = [group for group in others.groups if group.subject not in self.where]
        groups = sorted([*kept, *self.groups], key=lambda group: group.subject != TARGETS)
        where = {**others.where, **self.where}
        return Results(others.made_by, where, groups, self.audits or others.audits)

    def find(self, **wanted: Any) -> list[Result]:
        """The groups that fit."""
        return [
            group
            for group in self.groups
            if all(getattr(group, name) == value for name, value in wanted.items())
        ]


def from_json(content: dict[str, Any]) -> Results:
    """What ``Results.to_json`` gave."""
    groups = []
    for group in content["groups"]:
        runs = {
            name: [Run(**run) for run in group["runs"][name]]
            for name in CONTENDERS
            if name in group["runs"]
        }
        groups.append(Result(**{**group, "runs": runs}))
    audits = content.get("audits")
    if audits:
        of_audits = [AuditRun(**run) for run in audits["runs"]]
        audits = Audits(audits["accounts"], of_audits, Page(**audits["page"]))
    return Results(content["made_by"], content["where"], groups, audits)


def describe_machine() -> dict[str, Any]:
    """Versions, and what the numbers depend on else."""
    return {
        "processors": os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 1),
        "system": platform.system(),
        "versions": {
            "Python": platform.python_version(),
            **{name: importlib.metadata.version(name) for name in _PACKAGES},
        },
    }
