# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Describes a kind of records in Zendesk, for tables."""

from __future__ import annotations

import functools
from typing import Any, Callable

from ansible_collections.community.zendesk.plugins.module_utils._core import _traits, _value_types

# Plain classes, because they load faster than NamedTuples, and every task loads all of them.


class Attribute:
    """One attribute of a kind of records, or of a variant.

    ``required``: whether a create needs it. ``write_only``: it is never read back. ``read_only``:
    it is never sent. ``placeholders``: it usually contains placeholders of Zendesk, which look like
    templates. ``synonyms``: names that people may confuse with it. ``always_set``: it can't be
    cleared. ``raw``: the attribute with the value including placeholders. ``names``: it is the name
    of a record of this kind, and replaces the ID in the attribute ``instead_of``.
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
        """Returns a copy with some changes."""
        return Attribute(**{**vars(self), **changes})

    def same(self, one: Any, other: Any) -> bool:
        """Whether two values are equivalent for Zendesk."""
        return bool(self.type.normal(one) == self.type.normal(other))


class Variant:
    """A variant of a kind of records, such as a type of target.

    ``retired``: the ISO 8601 date on which Zendesk stopped delivering to it; empty if it still
    does. ``replacement``: what Zendesk recommends instead.
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
    """A kind of records: its endpoint, name, attributes and variants.

    ``attributes``: the attributes of all records. ``name``: the attribute with the name.
    ``variant``: the attribute with one of the ``variants``, "" if there is none; then ``split``
    determines it, if there are any. ``server_set``: attributes that only Zendesk sets.
    ``on_create``: default values for a create. ``used_by``: the rules that may refer to a record.
    ``switch``: None if records can't be deactivated. ``narrowed_by``: the attribute other than the
    variant that distinguishes records with the same name. ``made_by``: the attribute with the app
    that created a record. ``once_created``: a note about new records. ``together``: attributes that
    an update sends all or none of. ``belongs_to``: the attribute with the ID of the parent; a
    record to delete must be in it. ``unique_if_active``: the attribute that must be unique among
    active records. ``standard``: the attribute that is true for standard records, which can't be
    deleted. ``contents``: records that are deleted along. ``naming``: how names replace IDs.
    ``advice``: returns notes about the resulting record. ``has_info``: whether a module lists the
    records. ``arranged_at``: the path to change many positions in one request, "" if there is none.
    ``runs``: how an account reports how often each record has run.
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
        """The name of the records in OAuth scopes. Categories use the scope of their contents."""
        return self.contents.endpoint.plural if self.contents else self.endpoint.plural

    @property
    def scopes_of_users(self) -> tuple[str, ...]:
        """The OAuth scopes required to read the rules that may use a record."""
        return tuple("%s:read" % reference.endpoint.plural for reference in self.used_by)

    @property
    def homes(self) -> list[Attribute]:
        """The attributes with the name of the parent, instead of its ID."""
        return [attribute for attribute in self.attributes if attribute.names]

    @property
    def variant_noun(self) -> str:
        """The noun for variants in messages."""
        return self.split.noun if self.split else self.variant

    @property
    def raw_name(self) -> str:
        """The attribute with the name including placeholders; "" if there is none."""
        return next((each.raw for each in self.attributes if each.name == self.name), "")

    @property
    def previous(self) -> str:
        """The option with former names."""
        return "previous_%s" % self.name

    @functools.cached_property
    def has_secrets(self) -> bool:
        """Whether a record can have a secret that a user sets."""
        return any(
            each.type.secret or each.type.holds_secrets for each in self.all_attributes.values()
        )

    def variant_in(self, values: dict[str, Any]) -> str | None:
        """Returns the variant in the values of a record; None if there is none."""
        if self.split:
            return self.split.of(values.get(self.split.attribute))
        return values.get(self.variant)

    def find_variant(self, name: str | None) -> Variant | None:
        """Returns the variant with a name or an alias; None if there is none."""
        return self._variants.get(name or "")

    def canonical(self, name: str | None) -> str:
        """Returns the canonical name of a variant; an unknown name is returned unchanged."""
        found = self._variants.get(name or "")
        return found.name if found else name or ""

    def variant_names(self) -> list[str]:
        """Returns all names of variants, sorted."""
        return sorted(filter(None, self._variants))

    def attributes_of(self, variant: Variant) -> dict[str, Attribute]:
        """Maps names to attributes, common ones first."""
        return self._attributes[variant.name]

    def owners(self) -> dict[str, list[tuple[Variant, Attribute]]]:
        """Maps the name of an attribute to the variants that have it, each with the attribute."""
        found: dict[str, list[tuple[Variant, Attribute]]] = {}
        for each in self.variants:
            for attribute in each.attributes:
                found.setdefault(attribute.name, []).append((each, attribute))
        return found

    @functools.cached_property
    def all_attributes(self) -> dict[str, Attribute]:
        """Name -> attribute, for an unknown variant; a secret attribute is preferred."""
        found = {attribute.name: attribute for attribute in self.attributes}
        for name, uses in self.owners().items():
            if name in found:
                # Narrowed by a variant.
                continue
            found[name] = max((each for _variant, each in uses), key=lambda each: each.type.secret)
        return found

    @functools.cached_property
    def words(self) -> frozenset[str]:
        """Words that are never secret, regardless of their names, because messages need them."""
        names = [self.endpoint.plural, self.endpoint.kind]
        for each in self.variants:
            names += [each.name, *each.name.split("_"), *each.aliases]
            names += [one.name for one in each.attributes if not one.type.secret]
        return frozenset([*names, *(one.name for one in self.attributes)])
