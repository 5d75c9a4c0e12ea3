# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a judge must know of the configuration: plain facts, and how they follow from the options."""

from __future__ import annotations

import dataclasses
import re
from typing import Any, Callable, Container, Iterable, Mapping, Sequence

from .account import Seed, is_active, name_of
from .refs import names_in
from .writes import KINDS, RULES, Record

# Whether something is so of a record of a kind. What has a category has its name in ``category``.
Pick = Callable[[str, Record], bool]
Names = Sequence[tuple[str, str]]
# Options of an item that tell records of one name apart -> the attribute of the record.
_NARROWED_BY = {"type": "type", "category": "category", "endpoint": "endpoint"}


def everything(kind: str, record: Record) -> bool:
    return True


def nothing(kind: str, record: Record) -> bool:
    return False


def ids(**by_kind: Iterable[Any]) -> Pick:
    """Those of some IDs, as in C(ids(targets=[1, 2]))."""
    known = {kind: set(map(str, found)) for kind, found in by_kind.items()}
    return lambda kind, record: str(record["id"]) in known.get(kind, ())


@dataclasses.dataclass(frozen=True)
class Facts:
    """What the configuration says of the records that the account had.

    ``owned``: those that it may touch. ``kept``: those that a prune spares. ``asked``: those that an item
    asks to be gone, or replaced. ``forced``: those that may go although rules name them. ``unlisted``:
    those that no item means. ``inactive``: those that may be inactive although rules name them. ``prune``:
    the kinds of which the rest is deleted, None where nobody knows. ``expected``: kind and title (or ID) of
    a rule -> kind and final name of what it must name.
    """

    owned: Pick = everything
    kept: Pick = nothing
    asked: Pick = nothing
    forced: Pick = nothing
    unlisted: Pick = nothing
    inactive: Pick = nothing
    prune: frozenset[str] | None = None
    continue_on_error: bool = False
    expected: Mapping[tuple[str, str], Names] = dataclasses.field(default_factory=dict)


def facts_of(
    seed: Seed, options: Mapping[str, Any], unwritten: Container[tuple[str, int]] = ()
) -> Facts:
    """The facts that follow from the options of C(zendesk_config) for an account.

    ``unwritten``: kind (in the singular) and position of items that are said not to be carried out.
    """
    lists = {kind: options[kind] for kind in KINDS if options.get(kind) is not None}
    meant = _Meant(seed, lists)
    owned, keep = options.get("owned") or {}, options.get("keep") or {}
    return Facts(
        owned=lambda kind, record: kind not in owned or _fits_any(owned[kind], record),
        kept=lambda kind, record: _fits_any(keep.get(kind) or [], record),
        asked=ids(**meant.asked),
        forced=ids(**meant.forced),
        unlisted=lambda kind, record: str(record["id"]) not in meant.listed[kind],
        inactive=meant.may_be_inactive,
        prune=frozenset(options.get("prune") or ()),
        continue_on_error=bool(options.get("continue_on_error")),
        expected={
            (kind, str(item.get("id") or item["title"])): names_in(kind, item)
            for kind in RULES
            for position, item in enumerate(lists.get(kind, []), 1)
            if not _is_absent(item) and (KINDS[kind], position) not in unwritten
        },
    )


class _Meant:
    """Which records of the account the items mean: IDs by kind."""

    def __init__(self, seed: Seed, lists: Mapping[str, list[Record]]) -> None:
        categories = {str(each["id"]): name_of(each) for each in seed.get("trigger_categories", ())}
        self._seed = {
            kind: [with_category(each, categories) for each in seed.get(kind, ())] for kind in KINDS
        }
        self.listed: dict[str, set[str]] = {kind: set() for kind in KINDS}
        self.asked: dict[str, set[str]] = {kind: set() for kind in KINDS}
        self.forced: dict[str, set[str]] = {kind: set() for kind in KINDS}
        # Kind, and ID or the name of what is new -> whether an item wants it to be on.
        self._switched: dict[tuple[str, str], bool] = {}
        for kind, items in lists.items():
            for item in sorted(items, key=lambda each: "id" not in each):
                self._learn(kind, item)

    def may_be_inactive(self, kind: str, record: Record) -> bool:
        """Whether an item says so, or it was and no item says otherwise."""
        found = next(
            (e for e in self._seed.get(kind, []) if str(e["id"]) == str(record["id"])), None
        )
        key = (kind, name_of(record) if found is None else str(record["id"]))
        if key in self._switched:
            return not self._switched[key]
        return found is not None and not is_active(kind, found)

    def _learn(self, kind: str, item: Record) -> None:
        found = {str(each["id"]): each for each in self._records(kind, item)}
        if _is_absent(item):
            self.asked[kind] |= set(found)
            self.forced[kind] |= set(found) if item.get("force") else set()
            return
        self.listed[kind] |= set(found)
        if item.get("recreate"):
            # Also what an earlier run has replaced, and not deleted any more.
            namesakes = [each for each in self._seed[kind] if name_of(each) == name_of(item)]
            replaced = {str(each["id"]) for each in namesakes if _differs(item, each)}
            self.asked[kind] |= replaced
        if "active" in item or "status" in item:
            for key in [*found] or [name_of(item)]:
                self._switched[kind, key] = is_active(kind, item)

    def _records(self, kind: str, item: Record) -> list[Record]:
        records = self._seed[kind]
        if "id" in item:
            return [each for each in records if str(each["id"]) == str(item["id"])]
        free = [each for each in records if str(each["id"]) not in self.listed[kind]]
        former = item.get("previous_title") or item.get("previous_name") or []
        for names in ([name_of(item)], [former] if isinstance(former, str) else former):
            found = [each for each in free if name_of(each) in names]
            if found:
                narrowed = [each for each in found if _narrows(item, each)]
                # What is absent must fit; what is to be there is moved, or replaced.
                return narrowed if narrowed or _is_absent(item) else found
        return []


def with_category(record: Record, names: Mapping[str, str]) -> Record:
    """A record, with the name of its category."""
    category = record.get("category_id")
    return record if category is None else {**record, "category": names.get(str(category))}


def _is_absent(item: Record) -> bool:
    return bool(item.get("state") == "absent")


def _narrows(item: Record, record: Record) -> bool:
    return all(
        record.get(attribute) == item[option]
        for option, attribute in _NARROWED_BY.items()
        if option in item
    )


def _differs(item: Record, record: Record) -> bool:
    """Whether it would have to be another record."""
    return any(
        name in item and record.get(name) != item[name] for name in ("type", "subscriptions")
    )


def _fits_any(entries: Iterable[Any], record: Record) -> bool:
    return any(_fits(entry, record) for entry in entries)


def _fits(entry: Any, record: Record) -> bool:
    """Whether an entry of C(owned) or C(keep) fits a record."""
    if isinstance(entry, dict):
        return all(str(record.get(name)) == str(value) for name, value in entry.items())
    parts = (
        {"*": ".*", "?": "."}.get(letter, re.escape(letter)) for letter in re.split("([*?])", entry)
    )
    return re.fullmatch("".join(parts), name_of(record), re.DOTALL) is not None
