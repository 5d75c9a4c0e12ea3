# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of the page that is about audits."""

from __future__ import annotations

from .cells import number_range, section, table
from .results import Audits


def audits_part(audits: Audits | None) -> str:
    """The table of runs, and the page of the last one."""
    if audits is None:
        return ""
    rows = []
    for size, forks in dict.fromkeys((run.size, run.forks) for run in audits.runs):
        runs = [run for run in audits.runs if (run.size, run.forks) == (size, forks)]
        seconds = number_range([run.seconds for run in runs])
        used = number_range([run.cpu_seconds for run in runs])
        rows.append(["%d" % size, "%d" % forks, seconds, used, "%d" % runs[0].requests])
    page = audits.page
    text = "The page of these %s findings has %d kB" % (page.findings, page.size // 1000)
    if page.seconds:
        text += ", and a browser draws it in %s seconds" % number_range(page.seconds)
    head = ["Objects in each account", "Forks", "Seconds", "CPU seconds", "Requests"]
    return section(
        "Audits",
        _ABOUT % (audits.accounts, audits.page.findings // audits.accounts),
        table(head, rows),
        text + ".",
    )


_ABOUT = (
    "The playbook `community.zendesk.audit` compares %d accounts with one configuration. In each of "
    "them somebody has changed %d triggers by hand. All accounts are in one process on the same "
    "machine, which answers their requests with one processor at most; so more forks help only where "
    "accounts take their time to answer. CPU seconds are those of Ansible and the modules."
)
