# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""What there is to say about a kind of records in Zendesk. A table is made of these."""

from __future__ import annotations

import functools
from typing import Any, NamedTuple

from ansible_collections.community.zendesk.plugins.module_utils._core import _value_types


class Endpoint(NamedTuple):
    """Where the records of one kind are, and what they are called.

    ``kind``: one of them, as in the name of its module. ``plural``: several, as in names of options
    and OAuth scopes. ``path``: of the list. ``key``, ``list_key``: of one and of several in an
    answer. ``query``: of the list. ``numbered``: IDs are numbers, not texts.
    """

    kind: str
    plural: str
    path: str
    key: str
    list_key: str
    query: str = ""
    numbered: bool = True

    @property
    def noun(self) -> str:
        """What messages call one of them."""
        return self.kind.replace("_", " ")


class Attribute(NamedTuple):
    """One attribute of a kind of records, or of a variant of them.

    ``required``: a create needs it. ``write_only``: never read back. ``read_only``: never sent.
    ``placeholders``: it usually holds placeholders of Zendesk, which look like templates.
    ``synonyms``: what people write who think of another module.
    """

    name: str
    type: _value_types.ValueType = _value_types.TEXT
    required: bool = False
    write_only: bool = False
    read_only: bool = False
    placeholders: bool = False
    synonyms: tuple[str, ...] = ()

    def same(self, one: Any, other: Any) -> bool:
        """Whether two values mean the same to Zendesk."""
        return bool(self.type.normal(one) == self.type.normal(other))


class Variant(NamedTuple):
    """One of the forms that records of a kind have, such as a type of target.

    ``retired``: ISO 8601 date since when Zendesk no longer delivers to it, empty while it does.
    ``replacement``: what Zendesk says to use in its place.
    """

    name: str
    attributes: tuple[Attribute, ...]
    aliases: tuple[str, ...] = ()
    retired: str = ""
    replacement: str = ""


class Switch(NamedTuple):
    """The attribute that switches a record on or off, and its values for that."""

    name: str
    on: Any
    off: Any

    def is_on(self, values: dict[str, Any]) -> bool | None:
        """None where a record does not say."""
        return {self.on: True, self.off: False}.get(values.get(self.name))


ACTIVE = Switch("active", on=True, off=False)


class Update(NamedTuple):
    """How a record is updated. ``whole``: all that is set is sent, not only what changes."""

    method: str
    whole: bool


WHOLE = Update("PUT", whole=True)
CHANGES = Update("PATCH", whole=False)


class Reference(NamedTuple):
    """What names records of a kind: the actions of rules at ``endpoint`` that have this ``field``."""

    endpoint: Endpoint
    field: str


class Failures(NamedTuple):
    """A list of what could not be delivered.

    ``name``: the key with the name of the record that it is about. ``exchange``: the keys of what
    was sent and answered. ``gone``: how an account answers that does not have the list (any more).
    """

    endpoint: Endpoint
    name: str
    exchange: tuple[str, ...]
    gone: tuple[int, ...] = (404, 410)


class Resource:
    """A kind of records: where they are, what they are called by, and what they are made of.

    ``attributes``: those that each record has. ``name``: the one that it is called by. ``variant``:
    the one that says which of the ``variants`` it is, "" where there are none. ``server_set``: what
    Zendesk sets, and nobody sends. ``on_create``: what a create sends where nothing is given.
    ``used_by``: what may name a record, and breaks when it goes. ``switch``: None where records
    can't be switched off.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        attributes: tuple[Attribute, ...],
        name: str,
        update: Update,
        variant: str = "",
        variants: tuple[Variant, ...] = (),
        server_set: tuple[str, ...] = ("id", "url", "created_at"),
        on_create: dict[str, Any] | None = None,
        used_by: tuple[Reference, ...] = (),
        switch: Switch | None = None,
    ) -> None:
        self.endpoint = endpoint
        self.attributes = attributes
        self.name = name
        self.update = update
        self.variant = variant
        self.variants = variants or (Variant("", ()),)
        self.server_set = server_set
        self.on_create = on_create or {}
        self.used_by = used_by
        self.switch = switch
        self._variants = {n: each for each in self.variants for n in (each.name, *each.aliases)}
        self._attributes = {
            each.name: {one.name: one for one in (*attributes, *each.attributes)}
            for each in self.variants
        }

    def find_variant(self, name: str | None) -> Variant | None:
        """The variant called ``name``, under its own name or an alias; None if the table has none."""
        return self._variants.get(name or "")

    def canonical(self, name: str | None) -> str:
        """One name for a variant that has several; a name that the table lacks stays as it is."""
        found = self._variants.get(name or "")
        return found.name if found else name or ""

    def variant_names(self) -> list[str]:
        """Every name that a variant goes by, sorted."""
        return sorted(filter(None, self._variants))

    def attributes_of(self, variant: Variant) -> dict[str, Attribute]:
        """Name -> attribute, the common ones first."""
        return self._attributes[variant.name]

    def owners(self) -> dict[str, list[tuple[Variant, Attribute]]]:
        """Name of an attribute -> the variants that have it on their own, with what it is there."""
        found: dict[str, list[tuple[Variant, Attribute]]] = {}
        for each in self.variants:
            for attribute in each.attributes:
                found.setdefault(attribute.name, []).append((each, attribute))
        return found

    @functools.cached_property
    def all_attributes(self) -> dict[str, Attribute]:
        """Name -> attribute, for a record whose variant is not known: a secret one is preferred."""
        found = {attribute.name: attribute for attribute in self.attributes}
        for name, uses in self.owners().items():
            found[name] = max((each for _variant, each in uses), key=lambda each: each.type.secret)
        return found

    @functools.cached_property
    def words(self) -> frozenset[str]:
        """Texts that are no secret, whatever the name above them: messages need them."""
        names = [self.endpoint.plural, self.endpoint.kind]
        for each in self.variants:
            names += [each.name, *each.name.split("_"), *each.aliases]
            names += [one.name for one in each.attributes if not one.type.secret]
        return frozenset([*names, *(one.name for one in self.attributes)])
