# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Sorts the attributes of a record for an export: provisioned, left unchanged, or secret."""

from __future__ import annotations

import re
from typing import Any, Iterator

from ansible_collections.community.zendesk.plugins.module_utils._core._problems import (
    attribute_problems,
)
from ansible_collections.community.zendesk.plugins.module_utils._core._record import Desired, Record
from ansible_collections.community.zendesk.plugins.module_utils._core._resource import (
    Attribute,
    Resource,
)
from ansible_collections.community.zendesk.plugins.module_utils._core._rule_values import Clauses
from ansible_collections.community.zendesk.plugins.module_utils._core._structures import TextSet
from ansible_collections.community.zendesk.plugins.module_utils._core._value_types import (
    BOOLEAN,
    FLAG,
    Number,
    has_value,
)
from ansible_collections.community.zendesk.plugins.module_utils._http._errors import MASK
from ansible_collections.community.zendesk.plugins.plugin_utils._yaml_text import yaml_inline

# What the modules add to a record.
GATHERED = ("usage", "failures", "secrets_set")
_BOOLEANS = ("true", "false", "1", "0", "yes", "no", "on", "off")
# How Ansible masks text that contains or equals a secret: up to ansible-core 2.21, and since 2.22.
# A longer row of asterisks was typed by somebody.
_MASKED_TEXT = re.compile(
    r"(?<!\*)%s(?!\*)|VALUE_SPECIFIED_IN_NO_LOG_PARAMETER|\$REDACTED\$" % re.escape(MASK)
)
_KEYS = ("field", "operator", "value")

_UNKNOWN_ATTRIBUTE = "Unknown to this collection, so left unchanged:"
_UNKNOWN_TYPE = (
    "This collection does not know the type, so all but title and active is left unchanged:"
)
_REJECTED = "The modules do not accept this value, so it is left unchanged:"
_MASKED = "Ansible has masked part of this value, so it is left unchanged:"
_UNWRITABLE = "YAML can't represent this value, so it is left unchanged:"
_REPLACED = (
    "Some characters of this value can only be shown as \N{REPLACEMENT CHARACTER}, so it is left "
    "unchanged:"
)


