# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Endpoints and other traits of kinds of records."""

from __future__ import annotations

from typing import Any, Callable

# Plain classes, as in C(_resource).


class Endpoint:
    """The endpoint of one kind of records, and its names.

    ``kind``: the singular, as in the name of its module. ``plural``: as in options and OAuth
    scopes. ``path``: of the list. ``key``, ``list_key``: of one and of several records in a
    response. ``query``: of the list. ``numbered``: whether IDs are numbers, not texts. ``gone``:
    Zendesk's code for a missing record.
    """

    def __init__(
        self,
        kind: str,
        plural: str,
        path: str,
        key: str,
        list_key: str,
        query: str = "",
        numbered: bool = True,
        gone: str = "RecordNotFound",
    ) -> None:
        self.kind = kind
        self.plural = plural
        self.path = path
        self.key = key
        self.list_key = list_key
        self.query = query
        self.numbered = numbered
        self.gone = gone

    @property
    def noun(self) -> str:
        """The noun for messages."""
        return self.kind.replace("_", " ")


class Split:
    """Determines the variant of a record if no attribute names it.

    ``attribute``: the attribute whose value decides. ``noun``: the noun for messages. ``of``: value
    or None -> name of the variant.
    """

    def __init__(self, attribute: str, noun: str, of: Callable[[Any], str]) -> None:
        self.attribute = attribute
        self.noun = noun
        self.of = of


class Switch:
    """The attribute that activates or deactivates a record, and its values."""

    def __init__(self, name: str, on: Any, off: Any) -> None:
        self.name = name
        self.on = on
        self.off = off

    def is_on(self, values: dict[str, Any]) -> bool | None:
        """Returns None if it is not known."""
        return {self.on: True, self.off: False}.get(values.get(self.name))


ACTIVE = Switch("active", on=True, off=False)


class Update:
    """How a record is updated. ``whole``: whether all attributes are sent, not only changes."""

    def __init__(self, method: str, whole: bool) -> None:
        self.method = method
        self.whole = whole


WHOLE = Update("PUT", whole=True)
PARTS = Update("PUT", whole=False)
CHANGES = Update("PATCH", whole=False)


class Reference:
    """Rules that use records of a kind: actions with this ``field``, at ``endpoint``."""

    def __init__(self, endpoint: Endpoint, field: str) -> None:
        self.endpoint = endpoint
        self.field = field


class Runs:
    """How a list reports how often each record has run recently, if the account supports it.

    ``query``: of the list. ``key``: of the number. ``days``: the counted days.
    """

    def __init__(self, query: str, key: str, days: int) -> None:
        self.query = query
        self.key = key
        self.days = days


class Contents:
    """The records that a record contains: at ``endpoint``, with its ID as ``attribute``."""

    def __init__(self, endpoint: Endpoint, attribute: str) -> None:
        self.endpoint = endpoint
        self.attribute = attribute

    def refuse_or_warn(self, client: Any, record: Any, force: bool) -> None:
        """Raises PlanError if other records must not be deleted along; else warns about them."""
        raise NotImplementedError


class Naming:
    """How names replace IDs in records of a kind.

    The implementation is loaded only when needed, see C(_rules.Naming).
    """

    def problems(self, desired: Any) -> list[str]:
        """Returns the problems with the form of names that do not depend on the account."""
        raise NotImplementedError

    def scopes(self, desired: Any) -> list[str]:
        """Returns the OAuth scopes required to find the references."""
        raise NotImplementedError

    def plan(
        self, store: Any, desired: Any, existing: list[Any], policy: Any, check_mode: bool
    ) -> tuple[Any, Any]:
        """Returns the plan, and the desired record with IDs instead of names."""
        raise NotImplementedError
