# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Records: existing, sent or desired, with the known attributes of their kind."""

from __future__ import annotations

from typing import Any, Iterable

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _resource,
    _secrecy,
    _value_types,
)


class Record:
    """A record as the API returns it, or as it is sent.

    ``variant``: None if it is not in the table; then ``attributes`` come from the record.
    """

    __slots__ = ("attributes", "resource", "values", "variant")

    def __init__(self, resource: _resource.Resource, values: dict[str, Any]) -> None:
        self.resource = resource
        self.values = values
        self.variant = resource.find_variant(self.variant_name)
        self.attributes = (
            resource.attributes_of(self.variant) if self.variant else self._attributes_found()
        )

    def _attributes_found(self) -> dict[str, _resource.Attribute]:
        """Returns the attributes of an unknown variant: not nested, and not with a sensitive name."""
        found = {attribute.name: attribute for attribute in self.resource.attributes}
        for name, value in sorted(self.values.items()):
            if isinstance(value, (str, int, float)) and not (
                name in found or name in self.resource.server_set or _secrecy.sounds_secret(name)
            ):
                kind = _value_types.BOOLEAN if isinstance(value, bool) else _value_types.TEXT
                found[name] = _resource.Attribute(name, kind)
        return found

    @property
    def id(self) -> Any:
        return self.values.get("id")

    @property
    def name(self) -> Any:
        return self.values.get(self.resource.name)

    @property
    def names(self) -> set[Any]:
        """The name as Zendesk shows it, and the one with placeholders, if it differs."""
        raw = self.values.get(self.resource.raw_name)
        return {self.name, raw} if isinstance(raw, str) and "{{" in raw else {self.name}

    def is_called(self, name: Any) -> bool:
        """Whether the record has this name."""
        return name in self.names

    def found(self, attribute: _resource.Attribute, desired: Any) -> Any:
        """Returns the value of an attribute, in a form that can be compared with a desired one."""
        raw = self.values.get(attribute.raw) if attribute.raw and "{{" in str(desired) else None
        return self.values.get(attribute.name) if raw is None else raw

    @property
    def variant_name(self) -> str | None:
        """The variant as it is in the record; see C(kind)."""
        return self.resource.variant_in(self.values)

    @property
    def kind(self) -> str:
        """The canonical name of the variant."""
        return self.variant.name if self.variant else self.variant_name or ""

    @property
    def is_active(self) -> bool | None:
        """None if it can't be deactivated, or if it is not known."""
        switch = self.resource.switch
        return switch.is_on(self.values) if switch else None

    @property
    def is_made_by_app(self) -> bool:
        """Whether an app created it, and may change it again."""
        return bool(self.values.get(self.resource.made_by))

    def __str__(self) -> str:
        """Returns the name of the record for messages."""
        kind = self.resource.endpoint.noun.capitalize()
        name = '%s "%s"' % (kind, self.name) if self.name else kind
        notes = [self.values.get(self.resource.variant) or "", "id %s" % self.id if self.id else ""]
        text = ", ".join(filter(None, notes))
        return "%s (%s)" % (name, text) if text else name

    def in_a_sentence(self) -> str:
        """Returns the name of the record within a sentence."""
        text = str(self)
        return text[0].lower() + text[1:]

    def settable(self) -> list[_resource.Attribute]:
        """Returns the attributes that an update can change."""
        return [
            attribute
            for attribute in self.attributes.values()
            if not attribute.read_only and attribute.name != self.resource.variant
        ]

    def without_secrets(self) -> dict[str, Any]:
        """Returns a copy of the values without secrets."""
        bare = {}
        for name, value in self.values.items():
            attribute = self.attributes.get(name)
            if attribute:
                if not attribute.type.secret:
                    bare[name] = attribute.type.without_secrets(value)
            elif not _secrecy.sounds_secret(name):
                bare[name] = _secrecy.strip_secrets(value)
        return bare

    def diff_view(self, names: Iterable[str] | None = None) -> dict[str, Any]:
        """Returns the attributes that are set for a diff, with masked secrets."""
        found = {}
        for name in self.attributes if names is None else names:
            value = self.values.get(name)
            if _value_types.has_value(value):
                found[name] = self.attributes[name].type.masked(value)
        return found

    def secrets(self) -> set[str]:
        """Returns the secrets in a record, at any depth, to mask them in messages."""
        found: set[str] = set()
        for name, value in self.values.items():
            if not _value_types.has_value(value):
                continue
            attribute = self.attributes.get(name)
            if attribute:
                found |= attribute.type.secrets(value, self.resource.words)
            elif isinstance(value, (dict, list)) or _secrecy.sounds_secret(name):
                kind = _value_types.SECRET if _secrecy.sounds_secret(name) else _value_types.TEXT
                found |= _unknown_secrets(kind, value, self.resource.words)
        return found

    def secrets_present(self) -> list[str]:
        """Returns the names of the secrets that a record has, as far as Zendesk shows them."""
        return sorted(
            name
            for name, value in self.values.items()
            if _value_types.has_value(value) and self.is_secret(name)
        )

    def is_secret(self, name: str) -> bool:
        """Whether the whole value of an attribute is secret."""
        attribute = self.attributes.get(name)
        return attribute.type.secret if attribute else _secrecy.sounds_secret(name)

    def secrets_sent(self) -> list[str]:
        """Returns the names of the attributes that send or clear a secret."""
        return sorted(
            name
            for name, value in self.values.items()
            if self.is_secret(name)
            or (name in self.attributes and self.attributes[name].type.secrets(value))
        )


