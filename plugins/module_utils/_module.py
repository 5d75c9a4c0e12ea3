# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""The edge between Ansible and the rest: parameters in, results, warnings and errors out."""

from __future__ import annotations

import sys
from typing import Any, Callable, Iterable

from ansible.module_utils.basic import AnsibleModule, missing_required_lib

try:
    from ansible.module_utils.secrets import (  # type: ignore[import-not-found,unused-ignore]
        register_secrets,
    )
except ImportError:  # ansible-core 2.21 and before
    register_secrets = None

from ansible_collections.community.zendesk.plugins.module_utils._client import Client
from ansible_collections.community.zendesk.plugins.module_utils._connection import (
    DEFAULT_SCOPE,
    connection_from,
)
from ansible_collections.community.zendesk.plugins.module_utils._errors import (
    InvalidInput,
    ZendeskError,
)
from ansible_collections.community.zendesk.plugins.module_utils._options import target_options
from ansible_collections.community.zendesk.plugins.module_utils._plan import (
    Plan,
    Policy,
    label,
    lifecycle_warning,
)
from ansible_collections.community.zendesk.plugins.module_utils._reconcile import reconcile
from ansible_collections.community.zendesk.plugins.module_utils._sources import (
    Settings,
    read_raw,
    secrets_in,
)
from ansible_collections.community.zendesk.plugins.module_utils._transport import (
    REQUESTS_IMPORT_ERROR,
)
from ansible_collections.community.zendesk.plugins.module_utils._validation import faults


class Module(AnsibleModule):
    """Knows which connection options were given, which ansible-core's own result does not say."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)  # type: ignore[no-untyped-call]

    def _load_params(self) -> None:
        super()._load_params()  # type: ignore[no-untyped-call]
        self.raw = read_raw(self.params)
        hide(self, self.raw.secrets)

    def settings(self) -> Settings:
        """The connection options of all sources."""
        return Settings(self.params, self.raw.given)


def hide(module: AnsibleModule, values: Iterable[str]) -> None:
    """Let Ansible mask texts of which it does not know that they are secrets."""
    found = {value for value in values if value}
    # Up to ansible-core 2.21 the module masks its own result, since 2.22 the controller does.
    module.no_log_values.update(found)
    if register_secrets:
        register_secrets(found)


def run_target(module: Module) -> None:
    """Module C(zendesk_target)."""
    wanted = {name: module.params[name] for name in target_options()}
    policy = policy_from(module.params)

    def work(client: Client) -> dict[str, Any]:
        made, target = reconcile(client, wanted, policy, module.check_mode)
        if wanted["state"] == "present":
            warn(module, [lifecycle_warning((target or {}).get("type"))])
        return _result(module, made, target, label(made.existing or made.body or wanted))

    run(module, work, lambda: _check(wanted))


def policy_from(params: dict[str, Any]) -> Policy:
    """The options of ``_options.policy_options``."""
    return Policy(
        update_secrets=params["update_secrets"] == "always",
        recreate=params["recreate"],
        force=params["force"],
    )


def _check(wanted: dict[str, Any]) -> None:
    found = faults(wanted)
    if found:
        raise InvalidInput("%s: %s" % (label(wanted), " ".join(found)))


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
    module: Module,
    work: Callable[[Client], dict[str, Any]],
    check: Callable[[], None] = lambda: None,
    scope: str = DEFAULT_SCOPE,
) -> None:
    """Judge the input, do the work with a client, and leave with its result or with an error.

    ``scope``: what an OAuth client asks for where no source names scopes.
    """
    client: Client | None = None
    settings = module.settings()
    hide(module, secrets_in(settings))
    try:
        if module.raw.problems:
            raise InvalidInput(" ".join(module.raw.problems))
        check()
        connection = connection_from(settings, scope)
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
            text = client.scrub(text) if client else text
            # ansible-core 2.18 writes it to the system's log, and fails on this one character.
            module.warn(text.replace("\x00", " "))
