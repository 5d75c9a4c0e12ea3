# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is checked against the schema, and what it says."""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path
from typing import Any, Iterator

import jsonschema

from ansible_collections.community.zendesk.plugins.module_utils._core._options import (
    connection_options,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._schema_comment import (
    SCHEMA_COMMENT,
    VERSION,
)
from ansible_collections.community.zendesk.tests.pages import PAGES, blocks_of, load, role_of
from ansible_collections.community.zendesk.tests.running import ROOT

from . import FILE

_COMMENT = re.compile(
    re.escape(SCHEMA_COMMENT).replace(re.escape(VERSION), r"[0-9][\w.+-]*"), re.MULTILINE
)


@functools.lru_cache(maxsize=None)
def _validator() -> jsonschema.Draft7Validator:
    return jsonschema.Draft7Validator(json.loads(FILE.read_text()))


def findings(variables: Any) -> list[str]:
    """What is wrong with variables: each place, and what is said of it."""
    return sorted(
        "%s: %s" % (".".join(map(str, error.absolute_path)), error.message)
        for error in _validator().iter_errors(variables)
    )


def findings_in(text: str) -> list[str]:
    """The same for the text of a file."""
    return findings(load(text))


def examples() -> Iterator[tuple[str, str]]:
    """The blocks of pages, and the files of the examples of the roles, that have variables of the roles.

    Those with nothing more than a login are left out.
    """
    for page in PAGES:
        for block in blocks_of(page):
            if block.language == "yaml" and _has_variables(block.text):
                yield str(block), block.text
    for file in example_files():
        if _has_variables(file.read_text()):
            yield str(file.relative_to(ROOT)), file.read_text()


def example_files() -> Iterator[Path]:
    """The files of variables in the examples, and in those of the roles."""
    for place in ("examples", "roles/*/examples"):
        for folder in ("group_vars", "host_vars"):
            yield from sorted(ROOT.glob("%s/**/%s/**/*.yml" % (place, folder)))


def _has_variables(text: str) -> bool:
    data = None if text.startswith("$ANSIBLE_VAULT") else load(text)
    names = {*data} - {*connection_options()} if isinstance(data, dict) else ()
    return any(role_of(str(name)) for name in names)


def lacks_comment(text: str) -> str:
    """What a file does that does not begin with the comment for editors; "" where it does."""
    if text.startswith(SCHEMA_COMMENT):
        return ""
    if with_address(text).startswith(SCHEMA_COMMENT):
        return "has the address of another version: make schemas"
    return "does not begin with " + SCHEMA_COMMENT


def with_address(text: str) -> str:
    """A text in which the comments for editors lead to the schema of this version."""
    return _COMMENT.sub(SCHEMA_COMMENT, text)
