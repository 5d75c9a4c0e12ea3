# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shape of the code: which folder may import which, how long a file may be, what a task packs.

Each rule is a function that takes the root of a checkout, so that the tests can plant a violation and
see it found.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Callable, Iterator

import graphlib
import pytest

from ansible_collections.community.zendesk.plugins.module_utils._core._resource import Resource
from ansible_collections.community.zendesk.plugins.module_utils._resources._targets import TARGETS
from ansible_collections.community.zendesk.plugins.module_utils._resources._webhooks import (
    WEBHOOKS,
)
from ansible_collections.community.zendesk.tests.running import ROOT

UTILS = Path("plugins") / "module_utils"
# A folder -> those that it may import, beside itself.
MAY_IMPORT: dict[str, set[str]] = {
    "_http": set(),
    "_core": {"_http"},
    "_resources": {"_core"},
    "_module": {"_http", "_core", "_resources"},
}
LONGEST = 300
# Of the engine, what tables may use.
PARTS_OF_TABLES = {
    "_core._contents",
    "_core._details",
    "_core._kinds",
    "_core._resource",
    "_core._rule_fields",
    "_core._rule_values",
    "_core._rules",
    "_core._structures",
    "_core._traits",
    "_core._typed",
    "_core._value_types",
}


def python_files(root: Path, folder: Path) -> list[Path]:
    """The files below a folder at any depth, relative to the root."""
    return sorted(path.relative_to(root) for path in (root / folder).rglob("*.py"))


def imports_of(source: str) -> set[tuple[str, str]]:
    """What a source imports of our own module_utils: ``("_core._plan", name)``, "" for a whole module."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            _before, ours, below = node.module.partition("plugins.module_utils")
            parts = below.lstrip(".").split(".") if ours else []
            for alias in node.names:
                whole = [*filter(None, parts), alias.name] if len(parts) < 2 else parts
                if ours:
                    found.add((".".join(whole), alias.name if len(parts) >= 2 else ""))
            if node.level:
                found.add(("relative import", ""))
        elif isinstance(node, ast.Import):
            found |= {
                (alias.name.partition("plugins.module_utils.")[2], "")
                for alias in node.names
                if "plugins.module_utils." in alias.name
            }
    return found


def modules_of(path: Path, root: Path) -> set[str]:
    """The modules of ours that a file imports."""
    return {module for module, _name in imports_of((root / path).read_text())}


def wrong_directions(root: Path) -> Iterator[str]:
    """Imports that run upwards, or sideways out of a folder that nobody knows."""
    for path in python_files(root, UTILS):
        folder = path.relative_to(UTILS).parts[0]
        if folder not in MAY_IMPORT:
            yield "%s is in no folder of the design" % path
            continue
        for module in sorted(modules_of(path, root)):
            target = module.partition(".")[0]
            if target != folder and target not in MAY_IMPORT[folder]:
                yield "%s imports %s" % (path, module)


def circles(root: Path) -> Iterator[str]:
    """Files that import each other, directly or through others."""
    graph = {
        ".".join(path.relative_to(UTILS).with_suffix("").parts): modules_of(path, root)
        for path in python_files(root, UTILS)
    }
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        yield " -> ".join(error.args[1])


def long_files(root: Path) -> Iterator[str]:
    """Files that are too long to be read at a sitting, or do not say that they are private."""
    for path in python_files(root, UTILS):
        lines = (root / path).read_text().splitlines()
        if len(lines) > LONGEST:
            yield "%s has %d lines" % (path, len(lines))
        if not path.name.startswith("_"):
            yield "%s has a public name" % path
        if path.name != "__init__.py" and "private to the collection" not in "".join(lines[2:3]):
            yield "%s does not say that it is private" % path


def users_of_requests(root: Path) -> Iterator[str]:
    """Files that import requests, or anything else that could send a request."""
    senders = {
        "requests",
        "urllib3",
        "http",
        "socket",
        "urllib.request",
        "ansible.module_utils.urls",
    }
    allowed = UTILS / "_http" / "_transport.py"
    for path in [*python_files(root, UTILS), *python_files(root, Path("plugins") / "modules")]:
        for node in ast.walk(ast.parse((root / path).read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module, *("%s.%s" % (node.module, a.name) for a in node.names)]
            sending = [n for n in names if n in senders or n.split(".")[0] in senders]
            if sending and path != allowed:
                yield "%s imports %s" % (path, sending[0])


def imports_of_names(root: Path) -> Iterator[str]:
    """Imports of names out of our modules: for each, Ansible looks for a file with every task."""
    for path in [*python_files(root, UTILS), *python_files(root, Path("plugins") / "modules")]:
        for module, name in sorted(imports_of((root / path).read_text())):
            if name:
                yield "%s imports %s from %s" % (path, name, module)


def tables_of_more_than_data(root: Path) -> Iterator[str]:
    """Tables that import more than what a table is made of."""
    for path in python_files(root, UTILS / "_resources"):
        for module in sorted(modules_of(path, root)):
            if module.startswith("_core.") and module not in PARTS_OF_TABLES:
                yield "%s imports %s" % (path, module)


def names_of_resources(root: Path) -> Iterator[str]:
    """Kinds, variants and attributes of a resource in files that are to know none."""
    for path in python_files(root, UTILS):
        if path.relative_to(UTILS).parts[0] == "_resources":
            continue
        for text in words_of(ast.parse((root / path).read_text())):
            if text in ATTRIBUTES or (KINDS.search(text) and text != "get_redirect_target"):
                yield "%s has %s" % (path, text)


def words_of(tree: ast.AST) -> Iterator[str]:
    """The names and texts of a source, without its docstrings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            node.value.value = None
        if isinstance(node, ast.keyword):
            # A name that another library has given.
            continue
        for field in ("id", "attr", "arg", "name", "value"):
            word = getattr(node, field, None)
            if isinstance(word, str):
                yield word


