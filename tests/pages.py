# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The pages for readers, in Markdown and reStructuredText, and what their blocks of code are.

A block says what it is by its language and, for YAML, by its shape: plays, tasks, variables of the
roles, an inventory, a CI file. What has none of these shapes names the test that checks it, in a
comment before it: C(<!-- checked by tests/... -->), or C(.. checked by tests/...) and an empty line.
"""

from __future__ import annotations

import functools
import re
from typing import Any, Callable, Iterator, NamedTuple

import yaml

from ansible_collections.community.zendesk.plugins.plugin_utils._role_variables import LIST
from ansible_collections.community.zendesk.tests.page_formats import (
    Heading,
    format_of,
    parts_of,
    plain,
)
from ansible_collections.community.zendesk.tests.running import ROOT

PAGES = sorted(
    str(path.relative_to(ROOT))
    for pattern in (
        "*.md",
        "docs/*.md",
        "docs/site/*.md",
        "docs/docsite/rst/*.rst",
        "roles/*/README.md",
        "examples/**/README.md",
    )
    for path in ROOT.glob(pattern)
    if path.name != "CHANGELOG.md"
)


class Block(NamedTuple):
    """A block of code. ``checked_by``: the test that it names, if it does."""

    page: str
    line: int
    language: str
    text: str
    checked_by: str

    def __str__(self) -> str:
        return "%s:%d" % (self.page, self.line)


def guide(name: str) -> str:
    """The page that is the guide of this name."""
    pages = ("docs/docsite/rst/guide_%s.rst" % name, "docs/%s.md" % name)
    return next(page for page in pages if page in PAGES)


def text_of(page: str) -> str:
    return (ROOT / page).read_text()


def plain_text_of(page: str) -> str:
    """A page with code in single backticks, whatever its format."""
    return plain(text_of(page)) if page.endswith(".rst") else text_of(page)


def before(block: Block) -> str:
    """What stands before a block, with code in single backticks."""
    return "\n".join(plain_text_of(block.page).splitlines()[: block.line - 1])


def heading_of(block: Block) -> str:
    """The section that a block is in: the last heading of the first or second level before it."""
    form = format_of(block.page)
    prose = form.BLOCK.sub("", before(block))
    return next(h.title for h in reversed([*form.headings(prose)]) if h.level < 3)


def blocks_of(page: str) -> Iterator[Block]:
    """The blocks of a page, in order."""
    for part in parts_of(text_of(page), format_of(page)):
        yield Block(page, *part)


def prose_of(page: str) -> str:
    """A page without its blocks."""
    return format_of(page).BLOCK.sub("", text_of(page))


def headings_of(page: str) -> list[Heading]:
    return [*format_of(page).headings(prose_of(page))]


def rows_of(page: str) -> list[list[str]]:
    """The cells of each row of all tables of a page, headings too."""
    return [*format_of(page).rows(prose_of(page))]


def links_of(page: str) -> list[str]:
    """Where the links of a page lead."""
    return format_of(page).links(prose_of(page))


def anchors_of(page: str) -> set[str]:
    """What a link can name behind the C(#)."""
    return format_of(page).anchors(prose_of(page))


class _Loader(yaml.SafeLoader):
    """Reads what Ansible adds to YAML as plain strings."""


def _plain(loader: yaml.SafeLoader, node: Any) -> str:
    return str(loader.construct_scalar(node))


for _tag in ("!unsafe", "!vault"):
    _Loader.add_constructor(_tag, _plain)


def load(text: str) -> Any:
    return yaml.load(text, _Loader)


@functools.lru_cache(maxsize=None)
def role_variables() -> dict[str, str]:
    """Every variable of a role -> the role whose name it has, or one that takes it, too."""
    found: dict[str, str] = {}
    for file in sorted(ROOT.glob("roles/*/meta/argument_specs.yml")):
        role = file.parts[-3]
        for spec in load(file.read_text())["argument_specs"].values():
            for name in spec["options"]:
                if name not in found or name.startswith((role + "_", "zendesk_%s_" % role)):
                    found[name] = role
    return found


def kind_of(data: Any) -> str:
    """What a YAML block is, by its shape; "" where it has none of those that can be checked."""
    if isinstance(data, list) and data and all(isinstance(entry, dict) for entry in data):
        if all({"hosts", "ansible.builtin.import_playbook"} & set(entry) for entry in data):
            return "plays"
        if all("block" in entry or any("." in key for key in entry) for entry in data):
            return "tasks"
    if isinstance(data, dict) and data:
        return next((kind for kind, fits in _SHAPES.items() if fits(data)), "")
    return ""


_SHAPES: dict[str, Callable[[dict[Any, Any]], bool]] = {
    # YAML 1.1 takes "on" for true.
    "workflow": lambda data: "jobs" in data and True in data,
    "pipeline": lambda data: any("script" in _keys(job) for job in data.values()),
    "variables": lambda data: all(_is_variable(name) for name in data),
    "inventory": lambda data: all(
        _keys(group) and _keys(group) <= {"hosts", "children", "vars"} for group in data.values()
    ),
    "requirements": lambda data: set(data) == {"collections"},
}


def _keys(value: Any) -> set[str]:
    return set(value) if isinstance(value, dict) else set()


def _is_variable(name: Any) -> bool:
    return role_of(str(name)) != "" or str(name).startswith("vault_")


def role_of(name: str) -> str:
    """The role whose variable this is; "" where it is none."""
    return role_variables().get(name) or ("config" if LIST.fullmatch(name) else "")


def commands_of(block: Block) -> list[str]:
    """The commands of a block: of a shell, or those in a CI file."""
    if block.language == "shell":
        lines = re.sub(r"\\\n\s*", "", block.text).splitlines()
        return [line for line in lines if line.strip() and not line.startswith("#")]
    return [line for text in _scripts(load(block.text)) for line in text.splitlines()]


def _scripts(data: Any) -> Iterator[str]:
    for name, value in data.items() if isinstance(data, dict) else ():
        if name in ("run", "script", "before_script"):
            yield from value if isinstance(value, list) else [value]
        else:
            yield from _scripts(value)
    for entry in data if isinstance(data, list) else ():
        yield from _scripts(entry)
