# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""The edge between Ansible and the rest: parameters in, results, warnings and errors out."""

from __future__ import annotations

import json
import platform
import sys
from typing import Any, Callable

from ansible.module_utils.basic import missing_required_lib

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _options,
    _plan,
    _problems,
    _reconcile,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import (
    _client,
    _connection,
    _errors,
    _transport,
)
from ansible_collections.community.zendesk.plugins.module_utils._module import _arguments


def check_target(params: dict[str, Any], form: _problems.Problems) -> list[str]:
    """All that is wrong with the options of C(zendesk_target)."""
    wanted = {name: params[name] for name in _options.target_options()}
    own = [problem for problem in form.task if not problem.option or problem.option in wanted]
    others = [problem for problem in form.task if problem not in own]
    found = _problems.texts_of(own) + _problems.faults(wanted, _problems.options_of(own))
    about = ["%s: %s" % (_plan.label(wanted), " ".join(found))] if found else []
    return about + _problems.texts_of(others)


def run_target(module: _arguments.Module) -> None:
    """Module C(zendesk_target)."""
    wanted = {name: module.params[name] for name in _options.target_options()}
    policy = policy_from(module.params)

    def work(client: _client.Client) -> dict[str, Any]:
        made, target = _reconcile.reconcile(client, wanted, policy, module.check_mode)
        if wanted["state"] == "present":
            warn(module, [_plan.lifecycle_warning((target or {}).get("type"))])
        return _result(module, made, target, _plan.label(made.existing or made.body or wanted))

    run(module, work)


def policy_from(params: dict[str, Any]) -> _plan.Policy:
    """The options of ``_options.policy_options``."""
    return _plan.Policy(
        update_secrets=params["update_secrets"] == "always",
        recreate=params["recreate"],
        force=params["force"],
    )


def _result(
    module: _arguments.Module, made: _plan.Plan, target: dict[str, Any] | None, name: str
) -> dict[str, Any]:
    result = {
        "changed": made.changed,
        "action": made.action,
        "target": target,
        "secrets_sent": made.secrets_sent,
    }
    if module._diff:
        result["diff"] = diff_of(made, name)
    return result


def diff_of(made: _plan.Plan, name: str) -> dict[str, Any]:
    """A plan in the form of Ansible's diffs."""
    return {
        "before_header": name,
        "after_header": name,
        "before": _readable(made.before),
        "after": _readable(made.after),
    }


def _readable(target: dict[str, Any]) -> str:
    """A target as Ansible shows it in a diff, but with the letters of all languages."""
    text = json.dumps(target, sort_keys=True, indent=4, ensure_ascii=False)
    if not text.isascii():
        text = "".join(map(_visible, text))
    return text + "\n"


def _visible(char: str) -> str:
    # The space that Japanese and Chinese texts have does not count as printable.
    if char.isprintable() or char in "\n\N{IDEOGRAPHIC SPACE}":
        return char
    return json.dumps(char)[1:-1]


class Failure(_errors.ZendeskError):
    """A task that fails with a result of its own, because some of its work was done."""

    def __init__(self, message: str, result: dict[str, Any]) -> None:
        super().__init__(message)
        self._result = result

    def to_result(self) -> dict[str, Any]:
        return self._result


def run(
    module: _arguments.Module,
    work: Callable[[_client.Client], dict[str, Any]],
    scope: str = _connection.DEFAULT_SCOPE,
) -> None:
    """Do the work with a client, and leave with its result or with an error.

    ``scope``: what an OAuth client asks for where no source names scopes.
    """
    client: _client.Client | None = None
    try:
        connection = _connection.connection_from(module.settings(), scope)
        if _transport.REQUESTS_IMPORT_ERROR:
            module.fail_json(
                msg="%s To install it: %s -m pip install requests. If the module was not meant to run "
                "on %s, set ansible_connection: local for the host in the inventory, or "
                "delegate_to: localhost for the task."
                % (missing_required_lib("requests"), sys.executable, platform.node()),
                exception=_transport.REQUESTS_IMPORT_ERROR,
            )
        module.hide(connection.login.secrets)
        client = _client.Client(connection)
        warn(module, [connection.login.warning])
        result = work(client)
    except _errors.ZendeskError as error:
        text = str(error)
        if client:
            warn(module, client.warnings, client)
            text = client.scrub(text)
        module.fail_json(msg=text, **error.to_result())
    warn(module, client.warnings, client)
    module.exit_json(**result)


def warn(module: _arguments.Module, texts: list[str], client: _client.Client | None = None) -> None:
    """Each text once, without the secrets that the client knows of."""
    for text in dict.fromkeys(texts):
        if text:
            module.warn(client.scrub(text) if client else text)
