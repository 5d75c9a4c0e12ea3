# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""The edge between Ansible and the rest: parameters in, results, warnings and errors out."""

from __future__ import annotations

import sys
from typing import Any, Callable

from ansible.module_utils.basic import AnsibleModule, missing_required_lib

from ansible_collections.community.zendesk.plugins.module_utils._client import Client
from ansible_collections.community.zendesk.plugins.module_utils._connection import connection_from
from ansible_collections.community.zendesk.plugins.module_utils._errors import (
    InvalidInput,
    ZendeskError,
)
from ansible_collections.community.zendesk.plugins.module_utils._failures import (
    failures_by_title,
    read_failures,
)
from ansible_collections.community.zendesk.plugins.module_utils._options import target_options
from ansible_collections.community.zendesk.plugins.module_utils._plan import (
    Plan,
    Policy,
    label,
    lifecycle_warning,
)
from ansible_collections.community.zendesk.plugins.module_utils._reconcile import (
    read_target,
    read_targets,
    reconcile,
)
from ansible_collections.community.zendesk.plugins.module_utils._references import rules_by_target
from ansible_collections.community.zendesk.plugins.module_utils._target_types import canonical
from ansible_collections.community.zendesk.plugins.module_utils._transport import (
    REQUESTS_IMPORT_ERROR,
)
from ansible_collections.community.zendesk.plugins.module_utils._validation import faults
from ansible_collections.community.zendesk.plugins.module_utils._values import (
    secrets_set,
    without_secrets,
)


def run_target(module: AnsibleModule) -> None:
    """Module C(zendesk_target)."""
    wanted = {name: module.params[name] for name in target_options()}
    policy = policy_from(module.params)

    def work(client: Client) -> dict[str, Any]:
        made, target = reconcile(client, wanted, policy, module.check_mode)
        if wanted["state"] == "present":
            warn(module, [lifecycle_warning((target or {}).get("type"))])
        return _result(module, made, target, label(made.existing or made.body or wanted))

    run(module, work, lambda: _check(wanted))


def run_target_info(module: AnsibleModule) -> None:
    """Module C(zendesk_target_info)."""
    params = module.params

    def work(client: Client) -> dict[str, Any]:
        if params["id"] is not None:
            target = read_target(client, params["id"])
            targets = [target] if target else []
        else:
            targets = read_targets(client)
        found = [entry for entry in targets if _matches(params, entry)]
        shown = [without_secrets(entry) for entry in found]
        if "secrets" in params["gather"]:
            for entry, secretless in zip(found, shown):
                secretless["secrets_set"] = secrets_set(entry)
        if "usage" in params["gather"]:
            add_usage(client, shown)
        if "failures" in params["gather"]:
            add_failures(client, shown, params["failure_details"])
        return {"changed": False, "targets": shown}

    def check() -> None:
        if params["failure_details"] and "failures" not in params["gather"]:
            raise InvalidInput("failure_details needs failures in gather: add it there.")

    run(module, work, check)


def add_usage(client: Client, targets: list[dict[str, Any]]) -> None:
    """Give each target C(usage): the rules that notify it."""
    rules = rules_by_target(client)
    for target in targets:
        target["usage"] = [rule._asdict() for rule in rules.get(str(target["id"]), [])]


def add_failures(client: Client, targets: list[dict[str, Any]], details: bool = False) -> None:
    """Give each target C(failures): the latest ones under its title."""
    failures = failures_by_title(read_failures(client, details))
    for target in targets:
        target["failures"] = failures.get(str(target.get("title")), [])


def policy_from(params: dict[str, Any]) -> Policy:
    """The options of ``_options.policy_options``."""
    return Policy(
        update_secrets=params["update_secrets"] == "always",
        recreate=params["recreate"],
        force=params["force"],
    )


def _matches(params: dict[str, Any], target: dict[str, Any]) -> bool:
    return (
        params["title"] in (None, target.get("title"))
        and params["active"] in (None, target.get("active"))
        and (params["type"] is None or canonical(params["type"]) == canonical(target.get("type")))
    )


def _check(wanted: dict[str, Any]) -> None:
    found = faults(wanted)
    if found:
        raise InvalidInput("%s: %s" % (label(wanted), " ".join(found)))


def _result(
    module: AnsibleModule, made: Plan, target: dict[str, Any] | None, name: str
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


def diff_of(made: Plan, name: str) -> dict[str, Any]:
    """A plan in the form of Ansible's diffs."""
    return {
        "before_header": name,
        "after_header": name,
        "before": made.before,
        "after": made.after,
    }


class Failure(ZendeskError):
    """A task that fails with a result of its own, because some of its work was done."""

    def __init__(self, message: str, result: dict[str, Any]) -> None:
        super().__init__(message)
        self._result = result

    def to_result(self) -> dict[str, Any]:
        return self._result


def run(
    module: AnsibleModule,
    work: Callable[[Client], dict[str, Any]],
    check: Callable[[], None] = lambda: None,
) -> None:
    """Judge the input, do the work with a client, and leave with its result or with an error."""
    client: Client | None = None
    # In the address of the account no secret belongs, and so Ansible would show it.
    user = str(module.params["zendesk_url"]).rpartition("@")[0].rpartition("/")[2]
    module.no_log_values.update({user.partition(":")[2]} - {""})
    try:
        check()
        connection = connection_from(module.params)
        if REQUESTS_IMPORT_ERROR:
            module.fail_json(
                msg="%s To install it: %s -m pip install requests"
                % (missing_required_lib("requests"), sys.executable),
                exception=REQUESTS_IMPORT_ERROR,
            )
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


def warn(module: AnsibleModule, texts: list[str], client: Client | None = None) -> None:
    """Each text once, without the secrets that the client knows of."""
    for text in dict.fromkeys(texts):
        if text:
            module.warn(client.scrub(text) if client else text)