def _unknown_secrets(kind: _value_types.ValueType, value: Any, words: frozenset[str]) -> set[str]:
    """Returns the secrets in a value with a sensitive name, if they are long enough."""
    if isinstance(value, (dict, list)) or _secrecy.could_be_secret(value, words):
        return kind.secrets(value, words)
    return set()


class Desired(Record):
    """The desired record of a task or an item; ``values`` has the given options.

    ``state``: C(present) or C(absent). ``given``: the values of attributes. ``previous``: former
    names. ``references``: the collected references, cached.
    """

    __slots__ = ("given", "previous", "references", "state")

    def __init__(self, resource: _resource.Resource, options: dict[str, Any]) -> None:
        values = {name: value for name, value in options.items() if value is not None}
        self.state = values.pop("state", "present")
        self.previous: list[str] = values.pop(resource.previous, [])
        super().__init__(resource, values)
        self.given = {name: value for name, value in values.items() if name != "id"}
        self.references: Any = None

    def _attributes_found(self) -> dict[str, _resource.Attribute]:
        # The variant is that of the existing record.
        return self.resource.all_attributes

    @property
    def variant_name(self) -> str | None:
        """None if it is not given; then it is that of the existing record."""
        split = self.resource.split
        return None if split and split.attribute not in self.values else super().variant_name

    def with_given(self, given: dict[str, Any]) -> Desired:
        """Returns a copy with other values of attributes."""
        kept = {name: value for name, value in self.values.items() if name not in self.given}
        options = {"state": self.state, self.resource.previous: self.previous or None}
        return Desired(self.resource, {**kept, **given, **options})

    @property
    def renames(self) -> bool:
        """Whether the record may still have a former name."""
        return bool(self.previous) and not self.is_absent

    @property
    def quoted_names(self) -> str:
        """The name and the former names, quoted for messages."""
        former = " or ".join('"%s"' % name for name in self.previous)
        return '"%s"%s' % (self.name, " or, formerly, %s" % former if former else "")

    @property
    def is_absent(self) -> bool:
        return bool(self.state == "absent")

    def lacks(self, unusable: Iterable[str] = ()) -> list[str]:
        """Returns the missing attributes for a create, and missing parts of given attributes.

        ``unusable``: given options with problems that are reported elsewhere.
        """
        known = {*self.given, *unusable}
        required = [name for name, each in self.attributes.items() if each.required]
        if not self.variant:
            # Other required attributes depend on the variant.
            required = [each.name for each in self.resource.attributes if each.required]
        return [name for name in required if name not in known] + [
            "%s.%s" % (name, part)
            for name, value in self.given.items()
            if name in self.attributes and name not in unusable
            for part in self.attributes[name].type.lacks(value)
        ]
