# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Converts the records of an account to variables of the roles, as YAML text. Pure."""

from __future__ import annotations

import keyword
import re
from typing import Any, Iterable, NamedTuple

import yaml

from ansible_collections.community.zendesk.plugins.module_utils._core._resource import Resource
from ansible_collections.community.zendesk.plugins.module_utils._resources._targets import TARGETS
from ansible_collections.community.zendesk.plugins.plugin_utils._export_item import (
    ExportItem,
    decide,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._export_notes import (
    notes_on,
    remarks_on,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._export_subtract import subtract
from ansible_collections.community.zendesk.plugins.plugin_utils._export_text import (
    about_secrets,
    item_lines,
    name_secrets,
    secrets_of,
    vault_text,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._export_translate import (
    Options,
    translate,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._filter_input import (
    describe,
    is_text,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._items import RESOURCES
from ansible_collections.community.zendesk.plugins.plugin_utils._schema_comment import (
    SCHEMA_COMMENT,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._yaml_text import yaml_inline

_HEADER = (
    SCHEMA_COMMENT
    + """\
---
# The %s of %s, as read by the role community.zendesk.export.
"""
)
_FOOTER = """\
# Zendesk does not show passwords, so they can't be compared. With "always", every run would send
# all of them and report a change.
zendesk_targets_update_secrets: on_create
"""
_LOOK_AT = "Before you use this file for another account, check:"


class Listed(NamedTuple):
    """The items of one kind. ``notes``: comments for the top of the file, besides those about the items."""

    resource: Resource
    items: list[ExportItem]
    notes: list[str]


def export(targets: list[dict[str, Any]], account: str, variable: str) -> dict[str, Any]:
    """Returns the texts of targets.yml and vault.yml.example, and a summary of them."""
    items = [ExportItem(TARGETS, target) for target in targets]
    items.sort(key=lambda item: item.key)
    decide(items)
    name_secrets(items)
    text = _HEADER % ("targets", yaml_inline(account)) + about_secrets(items)
    return {
        "targets": text + _list(variable, items, in_blocks=False) + _FOOTER,
        "vault": vault_text(items, "targets.yml", "targets.yml refers to", "target"),
        "secrets": [item.variables[place] for item, place in secrets_of(items)],
        "named_by_id": [item.id for item in items if item.by_id],
    }


def export_config(
    info: dict[str, Any],
    account: str,
    names: dict[str, str],
    others: dict[str, Any] | None,
    translation: Options | None,
) -> dict[str, Any]:
    """Returns the files of a whole account.

    ``names``: kind -> the variable for its list. ``others``: the lists of role config that already
    define part of it; None to write everything. ``translation``: None to translate no target.
    """
    notes: dict[str, list[str]] = {}
    if translation is not None:
        info, notes = translate(info, translation)
    lists = [
        each._replace(notes=notes.get(each.resource.endpoint.plural, [])) for each in _listed(info)
    ]
    for each in lists:
        decide(each.items)
    exported = {
        each.resource.endpoint.kind: {str(item.name) for item in each.items} for each in lists
    }
    if others is not None:
        lists = [_without_known(each, others) for each in lists]
    everything = [item for each in lists for item in each.items]
    name_secrets(everything)
    files = []
    for each in lists:
        kind = each.resource.endpoint.plural
        variable = names.get(kind, "zendesk_%s_account" % kind)
        files.append({"name": kind + ".yml", "text": _file(each, account, variable, exported)})
    if [each.resource for each in lists] == [TARGETS]:
        # Role targets also takes this file, and role config rejects the variable together with
        # others.
        files[0]["text"] += _FOOTER
    where = [file["name"] for file, each in zip(files, lists) if secrets_of(each.items)]
    vault = _vault(everything, where)
    return {
        "files": [*files, *([{"name": "vault.yml.example", "text": vault}] if vault else [])],
        "secrets": [item.variables[place] for item, place in secrets_of(everything)],
        "named_by_id": [item.id for item in everything if item.by_id],
        "counts": {each.resource.endpoint.plural: len(each.items) for each in lists},
    }


def _listed(info: dict[str, Any]) -> list[Listed]:
    """Returns the result of zendesk_config_info, including the records, as items of each kind."""
    found = []
    for kind, resource in RESOURCES.items():
        if kind in info:
            items = [
                ExportItem(resource, view, given)
                for given, view in zip(info[kind], info["records"][kind])
            ]
            if not _has_order(resource):
                items.sort(key=lambda item: item.key)
            found.append(Listed(resource, items, []))
    return found


def _without_known(each: Listed, others: dict[str, Any]) -> Listed:
    items, notes = subtract(each.resource, each.items, others)
    return each._replace(items=items, notes=[*each.notes, *notes])


def _vault(items: list[ExportItem], where: list[str]) -> str:
    if len(where) == 1:
        return vault_text(items, where[0], where[0] + " refers to", "item")
    return vault_text(items, "the file", " and ".join(where) + " refer to", "item")


def _file(each: Listed, account: str, variable: str, exported: dict[str, set[str]]) -> str:
    noun = each.resource.endpoint.plural.replace("_", " ")
    text = _HEADER % (noun, yaml_inline(account)) + about_secrets(each.items)
    for note in each.notes:
        text += "# %s\n" % note
    look_at = _look_at(each.items, exported)
    if look_at:
        text += "# %s\n" % _LOOK_AT + "".join("# - %s\n" % line for line in look_at)
    for item in each.items:
        item.remarks += remarks_on(item)
    return text + _list(variable, each.items, in_blocks=True)


def _look_at(items: list[ExportItem], exported: dict[str, set[str]]) -> list[str]:
    lines = ["%s: %s." % (item.label, note) for item in items for note in notes_on(item, exported)]
    secrets = len(secrets_of(items))
    if secrets:
        text = "%d secret%s to fill in: vault.yml.example lists %s."
        lines.append(
            text % (secrets, "" if secrets == 1 else "s", "it" if secrets == 1 else "them")
        )
    return lines


def _list(variable: str, items: Iterable[ExportItem], in_blocks: bool) -> str:
    lines = [line for item in items for line in item_lines(item, in_blocks)]
    return "\n".join([variable + (":" if lines else ": []"), *lines]) + "\n"


def _has_order(resource: Resource) -> bool:
    """Whether records of a kind have an order, in which they are also read."""
    return "position" in (*resource.server_set, *resource.all_attributes)


def problems_of_name(name: Any) -> list[str]:
    """Returns the problems of the name of a variable."""
    is_name = (
        isinstance(name, str)
        and bool(re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", name))
        and not keyword.iskeyword(name)
        and yaml.safe_load(name) == name
    )
    text = (
        "%s can't be the name of a variable: use letters, digits and underscores, and no reserved "
        "word of YAML or Python."
    )
    return [] if is_name else [text % describe(name)]


def problems_of_account(account: Any) -> list[str]:
    """Returns the problems of the name of an account."""
    text = "%s can't be the name of the account: it must be text."
    return [] if is_text(account) else [text % describe(account)]


def plain(value: Any) -> Any:
    """Returns ``value`` without the classes in which Ansible wraps values."""
    if isinstance(value, dict):
        return {plain(name): plain(entry) for name, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(entry) for entry in value]
    if isinstance(value, bool) or value is None:
        return value
    for kind in (str, int, float):
        if isinstance(value, kind):
            return getattr(kind, "__%s__" % kind.__name__)(value)
    return str(value)
