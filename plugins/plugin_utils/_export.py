# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""From the targets that an account has to variables of the role targets, as YAML text. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import Any, Iterable

from ansible_collections.community.zendesk.plugins.module_utils._core._problems import (
    attribute_problems,
)
from ansible_collections.community.zendesk.plugins.module_utils._core._record import Desired, Record
from ansible_collections.community.zendesk.plugins.module_utils._core._resource import (
    Attribute,
    Variant,
)
from ansible_collections.community.zendesk.plugins.module_utils._core._value_types import (
    BOOLEAN,
    FLAG,
    has_value,
)
from ansible_collections.community.zendesk.plugins.module_utils._http._errors import MASK
from ansible_collections.community.zendesk.plugins.module_utils._resources._targets import TARGETS
from ansible_collections.community.zendesk.plugins.plugin_utils._yaml_text import (
    Reference,
    yaml_inline,
    yaml_line,
    yaml_lines,
)

_TITLE, _TYPE, _ACTIVE = TARGETS.attributes
# What zendesk_target_info adds to a target.
_GATHERED = ("usage", "failures", "secrets_set")
_BOOLEANS = ("true", "false", "1", "0", "yes", "no", "on", "off")
_SHOWN_RULES = 20
_LONGEST_SLUG = 40
# How Ansible masks what holds, or equals, a secret: up to ansible-core 2.21, and from 2.22 on.
_MASKS = (MASK, "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER", "$REDACTED$")
# A login in an address, and the parameters of one. Apart from their names, so that no text can
# make the search slow.
_LOGIN = re.compile(r"://[^/\s@]+@")
_PARAMETER = re.compile(r"[?&;]([\w.-]+)=")
_SOUNDS_SECRET = re.compile("pass|pwd|secret|token|key|sig|auth", re.IGNORECASE)

_UNKNOWN_ATTRIBUTE = "This collection does not know, and so leaves alone:"
_UNKNOWN_TYPE = "This collection does not know the type, so all but title and active is left alone:"
_REFUSED = "The modules do not take this value, so it is left alone:"
_MASKED = "Ansible has masked a part of this, so it is left alone:"
_UNWRITABLE = "YAML can't hold this value, so it is left alone:"
_REPLACED = (
    "Some of its characters can't be shown, but as \N{REPLACEMENT CHARACTER}, so it is left alone:"
)

_HEADER = """\
---
# The targets of %s, as the role community.zendesk.export has read them.
"""
_ABOUT_REFERENCES = """\
# A secret is a reference to a variable. vault.yml.example lists these variables. As long as one of
# them is not defined, nothing is provisioned.
"""
_ABOUT_COMMENTS = """\
# A secret in a comment is one that the target may have or not: Zendesk does not tell. To keep it as
# code, remove the "# " and define the variable.
"""
_FOOTER = """\
# Zendesk does not show passwords, so they can't be compared. With "always" every run would send
# them all and report a change.
zendesk_targets_update_secrets: on_create
"""
_VAULT = """\
---
# The secrets that targets.yml refers to. Copy this file to vault.yml beside it, fill it in, and
# encrypt it: ansible-vault encrypt vault.yml
# Write !unsafe before a secret that has {{ or {% in it.
# If nobody knows a secret: in targets.yml give its target the id that stands here, and put the line
# with the secret in a comment.
"""


