# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""What there is to say about a kind of records in Zendesk. A table is made of these."""

from __future__ import annotations

import functools
from typing import Any, Callable

from ansible_collections.community.zendesk.plugins.module_utils._core import _traits, _value_types

# Plain classes, because every task waits until all of this is loaded, and a NamedTuple takes its time.


class Attribute:
    """One attribute of a kind of records, or of a variant of them.

    ``required``: a create needs it. ``write_only``: never read back. ``read_only``: never sent.
    ``placeholders``: it usually holds placeholders of Zendesk, which look like templates.
    ``synonyms``: what people write who think of another module. ``always_set``: it can't be cleared.
    ``raw``: where a record has it with its placeholders. ``names``: it is the name of a record of this
    kind, and given in place of the ID, which is the attribute ``instead_of``.
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
        raw: str = "",
        names: str = "",
        instead_of: str = "",
    ) -> None:
        self.name = name
        self.type = type
        self.required = required
        self.always_set = always_set
        self.write_only = write_only
        self.read_only = read_only
        self.placeholders = placeholders
        self.synonyms = synonyms
        self.raw = raw
        self.names = names
        self.instead_of = instead_of

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


class Resource:
    """A kind of records: where they are, what they are called by, and what they are made of.

    ``attributes``: those that each record has. ``name``: the one that it is called by. ``variant``:
    the one that says which of the ``variants`` it is, "" where none does; then ``split`` says it, if
    there are any. ``server_set``: what Zendesk sets, and nobody sends. ``on_create``: what a create
    sends where nothing is given. ``used_by``: what may name a record, and breaks when it goes.
    ``switch``: None where records can't be switched off. ``narrowed_by``: what tells records of one
    name apart, beside the variant. ``made_by``: what a record that an app has made says of the app.
    ``once_created``: what a user should know of a new record. ``together``: attributes that an update sends
    all or none of. ``belongs_to``: the attribute with the ID of what a record is in; one to be deleted must be
    in there. ``unique_if_active``: the attribute that no two active records may have in common. ``standard``:
    what is true of a record that Zendesk brings along, and lets nobody delete. ``contents``: what goes with a
    record. ``naming``: how names stand in place of IDs. ``advice``: what a user of a record should know, from what the record
    will be. ``has_info``: whether a module lists the records. ``arranged_at``: where many records get new
    positions in one request, "" where that can't be done. ``runs``: how an account tells how often each has run.
    """

    def __init__(
        self,
        endpoint: _traits.Endpoint,
        attributes: tuple[Attribute, ...],
        name: str,
        update: _traits.Update,
        variant: str = "",
        variants: tuple[Variant, ...] = (),
        server_set: tuple[str, ...] = ("id", "url", "created_at"),
        on_create: dict[str, Any] | None = None,
        used_by: tuple[_traits.Reference, ...] = (),
        switch: _traits.Switch | None = None,
        split: _traits.Split | None = None,
        narrowed_by: str = "",
        made_by: str = "",
        once_created: str = "",
        together: tuple[str, ...] = (),
        belongs_to: str = "",
        unique_if_active: str = "",
        standard: str = "",
        contents: _traits.Contents | None = None,
        naming: _traits.Naming | None = None,
        advice: Callable[[dict[str, Any]], list[str]] | None = None,
        has_info: bool = True,
        arranged_at: str = "",
        runs: _traits.Runs | None = None,
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
        self.together = together
        self.belongs_to = belongs_to
        self.unique_if_active = unique_if_active
        self.standard = standard
        self.contents = contents
        self.naming = naming
        self.advice = advice
        self.has_info = has_info
        self.arranged_at = arranged_at
        self.runs = runs
        self._variants = {n: each for each in self.variants for n in (each.name, *each.aliases)}
        self._attributes = {
            each.name: {one.name: one for one in (*attributes, *each.attributes)}
            for each in self.variants
        }

    @property
    def scope(self) -> str:
        """How OAuth scopes call the records. What holds others has none of its own."""
        return self.contents.endpoint.plural if self.contents else self.endpoint.plural

    @property
    def scopes_of_users(self) -> tuple[str, ...]:
        """The OAuth scopes that it takes to read what may name a record."""
        return tuple("%s:read" % reference.endpoint.plural for reference in self.used_by)

    @property
    def homes(self) -> list[Attribute]:
        """The attributes that name what a record is in, in place of its ID."""
        return [attribute for attribute in self.attributes if attribute.names]

    @property
    def variant_noun(self) -> str:
        """What messages call that which tells the variants apart."""
        return self.split.noun if self.split else self.variant

    @property
    def raw_name(self) -> str:
        """Where a record has its name with its placeholders; "" where it has none."""
        return next((each.raw for each in self.attributes if each.name == self.name), "")

    @property
    def previous(self) -> str:
        """The option with the names that a record may still have."""
        return "previous_%s" % self.name

    @functools.cached_property
    def has_secrets(self) -> bool:
        """Whether a record can hold a secret that a user sets."""
        return any(
            each.type.secret or each.type.holds_secrets for each in self.all_attributes.values()
        )

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
