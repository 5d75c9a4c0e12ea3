# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the documentation says of options and variables, as plain text of one paragraph."""

from __future__ import annotations

import functools
import importlib
import re
from typing import Any, Iterator

import yaml

from ansible_collections.community.zendesk.plugins.doc_fragments import config, rule
from ansible_collections.community.zendesk.tests.running import MODULES, ROOT

Options = dict[str, dict[str, Any]]

_MARKUP = re.compile(r"\b(?P<kind>RV|[OVCMPEIB])\((?P<text>(?:[^()\\]|\\.|\([^()]*\))*)\)")
_WITH_VALUE = re.compile(r"^([\w.]+)=(\S+)$")
# All that an option of a module says, in place of a reference to it.
_SEE = re.compile(r"See O\(community\.zendesk\.(?P<module>\w+)#module:(?P<option>\w+)\)")
# The roles whose variables files of lists hold, too. What the first one says of a variable counts.
_ROLES = ("config", "targets", "export", "audit")


def paragraph(description: Any, without: str = "") -> str:
    """A description without markup. ``without``: what sentences begin with that are left out."""
    texts = [description] if isinstance(description, str) else description
    kept = [text for text in texts if not (without and re.match(without, text))]
    return " ".join(_MARKUP.sub(_plain, " ".join(text.split())) for text in kept)


def _plain(found: re.Match[str]) -> str:
    text = re.sub(r"\\(.)", r"\1", found["text"])
    if found["kind"] in "VC":
        # A word among others would be read as one of them.
        word = re.fullmatch("[A-Za-z]+", text)
        return "'%s'" % text if word else _WITH_VALUE.sub(r"\1: \2", text)
    name, _hash, inner = text.partition("#")
    if text.startswith("community.zendesk."):
        option = inner.partition(":")[2]
        text = name.rpartition(".")[2]
        text = "%s of %s" % (option, text) if option else text
    return _WITH_VALUE.sub(r"\1: \2", re.sub(r"^\w+\[\]\.", "", text))


@functools.lru_cache(maxsize=None)
def items_of(plural: str) -> Options:
    """The options of the items of a list."""
    options = yaml.safe_load(config.ModuleDocFragment.ITEMS)["options"]
    found: Options = options[plural]["suboptions"]
    return found


def references() -> str:
    """How names stand in place of IDs."""
    notes = yaml.safe_load(rule.ModuleDocFragment.DOCUMENTATION)["notes"]
    return paragraph([note for note in notes if note.startswith(("Wherever", "If several"))])


def variables() -> Options:
    """The variables of the roles."""
    found: Options = {}
    for role in _ROLES:
        text = (ROOT / "roles" / role / "meta" / "argument_specs.yml").read_text()
        for spec in yaml.safe_load(text)["argument_specs"].values():
            for name, option in spec["options"].items():
                found.setdefault(name, dict(option, description=list(_said(option))))
    return found


def _said(option: dict[str, Any]) -> Iterator[str]:
    texts = option["description"]
    for text in [texts] if isinstance(texts, str) else texts:
        see = _SEE.match(text)
        yield (
            text if not see else paragraph(options_of(see["module"])[see["option"]]["description"])
        )


@functools.lru_cache(maxsize=None)
def options_of(module: str) -> Options:
    """All options of a module as its docs have them, those of fragments included."""
    docs = yaml.safe_load(importlib.import_module(MODULES + module).DOCUMENTATION)
    found: Options = dict(docs.get("options") or {})
    for fragment in docs["extends_documentation_fragment"]:
        _community, _zendesk, file, *part = fragment.split(".")
        path = MODULES.replace(".modules.", ".doc_fragments.") + file
        text = getattr(
            importlib.import_module(path).ModuleDocFragment,
            part[0].upper() if part else "DOCUMENTATION",
        )
        found.update(yaml.safe_load(text).get("options") or {})
    return found
