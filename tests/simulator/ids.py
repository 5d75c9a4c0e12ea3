# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""IDs of an account: where they begin, and how those of the default seed are moved along."""

from __future__ import annotations

from typing import Any

# The first ID of a record that is not given one.
FIRST_ID = 360000217439


def moved(value: Any, by: int) -> Any:
    """A copy of records, each ID and each reference to one moved. Locales are the same everywhere."""
    if isinstance(value, (list, tuple)):
        return [moved(each, by) for each in value]
    if not isinstance(value, dict):
        return value
    return {name: _moved(name, content, by) for name, content in value.items()}


def _moved(name: str, content: Any, by: int) -> Any:
    if name.endswith("locale_id"):
        return content
    if (name == "id" or name.endswith("_id")) and isinstance(content, int):
        return content + by
    if name.endswith("_ids") and isinstance(content, list):
        return [number + by for number in content]
    return moved(content, by)
