# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""Values as lines of YAML for Ansible, however odd they are."""

from __future__ import annotations

import re
from typing import Any

import yaml


class Reference(str):
    """The one kind of text that Ansible is to fill in."""


class _Dumper(yaml.SafeDumper):
    """One line for each scalar: plain where that is safe, else in double quotes."""

    def choose_scalar_style(self) -> str:
        style: str = super().choose_scalar_style()
        return '"' if style == "'" else style

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def text(self, value: str) -> yaml.ScalarNode:
        # Ansible takes text that starts like this for a template, too.
        template = value.startswith("#jinja2:") or re.search(r"\{[{%#]", value)
        tag = "!unsafe" if template else "tag:yaml.org,2002:str"
        return self.represent_scalar(tag, value, style='"' if template else None)

    def reference(self, value: str) -> yaml.ScalarNode:
        return self.represent_scalar("tag:yaml.org,2002:str", str(value), style='"')


_Dumper.add_representer(str, _Dumper.text)
_Dumper.add_representer(Reference, _Dumper.reference)


def yaml_lines(value: Any, flow: bool = False) -> list[str]:
    """``value`` as YAML, in printable characters: what UTF-8 can't hold or a line break is escaped."""
    text = yaml.dump(
        value,
        Dumper=_Dumper,
        allow_unicode=True,
        default_flow_style=flow,
        sort_keys=False,
        width=float("inf"),
    )
    return str(text).rstrip("\n").split("\n")


def yaml_line(name: str, value: Any) -> str:
    """An option and its value, as a line of YAML."""
    return yaml_lines({name: value})[0]


def yaml_inline(value: Any) -> str:
    """A text for a comment, which must not end before its line does."""
    return yaml_lines(value)[0]
