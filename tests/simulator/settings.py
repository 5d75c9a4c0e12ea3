# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the command line says about the account: read, and refused in one line where it is wrong."""

from __future__ import annotations

import dataclasses
import difflib
import json
import math
from pathlib import Path
from typing import Any, Iterable

from .account import DEFAULT_SEED, RESOURCES
from .resource import Resource
from .switches import CHOICES, Switches

# What the simulator reads of each client, all of it text.
_LOGINS = {"oauth_clients": ("client_id", "client_secret")}
_RESOURCES = {each.list_key: each for each in RESOURCES}


class WrongSetting(Exception):
    """One line that says what is wrong, and what would be right."""


def read_seed(path: Path) -> dict[str, Any]:
    """What a file says that the account holds; WrongSetting if it says nothing that fits."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as problem:
        raise WrongSetting(
            "the seed %s can't be read: %s." % (_shown(path), problem.strerror)
        ) from problem
    except UnicodeDecodeError as problem:
        raise WrongSetting("the seed %s is not UTF-8 text." % _shown(path)) from problem
    try:
        seed = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise WrongSetting("the seed %s is not JSON: %s." % (_shown(path), problem)) from problem
    for fault in _seed_problems(seed):
        raise WrongSetting("the seed %s: %s" % (_shown(path), fault))
    assert isinstance(seed, dict)
    return seed


def read_switches(settings: Iterable[str]) -> dict[str, Any]:
    """Switches from texts C(NAME=JSON); WrongSetting for the first that is none."""
    found = {}
    for setting in settings:
        name, equals, text = setting.partition("=")
        if not equals:
            raise WrongSetting("the switch %s has no value: write NAME=JSON." % _shown(setting))
        try:
            value = json.loads(text)
        except (ValueError, RecursionError) as problem:
            raise WrongSetting(
                "the value of the switch %s is not JSON: %s. Text needs double quotes, as in "
                "--switch '%s=\"text\"'." % (_shown(name), _shown(text), name)
            ) from problem
        fault = switch_problem(name, value)
        if fault:
            raise WrongSetting(fault)
        found[name] = value
    return found


def switch_problem(name: str, value: Any) -> str:
    """Why a switch can't have a value; "" where it can."""
    defaults = {field.name: field.default for field in dataclasses.fields(Switches)}
    if name not in defaults:
        return "there is no switch %s%s" % (_shown(name), _nearest(name, defaults))
    choices = CHOICES.get(name)
    if choices:
        if any(value == choice and type(value) is type(choice) for choice in choices):
            return ""
        return "the switch %s is one of %s, not %s." % (
            name,
            ", ".join(map(json.dumps, choices)),
            json.dumps(value),
        )
    kind, fits = {
        bool: ("true or false", isinstance(value, bool)),
        int: ("a whole number from 0 on", _number(value, int)),
        float: ("a number from 0 on", _number(value, (int, float))),
        str: ("text", isinstance(value, str)),
    }[type(defaults[name])]
    return "" if fits else "the switch %s is %s, not %s." % (name, kind, json.dumps(value))


def _number(value: Any, kinds: Any) -> bool:
    return isinstance(value, kinds) and not isinstance(value, bool) and 0 <= value < math.inf


def _seed_problems(seed: Any) -> Iterable[str]:
    if not isinstance(seed, dict):
        yield "it must be an object with lists of records, such as %s." % ", ".join(DEFAULT_SEED)
        return
    for kind, records in seed.items():
        if kind not in DEFAULT_SEED:
            yield "there are no %s%s" % (_shown(kind), _nearest(kind, DEFAULT_SEED))
        elif not isinstance(records, list):
            yield "%s must be a list of records." % kind
        else:
            taken: dict[Any, int] = {}
            for position, record in enumerate(records, 1):
                problem = _record_problem(kind, record)
                number = None if problem else record.get("id")
                if number is not None and taken.setdefault(number, position) != position:
                    problem = "has the id of record %d, %s" % (taken[number], number)
                if problem:
                    yield "record %d of %s %s." % (position, kind, problem)


def _record_problem(kind: str, record: Any) -> str:
    if not isinstance(record, dict):
        return "is not an object"
    resource = _RESOURCES.get(kind)
    needed = resource.seeded if resource else _LOGINS[kind]
    missing = [name for name in needed if name not in record]
    if missing:
        return "lacks %s" % ", ".join(missing)
    if resource is None:
        texts = all(isinstance(record[name], str) for name in needed)
        return "" if texts else "needs text for %s" % ", ".join(needed)
    return _id_problem(resource, record.get("id", ...)) or resource.seed_problem(record)


def _id_problem(resource: type[Resource], record_id: Any) -> str:
    if record_id is ...:
        return ""
    if resource.text_ids:
        return "" if isinstance(record_id, str) else "has an id that is not text"
    fits = _number(record_id, int) and record_id > 0
    return "" if fits else "has an id that is not a positive whole number"


def _nearest(name: str, known: Iterable[str]) -> str:
    """The end of a sentence: what may have been meant, or all that there is."""
    close = difflib.get_close_matches(name, list(known), n=1)
    if close:
        return "; did you mean %s?" % close[0]
    return ": choose from %s." % ", ".join(known)


def _shown(value: Any) -> str:
    """A name or a path in one short line."""
    text = json.dumps(str(value))[1:-1]
    return text if len(text) <= 100 else text[:100] + "..."
