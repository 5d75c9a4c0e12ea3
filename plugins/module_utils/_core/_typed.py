# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""A value type with several types of values, each with its own parts."""

from __future__ import annotations

from typing import Any, Iterator

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _secrecy,
    _structures,
    _value_types,
)

_TYPE, _DATA = "type", "data"


class TypedFields(_structures.Fields):
    """A dictionary whose C(type) determines its other parts, which are in C(data) in the API.

    ``types``: name of a type -> its parts. Parts that are not secret are required, because they are
    compared. ``nothing``: the type for no value. ``beside``: other keys in the API.
    """

    def __init__(
        self,
        types: dict[str, dict[str, _value_types.ValueType]],
        nothing: str,
        beside: dict[str, str],
    ) -> None:
        parts = {name: kind for each in types.values() for name, kind in each.items()}
        super().__init__(**parts)
        self._by_type = types
        self._nothing = nothing
        self.cleared_by = "%%s.%s=%s" % (_TYPE, nothing)
        self._beside = beside
        simplest = min(types, key=lambda name: len(types[name]))
        self.example = "{%s: %s, %s}" % (
            _TYPE,
            simplest,
            ", ".join("%s: ..." % part for part in types[simplest]),
        )

    def option(self) -> dict[str, Any]:
        spec = super().option()
        choices = [*self._by_type, self._nothing]
        return dict(spec, options={_TYPE: {"type": "str", "choices": choices}, **spec["options"]})

    def normal(self, value: Any) -> Any:
        found = super().normal(value)
        if isinstance(value, dict):
            odd = {n: value[n] for n, usual in self._beside.items() if value.get(n, usual) != usual}
            found.update(odd)
        return found

    def to_send(self, value: Any) -> Any:
        sent = super().to_send(value)
        kind = sent.pop(_TYPE, None)
        return {_TYPE: kind, _DATA: sent, **self._beside} if kind else None

    def lacks(self, value: Any) -> list[str]:
        """Returns missing secrets, which are required because a value is sent as a whole."""
        given = self._given(value)
        kinds = self._by_type.get(given.get(_TYPE, ""), {})
        return [name for name, kind in kinds.items() if kind.secret and name not in given]

    def secret_parts(self, value: Any) -> list[str]:
        kinds = self._by_type.get(self._given(value).get(_TYPE, ""), {})
        return [name for name, kind in kinds.items() if kind.secret]

    def problem(self, value: Any) -> str:
        kind = str(value.get(_TYPE) or "")
        if not kind:
            return "requires type"
        parts = self._by_type.get(kind, {})
        given = [name for name, part in value.items() if part is not None and name != _TYPE]
        wrong = [name for name in given if name not in parts]
        empty = [name for name in given if name in parts and not str(value[name]).strip()]
        missing = [name for name, part in parts.items() if not part.secret and name not in given]
        said = (
            ("requires %s", missing),
            ("does not support %s", wrong),
            ("can't have an empty %s", empty),
        )
        texts = [text % " or ".join(names) for text, names in said if names]
        return "of type %s %s" % (kind, " and ".join(texts)) if texts else ""

    def without_secrets(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return _secrecy.strip_secrets(value)
        visible = {n: _secrecy.strip_secrets(v) for n, v in value.items() if n != _DATA}
        data = {n: v for n, v in super().without_secrets(value).items() if n != _TYPE}
        return {**visible, _DATA: data} if data else visible

    def as_given(self, value: Any) -> Any:
        secret = {name for name, kind in self._types.items() if kind.secret}
        return {name: part for name, part in self._given(value).items() if name not in secret}

    def _given(self, value: Any) -> dict[str, Any]:
        """Converts a value of a task or the API to the form of a task; {} for none."""
        if not isinstance(value, dict) or value.get(_TYPE) in (None, self._nothing):
            return {}
        data = value.get(_DATA)
        inner = data if isinstance(data, dict) else {}
        flat = {n: v for n, v in value.items() if n != _DATA and n not in self._beside}
        return {n: v for n, v in {**flat, **inner}.items() if _value_types.has_value(v)}

    def _parts(self, value: Any) -> Iterator[tuple[str, _value_types.ValueType, Any]]:
        return super()._parts(self._given(value))
