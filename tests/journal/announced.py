# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The writes that check mode announces, and whether a write is one of them."""

from __future__ import annotations

import json
import re
from typing import Any, Iterable, Mapping, NamedTuple

from .writes import API, KINDS, Record, Write, plain_path

# What stands in place of the ID of a record that does not exist yet: its kind and its name. Where several
# have the name, something else stands behind it.
PENDING, END = "{%s: %s", re.compile("(?:, [^}]*)?}")
_START = re.compile(re.escape(PENDING.partition("%s")[0]) + r"(\w+)")
# Word in it -> the kind.
_WORDS = {**{key: kind for kind, key in KINDS.items()}, "category": "trigger_categories"}
# What stands in place of a secret, in the journal and in what Ansible prints.
_MASKS = ("********", "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER")

# Kind and name -> the IDs of what a run created.
Created = Mapping[tuple[str, str], Iterable[str]]


class Announced(NamedTuple):
    """One write that check mode announced. ``name``: of the record, "" where it is about many."""

    kind: str
    name: str
    action: str
    record_id: str
    method: str
    path: str
    body: Any


def announces(plan: Iterable[Record] | None) -> bool:
    """Whether a plan says which requests will be sent."""
    return plan is not None and all("request" in entry for entry in plan)


def announced_in(plan: Iterable[Record]) -> list[Announced]:
    """The writes of a plan: of each entry what is in C(request), one or a list."""
    return [write for entry in plan for write in _writes_of(entry)]


def _writes_of(entry: Record) -> list[Announced]:
    requests = entry.get("request") or []
    kind = plural(str(entry["kind"]))
    number = str(entry.get("id") or "")

    def write(method: str, path: str, body: Any) -> Announced:
        name = str(entry.get("name") or "")
        return Announced(kind, name, entry["action"], number, method, plain_path(path), body)

    found = [
        write(each["method"], each["path"], each.get("body"))
        for each in ([requests] if isinstance(requests, dict) else requests)
    ]
    if entry["action"] == "recreate" and not any(each.method == "DELETE" for each in found):
        found.append(write("DELETE", "%s%s/%s" % (API, kind, number), None))
    return found


def plural(word: str) -> str:
    """The kind that a word means, in the singular or in the plural."""
    return _WORDS.get(word, word)


def fits(entry: Announced, write: Write, names: Iterable[str], created: Created) -> bool:
    """Whether a write is what an entry announced. ``names``: those that its record has and had."""
    called = not entry.name or bool(write.bulk) or entry.name in names
    return called and _is_path(entry, write, created) and same(entry.body, write.body, created)


def difference(entries: Iterable[Announced], write: Write, created: Created) -> str:
    """What was announced in place of a write, if anything is near; "" if not."""
    for entry in entries:
        if _is_path(entry, write, created):
            told = (json.dumps(each, sort_keys=True) for each in (entry.body, write.body))
            return ": announced was %s, sent was %s" % tuple(told)
    return ""


def same(announced: Any, sent: Any, created: Created) -> bool:
    """Whether a body is what was announced, but for IDs that nobody knew."""
    if sent in _MASKS or announced in _MASKS:
        return announced is not None and sent is not None
    if isinstance(announced, dict) and isinstance(sent, dict):
        return set(announced) == set(sent) and all(
            same(announced[name], sent[name], created) for name in sent
        )
    if isinstance(announced, list) and isinstance(sent, list):
        pairs = zip(announced, sent)
        return len(announced) == len(sent) and all(same(a, s, created) for a, s in pairs)
    if isinstance(announced, str) and announced != sent and _START.search(announced):
        return str(sent) in _readings(announced, created)
    # True is no number.
    return bool(announced == sent) and isinstance(announced, bool) is isinstance(sent, bool)


def _is_path(entry: Announced, write: Write, created: Created) -> bool:
    if entry.method != write.method:
        return False
    return entry.path == write.path or write.path in _readings(entry.path, created)


def _readings(text: str, created: Created) -> list[str]:
    """All that a text can be, once the records that it names by name have IDs."""
    match = _START.search(text)
    if not match:
        return [text]
    before, rest = text[: match.start()], text[match.start() :]
    found = []
    for (kind, name), numbers in created.items():
        placeholder = PENDING % (match.group(1), name)
        end = END.match(rest, len(placeholder)) if rest.startswith(placeholder) else None
        if end and kind == plural(match.group(1)):
            for after in _readings(rest[end.end() :], created):
                found += [before + number + after for number in numbers]
    return found
