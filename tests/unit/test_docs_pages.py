# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages in docs that repeat what the code knows are held to it."""

from __future__ import annotations

import importlib
import json
import re
from typing import Any, Iterable

import pytest
import yaml

from ansible_collections.community.zendesk.plugins.module_utils._core._findings import STATUSES
from ansible_collections.community.zendesk.plugins.module_utils._core._options import (
    connection_options,
)
from ansible_collections.community.zendesk.plugins.module_utils._core._resource import Variant
from ansible_collections.community.zendesk.plugins.module_utils._resources._targets import TYPES
from ansible_collections.community.zendesk.plugins.plugin_utils._report_findings import (
    GROUPS,
    WORDS,
)
from ansible_collections.community.zendesk.tests.bench.page import page as page_of_benchmarks
from ansible_collections.community.zendesk.tests.bench.results import from_json
from ansible_collections.community.zendesk.tests.pages import (
    PAGES,
    anchors_of,
    blocks_of,
    guide,
    links_of,
    load,
    rows_of,
    text_of,
)
from ansible_collections.community.zendesk.tests.running import ROOT
from ansible_collections.community.zendesk.tests.samples import writable


def test_page_of_target_types() -> None:
    rows = [row for row in rows_of(guide("target_types")) if row[0].startswith("`")]
    assert rows == [_row(entry) for entry in TYPES]


def test_page_of_benchmarks_is_made_of_its_results() -> None:
    results = from_json(json.loads((ROOT / "docs" / "benchmarks.json").read_text()))
    assert text_of("docs/benchmarks.md") == page_of_benchmarks(results)


def _row(entry: Variant) -> list[str]:
    attributes = writable(entry)
    return [
        " or ".join("`%s`" % name for name in (entry.name, *entry.aliases)),
        _names(a.name for a in attributes if a.required),
        _names(a.name for a in attributes if not a.required),
        _names(a.name for a in attributes if a.type.secret),
        "%s: %s" % (entry.retired, entry.replacement) if entry.retired else "in use",
    ]


def _names(names: Iterable[str]) -> str:
    return ", ".join("`%s`" % name for name in names)


def test_page_of_adopting() -> None:
    """Its YAML can be read, and it names variables that there are."""
    page = guide("adopting")
    blocks = [block.text for block in blocks_of(page) if block.language == "yaml"]
    assert len([yaml.safe_load(block) for block in blocks]) == 3
    known = set(connection_options())
    for file in ROOT.glob("roles/*/meta/argument_specs.yml"):
        known |= set(yaml.safe_load(file.read_text())["argument_specs"]["main"]["options"])
    named = set(re.findall(r"(?<!vault_)\bzendesk_\w+", text_of(page)))
    assert "zendesk_export_usage" in named
    assert named <= known


def test_replacements_of_retired_types() -> None:
    rows = rows_of(guide("target_types"))
    for replacement in {entry.replacement for entry in TYPES if entry.retired}:
        names = [entry.name for entry in TYPES if entry.replacement == replacement]
        said = ", ".join(name[: -len("_target")] for name in names)
        assert [replacement[0].upper() + replacement[1:], said] in rows


def test_page_of_findings() -> None:
    """Every finding and every status, with the words of the reports, in their order."""
    tables: dict[str, list[tuple[str, str]]] = {}
    for key, word, *_more in rows_of(guide("audit_findings")):
        if word == "In reports":
            table = tables[key] = []
        else:
            table.append((key.strip("`"), word))
    findings, statuses = tables["`kind`"], tables["`status`"]
    assert findings == [
        ("drift" if key == "drifted" else key, heading) for key, (heading, _text) in GROUPS.items()
    ]
    assert dict(statuses) == {each: WORDS[each] for each in STATUSES}


def test_picture_of_the_inside_names_every_file() -> None:
    rows = re.findall(
        r"^\| (?:`_\w+`)? ?\| (`.*?) \|", text_of("docs/how_it_works.md"), re.MULTILINE
    )
    named = set(re.findall(r"`(_\w+)`", "".join(rows)))
    assert named == {file.stem for file in ROOT.glob("plugins/module_utils/*/*.py")}


