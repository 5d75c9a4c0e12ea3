# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The records of one kind: what is stored of them, and what is wrong with what is sent."""

from __future__ import annotations

import copy
import datetime
import json
from typing import TYPE_CHECKING, Any, Iterable, Mapping

from . import errors
from .secret_values import keys_of, without_secrets

if TYPE_CHECKING:
    from .account import Account

Record = dict[str, Any]

# Of IDs that are texts.
_START = "01HANAHFR0"
_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


class Records:
    """The records of one kind in an account.

    ``key``, ``list_key``: of one and of several in bodies and answers. ``path``: of the list.
    ``text_ids``: IDs are texts, not numbers. ``has_url``: records say where they are, and so does a
    create. ``json_suffix``: paths answer with C(.json) appended, too.

    ``attributes``: those that a write may have, () for any. ``required``: those that a record needs.
    ``secrets``: names of what no answer shows, such as C(login.password). ``masked``: names of what is a
    secret although answers show it. ``seeded``: what a record
    of a seed needs. ``seed``: the records of an account without a seed.
    """

    path = ""
    key = ""
    list_key = ""
    text_ids = False
    has_url = True
    json_suffix = True
    attributes: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
    masked: tuple[str, ...] = ()
    seeded: tuple[str, ...] = ()
    seed: tuple[Record, ...] = ()

    def __init__(self, account: Account) -> None:
        self.account = account
        self.records: dict[Any, Record] = {}
        self._secrets = keys_of(self.secrets)

    # --- for whoever sets the scene

    def put(self, record: Record) -> Record:
        """Add a record as it is, secrets and unknown attributes included."""
        stored = dict(self.defaults(), **record)
        if "id" not in stored:
            stored["id"] = self.new_id()
        self.records[stored["id"]] = stored
        return stored

    def clear(self) -> None:
        self.records.clear()

    @classmethod
    def seed_problem(cls, record: Record) -> str:
        """What is wrong with a record of a seed, after all that ``seeded`` names; "" if nothing."""
        return ""

    # --- what is stored

    def defaults(self) -> Record:
        """What a record has that nobody set."""
        return {"created_at": now()}

    def new_id(self) -> Any:
        number = next(self.account.ids)
        return ulid(number) if self.text_ids else number

    def listed(self, query: Mapping[str, str]) -> list[Record]:
        """The records that the list shows, in its order."""
        return list(self.records.values())

    def find(self, record_id: Any) -> Record:
        if record_id not in self.records:
            raise self.not_found(record_id)
        return self.records[record_id]

    def create(self, sent: Record) -> tuple[Record, list[str]]:
        """A new record, and the keys that were dropped."""
        kept, dropped = self.permitted(sent)
        problems = {**self.problems(kept), **self.problems_of_create(kept)}
        if problems:
            raise self.invalid(problems)
        return self.put(self.completed(kept)), dropped

    def update(self, record_id: Any, sent: Record, replace: bool = False) -> list[str]:
        """Merge what is permitted into a record, or put it in its place. The keys that were dropped."""
        record = self.find(record_id)
        kept, dropped = self.permitted(sent)
        kept = self.changes(record, kept)
        if not kept:
            raise errors.missing_parameter(self.key, self.warning(dropped))
        changed = self.replaced(record, kept) if replace else self.merged(record, kept)
        problems = self.problems(changed)
        if problems:
            raise self.invalid(problems)
        record.clear()
        record.update(changed)
        return dropped

    def delete(self, record_id: Any) -> None:
        self.find(record_id)
        del self.records[record_id]

    # --- rules: what a subclass knows better

    def permitted(self, sent: Record) -> tuple[Record, list[str]]:
        """What of a body is stored, and the keys that are dropped."""
        names = self.attributes or set(sent) - {"id"}
        return (
            {name: copy.deepcopy(sent[name]) for name in sent if name in names},
            [name for name in sent if name not in names],
        )

    def problems(self, record: Record) -> errors.Problems:
        """What is wrong with a record that is to be stored."""
        return blank(record, self.required)

    def problems_of_create(self, record: Record) -> errors.Problems:
        """What speaks against a new record, but not against a change."""
        return {}

    def completed(self, record: Record) -> Record:
        """What is stored of a create."""
        return record

    def changes(self, record: Record, kept: Record) -> Record:
        """What of an update applies to a record."""
        return kept

    def merged(self, record: Record, kept: Record) -> Record:
        """A record after an update."""
        return {**record, **kept}

    def replaced(self, record: Record, kept: Record) -> Record:
        """A record in whose place another was put. What nobody may send stays."""
        return {**{name: record[name] for name in record if name not in self.attributes}, **kept}

    def render(self, record: Record, address: str) -> Record:
        """A record as the API shows it."""
        shown: Record = without_secrets(record, self._secrets)
        return {"url": self.url_of(record, address), **shown} if self.has_url else shown

    def url_of(self, record: Record, address: str) -> str:
        suffix = ".json" if self.json_suffix else ""
        return "%s%s/%s%s" % (address, self.path, record["id"], suffix)

    # --- errors

    def not_found(self, record_id: Any) -> errors.Refused:
        return errors.not_found()

    def invalid(self, problems: errors.Problems) -> errors.Refused:
        return errors.invalid(problems)

    def no_access(self, problem: errors.Refused) -> errors.Refused:
        """How the resource refuses whom ``problem`` keeps out."""
        return problem

    def warning(self, dropped: Iterable[str]) -> dict[str, str]:
        """The header that names keys that were dropped."""
        keys = ", ".join(json.dumps("%s.%s" % (self.key, name)) for name in dropped)
        text = "Removed Params: Unpermitted parameter keys: '[%s]'." % keys
        return {"X-Zendesk-API-Warn": text} if keys else {}


def blank(record: Record, names: Iterable[str]) -> errors.Problems:
    """A problem for each of the names that has no value."""
    return {
        name: [("%s: cannot be blank" % name.capitalize(), "BlankValue")]
        for name in names
        if not str(record.get(name) or "").strip()
    }


def now() -> str:
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def ulid(number: int) -> str:
    """A text ID: 26 characters, the later the greater, and without the letters I, L, O and U."""
    digits = ""
    for _position in range(16):
        number, digit = divmod(number, 32)
        digits = _LETTERS[digit] + digits
    return _START + digits


def number_in(text: str) -> int | None:
    """The number in such an ID, None where there is none."""
    digits = text.removeprefix(_START)
    if len(digits) != 16 or set(digits) - set(_LETTERS):
        return None
    number = 0
    for digit in digits:
        number = number * 32 + _LETTERS.index(digit)
    return number
