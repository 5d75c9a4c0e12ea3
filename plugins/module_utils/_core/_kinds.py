# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""The kinds of records that rules can refer to by name, for tables."""

from __future__ import annotations

from typing import Any, Callable, Iterable
from urllib.parse import quote

from ansible_collections.community.zendesk.plugins.module_utils._core import _traits

NameOf = Callable[["dict[str, Any]"], Any]
# An ID that is not in a list: does not exist, has to be requested, or is unknown.
GONE, ASK, UNKNOWN = "gone", "ask", "unknown"


def attribute(name: str) -> NameOf:
    """Returns a function that returns the name of a record from an attribute."""

    def name_of(record: dict[str, Any]) -> Any:
        return record.get(name)

    return name_of


def _usable(_record: dict[str, Any]) -> str:
    return ""


def _not_known(_record: dict[str, Any]) -> tuple[str, str]:
    return "", ""


def _never(_record: dict[str, Any]) -> bool:
    return False


def _is_active(record: dict[str, Any]) -> bool:
    return record.get("active") is not False


class Kind:
    """A kind of records that rules can refer to.

    ``endpoint``: where they are listed. ``names``: the functions that return a name; a later one is
    used if no record matches the earlier one. ``best_name``: the preferred name, if a record has
    it. ``folds``: whether names are compared without regard to case. ``narrowed_by``: the
    additional keys -> the attributes that they refer to. ``search``: the path to search by name, ""
    if all records are listed. ``instead``: another path if searching is not permitted. ``sweep``:
    the path of a list that is cheaper than many searches. ``by_id``: the path that reads many
    records by their IDs. ``unusable``: why a record can't be used in a rule, "" if it can.
    ``is_active``: whether it is active. ``taken_by``: what the content of a notification of a
    record is, C(pairs), C(json) or C(xml), and the reason; both empty if not known. ``scope``: the OAuth scope. ``hides``: why an existing
    record may not be found. ``may_come``: whether an earlier task may create it. ``if_unlisted``:
    what is known about an ID that is not in the list. ``is_deleted``: whether a record that is
    still returned was deleted.
    """

    # Whether the meaning of a name depends on the field.
    by_field = False

    def __init__(
        self,
        endpoint: _traits.Endpoint,
        names: tuple[NameOf, ...] = (attribute("name"),),
        best_name: NameOf | None = None,
        folds: bool = False,
        narrowed_by: dict[str, str] | None = None,
        search: str = "",
        instead: str = "",
        sweep: str = "",
        by_id: str = "",
        unusable: Callable[[dict[str, Any]], str] = _usable,
        is_active: Callable[[dict[str, Any]], bool] = _is_active,
        taken_by: Callable[[dict[str, Any]], tuple[str, str]] = _not_known,
        scope: str = "read",
        hides: str = "",
        may_come: bool = False,
        if_unlisted: str = GONE,
        is_deleted: Callable[[dict[str, Any]], bool] = _never,
    ) -> None:
        self.endpoint = endpoint
        self.names = names
        # The order in which names replace IDs.
        self.names_to_give = (best_name, *names) if best_name else names
        self.folds = folds
        self.narrowed_by = narrowed_by or {}
        self.sweep = sweep
        self.by_id = by_id
        self.unusable = unusable
        self.is_active = is_active
        self.taken_by = taken_by
        self.scope = scope
        self.hides = hides
        self.may_come = may_come
        self.if_unlisted = if_unlisted
        self.is_deleted = is_deleted
        self._search = search
        self._instead = instead

    @property
    def noun(self) -> str:
        """The noun for messages."""
        return self.endpoint.noun

    def search_path(self, name: str) -> str:
        """Returns the path to search for a name; "" if all records are listed."""
        return self._search % quote(name, safe="") if self._search else ""

    def path_instead(self, name: str) -> str:
        """Returns the alternative path to search for a name; "" if there is none."""
        return self._instead % quote(name, safe="") if self._instead else ""

    def endpoint_for(self, _field: str) -> _traits.Endpoint:
        """Returns the endpoint for the value of a field."""
        return self.endpoint

    def candidates(self, records: Iterable[dict[str, Any]], _field: str) -> list[dict[str, Any]]:
        """Returns the listed records that can be the value of a field."""
        return list(records)

    def called(self, records: Iterable[dict[str, Any]], name: str) -> list[dict[str, Any]]:
        """Returns the records with a name."""
        records = list(records)
        for name_of in self.names:
            found = [record for record in records if self._is(name_of(record), name)]
            if found:
                return found
        return []

    def name_of(self, record: dict[str, Any]) -> str:
        """Returns the main name of a record."""
        texts = (name_of(record) for name_of in self.names)
        return next((str(text) for text in texts if text), "")

    def _is(self, text: Any, name: str) -> bool:
        if not isinstance(text, str):
            return False
        return text.casefold() == name.casefold() if self.folds else text == name


class OptionKind(Kind):
    """The options of fields of users and organizations.

    ``homes``: the prefix of a field in a rule -> where its fields are listed.
    """

    by_field = True

    def __init__(self, homes: dict[str, _traits.Endpoint], names: tuple[NameOf, ...]) -> None:
        # The value of another field looks the same, but is not an option.
        super().__init__(next(iter(homes.values())), names, if_unlisted=UNKNOWN)
        self._homes = homes

    @property
    def noun(self) -> str:
        return "option"

    def endpoint_for(self, field: str) -> _traits.Endpoint:
        found = [home for start, home in self._homes.items() if field.startswith(start)]
        return found[0] if found else self.endpoint

    def candidates(self, records: Iterable[dict[str, Any]], field: str) -> list[dict[str, Any]]:
        key = field.rpartition(".")[2].lower()
        return [
            option
            for record in records
            if str(record.get("key", "")).lower() == key
            for option in record.get("custom_field_options") or ()
        ]
