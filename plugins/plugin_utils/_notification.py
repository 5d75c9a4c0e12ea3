# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Shared code of the filters that build notification actions of rules."""

from __future__ import annotations

import re
from typing import Any, Callable, NamedTuple, TypeVar

from ansible.errors import AnsibleFilterError, AnsibleUndefinedVariable
from jinja2 import Undefined, UndefinedError

_Plugin = TypeVar("_Plugin", bound=Callable[..., Any])

try:
    from ansible.template import accept_args_markers
except ImportError:  # ansible-core 2.18 passes undefined values to every filter.

    def accept_args_markers(plugin: _Plugin) -> _Plugin:
        """Returns ``plugin`` unchanged."""
        return plugin


__all__ = ["EMPTIED", "MADE_OF_JSON", "Notification", "accept_args_markers"]

# The first words of Zendesk's placeholders, which Ansible treats as variables.
_PLACEHOLDER = re.compile(
    "'(?:ticket|current_user|satisfaction|agent|dc|answer_bot|chat)' is undefined"
)
EMPTIED = (
    "On ansible-core 2.18, !unsafe before a list or dictionary empties its contents: put !unsafe "
    "before each text in it."
)
MADE_OF_JSON = (
    "On ansible-core 2.18, a template that returns JSON text becomes a structure: end that "
    "template with '| string'."
)


class Notification(NamedTuple):
    """``filter``: its name.

    ``kind``: of the notified record. ``content``: the word for a message. ``example``: how to
    select one of several records.
    """

    filter: str
    kind: str
    content: str
    example: str

    def error(self, text: str) -> AnsibleFilterError:
        return AnsibleFilterError("%s: %s" % (self.filter, text))

    def reject_undefined(self, value: Any) -> None:
        """Raises Ansible's own error for undefined content, or one that explains the likely reason."""
        try:
            _read(value)
        except (UndefinedError, AnsibleUndefinedVariable) as problem:
            if not _PLACEHOLDER.search(str(problem)):
                raise
            raise self.error(
                "Ansible treated a Zendesk placeholder in the %s as its own template (%s): put "
                "!unsafe before the text of the %s." % (self.content, problem, self.content)
            ) from problem

    def record_in(self, result: dict[str, Any]) -> dict[str, Any]:
        """Returns the record in the result of a task, or in one entry of it, or the record itself."""
        kind = self.kind
        if result.get("failed"):
            raise self.error(
                "the task that should return the %s failed: %s"
                % (kind, result.get("msg", "no reason was given."))
            )
        if result.get("skipped"):
            raise self.error("the task that should return the %s was skipped." % kind)
        several = [name for name in ("results", kind + "s") if name in result]
        if several:
            raise self.error(
                "this result contains several %ss: select one, for example with "
                "'result.%s | %s | first'." % (kind, several[0], self.example)
            )
        if result.get("action") == "delete":
            raise self.error("this %s was deleted." % kind)
        if result.get("action") == "none" and result.get(kind, "") is None:
            raise self.error(
                "this result has no %s, because its task has state=absent: use the result of a "
                "task with state=present." % kind
            )
        record: Any = result.get(kind)
        return record if isinstance(record, dict) else result


def _read(value: Any) -> None:
    """Reads a value at every depth, which raises Ansible's own error if it is undefined."""
    if isinstance(value, Undefined):
        str(value)
    elif isinstance(value, dict):
        for inner in value.values():
            _read(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            _read(inner)