RESOURCES = (TARGETS, WEBHOOKS)


def kinds_of(resource: Resource) -> list[str]:
    """What a record is called, and the variants that the API has names for."""
    return [resource.endpoint.kind, *(resource.variant_names() if resource.variant else [])]


KINDS = re.compile(
    r"(?<![a-z])(?:%s)s?(?![a-z])" % "|".join(word for each in RESOURCES for word in kinds_of(each))
)
# What also means something in Ansible, in HTTP, or in the engine itself.
GENERAL = {"active", "attribute", "email", "method", "resource", "title", "type", "username"}
GENERAL |= {"from", "to", "room", "secret", "subject", "token", "password", "subdomain", "ssl"}
GENERAL |= {"name", "description", "status", "endpoint"}
ATTRIBUTES = {name for each in RESOURCES for name in each.all_attributes} - GENERAL

RULES = (
    wrong_directions,
    circles,
    long_files,
    users_of_requests,
    imports_of_names,
    tables_of_more_than_data,
    names_of_resources,
)


@pytest.mark.parametrize("rule", RULES, ids=[rule.__name__ for rule in RULES])
def test_the_code_has_this_shape(rule: Callable[[Path], Iterator[str]]) -> None:
    assert list(rule(ROOT)) == []


HEAD = "#\n#\n# This module is private to the collection\n"
OURS = "from ansible_collections.community.zendesk.plugins.module_utils"
PLANTED = [
    (wrong_directions, "_http/_x.py", OURS + "._core import _plan\n"),
    (wrong_directions, "_http/deep/_x.py", OURS + "._core import _plan\n"),
    (wrong_directions, "_core/_x.py", OURS + "._module import _run\n"),
    (wrong_directions, "_core/_x.py", "def f():\n    " + OURS + "._module._run import run\n"),
    (wrong_directions, "_core/_x.py", "from .._module import _run\n"),
    (wrong_directions, "_core/_x.py", OURS.replace("from ", "import ") + "._module._run\n"),
    (wrong_directions, "_elsewhere/_x.py", ""),
    (wrong_directions, "_x.py", OURS + "._core import _plan\n"),
    (circles, "_core/_x.py", OURS + "._core import _x\n"),
    (long_files, "_core/deep/_x.py", "#\n" * 300),
    (long_files, "_http/x.py", ""),
    (users_of_requests, "_core/_x.py", "import requests\n"),
    (users_of_requests, "_core/deep/_x.py", "def f():\n    from requests import get\n"),
    (users_of_requests, "_module/_x.py", "from urllib import request\n"),
    (users_of_requests, "../modules/x.py", "import http.client\n"),
    (imports_of_names, "_core/deep/_x.py", OURS + "._core._plan import Plan\n"),
    (tables_of_more_than_data, "_resources/_x.py", OURS + "._core import _plan\n"),
    (names_of_resources, "_core/_x.py", "def f(target_id):\n    pass\n"),
    (names_of_resources, "_core/_x.py", "class X:\n    targets = 1\n"),
    (names_of_resources, "_module/deep/_x.py", "raise ValueError('no such target')\n"),
    (names_of_resources, "_http/_x.py", "x = record['story_labels']\n"),
    (names_of_resources, "_http/_x.py", "if kind == 'email_target':\n    pass\n"),
    (names_of_resources, "_core/_x.py", "x = 'notification_webhook'\n"),
    (names_of_resources, "_module/_x.py", "raise ValueError('no such webhooks')\n"),
    (names_of_resources, "_core/_x.py", "x = record['custom_headers']\n"),
    (names_of_resources, "_http/_x.py", "def f(request_format):\n    pass\n"),
]


