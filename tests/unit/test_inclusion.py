# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inclusion checklist of docs/inclusion.md: a check for each item that files can decide."""

from __future__ import annotations

import ast
import re
import tarfile
import tempfile
from pathlib import Path
from typing import Any, Callable

import pytest
import yaml

from ansible_collections.community.zendesk.plugins.module_utils._core._options import (
    connection_options,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._role_variables import LIST
from ansible_collections.community.zendesk.tests.commands import wrong_with
from ansible_collections.community.zendesk.tests.pages import links_of, text_of
from ansible_collections.community.zendesk.tests.running import ROOT
from ansible_collections.community.zendesk.tests.tools.build_artifact import build
from ansible_collections.community.zendesk.tests.tools.run_ansible_test import (
    options_of as sanity_options,
)
from ansible_collections.community.zendesk.tests.tools.run_matrix import (
    CORES,
    OLDEST,
    PRE_RELEASE,
)

# What files can decide; the rest of the list takes Galaxy, the forum or settings on GitHub.
ITEMS = {*range(2, 7), 9, 11, 12, *range(14, 58), 60, 61, 62, *range(64, 90), *range(92, 124)}

PLUGINS = ROOT / "plugins"
MODULES = sorted((PLUGINS / "modules").glob("*.py"))
UTILITIES = [*PLUGINS.glob("module_utils/*/*.py"), *PLUGINS.glob("plugin_utils/*.py")]
ROLES = sorted(path.parent for path in ROOT.glob("roles/*/meta"))
FOLDERS = {"doc_fragments", "filter", "module_utils", "modules", "plugin_utils"}
PARTNER_TAGS = {"ai", "application", "cloud", "database", "eda", "infrastructure", "linux"}
PARTNER_TAGS |= {"monitoring", "networking", "security", "storage", "tools", "windows"}
SECTIONS = [
    "Installation",
    "Requirements",
    "Use Cases",
    "Testing",
    "Support",
    "Communication",
]
SECTIONS += ["Release notes", "License"]
FEATURES = {"major_changes", "minor_changes", "deprecated_features"}
BREAKS = {"breaking_changes", "removed_features"}
CHECKS: dict[int, Callable[[], None]] = {}


def item(*numbers: int) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Marks the check of an item, or of several that one check decides."""

    def note(check: Callable[[], None]) -> Callable[[], None]:
        CHECKS.update(dict.fromkeys(numbers, check))
        return check

    return note


def read(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text())


def section(page: str, title: str) -> str:
    """A section of a page, without its heading; its lines in one."""
    found = re.search(r"^## %s\n(.*?)(?=^## |\Z)" % title, text_of(page), re.MULTILINE | re.DOTALL)
    assert found, "%s has no section %s" % (page, title)
    return " ".join(found[1].split())


def strings(file: Path) -> dict[str, str]:
    """The strings that a plugin assigns, such as DOCUMENTATION."""
    return {
        getattr(node.targets[0], "id", ""): node.value.value
        for node in ast.parse(file.read_text()).body
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    }


# --- communication and infrastructure


@item(2, 3, 4, 5, 6)
def communication() -> None:
    text = section("README.md", "Communication")
    assert "https://forum.ansible.com/c/help/6" in text
    assert "https://forum.ansible.com/tag/zendesk" in text
    assert "forum.ansible.com/g/" not in text_of("README.md")
    assert text.startswith("Everybody is welcome.")


@item(9)
def code_of_conduct() -> None:
    for page in ("README.md", "CODE_OF_CONDUCT.md"):
        assert "community/code_of_conduct.html" in text_of(page)


# --- Python and utilities


@item(16)
def unsupported_pythons() -> None:
    oldest = min(OLDEST.values(), key=lambda version: int(version.split(".")[1]))
    text = section("README.md", "Requirements")
    assert "Python %s or later" % oldest in text
    assert "(2.31.0 to 2.32.4 for Python %s)" % oldest in text
    # The others do not run modules on it.
    promised = [core for core in CORES if OLDEST[core] == oldest]
    assert "Python %s with ansible-core %s only" % (oldest, " and ".join(promised[::-1])) in text


@item(17)
def requirements_of_modules() -> None:
    connection = (PLUGINS / "doc_fragments" / "connection.py").read_text()
    assert re.search(r"^requirements:\n.*requests", connection, re.MULTILINE)
    for file in MODULES:
        documentation = yaml.safe_load(strings(file)["DOCUMENTATION"])
        assert "community.zendesk.connection" in documentation["extends_documentation_fragment"]


@item(18, 19, 42, 44)
def policy() -> None:
    text = section("CONTRIBUTING.md", "Versions and deprecations")
    for words in (
        "https://semver.org/",
        "Every removal is announced first",
        "This applies to options, return values, roles and their variables, and to support for a "
        "version of Python",
        "A major release may remove what was deprecated",
    ):
        assert words in text
    assert re.match(r"\d+\.\d+\.\d+$", read("galaxy.yml")["version"])


@item(20, 21, 22)
def utilities_are_private() -> None:
    for file in UTILITIES:
        assert file.name.startswith("_")
        assert "private to the collection" in file.read_text().splitlines()[2]
        documentation = ast.get_docstring(ast.parse(file.read_text()))
        assert documentation
        assert "Python 3." not in documentation


# --- structure


@item(23, 95, 103)
def tags() -> None:
    tags = read("galaxy.yml")["tags"]
    assert 1 <= len(tags) <= 20
    assert set(tags) & PARTNER_TAGS
    assert all(re.match(r"[a-z0-9]{1,64}$", tag) for tag in tags)


@item(24, 25, 89)
def dependencies() -> None:
    assert read("galaxy.yml")["dependencies"] == {}


@item(26)
def readme() -> None:
    assert read("galaxy.yml")["readme"] == "README.md"
    assert text_of("README.md").startswith("# community.zendesk\n")


@item(27, 96)
def requires_ansible() -> None:
    assert re.match(r">=\d+\.\d+\.\d+$", read("meta/runtime.yml")["requires_ansible"])


@item(29)
def folders_of_plugins() -> None:
    assert {path.name for path in PLUGINS.iterdir() if path.name != "__pycache__"} == FOLDERS


@item(30)
def public_content_stands_alone() -> None:
    for folder in ("plugins", "roles", "playbooks"):
        for file in (ROOT / folder).rglob("*"):
            if file.is_file() and file.suffix in (".py", ".yml", ".j2"):
                text = file.read_text()
                # Only tasks that roles share.
                text = text.replace("../../targets/tasks/", "")
                assert not re.search(r"community\.zendesk\.(tests|docs)|\.\./\.\./", text), file


# --- documentation


@item(32)
def guidelines() -> None:
    for title in ("Set up", "Tests", "Changelog fragments", "Pull requests"):
        assert section("CONTRIBUTING.md", title)


@item(36)
def full_names() -> None:
    for file in PLUGINS.rglob("*.py"):
        for found in re.findall(
            r"extends_documentation_fragment:\n((?:  - .*\n)+)", file.read_text()
        ):
            assert all(line.startswith("  - community.zendesk.") for line in found.splitlines())


@item(37, 38)
def versions_added() -> None:
    for file in [*MODULES, *PLUGINS.glob("filter/*.py")]:
        documentation = yaml.safe_load(strings(file)["DOCUMENTATION"])
        assert re.match(r"\d+\.\d+\.\d+$", documentation["version_added"])
        assert "version_added_collection" not in file.read_text()
    for role in ROLES:
        specs = yaml.safe_load((role / "meta" / "argument_specs.yml").read_text())
        assert all(spec["version_added"] for spec in specs["argument_specs"].values())


# --- changelog, versions, deprecation


@item(43, 48)
def readme_has_the_policy() -> None:
    text = section("README.md", "Release notes")
    assert "https://semver.org/" in text
    assert "CONTRIBUTING.md#versions-and-deprecations" in text


@item(45, 46, 47)
def releases_keep_to_the_policy() -> None:
    for version, release in read("changelogs/changelog.yaml")["releases"].items():
        _major, minor, patch = map(int, version.split("."))
        changes = set(release.get("changes", {}))
        if patch:
            assert not changes & (FEATURES | BREAKS)
            assert not {"modules", "plugins", "objects"} & set(release)
        elif minor:
            assert not changes & BREAKS


# --- names


@item(49)
def name() -> None:
    galaxy = read("galaxy.yml")
    assert "%(namespace)s.%(name)s" % galaxy == "community.zendesk"
    assert galaxy["repository"].endswith("/community.zendesk")


@item(50, 51)
def names_of_modules() -> None:
    for file in MODULES:
        reads = "community.zendesk.attributes.info_module" in file.read_text()
        assert file.stem.endswith("_info") is reads
        assert "ansible_facts" not in file.read_text()


# --- licences


@item(52, 53, 54)
def licences() -> None:
    # In two parts, or reuse would take it for the licence of this file.
    wanted = "\n# SPDX-%s: GPL-3.0-or-later\n" % "License-Identifier"
    for file in [*PLUGINS.rglob("*.py"), *(ROOT / "tests").rglob("*.py")]:
        if "output" not in file.parts and file.stat().st_size:
            assert wanted in file.read_text(), file


@item(56)
def licence() -> None:
    assert read("galaxy.yml")["license"] == ["GPL-3.0-or-later"]
    assert (ROOT / "LICENSES" / "GPL-3.0-or-later.txt").is_file()


@item(57)
def no_agreement() -> None:
    text = section("CONTRIBUTING.md", "Pull requests")
    assert "There is no agreement to sign." in text
    assert "https://developercertificate.org/" in text


# --- releases and CI


def workflow() -> dict[str, Any]:
    found: dict[str, Any] = read(".github/workflows/ci.yml")
    # YAML 1.1 takes "on" for true.
    found["on"] = found.pop(True)  # type: ignore[call-overload]
    return found


def commands(job: str) -> list[str]:
    steps = workflow()["jobs"][job]["steps"]
    return [line for step in steps for line in step.get("run", "").splitlines()]


@item(60, 61)
def releases() -> None:
    assert workflow()["on"]["push"]["tags"] == ["[0-9]+.[0-9]+.[0-9]+*"]
    compared, built, published = commands("release")
    assert compared.endswith('"version: $GITHUB_REF_NAME" galaxy.yml')
    assert built == "make build"
    assert "collection publish .build/artifact/" in published


@item(62)
def build_changes_nothing() -> None:
    with tempfile.TemporaryDirectory() as folder, tarfile.open(build(Path(folder))) as archive:
        for member in archive.getmembers():
            if member.isfile() and member.name not in ("MANIFEST.json", "FILES.json"):
                content = archive.extractfile(member)
                assert content
                assert content.read() == (ROOT / member.name).read_bytes(), member.name


@item(64, 65, 84)
def all_of_sanity() -> None:
    assert commands("test") == ["make test"]
    makefile = (ROOT / "Makefile").read_text()
    tested = re.search(
        r"^CHECKS := (.*)\n\ntest:.*\n.*run_checks.py \$\(CHECKS\)\n", makefile, re.M
    )
    assert tested
    assert {"sanity", "units", "integration"} <= {*tested[1].split()}
    pinned = re.search(r"^ansible-core==(\d+\.\d+)", text_of("tests/constraints.txt"), re.MULTILINE)
    assert pinned
    # The newest that has a release.
    assert pinned[1] == next(core for core in CORES if core not in PRE_RELEASE)
    assert re.findall("run_ansible_test.py (sanity.*)", makefile) == ["sanity"]
    assert sanity_options("sanity", sample=False) == ["--venv"]
    # A sample leaves out what is not published, and what lint checks.
    sampled = sanity_options("sanity", sample=True)
    pairs = list(zip(sampled, sampled[1:]))
    assert [what for option, what in pairs if option == "--exclude"] == ["tests/"]
    assert "tests" in read("galaxy.yml")["build_ignore"]
    linted = {"changelog": "antsibull-changelog lint", "pep8": "ruff check", "yamllint": "yamllint"}
    assert {what for option, what in pairs if option == "--skip-test"} == set(linted)
    assert all("\t@%s" % command in makefile for command in linted.values())


@item(66)
def devel() -> None:
    assert "make sanity" in commands("devel")
    assert any("ansible/archive/devel" in command for command in commands("devel"))


@item(*range(68, 80), 102)
def nothing_is_ignored() -> None:
    assert list((ROOT / "tests").glob("sanity/ignore*")) == []


@item(80)
def every_ansible_core() -> None:
    job = workflow()["jobs"]["matrix"]
    assert job["strategy"]["matrix"]["core"] == list(CORES)
    assert commands("matrix") == ["make matrix ARGS=${{ matrix.core }}"]
    lowest = read("meta/runtime.yml")["requires_ansible"].strip(">=").rsplit(".", 1)[0]
    minors = sorted(int(core.split(".")[1]) for core in CORES)
    assert lowest == "2.%d" % minors[0]
    assert minors == list(range(minors[0], minors[-1] + 1))
    said = re.findall(r"2\.\d+", section("README.md", "Testing"))
    assert said == list(reversed(CORES))


@item(81, 82, 83)
def when_ci_runs() -> None:
    runs = workflow()["on"]
    assert runs["pull_request"] is None
    assert set(runs["push"]) == {"branches", "tags"}
    (schedule,) = runs["schedule"]
    assert re.match(r"\d+ \d+ \* \* \d$", schedule["cron"])
    for name, job in workflow()["jobs"].items():
        assert "if" not in job or name == "release"
    assert set(workflow()["jobs"]["release"]["needs"]) == {"test", "matrix"}


# --- conventions and Galaxy


@item(87)
def states() -> None:
    for file in [*MODULES, *PLUGINS.glob("doc_fragments/*.py")]:
        text = file.read_text()
        for choices in re.findall(r" state:\n(?:.*\n)*?\s+choices: (.*)\n", text):
            assert choices == "[present, absent]"


@item(92, 93, 94)
def galaxy() -> None:
    galaxy = read("galaxy.yml")
    for key in ("namespace", "name", "version", "readme", "authors", "repository"):
        assert galaxy[key]
    for key in ("namespace", "name"):
        assert re.match(r"^(?!.*__)[a-z][0-9a-z_]*$", galaxy[key])
    assert "license_file" not in galaxy


@item(97, 98)
def roles_are_described() -> None:
    for role in ROLES:
        assert (role / "README.md").is_file()
        meta = yaml.safe_load((role / "meta" / "main.yml").read_text())
        assert meta["galaxy_info"]["description"]


@item(99, 107)
def changelog() -> None:
    released = read("changelogs/changelog.yaml")["releases"]
    coming = list((ROOT / "changelogs" / "fragments").glob("*.y*ml"))
    assert read("galaxy.yml")["version"] in released or coming


@item(100, 106)
def python_dependencies() -> None:
    named = read("meta/execution-environment.yml")["dependencies"]["python"]
    lines = [line for line in text_of(named).splitlines() if not line.startswith("#")]
    assert lines == ["requests>=2.31.0"]


# --- README


@item(104)
def sections_of_readme() -> None:
    titles = re.findall(r"^## (.*)$", text_of("README.md"), re.MULTILINE)
    assert [title for title in titles if title in SECTIONS] == SECTIONS
    assert all(section("README.md", title) for title in SECTIONS)


@item(105)
def links_of_readme() -> None:
    assert [link for link in links_of("README.md") if not link.startswith("https://")] == []
    assert not re.search(r"pip3? install (-\S+ )*ansible", text_of("README.md"))


# --- modules and roles


@item(109)
def requests_is_guarded() -> None:
    assert [file for file in MODULES if re.search(r"import requests", file.read_text())] == []
    guard = "try:\n    import requests\n    import requests.utils\nexcept ImportError:\n"
    assert guard in text_of("plugins/module_utils/_http/_transport.py")
    assert 'missing_required_lib("requests")' in text_of("plugins/module_utils/_module/_run.py")


def options_of(role: Path) -> dict[str, Any]:
    specs = yaml.safe_load((role / "meta" / "argument_specs.yml").read_text())
    found: dict[str, Any] = specs["argument_specs"]["main"]["options"]
    return found


@item(117)
def specs_of_roles() -> None:
    for role in ROLES:
        options = options_of(role)
        for option, spec in connection_options().items():
            assert options[option].get("no_log", False) == spec.get("no_log", False)
        assert all("type" in spec and "description" in spec for spec in options.values())


@item(118)
def prefixes_of_roles() -> None:
    for role in ROLES:
        mine = ("%s_" % role.name, "zendesk_%s_" % role.name, "zendesk_targets_")
        own = set(options_of(role)) - set(connection_options())
        lists = {name for name in own if LIST.fullmatch(name)}
        # An audit compares with what role config provisions.
        read = ("zendesk_config_",) if role.name == "audit" else ()
        assert [name for name in own - lists if not name.startswith((*mine, *read))] == []
        assert role.name == "config" or not [n for n in lists if not n.startswith(mine)]


@item(120)
def readme_of_roles() -> None:
    for role in ROLES:
        page = str((role / "README.md").relative_to(ROOT))
        assert "```" in text_of(page)
        assert section(page, "Variables")
        result = section(page, "Result")
        for word in ("Idempotent:", "Check mode:", "Atomic:", "Rollback:"):
            assert word in result, page


@item(122)
def roles_hide_nothing() -> None:
    for file in ROOT.glob("roles/*/tasks/*.yml"):
        assert "no_log: true" not in file.read_text()


@item(123)
def roles_have_tests() -> None:
    for role in ROLES:
        assert (ROOT / "tests" / "functional" / ("test_role_%s.py" % role.name)).is_file()


# --- the page

ROWS = {
    int(cells[0]): cells[3]
    for cells in re.findall(
        r"^\| (\d+) \| (.+?) \| (.+?) \| (.+) \|$", text_of("docs/inclusion.md"), re.MULTILINE
    )
}


def test_page_has_every_item() -> None:
    lines = re.findall(r"^\| (\d+) \|", text_of("docs/inclusion.md"), re.MULTILINE)
    assert lines == [str(number) for number in sorted(ITEMS)]
    assert set(ROWS) == ITEMS


@pytest.mark.parametrize("number", sorted(ITEMS), ids=str)
def test_item(number: int) -> None:
    shown = ROWS[number]
    if shown != "check":
        assert number not in CHECKS
        assert shown.startswith("`make ")
        assert wrong_with(shown.strip("`")) == []
    else:
        CHECKS[number]()


def test_hooks_run_what_lint_runs() -> None:
    """Each program is installed by C(make setup), and a part of C(make lint)."""
    (repository,) = yaml.safe_load(text_of(".pre-commit-config.yaml"))["repos"]
    lint = text_of("Makefile").split("\nlint:")[1].split("\n\n")[0]
    for hook in repository["hooks"]:
        program = hook["entry"].split()[0]
        assert (ROOT / program).is_file(), program
        assert "@%s " % Path(program).name in lint, program
