# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Ansible makes of an exported file of variables."""

from __future__ import annotations

import inspect
import json
import re
from pathlib import Path
from typing import Any, Iterator

from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar

from ansible_collections.community.zendesk.plugins.module_utils._resources._targets import TARGETS
from ansible_collections.community.zendesk.tests.schemas.checks import findings

# Texts that YAML, Ansible or Jinja could take for something else.
NASTY = [
    "yes",
    "null",
    "~",
    "007",
    "1.50",
    "0x1F",
    "1e3",
    "12:30",
    "2026-01-01",
    "<<",
    "=",
    "- item",
    "key: value",
    "text #no comment",
    "#jinja2: variable_start_string:'[['\nthen [[ nothing ]]",
    "%TAG",
    "---",
    "...",
    "!unsafe text",
    "&anchor *alias",
    "@at `tick`",
    "[list], {braces}",
    "'single' and \"double\" quotes",
    "back\\slash \\n \\x41 C:\\new",
    "{{ticket.id}}",
    "{{ undefined_variable }}",
    "{% for %}",
    "{# comment",
    "}} %} #}",
    "{{ '{{' }} {% raw %}",
    " leading and trailing  ",
    "line\nbreak\r\nand\ttab",
    "\nfirst\n",
    "control \x00\x01\x07\x1b\x7f\x9f",
    "next\x85line\u2028line\u2029paragraph\ufeffbom\u00a0space",
    "\ufffe\uffff\U0010ffff",
    "caf\u00e9 \u65e5\u672c \U0001f514 \u0627\u0644",
    "word " * 2000,
    "x" * 10000,
    "{{" * 500 + "\\" * 500,
]


def load(text: str, folder: Path, is_whole: bool = True) -> dict[str, Any]:
    """The variables that Ansible reads from a file with ``text``, not yet filled in.

    An editor finds nothing wrong with them. If not ``is_whole``, attributes may be missing.
    """
    file = folder / "exported.yml"
    file.write_text(text, encoding="utf-8", newline="")
    options: dict[str, Any] = {"cache": "none", "unsafe": True}
    # Since ansible-core 2.19 text is a template only where it is trusted, as that of variables is.
    if "trusted_as_template" in inspect.signature(DataLoader.load_from_file).parameters:
        options["trusted_as_template"] = True
    found: dict[str, Any] = DataLoader().load_from_file(str(file), **options)
    wrong = [each for each in findings(found) if is_whole or "is a required" not in each]
    assert wrong == []
    return found


def fill_in(variables: dict[str, Any], secrets: dict[str, str]) -> dict[str, Any]:
    """The variables as a play gets them, with ``secrets`` from a vault; free of Ansible's types."""
    templar = Templar(loader=DataLoader(), variables=dict(secrets))
    filled: dict[str, Any] = json.loads(json.dumps(templar.template(variables)))
    return filled


def secrets_of(items: list[dict[str, Any]], targets: list[dict[str, Any]]) -> dict[str, str]:
    """Variable -> the secret that it stands for, as somebody fills it in who knows the account."""
    found = {}
    for item in items:
        for name, value in item.items():
            variable = re.fullmatch(r"\{\{ (vault_zendesk_target_\w+) \}\}", str(value))
            if variable:
                assert variable.group(1) not in found
                # What nobody knows can't be right, and has to do no harm.
                found[variable.group(1)] = _meant(item, targets).get(name, "canary-made-up")
    return found


def _meant(item: dict[str, Any], targets: list[dict[str, Any]]) -> dict[str, Any]:
    for target in targets:
        if "id" in item and item["id"] == target["id"]:
            return target
        same_title = "id" not in item and item["title"] == target["title"]
        if same_title and TARGETS.canonical(item["type"]) == TARGETS.canonical(target["type"]):
            return target
    raise LookupError(item)


def read_lists(exported: dict[str, Any], folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Kind -> the items of its file, as Ansible reads them, with references to secrets not filled in."""
    found = {}
    for file in exported["files"]:
        if file["name"].startswith("vault"):
            continue
        variables = load(file["text"], folder)
        kind = file["name"].partition(".")[0]
        (found[kind],) = [
            value for name, value in variables.items() if name != "zendesk_targets_update_secrets"
        ]
    return found


def secrets_of_lists(
    lists: dict[str, list[dict[str, Any]]], stored: dict[str, list[dict[str, Any]]]
) -> dict[str, str]:
    """Variable -> the secret that it stands for, as somebody fills it in who knows the account."""
    found = {}
    for kind, items in lists.items():
        for item in items:
            for path, value in _leaves(item):
                variable = re.fullmatch(r"\{\{ (vault_zendesk_\w+) \}\}", str(value))
                if variable:
                    assert variable.group(1) not in found
                    found[variable.group(1)] = _secret(item, path, stored[kind])
    return found


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, each in inner:
        if isinstance(each, (dict, list)):
            yield from _leaves(each, (*path, key))
        else:
            yield (*path, key), each


def _secret(item: dict[str, Any], path: tuple[Any, ...], stored: list[dict[str, Any]]) -> str:
    for record in stored:
        name = "name" if "name" in record else "title"
        narrowed = item.get("endpoint", record.get("endpoint")) == record.get("endpoint")
        if item.get("id") == record["id"] or (
            "id" not in item and item[name] == record[name] and narrowed
        ):
            value: Any = record
            for key in path:
                value = value.get("data", value).get(key, {})
            return str(value or "canary-made-up")
    raise LookupError(item)
