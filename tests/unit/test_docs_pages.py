# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages in docs that repeat what the code knows are held to it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Iterable

import pytest
import yaml

from ansible_collections.community.zendesk.plugins.module_utils._options import connection_options
from ansible_collections.community.zendesk.plugins.module_utils._target_types import (
    TYPES,
    TargetType,
)
from ansible_collections.community.zendesk.tests.bench.page import page
from ansible_collections.community.zendesk.tests.bench.results import from_json
from ansible_collections.community.zendesk.tests.running import ROOT
from ansible_collections.community.zendesk.tests.samples import writable


def test_page_of_target_types() -> None:
    page = (ROOT / "docs" / "target_types.md").read_text()
    rows = [line for line in page.splitlines() if line.startswith("| `")]
    assert rows == [_row(entry) for entry in TYPES]


@pytest.mark.parametrize("file", sorted((ROOT / "docs").glob("benchmarks.json")))
def test_page_of_benchmarks_is_made_of_its_results(file: Path) -> None:
    assert file.with_suffix(".md").read_text() == page(from_json(json.loads(file.read_text())))


def _row(entry: TargetType) -> str:
    attributes = writable(entry)
    cells = [
        " or ".join("`%s`" % name for name in (entry.name, *entry.aliases)),
        _names(a.name for a in attributes if a.required),
        _names(a.name for a in attributes if not a.required),
        _names(a.name for a in attributes if a.secret),
        "%s: %s" % (entry.retired, entry.replacement) if entry.retired else "in use",
    ]
    return "|" + "|".join(" %s " % cell if cell else " " for cell in cells) + "|"


def _names(names: Iterable[str]) -> str:
    return ", ".join("`%s`" % name for name in names)


def test_page_of_adopting() -> None:
    """Its YAML can be read, and it names variables that there are."""
    page = (ROOT / "docs" / "adopting.md").read_text()
    blocks = re.findall(r"^```yaml\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    assert len([yaml.safe_load(block) for block in blocks]) == 3
    known = set(connection_options())
    for file in ROOT.glob("roles/*/meta/argument_specs.yml"):
        known |= set(yaml.safe_load(file.read_text())["argument_specs"]["main"]["options"])
    named = set(re.findall(r"(?<!vault_)\bzendesk_\w+", page))
    assert "zendesk_export_usage" in named
    assert named <= known