class _Item:
    """What becomes of one target.

    ``options``: what is provisioned, without secrets. ``left_alone``: why -> attributes that are
    told in a comment. ``secrets``: attribute -> whether it is referred to, or in a comment.
    ``hidden``: the secrets that the account shows as set, by name.
    """

    def __init__(self, target: dict[str, Any]) -> None:
        # A target that comes with its secrets is none that the module returned, but no less one.
        record = Record(TARGETS, target)
        hidden = set(target.get("secrets_set") or []) | set(record.secrets_present())
        self.hidden = sorted(hidden - set(_GATHERED))
        self.target = record.without_secrets()
        self.entry = record.variant
        self.options: dict[str, Any] = {}
        self.left_alone: dict[str, dict[str, Any]] = {}
        self.by_id = ""
        self.secrets: dict[str, bool] = {}
        for attribute in TARGETS.attributes + self._attributes():
            self._sort_in(attribute, self.target.get(attribute.name))
        self._keep_the_rest()

    def __str__(self) -> str:
        notes = (yaml_inline(str(self.target.get("type"))), self.target["id"])
        return "%s (%s, id %s)" % ((yaml_inline(str(self.target.get("title"))),) + notes)

    @property
    def key(self) -> tuple[str, str, str, int]:
        """Where the item stands among the others."""
        title = str(self.target.get("title"))
        kind = TARGETS.canonical(str(self.target.get("type")))
        return title.casefold(), title, kind, self.target["id"]

    def decide(self, shares_title: bool) -> None:
        """Whether the item has to name its target by id, and which secrets it refers to."""
        self.by_id = _why_by_id(self.entry, self.options, shares_title)
        for attribute in self._attributes():
            if attribute.type.secret:
                needed = attribute.required and not self.by_id
                self.secrets[attribute.name] = needed or attribute.name in self.hidden

    def _attributes(self) -> tuple[Attribute, ...]:
        return self.entry.attributes if self.entry else ()

    def _sort_in(self, attribute: Attribute, value: Any) -> None:
        if attribute.type.secret or attribute.read_only or not has_value(value):
            return
        problem = _problem(self.entry, attribute, value)
        if problem:
            self.left_alone.setdefault(problem, {})[attribute.name] = value
        else:
            sent = attribute.type.to_send(value)
            self.options[attribute.name] = sent == "1" if attribute.type is FLAG else sent

    def _keep_the_rest(self) -> None:
        attributes = TARGETS.attributes + self._attributes()
        known = (*TARGETS.server_set, *_GATHERED, *(attribute.name for attribute in attributes))
        why = _UNKNOWN_ATTRIBUTE if self.entry else _UNKNOWN_TYPE
        for name, value in self.target.items():
            if name not in known:
                self.left_alone.setdefault(why, {})[name] = value


def holds_secret(text: str) -> bool:
    """Whether a text looks like an address with a secret in it."""
    return bool(_LOGIN.search(text)) or any(
        _SOUNDS_SECRET.search(name) for name in _PARAMETER.findall(text)
    )


def _problem(entry: Variant | None, attribute: Attribute, value: Any) -> str:
    """Why an attribute can't be provisioned as it is; "" where it can."""
    text = str(value)
    if any(mask in text for mask in _MASKS):
        return _MASKED
    if re.search("[\ud800-\udfff]", text):
        return _UNWRITABLE
    if "\N{REPLACEMENT CHARACTER}" in text:
        # The modules show this for half a character, which JSON can hold and Ansible can't. To
        # write it back would change the target.
        return _REPLACED
    if attribute is _TYPE:
        return "" if entry else _UNKNOWN_TYPE
    if attribute is _TITLE:
        return "" if isinstance(value, str) and value.strip() else _REFUSED
    if attribute.type in (BOOLEAN, FLAG):
        return "" if text.lower() in _BOOLEANS else _REFUSED
    fits = isinstance(value, (str, int, float))
    refused = False
    if entry:
        desired = Desired(TARGETS, {"type": entry.name, attribute.name: value})
        refused = bool(attribute_problems(desired, desired))
    return "" if fits and not refused else _REFUSED


def _why_by_id(entry: Variant | None, options: dict[str, Any], shares_title: bool) -> str:
    """Why a title and a type are not enough to name a target; "" where they are."""
    if entry is None:
        return "a type that this collection does not know can't be named"
    if "title" not in options:
        return "the title can't be given"
    if shares_title:
        return "other targets have the same title"
    secrets = {a.name: "given" for a in entry.attributes if a.type.secret and a.required}
    given = dict(options, **secrets)
    lacking = [a.name for a in entry.attributes if a.required and a.name not in given]
    return "it lacks %s, which a new target needs" % ", ".join(lacking) if lacking else ""


def _decide(items: list[_Item]) -> None:
    """An item with a title and no id may be the only one to mean a target of that title and type."""
    groups: dict[Any, list[_Item]] = {}
    for item in items:
        groups.setdefault(item.options.get("title"), []).append(item)
    for title, group in groups.items():
        types = {TARGETS.canonical(item.options.get("type")) for item in group}
        unclear = "" in types or len(types) < len(group)
        for item in group:
            item.decide(title is not None and len(group) > 1 and unclear)


def _variables(items: list[_Item]) -> dict[tuple[int, str], str]:
    """(id, attribute) -> the variable for a secret. No two are the same."""
    wanted = [(item, name, _variable(item, name)) for item in items for name in item.secrets]
    counts = Counter(variable for _item, _name, variable in wanted)
    found: dict[tuple[int, str], str] = {}
    taken: set[str] = set()
    for item, name, variable in wanted:
        if counts[variable] > 1:
            variable = _variable(item, name, with_id=True)
        while variable in taken:
            variable += "_"
        taken.add(variable)
        found[item.target["id"], name] = variable
    return found


