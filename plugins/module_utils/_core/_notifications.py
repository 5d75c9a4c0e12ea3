# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Checks whether the content of a notification has the form that the webhook takes, if known."""

from __future__ import annotations

import json
import re
from typing import Any, Iterator, NamedTuple

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _record,
    _references,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors

_PLACEHOLDER = re.compile(r"\{\{[^{}]*\}\}")


class _Content(NamedTuple):
    """One content. ``taken``, ``why``: see C(taken_by) of the kind of the receiver."""

    place: str
    value: Any
    noun: str
    taken: str
    why: str


def warnings_about(sent: _record.Record, resolver: _references.Resolver) -> list[str]:
    """Returns warnings about a rule to write. Raises PlanError for pairs if only text can be sent."""
    problems, warnings = [], []
    for content in _contents(sent, resolver):
        value, takes_pairs = content.value, content.taken == "pairs"
        if isinstance(value, list) and not takes_pairs:
            problems.append(
                "%s must be text, not pairs, because the %s sends a body."
                % (content.place, content.noun)
            )
        elif isinstance(value, str) and value and takes_pairs:
            warnings.append(
                "%s: %s is text, but the %s takes pairs, such as [[key, value]], because %s."
                % (sent, content.place, content.noun, content.why)
            )
        elif isinstance(value, str) and value and content.taken == "json" and not _is_json(value):
            warnings.append(
                "%s: %s is not valid JSON, but %s for the %s."
                % (sent, content.place, content.why, content.noun)
            )
    if problems:
        raise _errors.PlanError("%s: %s" % (sent, " ".join(problems)))
    return warnings


def _is_json(body: str) -> bool:
    """Whether a body is JSON, as far as can be told: tags of Liquid can be anything."""
    if "{%" in body:
        return True
    try:
        json.loads(_PLACEHOLDER.sub("0", body), strict=False)
    except (ValueError, RecursionError):
        return False
    return True


def _contents(sent: _record.Record, resolver: _references.Resolver) -> Iterator[_Content]:
    for name, value in sent.values.items():
        attribute = sent.attributes.get(name)
        for place, field, parts in attribute.type.with_lists(value) if attribute else ():
            kind = resolver.lookups.kinds.get(field.part(0).kind) if parts else None
            record = resolver.record_of(field.part(0).kind, str(parts[0])) if kind else None
            taken, why = kind.taken_by(record) if kind and record else ("", "")
            if kind and taken:
                for at, part in enumerate(parts):
                    if field.part(at).pairs:
                        where = "%s%s[%d]" % (name, place, at + 1)
                        yield _Content(where, part, kind.noun, taken, why)
