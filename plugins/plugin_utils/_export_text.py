# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Writes the lines of an exported file, and names the variables for its secrets."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Any, Iterable

from ansible_collections.community.zendesk.plugins.plugin_utils._export_item import ExportItem
from ansible_collections.community.zendesk.plugins.plugin_utils._yaml_text import (
    Reference,
    yaml_block,
    yaml_inline,
    yaml_line,
    yaml_lines,
)

_SHOWN_RULES = 20
_LONGEST_SLUG = 40
# A login in an address, and the parameters of an address. Their names are checked separately, so
# that no text can make the search slow.
_LOGIN = re.compile(r"://[^/\s@]+@")
_PARAMETER = re.compile(r"[?&;]([\w.-]+)=")
_SOUNDS_SECRET = re.compile("pass|pwd|secret|token|key|sig|auth", re.IGNORECASE)

_ABOUT_REFERENCES = """\
# Secrets are references to variables, which vault.yml.example lists. Nothing is provisioned until
# all of them are defined.
"""
_ABOUT_COMMENTS = """\
# A target may or may not have a secret that is shown in a comment: Zendesk does not say. To manage
# the secret, remove the "# " and define the variable.
"""
_VAULT = """\
---
# The secrets that %s. Copy this file to vault.yml in the same directory, fill it in
# and encrypt it: ansible-vault encrypt vault.yml
# Put !unsafe before a secret that contains {{ or {%%.
# If nobody knows a secret: in %s, set the id of its %s to the one shown here, and comment
# out the line with the secret.
"""


def holds_secret(text: str) -> bool:
    """Whether text looks like an address with a secret."""
    return bool(_LOGIN.search(text)) or any(
        _SOUNDS_SECRET.search(name) for name in _PARAMETER.findall(text)
    )


# --- secrets


def name_secrets(items: list[ExportItem]) -> None:
    """Assigns a unique variable to each secret."""
    secrets = [(item, place, _variable(item, place)) for item in items for place in item.secrets]
    counts = Counter(variable for _item, _place, variable in secrets)
    taken: set[str] = set()
    for item, place, variable in secrets:
        if counts[variable] > 1 and item.id is not None:
            variable = _variable(item, place, with_id=True)
        while variable in taken:
            variable += "_"
        taken.add(variable)
        item.variables[place] = variable


def _variable(item: ExportItem, place: str, with_id: bool = False) -> str:
    slug = _slug(str(item.options.get(item.resource.name, "")))[:_LONGEST_SLUG].strip("_")
    number = str(item.id).lower() if (with_id or not slug) and item.id is not None else ""
    # The kind in the name prevents a clash with the secrets of the login.
    start = "vault_zendesk_" + item.resource.endpoint.kind
    return "_".join(filter(None, (start, slug, number, _slug(place.rpartition(".")[2]))))


def _slug(text: str) -> str:
    # Accents are removed, the letters stay.
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain.lower())


def secrets_of(items: Iterable[ExportItem]) -> list[tuple[ExportItem, str]]:
    """Returns the items and places of the secrets that are references."""
    return [(item, place) for item in items for place, referred in item.secrets.items() if referred]


def vault_text(items: list[ExportItem], where: str, refer: str, noun: str) -> str:
    """Returns the text of an example for a file of secrets; "" if there are none."""
    lines = []
    for item, place in secrets_of(items):
        variable = item.variables[place]
        lines.append("# %s of %s" % (_place(place), item))
        # A copied value that is not filled in must not reach Zendesk.
        missing = Reference("{{ undef(hint='%s is not filled in') }}" % variable)
        lines.append(yaml_line(variable, missing))
    return _VAULT % (refer, where, noun) + "\n".join(lines) + "\n" if lines else ""


def _place(place: str) -> str:
    return place if re.fullmatch(r"[\w.-]+", place) else yaml_inline(place)


# --- a file


def about_secrets(items: list[ExportItem]) -> str:
    """Returns the comments about secrets for the top of a file."""
    secrets = secrets_of(items)
    text = _ABOUT_REFERENCES if secrets else ""
    text += _ABOUT_COMMENTS if sum(len(item.secrets) for item in items) > len(secrets) else ""
    return text


def item_lines(item: ExportItem, in_blocks: bool = False) -> list[str]:
    """Returns an item with its comments. ``in_blocks``: multi-line texts are blocks."""
    return ["  # " + line for line in _comments(item)] + _lines(item, in_blocks)


def _comments(item: ExportItem) -> list[str]:
    lines = ["new" if item.id is None else "id %s" % item.id]
    usage = item.values.get("usage")
    if usage is not None and item.id is not None:
        lines[0] += ", used by" if usage else ", used by no trigger and no automation"
    for rule in (usage or [])[:_SHOWN_RULES]:
        inactive = "" if rule.get("active", True) else ", inactive"
        kind, number = yaml_inline(str(rule.get("kind"))), yaml_inline(rule.get("id"))
        title = yaml_inline(str(rule.get("title")))
        lines.append("  %s (id %s%s): %s" % (kind, number, inactive, title))
    if len(usage or []) > _SHOWN_RULES:
        lines.append("  and %d more" % (len(usage or []) - _SHOWN_RULES))
    if item.by_id:
        lines.append("Identified by id, because %s." % item.by_id)
    lines += item.remarks
    places = [
        name
        for name, value in item.options.items()
        if isinstance(value, str) and holds_secret(value)
    ]
    return lines + ["Check %s: it may contain a secret." % place for place in places]


def _lines(item: ExportItem, in_blocks: bool) -> list[str]:
    options: dict[str, Any] = {"id": item.id} if item.by_id else {}
    options.update(item.options)
    comments = []
    for place, referred in item.secrets.items():
        reference = Reference("{{ %s }}" % item.variables[place])
        name, _dot, part = place.partition(".")
        if part:
            options[name] = {**options.get(name, {}), part: reference}
        elif referred:
            options[name] = reference
        else:
            comments.append(yaml_line(name, reference))
    comments += _comments_on_the_rest(item)
    lines = []
    for name, value in options.items():
        is_block = isinstance(value, (dict, list)) or (in_blocks and "\n" in str(value))
        lines += yaml_block(name, value) if is_block else [yaml_line(name, value)]
    indented = [("    " + line) if line else "" for line in lines]
    return ["  - " + lines[0], *indented[1:]] + ["    # " + comment for comment in comments]


def _comments_on_the_rest(item: ExportItem) -> list[str]:
    comments = []
    for why, attributes in item.left_alone.items():
        comments.append(why)
        for name, value in attributes.items():
            nested = isinstance(value, (dict, list))
            comments += ["  " + line for line in yaml_lines({name: value}, flow=nested)]
    unknown = [name for name in item.hidden if name not in item.secrets]
    if unknown and not item.is_absent:
        names = ", ".join(map(yaml_inline, unknown))
        comments.append("Secrets unknown to this collection, so left unchanged: " + names)
    return comments
