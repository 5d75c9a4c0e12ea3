# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the conditions of a rule are met. What the simulator does not know is not guessed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Callable, Iterable, NamedTuple

from .condition_values import Facts, Unknown, facts_of
from .records import Record
from .rule_checks import find_field
from .rule_fields import TERMINAL
from .rule_forms import NULL_WORD
from .ticket_state import REFERENCES, Update

if TYPE_CHECKING:
    from .account import Account

_WORD = re.compile(r"\w+")
_DATE = re.compile(r"\d{4}-\d\d-\d\d.*")
# Fields whose operators have other meanings: they look for words in a text.
_TEXTS = {"subject_includes_word", "comment_includes_word", "description_includes_word"}
_TEXT_OPERATORS = {
    "includes": "includes_words",
    "not_includes": "not_includes_words",
    "is": "includes_string",
    "is_not": "not_includes_string",
}
# Names that Zendesk's page has for brands and forms.
_ALIASES = {
    "changed_to": "value",
    "changed_from": "value_previous",
    "not_changed_to": "not_value",
    "not_changed_from": "not_value_previous",
}


class Verdict(NamedTuple):
    """Whether conditions are met, and what had to be known for it and is not."""

    met: bool
    unknown: tuple[Unknown, ...] = ()


def check(account: Account, key: str, conditions: Record, update: Update) -> Verdict:
    """Check the conditions of a rule (C(trigger) or C(automation)) after an update of a ticket."""
    every = [_outcome(account, key, each, update) for each in conditions["all"]]
    some = [_outcome(account, key, each, update) for each in conditions["any"]]
    if False in every or (some and not any(isinstance(e, Unknown) or e for e in some)):
        return Verdict(False)
    unknown = [each for each in every if isinstance(each, Unknown)]
    if True not in some:
        unknown += [each for each in some if isinstance(each, Unknown)]
    return Verdict(not unknown, tuple(unknown))


def _outcome(account: Account, key: str, condition: Record, update: Update) -> bool | Unknown:
    try:
        return _holds(account, key, condition, update)
    except Unknown as unknown:
        return unknown


def _holds(account: Account, key: str, condition: Record, update: Update) -> bool:
    name, operator = condition["field"], condition.get("operator") or "is"
    found = find_field(name, key)
    if found is None:
        raise Unknown("field", name)
    if operator not in found.field.operators.split():
        raise Unknown("operator", "%s %s" % (name, operator))
    facts = facts_of(account, name, update)
    operator = _ALIASES.get(operator, operator)
    if name in _TEXTS:
        operator = _TEXT_OPERATORS[operator]
    negated = operator.startswith("not_") or operator == "is_not"
    plain = "is" if operator == "is_not" else operator.removeprefix("not_")
    if plain not in OPERATORS:
        raise Unknown("operator", "%s %s" % (name, operator))
    wanted: list[str] = []
    if operator not in TERMINAL:
        wanted = _wanted(condition.get("value"), name, facts, update)
    return OPERATORS[plain](facts, wanted) is not negated


def _wanted(value: Any, name: str, facts: Facts, update: Update) -> list[str]:
    """The value of a condition as texts, with the words that stand for somebody replaced."""
    if value is None or value == NULL_WORD:
        value = ""
    values = value if isinstance(value, list) else [value]
    texts = ["true" if each is True else str(each) for each in values]
    if name == "current_tags" and not isinstance(value, list):
        texts = texts[0].split()
    people: dict[str, Any] = {
        "current_user": update.actor.get("id"),
        "current_groups": update.actor.get("default_group_id"),
        "requester_id": update.ticket["requester_id"],
        "assignee_id": update.ticket["assignee_id"],
    }
    if name in REFERENCES:
        texts = [str(people[each] or "nobody") if each in people else each for each in texts]
    return [facts.options.get(each, each) for each in texts]


# --- operators: what is so, and what is asked for


def _is(facts: Facts, wanted: list[str]) -> bool:
    return bool(facts.now & set(wanted))


def _changed(facts: Facts, wanted: Iterable[str] = ()) -> bool:
    return facts.now != facts.before


def _value(facts: Facts, wanted: list[str]) -> bool:
    return _changed(facts) and bool(facts.now & set(wanted))


def _value_previous(facts: Facts, wanted: list[str]) -> bool:
    return _changed(facts) and bool(facts.before & set(wanted))


def _present(facts: Facts, wanted: Iterable[str]) -> bool:
    return bool(facts.now - {""})


def _includes_words(facts: Facts, wanted: list[str]) -> bool:
    words = {word for text in facts.now for word in _words(text)}
    return any(word in words for text in wanted for word in _words(text))


def _includes_string(facts: Facts, wanted: list[str]) -> bool:
    return any(part.lower() in text.lower() for text in facts.now for part in wanted)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _compares(fits: Callable[[Any, Any], bool]) -> Callable[[Facts, list[str]], bool]:
    """An operator that compares: options by their order, then numbers, then dates."""

    def compare(facts: Facts, wanted: list[str]) -> bool:
        # Nothing is an option of a priority, but neither a number nor a date.
        there = [text for text in facts.now if text or facts.order]
        pairs = [(text, limit) for text in there for limit in wanted]
        return any(fits(*_sizes(text, limit, facts.order)) for text, limit in pairs)

    return compare


def _sizes(there: str, limit: str, order: tuple[str, ...]) -> tuple[Any, Any]:
    if there in order and limit in order:
        return order.index(there), order.index(limit)
    if _DATE.fullmatch(there) and _DATE.fullmatch(limit):
        return there, limit
    try:
        return float(there), float(limit)
    except ValueError:
        raise Unknown("value", limit) from None


OPERATORS: dict[str, Callable[[Facts, list[str]], bool]] = {
    "is": _is,
    "includes": _is,
    "changed": _changed,
    "value": _value,
    "value_previous": _value_previous,
    "present": _present,
    "includes_words": _includes_words,
    "includes_string": _includes_string,
    "less_than": _compares(lambda there, limit: bool(there < limit)),
    "less_than_equal": _compares(lambda there, limit: bool(there <= limit)),
    "greater_than": _compares(lambda there, limit: bool(there > limit)),
    "greater_than_equal": _compares(lambda there, limit: bool(there >= limit)),
}
