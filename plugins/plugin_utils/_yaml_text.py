# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Writes arbitrary values as lines of YAML for Ansible."""

from __future__ import annotations

import re
from typing import Any

import yaml

# Of a dictionary on one line.
_LONGEST_ENTRY = 100


class Reference(str):
    """The only kind of text that Ansible evaluates as a template."""


class _Dumper(yaml.SafeDumper):
    """Writes each scalar on one line: plain if that is safe, else in double quotes."""

    def choose_scalar_style(self) -> str:
        style: str = super().choose_scalar_style()
        return '"' if style == "'" else style

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def text(self, value: str) -> yaml.ScalarNode:
        # Ansible also treats text that starts like this as a template.
        template = value.startswith("#jinja2:") or re.search(r"\{[{%#]", value)
        tag = "!unsafe" if template else "tag:yaml.org,2002:str"
        return self.represent_scalar(tag, value, style='"' if template else None)

    def reference(self, value: str) -> yaml.ScalarNode:
        return self.represent_scalar("tag:yaml.org,2002:str", str(value), style='"')


class _BlockDumper(_Dumper):
    """Writes text with line breaks or quotes as blocks, and short entries of lists on one line."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:
        return super().increase_indent(flow, False)

    def text(self, value: str) -> yaml.ScalarNode:
        node = super().text(value)
        if _is_readable_as_block(value):
            node.style = "|"
        return node

    def quoted(self, value: _Quoted) -> yaml.ScalarNode:
        node = self.text(str(value))
        node.style = node.style or '"'
        return node

    def entry(self, value: _Entry) -> yaml.MappingNode:
        node = self.represent_dict(value.items())
        node.flow_style = value.is_short and not _has_blocks(node)
        return node


class _Quoted(str):
    """The value of a condition or an action: quoted, so that it is not edited into a boolean."""


class _Entry(dict):  # type: ignore[type-arg]
    """A dictionary in a list. ``is_short``: it fits on a line."""

    is_short = False


_Dumper.add_representer(str, _Dumper.text)
_Dumper.add_representer(Reference, _Dumper.reference)
_BlockDumper.add_representer(str, _BlockDumper.text)
_BlockDumper.add_representer(_Quoted, _BlockDumper.quoted)
_BlockDumper.add_representer(_Entry, _BlockDumper.entry)


def yaml_lines(value: Any, flow: bool = False) -> list[str]:
    """Returns ``value`` as YAML with printable characters: surrogates and line breaks are escaped."""
    text = yaml.dump(
        value,
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=flow,
        sort_keys=False,
        width=float("inf"),
    )
    return str(text).rstrip("\n").split("\n")


def yaml_block(name: str, value: Any) -> list[str]:
    """Returns an option and its value as lines of YAML that people can read and edit."""
    text = yaml.dump(
        {name: _with_entries(value)},
        Dumper=_BlockDumper,
        allow_unicode=True,
        default_flow_style=False,
        sort_keys=False,
        width=float("inf"),
    )
    return str(text).rstrip("\n").split("\n")


def _with_entries(value: Any, in_list: bool = False) -> Any:
    if isinstance(value, dict):
        found = {
            name: _quoted(each) if in_list and name == "value" else _with_entries(each, in_list)
            for name, each in value.items()
        }
        if in_list:
            found = _Entry(found)
            found.is_short = len(yaml_lines(value, flow=True)[0]) <= _LONGEST_ENTRY
        return found
    return [_with_entries(each, True) for each in value] if isinstance(value, list) else value


def _quoted(value: Any) -> Any:
    if isinstance(value, list):
        return [_quoted(each) for each in value]
    return _Quoted(value) if isinstance(value, str) else _with_entries(value, True)


def _is_readable_as_block(text: str) -> bool:
    """Whether text is easier to read as a block, and survives that form unchanged."""
    lines = text.split("\n")
    # White space at the beginning or end depends on the indentation, or is invisible.
    plain = text == text.lstrip() and not text.endswith("\n\n")
    plain = plain and all(line.isprintable() and line == line.rstrip() for line in lines)
    return plain and (len(lines) > 1 or '"' in text or "\\" in text)


def _has_blocks(node: yaml.Node) -> bool:
    if isinstance(node, yaml.ScalarNode):
        return bool(node.style == "|")
    if isinstance(node, yaml.MappingNode):
        return any(_has_blocks(each) for pair in node.value for each in pair)
    return any(map(_has_blocks, node.value))


def yaml_line(name: str, value: Any) -> str:
    """Returns an option and its value as a line of YAML."""
    return yaml_lines({name: value})[0]


def yaml_inline(value: Any) -> str:
    """Returns a value on one line, for a comment."""
    return yaml_lines(value)[0]