class ExportItem:
    """The exported item of one record.

    ``view``: the record as modules return it, with what they gather. ``given``: the item that
    zendesk_config_info returns for it; without one, the attributes are taken from the record.
    ``options``: what is provisioned, without secrets. ``left_alone``: reason -> attributes that are
    only shown in a comment. ``secrets``: place -> whether it is a reference, and not a comment.
    ``hidden``: the places of the secrets that the account reports as set. ``variables``: place ->
    the variable for that secret. ``remarks``: comments for this item.
    """

    def __init__(
        self, resource: Resource, view: dict[str, Any], given: dict[str, Any] | None = None
    ) -> None:
        # A record that contains its secrets was not returned by the modules, but is still accepted.
        record = Record(resource, view)
        hidden = set(view.get("secrets_set") or []) | set(record.secrets_present())
        self.resource = resource
        self.hidden = sorted(hidden - set(GATHERED))
        self.values = record.without_secrets()
        self.entry = record.variant
        self.given = self.values if given is None else given
        self.shares_name = given is not None and "id" in given
        self.options: dict[str, Any] = {}
        self.left_alone: dict[str, dict[str, Any]] = {}
        self.by_id = ""
        self.secrets: dict[str, bool] = {}
        self.variables: dict[str, str] = {}
        self.remarks: list[str] = []
        self.is_absent = self.given.get("state") == "absent"
        naming = (resource.name, resource.variant)
        for attribute in self.attributes:
            if attribute.name in naming or not self.is_absent:
                self._sort_in(attribute, self._value_of(attribute))
        if self.is_absent:
            self.options["state"] = "absent"
        else:
            self._keep_the_rest()

    def __str__(self) -> str:
        kind = self.values.get("type") if self.resource.variant else self.resource.endpoint.noun
        number = "new" if self.id is None else "id %s" % self.id
        return "%s (%s, %s)" % (yaml_inline(str(self.name)), yaml_inline(str(kind)), number)

    @property
    def id(self) -> Any:
        return self.values.get("id")

    @property
    def name(self) -> Any:
        return self.options.get(self.resource.name, self.values.get(self.resource.name))

    @property
    def label(self) -> str:
        """Returns its name for the comments at the top of a file, always on one line."""
        number = "" if self.id is None else " (id %s)" % self.id
        return "%s %s%s" % (self.resource.endpoint.noun, yaml_inline(str(self.name)), number)

    @property
    def key(self) -> tuple[str, str, str, str, Any]:
        """Returns the sort key for records that have no order."""
        name = str(self.values.get(self.resource.name))
        kind = self.resource.canonical(str(self.values.get(self.resource.variant)))
        narrowed = str(self.values.get(self.resource.narrowed_by) or "")
        number = self.id if isinstance(self.id, int) else str(self.id)
        return name.casefold(), name, kind, narrowed, number

    @property
    def attributes(self) -> tuple[Attribute, ...]:
        """Returns the attributes of its variant, or of all variants, in the order of the table."""
        if self.entry is None:
            return self.resource.attributes
        return tuple(self.resource.attributes_of(self.entry).values())

    def decide(self, shares_name: bool) -> None:
        """Decides whether the item identifies its record by ID, and which secrets it refers to."""
        self.by_id = self._why_by_id(shares_name or self.shares_name)
        for attribute in self.attributes if self.entry and not self.is_absent else ():
            if attribute.type.secret:
                needed = attribute.required and not self.by_id
                self.secrets[attribute.name] = needed or attribute.name in self.hidden
            for part in self._secret_parts(attribute):
                self.secrets["%s.%s" % (attribute.name, part)] = True

    def _value_of(self, attribute: Attribute) -> Any:
        if self._secret_parts(attribute):
            # Its secrets are added later, so that it is complete and nothing is removed.
            return attribute.type.as_given(self.values.get(attribute.name) or {})
        return (self.given if self.entry else self.values).get(attribute.name)

    def _secret_parts(self, attribute: Attribute) -> list[str]:
        start = attribute.name + "."
        return [each[len(start) :] for each in self.hidden if each.startswith(start)]

    def _sort_in(self, attribute: Attribute, value: Any) -> None:
        skipped = attribute.type.secret or attribute.read_only or isinstance(attribute.type, Number)
        if skipped or not has_value(value):
            return
        problem = self._problem(attribute, value)
        if problem:
            self.left_alone.setdefault(problem, {})[attribute.name] = value
            return
        exported = _exported(attribute, value)
        switch = self.resource.switch
        default = self.resource.on_create.get(attribute.name)
        is_default = default is not None and attribute.same(exported, default)
        if exported in ({}, []) and not self._secret_parts(attribute):
            return
        if not is_default or (switch and switch.name == attribute.name):
            self.options[attribute.name] = exported

    def _keep_the_rest(self) -> None:
        resource = self.resource
        known = {*resource.server_set, *GATHERED, *(each.name for each in self.attributes)}
        known |= {resource.made_by, resource.standard, resource.raw_name}
        why = _UNKNOWN_ATTRIBUTE if self.entry else _UNKNOWN_TYPE
        for name, value in self.values.items():
            if name not in known:
                self.left_alone.setdefault(why, {})[name] = value

    def _problem(self, attribute: Attribute, value: Any) -> str:
        """Returns why an attribute can't be provisioned unchanged; "" if it can."""
        texts = list(_texts_in(value))
        if any(map(_MASKED_TEXT.search, texts)):
            return _MASKED
        if any(re.search("[\ud800-\udfff]", text) for text in texts):
            return _UNWRITABLE
        if any("\N{REPLACEMENT CHARACTER}" in text for text in texts):
            # The modules return this for a lone surrogate, which JSON can represent and Ansible
            # can't. Writing it back would change the record.
            return _REPLACED
        if attribute.name == self.resource.variant:
            return "" if self.entry else _UNKNOWN_TYPE
        if attribute.name == self.resource.name:
            return "" if isinstance(value, str) and value.strip() else _REJECTED
        if attribute.type in (BOOLEAN, FLAG):
            return "" if str(value).lower() in _BOOLEANS else _REJECTED
        return (
            "" if _fits(attribute, value) and not self._is_rejected(attribute, value) else _REJECTED
        )

    def _is_rejected(self, attribute: Attribute, value: Any) -> bool:
        if not self.entry:
            return False
        resource = self.resource
        options = {attribute.name: value}
        if resource.split:
            options.setdefault(resource.split.attribute, self.given.get(resource.split.attribute))
        elif resource.variant:
            options[resource.variant] = self.entry.name
        desired = Desired(resource, options)
        return bool(attribute_problems(desired, desired))

    def _why_by_id(self, shares_name: bool) -> str:
        """Returns why name and type do not identify the record; "" if they do."""
        name = self.resource.name
        if self.id is None:
            return ""
        if self.entry is None:
            return "this collection does not know its type"
        if name not in self.options:
            return "its %s can't be written" % name
        if shares_name:
            return "other %s have the same %s" % (_several(self.resource), name)
        required = [each for each in self.attributes if each.required and not self.is_absent]
        secret = {each.name for each in required if each.type.secret}
        lacking = [e.name for e in required if e.name not in self.options and e.name not in secret]
        text = "it lacks %s, which a new %s requires"
        return text % (", ".join(lacking), self.resource.endpoint.noun) if lacking else ""


