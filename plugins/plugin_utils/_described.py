# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""Describes values that come from templates, for messages and files."""

from __future__ import annotations

import re
from typing import Any, Mapping

from jinja2 import Undefined

from ansible_collections.community.zendesk.plugins.plugin_utils._filter_input import (
    describe,
    word_or_kind,
)

_SURROGATE = re.compile("[\\ud800-\\udfff]")


def described(value: Any) -> str:
    """Describes a value for a message."""
    return "an undefined value" if isinstance(value, Undefined) else describe(value)


def described_outer(value: Any) -> str:
    """Describes a value that should have been a structure."""
    return described(value) if isinstance(value, Undefined) else word_or_kind(value)


def without_surrogates(value: Any) -> Any:
    """Returns the value with lone surrogates, which files can't contain, as replacement characters."""
    if isinstance(value, str):
        return _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", value)
    if isinstance(value, Mapping):
        return {without_surrogates(key): without_surrogates(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [without_surrogates(entry) for entry in value]
    return value
