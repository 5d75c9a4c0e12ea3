# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is expected of each kind of fault: once, and every time; "" for all columns that are not named."""

from __future__ import annotations

from .operations import (
    BEFORE,
    BEFORE_RULES,
    BY_ID,
    DEFINITIONS,
    DEFINITIONS_IN_CONFIG,
    IN_CONFIG,
    NAMES_IN_CONFIG,
    OF_CONFIG,
    OF_RULES,
    OF_WEBHOOKS,
    OPERATIONS,
    OWN,
    READ_AFTER,
    READ_IN_CONFIG,
    STEPS,
)
from .table import BEFORE_WRITES, FAULTS

CELLS = [(fault, column) for fault in FAULTS for column in OWN]
CELLS += [(fault, column) for fault in BEFORE_WRITES for column in BEFORE]
CELLS += [(fault, column) for fault in FAULTS for column in (*OF_WEBHOOKS, *OF_RULES)]
CELLS += [(fault, column) for fault in BEFORE_WRITES for column in BEFORE_RULES]
CELLS += [(fault, column) for fault in FAULTS for column in OF_CONFIG]
CELLS += [(fault, column) for fault in BEFORE_WRITES for column in READ_IN_CONFIG]

Outcome = tuple[str, str]
PASSES, STAYS, NONE = ("done", "error"), ("error", "error"), ("-", "-")
OTHERS = "error, rest done"
NOT_TOLD = ("done", "error, but done")

EXPECTED: dict[str, dict[str, Outcome]] = {
    "harmless": {"": ("done", "done")},
    "no connection": {"": PASSES},
    "renewed": {"": PASSES},
    # Zendesk has not done it: it is sent again.
    "undone": {"": PASSES, "set": ("done", OTHERS)},
    # Zendesk has done it and its answer is lost: a create is looked for.
    "done": {
        "": PASSES,
        "create": ("done", "done"),
        "set": ("done", "done"),
        "update": NOT_TOLD,
        "delete": NOT_TOLD,
    },
    # Zendesk may still be at work: a create is looked for, and not sent again.
    "silent": {"": PASSES, "create": STAYS, "set": (OTHERS, OTHERS)},
    # Another try would end the same way.
    "refused": {"": STAYS, "set": (OTHERS, OTHERS)},
    "locked out": {"": STAYS},
    "no trust": {"": STAYS},
    "gone": {
        "": STAYS,
        "show": ("absent", "absent"),
        "delete": ("done", "done"),
        "set": (OTHERS, OTHERS),
    },
    # As a delete ends that went well.
    "nothing": {"": PASSES, "set": ("done", OTHERS), "delete": ("believed", "believed")},
    "next link": {"": STAYS, **dict.fromkeys(("show", *list(OWN)[2:], BY_ID), NONE)},
}
# Where a list has a cursor the number of the next page is not looked at.
EXPECTED["next page"] = {**EXPECTED["next link"], "delete: triggers": ("done", "done")}

# Rows that can be the fault of one item, so that a set goes on after the first.
ITS_OWN_FAULT = ("200", "409", "500")


def expected(fault: str, column: str) -> Outcome:
    """What should become of an operation: hit once, and hit every time."""
    rules = EXPECTED[FAULTS[fault].kind]
    if column in (DEFINITIONS, DEFINITIONS_IN_CONFIG):
        # They are for warnings, so only what ends every request ends the task.
        return (
            rules[""] if FAULTS[fault].kind in ("no connection", "no trust") else ("done", "done")
        )
    if column in READ_IN_CONFIG:
        return _expected_of_names(fault, column)
    if column in OF_CONFIG:
        return _expected_of_config(fault, column)
    if column in (*OF_WEBHOOKS, *OF_RULES, *BEFORE_RULES):
        return _expected_of_cursors(FAULTS[fault].kind, column)
    if column == "set" and FAULTS[fault].kind == "undone" and not fault.startswith(ITS_OWN_FAULT):
        # No item fares better where the account does not answer.
        return PASSES
    return rules.get(column, rules[""])


def _expected_of_cursors(kind: str, column: str) -> Outcome:
    """As for targets, but for lists that have a cursor, and for a PATCH that is answered with nothing."""
    rules, operation = EXPECTED[kind], OPERATIONS[column]
    if kind in ("next page", "next link"):
        is_list = operation.method == "GET" and not operation.shows
        return rules[""] if is_list and kind == "next link" else ("done", "done")
    if kind == "nothing" and operation.method == "PATCH":
        return ("believed", "believed")
    if column != READ_AFTER:
        return rules.get(column.partition(" ")[2], rules[""])
    if kind in ("no trust", "gone"):
        return rules[""]
    once, always = rules[""]
    done = {"error": "error, but done"}
    return done.get(once, once), done.get(always, always)


# A list that the account does not let be read is the fault of the items that need it.
_UNREADABLE = ("403", "404")


def _expected_of_names(fault: str, column: str) -> Outcome:
    if column in NAMES_IN_CONFIG and fault.startswith(_UNREADABLE):
        return OTHERS, OTHERS
    return _expected_of_cursors(FAULTS[fault].kind, column)


def _expected_of_config(fault: str, column: str) -> Outcome:
    """As for the same write by itself, but for what else there is to do."""
    alone, kind = column[len(IN_CONFIG) :], FAULTS[fault].kind
    return tuple(  # type: ignore[return-value]
        _beside_others(fault, column, said) for said in _expected_of_cursors(kind, alone)
    )


def _beside_others(fault: str, column: str, said: str) -> str:
    kind = FAULTS[fault].kind
    if not said.startswith("error") or kind == "no trust":
        return said
    is_silent_create = kind == "silent" and column.endswith("create")
    goes_on = kind in ("refused", "gone", "nothing") or fault.startswith(ITS_OWN_FAULT)
    step = column[len(IN_CONFIG) :].partition(":")[0]
    if said == "error, but done":
        # What is deleted comes last anyway.
        return said if goes_on or step.endswith("delete") else "error, but done, stopped"
    if goes_on or is_silent_create or STEPS.index(step) > STEPS.index("trigger update"):
        return OTHERS
    return "error, stopped" if STEPS.index(step) else "error"