def decide(items: list[ExportItem]) -> None:
    """Decides for all items of a kind which of them are identified by ID.

    An item with a name and no ID must be the only one with that name and type.
    """
    groups: dict[Any, list[ExportItem]] = {}
    for item in items:
        groups.setdefault(item.options.get(item.resource.name), []).append(item)
    for name, group in groups.items():
        resource = group[0].resource
        types = {resource.canonical(item.options.get(resource.variant)) for item in group}
        unclear = bool(resource.variant) and ("" in types or len(types) < len(group))
        for item in group:
            item.decide(name is not None and len(group) > 1 and unclear)


def _exported(attribute: Attribute, value: Any) -> Any:
    """Returns a value for the export: keys in a fixed order, sets sorted, lists unchanged."""
    if attribute.type is FLAG:
        return attribute.type.to_send(value) == "1"
    if isinstance(attribute.type, TextSet):
        return attribute.type.normal(value)
    if isinstance(attribute.type, Clauses):
        mapped = attribute.type.mapped(value, lambda entry, _place: _entry(entry))
        # Without empty lists.
        return {n: e for n, e in mapped.items() if e} if isinstance(mapped, dict) else mapped
    if isinstance(value, dict):
        return {name: value[name] for name in sorted(value, key=lambda n: (n != "type", str(n)))}
    return attribute.type.to_send(value)


def _entry(entry: Any) -> Any:
    if not isinstance(entry, dict):
        return entry
    names = [name for name in _KEYS if name in entry]
    names += sorted(set(entry) - set(_KEYS))
    # Zendesk writes an empty value either as null or as an empty string.
    return {name: "" if entry[name] is None else entry[name] for name in names}


def _fits(attribute: Attribute, value: Any) -> bool:
    """Whether a value has the type of the option."""
    shapes: dict[str, Any] = {"dict": dict, "list": list}
    return isinstance(value, shapes.get(attribute.type.option()["type"], (str, int, float)))


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield str(name)
            yield from _texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts_in(inner)
    else:
        yield str(value)


def _several(resource: Resource) -> str:
    return resource.endpoint.plural.replace("_", " ")
