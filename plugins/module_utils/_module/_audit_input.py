# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""What is wrong with the entries of C(keep), in both of its forms."""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _entries,
    _problems,
    _resource,
)
from ansible_collections.community.zendesk.plugins.module_utils._module import _input_values


def problems_of_keep(given: Any, resources: list[_resource.Resource]) -> list[str]:
    """All that is wrong: with a list of texts, or with entries for each kind."""
    if not isinstance(given, dict):
        option = {"type": "list", "elements": "str"}
        text = _input_values.problem_of("keep", given, option, resources[0].endpoint.kind)
        return [text] if text else []
    by_plural = {resource.endpoint.plural: resource for resource in resources}
    found = []
    for name, entries in given.items():
        resource = by_plural.get(str(name))
        if not resource:
            near = _problems.did_you_mean(_input_values.nearest(str(name), by_plural))
            found.append("keep: unknown option %s%s" % (name, near))
        elif entries is not None:
            option = {"type": "list", "elements": "raw"}
            text = _input_values.problem_of("keep.%s" % name, entries, option, "")
            found += [text] if text else _entries.problems_of("keep", entries, resource)
    return found
