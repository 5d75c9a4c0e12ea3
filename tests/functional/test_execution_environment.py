# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Execution environments: what the collection asks for, and the example definition."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import yaml

from ansible_collections.community.zendesk.plugins.module_utils._core._options import (
    connection_options,
)
from ansible_collections.community.zendesk.tests.pages import blocks_of, guide
from ansible_collections.community.zendesk.tests.running import ROOT

BUILDER = str(Path(sys.executable).with_name("ansible-builder"))


def test_image_gets_what_the_modules_need(tmp_path: Path) -> None:
    collection = tmp_path / "ansible_collections" / "community" / "zendesk"
    shutil.copytree(ROOT / "meta", collection / "meta")
    shutil.copy(ROOT / "galaxy.yml", collection)
    shutil.copy(ROOT / "requirements.txt", collection)
    command = [BUILDER, "introspect", "--sanitize", str(tmp_path)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert "requests>=2.31.0  # from collection community.zendesk" in said


def test_definition_of_an_image(tmp_path: Path) -> None:
    definition = str(ROOT / "docs" / "execution-environment.yml")
    command = [BUILDER, "create", "--file", definition, "--context", str(tmp_path / "context")]
    command += ["--output-filename", "Containerfile"]
    subprocess.run(command, check=True, capture_output=True)
    assert (tmp_path / "context" / "Containerfile").is_file()
    galaxy = yaml.safe_load((tmp_path / "context" / "_build" / "requirements.yml").read_text())
    assert galaxy["collections"] == [{"name": "community.zendesk", "version": ">=1.0.0"}]


def test_credential_type_of_awx() -> None:
    blocks = [block.text for block in blocks_of(guide("awx")) if block.language == "yaml"]
    inputs, injectors, _play = map(yaml.safe_load, blocks)
    fields = {field["id"]: field for field in inputs["fields"]}
    assert set(fields) == set(inputs["required"])
    assert sorted(injectors["env"].values()) == sorted("{{ %s }}" % name for name in fields)
    for variable, value in injectors["env"].items():
        option = connection_options()[variable.lower()]
        field = fields[value.strip("{ }")]
        assert field.get("secret", False) == option.get("no_log", False)
