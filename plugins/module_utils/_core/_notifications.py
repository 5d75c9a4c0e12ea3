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
    """One content. ``taken``, ``why``: see C(taken_by) of the kind of the receiver.

    ``place``: of the value of the action. ``at``: of the content in it, from 1. ``value``: None if
    the content is missing.
    """

    place: str
    at: int
    value: Any
    noun: str
    taken: str
    why: str

    def __str__(self) -> str:
        return "%s[%d]" % (self.place, self.at)


def warnings_about(sent: _record.Record, resolver: _references.Resolver) -> list[str]:
    """Returns warnings about a rule to write. Raises PlanError for pairs if only text can be sent."""
    problems, warnings = [], []
    for content in _contents(sent, resolver):
        value, takes_pairs = content.value, content.taken == "pairs"
        if value is None and content.taken and not takes_pairs:
            warnings.append(
                "%s: %s has no body. Use a list of two entries: the %s and the body."
                % (sent, content.place, content.noun)
            )
        elif isinstance(value, list) and content.taken and not takes_pairs:
            problems.append(
                "%s must be text, not pairs, because the %s sends a body." % (content, content.noun)
            )
        elif isinstance(value, str) and value and takes_pairs:
            warnings.append(
                "%s: %s is text, but the %s takes pairs, such as [[key, value]], because %s."
                % (sent, content, content.noun, content.why)
            )
        elif isinstance(value, str) and value and content.taken == "json" and not _is_json(value):
            warnings.append(
                "%s: %s is not valid JSON, but %s for the %s."
                % (sent, content, content.why, content.noun)
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
        for place, field, parts in attribute.type.with_parts(value) if attribute else ():
            receiver = field.part(0).kind
            kind = resolver.lookups.kinds.get(receiver)
            if not kind:
                continue
            record = resolver.record_of(receiver, str(parts[0])) if parts else None
            taken, why = kind.taken_by(record) if record else ("", "")
            for at, part in enumerate(field.parts, 1):
                if part.pairs:
                    content = parts[at - 1] if at <= len(parts) else None
                    yield _Content(name + place, at, content, kind.noun, taken, why)
