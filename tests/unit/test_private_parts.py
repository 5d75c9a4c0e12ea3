# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the collection uses of ansible-core without a promise: where, and that core still has it."""

from __future__ import annotations

import ast
import contextlib
import inspect
import io
import json
import re
import textwrap
from pathlib import Path
from typing import Any, Iterator

import pytest
from ansible.module_utils import basic
from ansible.module_utils.common.parameters import PASS_VARS

try:
    from ansible.module_utils import secrets
except ImportError:  # ansible-core 2.21 and earlier
    secrets = None  # type: ignore[assignment,unused-ignore]

from ansible_collections.community.zendesk.tests.running import ROOT, module_arguments

# The file of modules, and that of filters, which run where Ansible itself does.
USED = {
    "plugins/module_utils/_module/_arguments.py": {
        "_load_params",
        "_log_invocation",
        "_diff",
        "_ansible_",
        "_ansible_inject_invocation",
        "__omit_place_holder__",
    },
    "plugins/plugin_utils/_omit.py": {"__omit_place_holder__"},
}
TEXTS = re.compile(r"_ansible_\w*|__omit_place_holder__")


def of_core() -> set[str]:
    """The private names of AnsibleModule, those that it sets on itself included."""
    source = ast.parse(textwrap.dedent(inspect.getsource(basic.AnsibleModule)))
    own = {node.attr for node in ast.walk(source) if isinstance(node, ast.Attribute)}
    names = own | set(vars(basic.AnsibleModule)) | {name for name, _default in PASS_VARS.values()}
    return {name for name in names if re.match(r"_[a-z]", name)}


def private_parts(root: Path) -> Iterator[tuple[str, str]]:
    """File and name of each private part of ansible-core that a plugin uses."""
    core = of_core()
    for path in sorted((root / "plugins").rglob("*.py")):
        tree = ast.parse(path.read_text())
        is_module = any(
            isinstance(node, ast.Name) and node.id == "AnsibleModule" for node in ast.walk(tree)
        )
        for node in ast.walk(tree):
            names: list[str] = []
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ansible."):
                parts = [*str(node.module).split("."), *(alias.name for alias in node.names)]
                names = [part for part in parts if part.startswith("_")]
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                names = [] if "\n" in node.value else TEXTS.findall(node.value)
            elif is_module and isinstance(node, (ast.Attribute, ast.FunctionDef)):
                name = node.attr if isinstance(node, ast.Attribute) else node.name
                names = [name] if name in core else []
            for name in names:
                yield path.relative_to(root).as_posix(), name


def test_they_stand_in_one_file() -> None:
    found: dict[str, set[str]] = {}
    for path, name in private_parts(ROOT):
        found.setdefault(path, set()).add(name)
    assert found == USED
    listed = ast.get_docstring(ast.parse((ROOT / next(iter(USED))).read_text())) or ""
    assert [name for name in USED[next(iter(USED))] if "C(%s" % name not in listed] == []


PLANTED = [
    ("from ansible.module_utils._internal import _datatag\n", ["_internal", "_datatag"]),
    ("from ansible.template import _x\n", ["_x"]),
    ("def f(module):\n    return '_ansible_no_log'\n", ["_ansible_no_log"]),
    (
        "class X(AnsibleModule):\n    def _record_module_result(self):\n        pass\n",
        ["_record_module_result"],
    ),
    ("class X(AnsibleModule):\n    def f(self):\n        return self._verbosity\n", ["_verbosity"]),
]


@pytest.mark.parametrize(("source", "names"), PLANTED)
def test_a_planted_one_is_found(source: str, names: list[str], tmp_path: Path) -> None:
    file = tmp_path / "plugins" / "module_utils" / "deep" / "_x.py"
    file.parent.mkdir(parents=True)
    file.write_text(source)
    if names == ["_record_module_result"] and names[0] not in of_core():
        pytest.skip("this ansible-core has no such method")
    assert [name for _path, name in private_parts(tmp_path)] == names


# --- what core does with them


class Noting(basic.AnsibleModule):
    """Notes which of its methods core calls, and when."""

    def __init__(self) -> None:
        self.noted: list[Any] = []
        super().__init__(  # type: ignore[no-untyped-call]
            {"token": {"type": "str"}, "name": {"type": "str"}}, supports_check_mode=True
        )

    def _load_params(self) -> None:
        super()._load_params()  # type: ignore[no-untyped-call]
        self.noted.append(("loaded", dict(self.params)))
        self.params["name"] = "changed"

    def _log_invocation(self) -> None:
        self.noted.append(("logged", self.params["name"]))


def noting(**arguments: Any) -> Noting:
    with module_arguments(arguments):
        return Noting()


def test_arguments_are_loaded_first_and_can_be_changed() -> None:
    module = noting(name="given", token="marker")
    (loaded, params), logged = module.noted
    assert (loaded, params["name"], params["token"]) == ("loaded", "given", "marker")
    assert logged == ("logged", "changed")
    assert module.params["name"] == "changed"


@pytest.mark.parametrize("diff", [True, False])
def test_whether_a_diff_is_asked_for(diff: bool) -> None:
    assert noting(_ansible_diff=diff)._diff is diff


def test_the_method_that_logs_is_left_to_us(monkeypatch: pytest.MonkeyPatch) -> None:
    logged: list[str] = []
    monkeypatch.setattr(
        basic.AnsibleModule, "log", lambda _self, text, **_more: logged.append(text)
    )
    noting(token="marker")
    assert logged == []


def test_what_is_registered_is_masked() -> None:
    register = getattr(secrets, "register_secrets", None)
    output = io.StringIO()
    with module_arguments({"token": "marker-secret"}), contextlib.redirect_stdout(output):
        module = Noting()
        module.no_log_values |= {"marker-secret"}
        if register:
            register({"marker-secret"})
        with pytest.raises(SystemExit):
            module.exit_json(said="the marker-secret")
    result = json.loads(output.getvalue())
    if register:
        # The controller masks, and is told what.
        assert "marker-secret" in str(result["_ansible_new_secrets"])
    else:
        assert "marker-secret" not in str(result)
