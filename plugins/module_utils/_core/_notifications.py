# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Checks whether the content of a notification has the form that the webhook takes, if known."""

from __future__ import annotations

from typing import Any, Iterator

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _record,
    _references,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors


def warnings_about(sent: _record.Record, resolver: _references.Resolver) -> list[str]:
    """Returns warnings about a rule to write. Raises PlanError for pairs if only text can be sent."""
    problems, warnings = [], []
    for place, content, noun, takes_pairs in _contents(sent, resolver):
        if isinstance(content, list) and not takes_pairs:
            problems.append(
                "%s must be text, not pairs, because the %s sends a body." % (place, noun)
            )
        elif isinstance(content, str) and content and takes_pairs:
            warnings.append(
                "%s: %s is text, but the %s takes pairs, such as [[key, value]]."
                % (sent, place, noun)
            )
    if problems:
        raise _errors.PlanError("%s: %s" % (sent, " ".join(problems)))
    return warnings


def _contents(
    sent: _record.Record, resolver: _references.Resolver
) -> Iterator[tuple[str, Any, str, bool]]:
    """Yields each content with its path, the noun of its receiver, and whether that takes pairs."""
    for name, value in sent.values.items():
        attribute = sent.attributes.get(name)
        for place, field, parts in attribute.type.with_lists(value) if attribute else ():
            kind = resolver.lookups.kinds.get(field.part(0).kind) if parts else None
            record = resolver.record_of(field.part(0).kind, str(parts[0])) if kind else None
            takes_pairs = kind.takes_pairs(record) if kind and record else None
            if kind and takes_pairs is not None:
                for at, part in enumerate(parts):
                    if field.part(at).pairs:
                        where = "%s%s[%d]" % (name, place, at + 1)
                        yield where, part, kind.noun, takes_pairs
