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

from ansible_collections.community.zendesk.plugins.module_utils._arguments import Module
from ansible_collections.community.zendesk.plugins.module_utils._client import Client
from ansible_collections.community.zendesk.plugins.module_utils._connection import (
    DEFAULT_SCOPE,
    connection_from,
)
from ansible_collections.community.zendesk.plugins.module_utils._errors import ZendeskError
from ansible_collections.community.zendesk.plugins.module_utils._options import target_options
from ansible_collections.community.zendesk.plugins.module_utils._plan import (
    Plan,
    Policy,
    label,
    lifecycle_warning,
)
from ansible_collections.community.zendesk.plugins.module_utils._reconcile import reconcile
from ansible_collections.community.zendesk.plugins.module_utils._transport import (
    REQUESTS_IMPORT_ERROR,
)
from ansible_collections.community.zendesk.plugins.module_utils._validation import (
    Problems,
    faults,
    options_of,
    texts_of,
)


def check_target(params: dict[str, Any], form: Problems) -> list[str]:
    """All that is wrong with the options of C(zendesk_target)."""
    wanted = {name: params[name] for name in target_options()}
    own = [problem for problem in form.task if not problem.option or problem.option in wanted]
    others = [problem for problem in form.task if problem not in own]
    found = texts_of(own) + faults(wanted, options_of(own))
    about = ["%s: %s" % (label(wanted), " ".join(found))] if found else []
    return about + texts_of(others)


def run_target(module: Module) -> None:
    """Module C(zendesk_target)."""
    wanted = {name: module.params[name] for name in target_options()}
    policy = policy_from(module.params)

    def work(client: Client) -> dict[str, Any]:
        made, target = reconcile(client, wanted, policy, module.check_mode)
        if wanted["state"] == "present":
            warn(module, [lifecycle_warning((target or {}).get("type"))])
        return _result(module, made, target, label(made.existing or made.body or wanted))

    run(module, work)


def policy_from(params: dict[str, Any]) -> Policy:
    """The options of ``_options.policy_options``."""
    return Policy(
        update_secrets=params["update_secrets"] == "always",
        recreate=params["recreate"],
        force=params["force"],
    )


def _result(module: Module, made: Plan, target: dict[str, Any] | None, name: str) -> dict[str, Any]:
    result = {
        "changed": made.changed,
        "action": made.action,
        "target": target,
        "secrets_sent": made.secrets_sent,
    }
    if module._diff:
        result["diff"] = diff_of(made, name)
    return result


def diff_of(made: Plan, name: str) -> dict[str, Any]:
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


class Failure(ZendeskError):
    """A task that fails with a result of its own, because some of its work was done."""

    def __init__(self, message: str, result: dict[str, Any]) -> None:
        super().__init__(message)
        self._result = result

    def to_result(self) -> dict[str, Any]:
        return self._result


def run(
    module: Module,
    work: Callable[[Client], dict[str, Any]],
    scope: str = DEFAULT_SCOPE,
) -> None:
    """Do the work with a client, and leave with its result or with an error.

    ``scope``: what an OAuth client asks for where no source names scopes.
    """
    client: Client | None = None
    try:
        connection = connection_from(module.settings(), scope)
        if REQUESTS_IMPORT_ERROR:
            module.fail_json(
                msg="%s To install it: %s -m pip install requests. If the module was not meant to run "
                "on %s, set ansible_connection: local for the host in the inventory, or "
                "delegate_to: localhost for the task."
                % (missing_required_lib("requests"), sys.executable, platform.node()),
                exception=REQUESTS_IMPORT_ERROR,
            )
        module.hide(connection.login.secrets)
        client = Client(connection)
        warn(module, [connection.login.warning])
        result = work(client)
    except ZendeskError as error:
        text = str(error)
        if client:
            warn(module, client.warnings, client)
            text = client.scrub(text)
        module.fail_json(msg=text, **error.to_result())
    warn(module, client.warnings, client)
    module.exit_json(**result)


def warn(module: Module, texts: list[str], client: Client | None = None) -> None:
    """Each text once, without the secrets that the client knows of."""
    for text in dict.fromkeys(texts):
        if text:
            module.warn(client.scrub(text) if client else text)
