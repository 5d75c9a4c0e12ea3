# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The part of the page that is about a whole account."""

from __future__ import annotations

from ansible_collections.community.zendesk.tests.scale import SIZES

from .cells import number_range, seconds, section, table
from .plan import ACCOUNT_SITUATIONS, CONTENDERS
from .results import Results

_COLUMNS = ("noop", "noop_lists", "bare", "bare_4", "config")
# What a run of C(zendesk_config) is compared with: it has four requests under way, too.
FLOOR = ["noop_lists", "bare_4"]


def account_promises(results: Results) -> list[list[str]]:
    """Rows of the first table."""
    rows = []
    for group in results.find(latency=0.0):
        wanted = "at most 1.3" if group.situation == "unchanged" else ""
        text = (
            "`zendesk_config`, %d objects, %s, against the no-op with the lists and the bare script"
        )
        text %= (group.size, ACCOUNT_SITUATIONS[group.situation])
        rows.append([text, wanted, number_range(group.ratios(["config"], FLOOR))])
    for group in results.find(latency=0.0, situation="unchanged"):
        text = "No-op with the lists and bare script, %d objects, against the no-op playbook and the bare script"
        rows.append([text % group.size, "", number_range(group.ratios(FLOOR, ["noop", "bare_4"]))])
    return rows


def account_times(results: Results) -> str:
    """The tables of times."""
    head = ["Situation", *(CONTENDERS[name].title for name in _COLUMNS)]
    head += ["`zendesk_config` / no-op with the lists + 4 connections"]
    parts = []
    for latency in sorted({group.latency for group in results.groups}):
        rows = [
            [
                "%s, %d objects" % (group.situation, group.size),
                *(seconds(group, name) for name in _COLUMNS),
                number_range(group.ratios(["config"], FLOOR)),
            ]
            for group in results.find(latency=latency)
        ]
        parts.append("%d ms latency.\n\n%s" % (latency * 1000, table(head, rows)))
    return section("The whole account", _ABOUT, *parts) if parts else ""


_ABOUT = (
    "Of 1,000 objects, %s are targets, %s webhooks, %s categories, %s triggers and %s automations. "
    "Each trigger names a category, a brand, a ticket field, an organization, a user, a group, and a "
    "webhook or a target. The account that *check* starts from is empty, and of *drift* every tenth "
    "object has been changed by hand. Contenders are compared turn by turn, since what else the machine "
    "does hits all of a turn alike. Reading and writing, `zendesk_config` has up to four requests "
    "under way, as has the bare script on four connections, which does not have to wait for one page "
    "of a list before it asks for the next. The simulator's limit on paths of webhooks is off: it makes the "
    "creation of 100 webhooks one minute longer, see "
    "[How many requests it takes](docsite/rst/guide_whole_account.rst#how-many-requests-it-takes)."
    % tuple(SIZES.values())
)