# --- the guides that docs.ansible.com shows


def guides_listed(text: str) -> list[str]:
    return [name for section in yaml.safe_load(text)["sections"] for name in section["toctree"]]


def test_every_guide_is_in_one_section() -> None:
    text = (ROOT / "docs" / "docsite" / "extra-docs.yml").read_text()
    there = [path.stem for path in (ROOT / "docs" / "docsite" / "rst").rglob("*.rst")]
    assert sorted(guides_listed(text)) == sorted(there)


def test_a_guide_that_is_listed_twice_is_seen() -> None:
    listed = guides_listed("sections: [{title: A, toctree: [a, b]}, {title: B, toctree: [a]}]")
    assert sorted(listed) == ["a", "a", "b"]


# --- links

REPOSITORY = "https://github.com/ansible-collections/community.zendesk/"
LINKS = [(page, link) for page in PAGES for link in links_of(page)]


@pytest.mark.parametrize(("page", "link"), LINKS)
def test_links_lead_somewhere(page: str, link: str) -> None:
    path, _hash, anchor = link.partition("#")
    found = re.match(re.escape(REPOSITORY) + "(?:blob|raw|tree)/main/(.+)", path)
    if found:
        target = ROOT / found[1]
    elif path.startswith("https://"):
        return
    elif page == "docs/site/index.md":
        target = ROOT / "docs" / path
    else:
        target = (ROOT / page).parent / path if path else ROOT / page
    assert target.exists()
    assert not anchor or anchor in anchors_of(str(target.relative_to(ROOT)))


@pytest.mark.parametrize("page", [page for page in PAGES if not page.startswith("docs/")])
def test_links_work_from_elsewhere(page: str) -> None:
    """Galaxy and the site show these pages, too."""
    assert [link for link in links_of(page) if not link.startswith("https://")] == []


# --- values of rules

PLUGINS = "ansible_collections.community.zendesk.plugins.%s.%s"
# What Ansible reads as YAML, and holds conditions or actions.
RULES_IN = {
    "%s %d" % (page, block.line): block.text
    for page in PAGES
    for block in blocks_of(page)
    if block.language == "yaml" and "value:" in block.text
}
RULES_IN.update(
    (file.name, text)
    for folder in ("modules", "filter")
    for file in sorted((ROOT / "plugins" / folder).glob("*.py"))
    for text in [getattr(importlib.import_module(PLUGINS % (folder, file.stem)), "EXAMPLES", "")]
    if "value:" in text
)


def unquoted(text: str) -> list[str]:
    """The values of conditions and actions that YAML could take for something else than text."""
    found = []
    nodes = [yaml.compose(text, yaml.SafeLoader)]
    while nodes:
        node = nodes.pop()
        if isinstance(node, yaml.SequenceNode):
            nodes += node.value
        elif isinstance(node, yaml.MappingNode):
            nodes += [inner for pair in node.value for inner in pair]
            parts = {name.value: inner for name, inner in node.value}
            value = parts.get("value")
            if "field" in parts and isinstance(value, yaml.ScalarNode) and not value.style:
                found += [] if value.tag == "!unsafe" else [value.value]
    return found


@pytest.mark.parametrize("text", RULES_IN.values(), ids=list(RULES_IN))
def test_values_of_rules_are_quoted(text: str) -> None:
    assert unquoted(text) == []


def test_an_unquoted_value_is_found() -> None:
    rule = "all:\n  - {field: priority, value: %s}\n  - {name: X-Key, value: a}\n"
    assert unquoted(rule % "urgent") == ["urgent"]
    assert unquoted(rule % '"urgent"') == []
    assert unquoted(rule % "{group: Support}") == []


# --- what contributors are told


def test_changelog_fragment() -> None:
    config = yaml.safe_load((ROOT / "changelogs" / "config.yaml").read_text())
    (block,) = [b for b in blocks_of("CONTRIBUTING.md") if b.language == "yaml"]
    fragment: dict[str, Any] = load(block.text)
    assert set(fragment) <= {name for name, _title in config["sections"]}
    assert all(text.endswith(").") for texts in fragment.values() for text in texts)
