# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""What the filters share that build the action with which a rule notifies something."""

from __future__ import annotations

import re
from typing import Any, Callable, NamedTuple, TypeVar

from ansible.errors import AnsibleFilterError, AnsibleUndefinedVariable
from jinja2 import Undefined, UndefinedError

_Plugin = TypeVar("_Plugin", bound=Callable[..., Any])

try:
    from ansible.template import accept_args_markers
except ImportError:  # ansible-core 2.18 hands undefined values to every filter.

    def accept_args_markers(plugin: _Plugin) -> _Plugin:
        """Leave ``plugin`` as it is."""
        return plugin


__all__ = ["EMPTIED", "MADE_OF_JSON", "Notification", "accept_args_markers"]

# The words that Zendesk's placeholders start with, where Ansible looks for a variable.
_PLACEHOLDER = re.compile(
    "'(?:ticket|current_user|satisfaction|agent|dc|answer_bot|chat)' is undefined"
)
EMPTIED = (
    "On ansible-core 2.18 !unsafe before a list or dictionary empties what is inside: write "
    "!unsafe before each text in it."
)
MADE_OF_JSON = (
    "On ansible-core 2.18 JSON text that comes out of a template becomes a structure: end that "
    "template with '| string'."
)


class Notification(NamedTuple):
    """``filter``: its name. ``kind``: of what is notified. ``content``: what a message is called.

    ``example``: how to choose one of several records.
    """

    filter: str
    kind: str
    content: str
    example: str

    def error(self, text: str) -> AnsibleFilterError:
        return AnsibleFilterError("%s: %s" % (self.filter, text))

    def refuse_undefined(self, value: Any) -> None:
        """Raise Ansible's own error for an undefined content, or one that says why it may be one."""
        try:
            _read(value)
        except (UndefinedError, AnsibleUndefinedVariable) as problem:
            if not _PLACEHOLDER.search(str(problem)):
                raise
            raise self.error(
                "Ansible took a placeholder of Zendesk in the %s for a template of its own (%s): "
                "write !unsafe before the text of the %s." % (self.content, problem, self.content)
            ) from problem

    def record_in(self, result: dict[str, Any]) -> dict[str, Any]:
        """The record in what a task returned, or in one entry of that; a record itself, too."""
        kind = self.kind
        if result.get("failed"):
            raise self.error(
                "the task that should give the %s has failed: %s"
                % (kind, result.get("msg", "it gave no reason."))
            )
        if result.get("skipped"):
            raise self.error("the task that should give the %s was skipped." % kind)
        several = [name for name in ("results", kind + "s") if name in result]
        if several:
            raise self.error(
                "this result holds several %ss: pick one, for example with "
                "'result.%s | %s | first'." % (kind, several[0], self.example)
            )
        if result.get("action") == "delete":
            raise self.error("this %s was deleted." % kind)
        if result.get("action") == "none" and result.get(kind, "") is None:
            raise self.error(
                "this result has no %s, because its task has state=absent: give the result of a "
                "task that has state=present." % kind
            )
        record: Any = result.get(kind)
        return record if isinstance(record, dict) else result


def _read(value: Any) -> None:
    """Read a value at every depth; where it is undefined, that raises Ansible's own error."""
    if isinstance(value, Undefined):
        str(value)
    elif isinstance(value, dict):
        for inner in value.values():
            _read(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            _read(inner)