@pytest.mark.parametrize(("rule", "path", "source"), PLANTED)
def test_a_planted_violation_is_found(
    rule: Callable[[Path], Iterator[str]], path: str, source: str, tmp_path: Path
) -> None:
    file = (tmp_path / UTILS / path).resolve()
    file.parent.mkdir(parents=True)
    file.write_text(HEAD)
    assert path.startswith(("_x", "_elsewhere")) or path == "_http/x.py" or not list(rule(tmp_path))
    file.write_text(HEAD + source)
    found = list(rule(tmp_path))
    assert len(found) == 1
    assert file.stem in found[0]


def packed_by(module: str) -> set[str]:
    """Our modules that Ansible packs with a module: all that it imports, directly or not."""
    seen: set[str] = set()
    new = modules_of(Path("plugins") / "modules" / (module + ".py"), ROOT)
    while new:
        seen |= new
        new = {
            name
            for module_ in new
            for name in modules_of(UTILS / (module_.replace(".", "/") + ".py"), ROOT)
        } - seen
    return seen


# Each task compiles all that its module imports.
OF_ANY_REQUEST = {"_module._api", "_http._paths", "_http._lists"}
NEEDLESS = {
    "zendesk_target": {
        "_module._info",
        "_module._many",
        "_core._failures",
        "_core._plan_many",
        "_core._resolve",
    },
    "zendesk_target_info": {"_core._plan_many", "_core._audit", "_core._keep", "_core._apply_many"},
    "zendesk_targets": {"_module._info", "_core._failures", "_core._audit"},
    "zendesk_webhook": {"_module._info", "_module._many", "_core._gather", "_core._kinds"},
    "zendesk_webhook_info": {"_core._plan_many", "_core._audit", "_core._apply", "_core._keep"},
}


# Of what manages, or reads, a whole account.
ALL_TABLES = {
    "_whole",
    "_automations",
    "_endpoints",
    "_lookups",
    "_rule_fields",
    "_targets",
    "_trigger_categories",
    "_triggers",
    "_webhooks",
}
# The tables among it: those of its own resource, and where the rules are that may name a record.
TABLES: dict[str, set[str]] = {
    "zendesk_api": set(),
    "zendesk_target": {"_endpoints", "_targets"},
    "zendesk_targets": {"_endpoints", "_targets"},
    "zendesk_target_info": {"_endpoints", "_targets", "_target_failures"},
    "zendesk_audit_info": ALL_TABLES | {"_target_failures", "_webhook_details"},
    "zendesk_webhook": {"_endpoints", "_webhooks"},
    "zendesk_webhook_info": {"_endpoints", "_webhooks", "_webhook_details"},
    "zendesk_trigger": {"_endpoints", "_lookups", "_rule_fields", "_triggers"},
    "zendesk_trigger_info": {"_endpoints", "_lookups", "_rule_fields", "_triggers"},
    "zendesk_automation": {"_automations", "_endpoints", "_lookups", "_rule_fields"},
    "zendesk_automation_info": {"_automations", "_endpoints", "_lookups", "_rule_fields"},
    "zendesk_trigger_category": {"_endpoints", "_trigger_categories"},
    "zendesk_config": ALL_TABLES,
    "zendesk_config_info": ALL_TABLES,
}


def test_modules_import_no_table_of_another_resource() -> None:
    modules = [path.stem for path in (ROOT / "plugins" / "modules").glob("zendesk_*.py")]
    tables = {
        name: {m.partition(".")[2] for m in packed_by(name) if m.startswith("_resources.")}
        for name in modules
    }
    assert tables == TABLES


@pytest.mark.parametrize("name", NEEDLESS)
def test_modules_pack_what_they_use(name: str) -> None:
    packed = packed_by(name)
    table = "_resources._webhooks" if "webhook" in name else "_resources._targets"
    assert {"_module._run", "_http._client", table} <= packed
    needless = NEEDLESS[name] | OF_ANY_REQUEST
    for module in needless:
        assert (ROOT / UTILS / (module.replace(".", "/") + ".py")).is_file()
    assert not packed & needless


def test_simulator_knows_only_the_tables() -> None:
    used = set()
    for path in python_files(ROOT, Path("tests") / "simulator"):
        used |= modules_of(path, ROOT)
    tables = {"_resources._targets", "_core._resource", "_core._value_types"}
    assert used - {"relative import"} == tables


MODULES = sorted(path.stem for path in (ROOT / "plugins" / "modules").glob("*.py"))


@pytest.mark.parametrize("name", MODULES)
def test_modules_are_thin(name: str) -> None:
    tree = ast.parse((ROOT / "plugins" / "modules" / (name + ".py")).read_text())
    code = [n for n in tree.body if not isinstance(n, (ast.Assign, ast.Import, ast.ImportFrom))]
    assert sum((n.end_lineno or 0) - n.lineno + 1 for n in code) <= 20
