# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Where records are, and how they are told apart, switched off, updated and tied to others."""

from __future__ import annotations

from typing import Any, Callable

# Plain classes, as in C(_resource).


class Endpoint:
    """Where the records of one kind are, and what they are called.

    ``kind``: one of them, as in the name of its module. ``plural``: several, as in names of options
    and OAuth scopes. ``path``: of the list. ``key``, ``list_key``: of one and of several in an
    answer. ``query``: of the list. ``numbered``: IDs are numbers, not texts. ``gone``: what Zendesk calls
    the error where there is no such record.
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
    """What tells the variants of a kind apart where no attribute names them.

    ``attribute``: the one whose value decides. ``noun``: what messages call it. ``of``: a value of it,
    None where there is none -> the name of the variant.
    """

    def __init__(self, attribute: str, noun: str, of: Callable[[Any], str]) -> None:
        self.attribute = attribute
        self.noun = noun
        self.of = of


class Switch:
    """The attribute that switches a record on or off, and its values for that."""

    def __init__(self, name: str, on: Any, off: Any) -> None:
        self.name = name
        self.on = on
        self.off = off

    def is_on(self, values: dict[str, Any]) -> bool | None:
        """None where a record does not say."""
        return {self.on: True, self.off: False}.get(values.get(self.name))


ACTIVE = Switch("active", on=True, off=False)


class Update:
    """How a record is updated. ``whole``: all that is set is sent, not only what changes."""

    def __init__(self, method: str, whole: bool) -> None:
        self.method = method
        self.whole = whole


WHOLE = Update("PUT", whole=True)
PARTS = Update("PUT", whole=False)
CHANGES = Update("PATCH", whole=False)


class Reference:
    """What names records of a kind: the actions of rules at ``endpoint`` that have this ``field``."""

    def __init__(self, endpoint: Endpoint, field: str) -> None:
        self.endpoint = endpoint
        self.field = field


class Runs:
    """How a list tells how often each record has run lately, where an account has that.

    ``query``: of the list, to be told. ``key``: of the number. ``days``: that it counts.
    """

    def __init__(self, query: str, key: str, days: int) -> None:
        self.query = query
        self.key = key
        self.days = days


class Contents:
    """What records of a kind hold: those at ``endpoint`` that have their ID as ``attribute``."""

    def __init__(self, endpoint: Endpoint, attribute: str) -> None:
        self.endpoint = endpoint
        self.attribute = attribute

    def refuse_or_warn(self, client: Any, record: Any, force: bool) -> None:
        """Raise PlanError where what nobody may lose would go with a record; else name what goes."""
        raise NotImplementedError


class Naming:
    """How names stand in place of IDs in records of a kind.

    What does it is only loaded by those who need it: see C(_rules.Naming), and the types there.
    """

    def problems(self, desired: Any) -> list[str]:
        """What is wrong with the form of names, whatever the account has."""
        raise NotImplementedError

    def scopes(self, desired: Any) -> list[str]:
        """The OAuth scopes that it takes to find what is named."""
        raise NotImplementedError

    def plan(
        self, store: Any, desired: Any, existing: list[Any], policy: Any, check_mode: bool
    ) -> tuple[Any, Any]:
        """The plan, and what is desired with IDs in place of names."""
        raise NotImplementedError
