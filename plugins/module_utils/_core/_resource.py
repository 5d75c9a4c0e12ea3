# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""What there is to say about a kind of records in Zendesk. A table is made of these."""

from __future__ import annotations

import functools
from typing import Any, Callable

from ansible_collections.community.zendesk.plugins.module_utils._core import _value_types

# Plain classes, because every task waits until all of this is loaded, and a NamedTuple takes its time.


class Endpoint:
    """Where the records of one kind are, and what they are called.

    ``kind``: one of them, as in the name of its module. ``plural``: several, as in names of options
    and OAuth scopes. ``path``: of the list. ``key``, ``list_key``: of one and of several in an
    answer. ``query``: of the list. ``numbered``: IDs are numbers, not texts.
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
    ) -> None:
        self.kind = kind
        self.plural = plural
        self.path = path
        self.key = key
        self.list_key = list_key
        self.query = query
        self.numbered = numbered

    @property
    def noun(self) -> str:
        """What messages call one of them."""
        return self.kind.replace("_", " ")


class Attribute:
    """One attribute of a kind of records, or of a variant of them.

    ``required``: a create needs it. ``write_only``: never read back. ``read_only``: never sent.
    ``placeholders``: it usually holds placeholders of Zendesk, which look like templates.
    ``synonyms``: what people write who think of another module. ``always_set``: it can't be cleared.
    """

    def __init__(
        self,
        name: str,
        type: _value_types.ValueType = _value_types.TEXT,
        required: bool = False,
        always_set: bool = False,
        write_only: bool = False,
        read_only: bool = False,
        placeholders: bool = False,
        synonyms: tuple[str, ...] = (),
    ) -> None:
        self.name = name
        self.type = type
        self.required = required
        self.always_set = always_set
        self.write_only = write_only
        self.read_only = read_only
        self.placeholders = placeholders
        self.synonyms = synonyms

    def but(self, **changes: Any) -> Attribute:
        """The same with some changes."""
        return Attribute(**{**vars(self), **changes})

    def same(self, one: Any, other: Any) -> bool:
        """Whether two values mean the same to Zendesk."""
        return bool(self.type.normal(one) == self.type.normal(other))


class Variant:
    """One of the forms that records of a kind have, such as a type of target.

    ``retired``: ISO 8601 date since when Zendesk no longer delivers to it, empty while it does.
    ``replacement``: what Zendesk says to use in its place.
    """

    def __init__(
        self,
        name: str,
        attributes: tuple[Attribute, ...],
        aliases: tuple[str, ...] = (),
        retired: str = "",
        replacement: str = "",
    ) -> None:
        self.name = name
        self.attributes = attributes
        self.aliases = aliases
        self.retired = retired
        self.replacement = replacement


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
CHANGES = Update("PATCH", whole=False)


class Reference:
    """What names records of a kind: the actions of rules at ``endpoint`` that have this ``field``."""

    def __init__(self, endpoint: Endpoint, field: str) -> None:
        self.endpoint = endpoint
        self.field = field


class Resource:
    """A kind of records: where they are, what they are called by, and what they are made of.

    ``attributes``: those that each record has. ``name``: the one that it is called by. ``variant``:
    the one that says which of the ``variants`` it is, "" where none does; then ``split`` says it, if
    there are any. ``server_set``: what Zendesk sets, and nobody sends. ``on_create``: what a create
    sends where nothing is given. ``used_by``: what may name a record, and breaks when it goes.
    ``switch``: None where records can't be switched off. ``narrowed_by``: what tells records of one
    name apart, beside the variant. ``made_by``: what a record that an app has made says of the app.
    ``once_created``: what a user should know of a new record.
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
        split: Split | None = None,
        narrowed_by: str = "",
        made_by: str = "",
        once_created: str = "",
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
        self.split = split
        self.narrowed_by = narrowed_by
        self.made_by = made_by
        self.once_created = once_created
        self._variants = {n: each for each in self.variants for n in (each.name, *each.aliases)}
        self._attributes = {
            each.name: {one.name: one for one in (*attributes, *each.attributes)}
            for each in self.variants
        }

    @property
    def variant_noun(self) -> str:
        """What messages call that which tells the variants apart."""
        return self.split.noun if self.split else self.variant

    @property
    def previous(self) -> str:
        """The option with the names that a record may still have."""
        return "previous_%s" % self.name

    def variant_in(self, values: dict[str, Any]) -> str | None:
        """What a record says of its variant; None where it says nothing."""
        if self.split:
            return self.split.of(values.get(self.split.attribute))
        return values.get(self.variant)

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
            if name in found:
                # What a variant narrows.
                continue
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
