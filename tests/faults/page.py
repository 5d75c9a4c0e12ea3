# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page: its cells from runs, its text, and the cells that a page has."""

from __future__ import annotations

from typing import Iterator

from ansible_collections.community.zendesk.tests.running import ROOT

from .expected import CELLS, NONE, Outcome
from .lab import Lab
from .operations import (
    BEFORE,
    BEFORE_RULES,
    OF_CONFIG,
    OF_RULES,
    OF_WEBHOOKS,
    OWN,
    READ_IN_CONFIG,
    Operation,
)
from .table import BEFORE_WRITES, FAULTS, Fault

PAGE = ROOT / "docs" / "faults.md"
# Between the operations of a column.
TOGETHER = "<br>"
Cells = dict[tuple[str, str], str]

INTRODUCTION = """# What happens when something goes wrong

Made by `make faults` from runs of the modules against a simulated account, and compared with new
runs by `make test`. Don't edit it by hand.

Each row is something that goes wrong, each column an operation, or several that end in the same way.
A cell says how the task ends: if it goes wrong **once**, and after the slash if it goes wrong
**every time**. The tasks have `zendesk_retries: 1`.

- *done*: the task ends well, and the account is as wanted.
- *error*: the task fails with a message, and nothing was changed.
- *error, but done*: the task fails, because no answer said that the change was made. It was.
- *error, rest done*: of a set with `continue_on_error: true` only the target that was hit failed.
- *absent*: there is no such record.
- *believed*: Zendesk says that all went well, and it did not.

In every cell the fault hits the request that is meant, after all that comes before it. Only a
certificate that is not trusted ends the first one. No record is there twice, none is lost or changed
that was not meant, no secret is in the result, no other host got a request, no wait is longer than two
minutes, and there is no traceback. After a run that writes, the next one without the fault ends with
the account as wanted, and reports a change only where there was still something to do.
"""
OWN_TITLE = "## The request itself goes wrong"
BEFORE_TITLE = """## What is read before goes wrong

Nothing is written before all that is needed was read: a task that fails has sent no write. Whether a
read is carried out makes no difference, so these rows are here once."""


WEBHOOKS_TITLE = """## Webhooks

Zendesk answers an update of a webhook with nothing, so the webhook is read after it. If that fails, the
task fails, though the update is done."""


RULES_TITLE = """## Triggers, automations and trigger categories

Each of these is written in one request, as targets are."""
BEFORE_RULES_TITLE = """### What is read before goes wrong

The triggers here name a group, so no trigger is written before the groups were read. What the account says of
the fields that rules can have (its *definitions*) is only for warnings: if it can't be read, that is not an error."""

CONFIG_TITLE = """## Configurations

This task of `zendesk_config` updates a webhook, creates one, updates a trigger, and creates one that names the
new webhook by its name. By `prune` it deletes a trigger, and the webhook that this one notifies. It has
`continue_on_error: true` and does one thing after the other.

- *error, rest done*: only the item that was hit failed, and the error names it. A trigger that names a webhook
  that was not created is skipped, and says so. Nothing is pruned after a failed write.
- *error, but done*: likewise, but the change that was hit is made.
- *error, stopped* and *error, but done, stopped*: because the account does not answer or refuses the login or a
  permission, nothing was tried after that.

In all of these, a trigger notifies only webhooks that are there, unless Zendesk says that a delete went well that
did not, or somebody deletes a webhook in the meantime."""
READ_IN_CONFIG_TITLE = """### What is read before goes wrong

If the lists of webhooks or triggers can't be read, nothing is written. If the account refuses the list of groups
or of categories, the triggers that name one fail, the webhooks are written all the same, and nothing is pruned."""


def observe_all(lab: Lab) -> Cells:
    """All cells, from runs."""
    return {(fault, column): cell(lab, fault, column) for fault, column in CELLS}


def cell(lab: Lab, fault: str, column: str) -> str:
    """One cell, from two runs."""
    return as_cell((lab.observe(fault, column, False), lab.observe(fault, column, True)))


def as_cell(outcome: Outcome) -> str:
    once, always = outcome
    return once if outcome == NONE else "%s / %s" % (once, always)


def page(cells: Cells) -> str:
    """The page about all cells."""
    parts = [INTRODUCTION, OWN_TITLE, _table(cells, FAULTS, OWN)]
    parts += [BEFORE_TITLE, _table(cells, BEFORE_WRITES, BEFORE)]
    parts += [WEBHOOKS_TITLE, _table(cells, FAULTS, OF_WEBHOOKS)]
    parts += [RULES_TITLE, _table(cells, FAULTS, OF_RULES)]
    parts += [BEFORE_RULES_TITLE, _table(cells, BEFORE_WRITES, BEFORE_RULES)]
    parts += [CONFIG_TITLE, _table(cells, FAULTS, OF_CONFIG)]
    parts += [READ_IN_CONFIG_TITLE, _table(cells, BEFORE_WRITES, READ_IN_CONFIG)]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _table(cells: Cells, faults: dict[str, Fault], columns: dict[str, Operation]) -> str:
    # Columns that are equal in every row are one.
    alike: dict[tuple[str, ...], list[str]] = {}
    for column in columns:
        alike.setdefault(tuple(cells[fault, column] for fault in faults), []).append(column)
    rows = [["What goes wrong", *map(TOGETHER.join, alike.values())], ["---"] * (len(alike) + 1)]
    rows += [[fault, *said] for fault, *said in zip(faults, *alike)]
    return "\n".join("| %s |" % " | ".join(row) for row in rows)


def parse(text: str) -> Cells:
    """The cells of a page."""
    cells = {}
    for header, *rows in _tables(text):
        for fault, *said in rows[1:]:
            for columns, cell_said in zip(header[1:], said):
                cells.update({(fault, name): cell_said for name in columns.split(TOGETHER)})
    return cells


def _tables(text: str) -> Iterator[list[list[str]]]:
    for block in text.split("\n\n"):
        if block.startswith("|"):
            yield [
                [said.strip() for said in line.strip("|").split("|")] for line in block.splitlines()
            ]