def _variable(item: _Item, name: str, with_id: bool = False) -> str:
    # Accents go, the letter stays.
    title = unicodedata.normalize("NFKD", str(item.options.get("title", ""))).encode(
        "ascii", "ignore"
    )
    slug = re.sub(r"[^a-z0-9]+", "_", title.decode().lower())[:_LONGEST_SLUG].strip("_")
    number = str(item.target["id"]) if with_id or not slug else ""
    # With "target" in it the name can't be that of a secret of the login.
    return "_".join(part for part in ("vault_zendesk_target", slug, number, name) if part)


def export(targets: list[dict[str, Any]], account: str, variable: str) -> dict[str, Any]:
    """The texts of targets.yml and vault.yml.example, and what is worth telling of them."""
    items = sorted(map(_Item, targets), key=lambda item: item.key)
    _decide(items)
    variables = _variables(items)
    secrets = [
        (item, name, variables[item.target["id"], name])
        for item in items
        for name, referred in item.secrets.items()
        if referred
    ]
    text = _HEADER % yaml_inline(account)
    text += _ABOUT_REFERENCES if secrets else ""
    text += _ABOUT_COMMENTS if len(variables) > len(secrets) else ""
    lines = [variable + (":" if items else ": []")]
    for item in items:
        lines += _comments(item) + _lines(item, variables)
    return {
        "targets": text + "\n".join(lines) + "\n" + _FOOTER,
        "vault": _vault(secrets) if secrets else "",
        "secrets": [found for _item, _name, found in secrets],
        "named_by_id": [item.target["id"] for item in items if item.by_id],
    }


def _comments(item: _Item) -> list[str]:
    target = item.target
    lines = ["id %s" % target["id"]]
    usage = target.get("usage")
    if usage is not None:
        lines[0] += ", used by" if usage else ", used by no trigger and no automation"
    for rule in (usage or [])[:_SHOWN_RULES]:
        inactive = "" if rule.get("active", True) else ", inactive"
        kind, number = yaml_inline(str(rule.get("kind"))), yaml_inline(rule.get("id"))
        title = yaml_inline(str(rule.get("title")))
        lines.append("  %s (id %s%s): %s" % (kind, number, inactive, title))
    if len(usage or []) > _SHOWN_RULES:
        lines.append("  and %d more" % (len(usage or []) - _SHOWN_RULES))
    if item.by_id:
        lines.append("Named by id, because %s." % item.by_id)
    lines += [
        "Look at %s: it may hold a secret." % name
        for name, value in item.options.items()
        if isinstance(value, str) and holds_secret(value)
    ]
    return ["  # " + line for line in lines]


def _lines(item: _Item, variables: dict[tuple[int, str], str]) -> list[str]:
    options: dict[str, Any] = {"id": item.target["id"]} if item.by_id else {}
    options.update(item.options)
    comments = []
    for name, referred in item.secrets.items():
        reference = Reference("{{ %s }}" % variables[item.target["id"], name])
        if referred:
            options[name] = reference
        else:
            comments.append(yaml_line(name, reference))
    for why, attributes in item.left_alone.items():
        comments.append(why)
        for name, value in attributes.items():
            nested = isinstance(value, (dict, list))
            comments += ["  " + line for line in yaml_lines({name: value}, flow=nested)]
    unknown = [name for name in item.hidden if name not in item.secrets]
    if unknown:
        names = ", ".join(map(yaml_inline, unknown))
        comments.append("Secrets that this collection does not know, and so leaves alone: " + names)
    lines = [yaml_line(name, value) for name, value in options.items()]
    return _indented(lines) + ["    # " + comment for comment in comments]


def _indented(lines: list[str]) -> list[str]:
    return ["  - " + lines[0]] + ["    " + line for line in lines[1:]]


def _vault(secrets: Iterable[tuple[_Item, str, str]]) -> str:
    lines = []
    for item, name, variable in secrets:
        lines.append("# %s of %s" % (name, item))
        # What is copied and not filled in must not reach Zendesk.
        missing = Reference("{{ undef(hint='%s is not filled in') }}" % variable)
        lines.append(yaml_line(variable, missing))
    return _VAULT + "\n".join(lines) + "\n"


def plain(value: Any) -> Any:
    """``value`` without the classes that Ansible gives to what it hands around."""
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
