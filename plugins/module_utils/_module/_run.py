# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Runs a module: creates a client, does the work, and returns a result or an error."""

from __future__ import annotations

import json
import platform
import sys
from typing import Any, Callable, Iterable

from ansible.module_utils.basic import missing_required_lib

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _plan,
    _record,
    _resource,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import (
    _client,
    _connection,
    _errors,
    _transport,
)
from ansible_collections.community.zendesk.plugins.module_utils._module import _arguments


class TaskFailed(_errors.ZendeskError):
    """A failed task with its own result, because part of the work was done."""

    def __init__(self, message: str, result: dict[str, Any]) -> None:
        super().__init__(message)
        self._result = result

    def to_result(self) -> dict[str, Any]:
        return self._result


def run(
    module: _arguments.Module,
    work: Callable[[_client.Client], dict[str, Any]],
    scope: str,
) -> None:
    """Does the work with a client, and exits with its result or an error.

    ``scope``: the default OAuth scopes.
    """
    client: _client.Client | None = None
    try:
        connection = _connection.connection_from(module.settings(), scope)
        if _transport.REQUESTS_IMPORT_ERROR:
            module.fail_json(
                msg="%s To install it, run: %s -m pip install requests. If another Python has it, set "
                'ansible_python_interpreter for the host in the inventory, such as to "{{ '
                'ansible_playbook_python }}". If the module should not run on %s, also set '
                "ansible_connection: local, or delegate_to: localhost for the task."
                % (missing_required_lib("requests"), sys.executable, platform.node()),
                exception=_transport.REQUESTS_IMPORT_ERROR,
            )
        module.hide(connection.login.secrets)
        client = _client.Client(connection)
        warn(module, [connection.login.warning])
        result = work(client)
    except _errors.ZendeskError as error:
        text = str(error)
        if not client:
            text = " ".join(module.with_more([text]))
        if client:
            warn(module, client.warnings, client)
            text = client.scrub(text)
        module.fail_json(msg=text, **error.to_result())
    warn(module, client.warnings, client)
    module.exit_json(**result)


def warn(
    module: _arguments.Module, texts: Iterable[str], client: _client.Client | None = None
) -> None:
    """Issues each warning once, with masked secrets."""
    for text in dict.fromkeys(texts):
        if text:
            module.warn(client.scrub(text) if client else text)


def scope_of_writes(resource: _resource.Resource, more: Iterable[str] = ()) -> str:
    """Returns the OAuth scopes for writes, including the checks before deletes, and more."""
    own = ["%s:%s" % (resource.scope, verb) for verb in ("read", "write")]
    return joined([*own, *resource.scopes_of_users, *more])


def scope_of_reads(resource: _resource.Resource, more: Iterable[str] = ()) -> str:
    """Returns the OAuth scopes to read records, and more."""
    return joined(["%s:read" % resource.scope, *more])


def scope_of_all(resources: Iterable[_resource.Resource], more: Iterable[str] = ()) -> str:
    """Returns the OAuth scopes to write records of several kinds, and more."""
    found = [scope for each in resources for scope in scope_of_writes(each).split()]
    return joined([*found, *more])


def joined(scopes: Iterable[str]) -> str:
    """Joins scopes, each once; C(read) includes all other read scopes."""
    found = list(dict.fromkeys(scopes))
    if "read" in found:
        found = ["read", *(scope for scope in found if not scope.endswith("read"))]
    return " ".join(found)


def policy_from(params: dict[str, Any]) -> _plan.Policy:
    """Returns the policy from the options of ``_options.policy_options``."""
    return _plan.Policy(
        update_secrets=params.get("update_secrets", "always") == "always",
        recreate=params.get("recreate", False),
        force=params["force"],
    )


def diff_of(plan: _plan.Plan, label: str) -> dict[str, Any]:
    """Returns a plan in the form of Ansible's diffs."""
    diff = diff_between(plan.before, plan.after, label)
    if plan.existing and plan.sent and plan.creates:
        # What replaces a record does not have its ID.
        diff["after_header"] = label.replace(str(plan.existing), str(plan.sent))
    return diff


def diff_between(before: dict[str, Any], after: dict[str, Any], label: str) -> dict[str, Any]:
    """Returns the state before and after, in the form of Ansible's diffs."""
    return {
        "before_header": label,
        "after_header": label,
        "before": _readable(before),
        "after": _readable(after),
    }


def desired_from(resource: _resource.Resource, params: dict[str, Any]) -> _record.Desired:
    """Returns the desired record of a task or an item."""
    names = ("state", "id", resource.previous, *resource.all_attributes)
    return _record.Desired(resource, {name: params.get(name) for name in names})


def _readable(view: dict[str, Any]) -> str:
    """Formats a record for a diff like Ansible, but with non-ASCII characters."""
    text = json.dumps(view, sort_keys=True, indent=4, ensure_ascii=False)
    if not text.isascii():
        text = "".join(map(_visible, text))
    return text + "\n"


def _visible(char: str) -> str:
    # The ideographic space does not count as printable.
    if char.isprintable() or char in "\n\N{IDEOGRAPHIC SPACE}":
        return char
    return json.dumps(char)[1:-1]
