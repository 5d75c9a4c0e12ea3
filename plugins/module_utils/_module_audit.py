# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""The edge between Ansible and an audit. It only reads."""

from __future__ import annotations

from typing import Any, Callable

from ansible_collections.community.zendesk.plugins.module_utils._arguments import Module
from ansible_collections.community.zendesk.plugins.module_utils._audit import audit, summary
from ansible_collections.community.zendesk.plugins.module_utils._brands import own_address
from ansible_collections.community.zendesk.plugins.module_utils._client import Client
from ansible_collections.community.zendesk.plugins.module_utils._errors import ApiError
from ansible_collections.community.zendesk.plugins.module_utils._failures import (
    GONE,
    failures_by_title,
)
from ansible_collections.community.zendesk.plugins.module_utils._module import run
from ansible_collections.community.zendesk.plugins.module_utils._plan_set import Prune, set_faults
from ansible_collections.community.zendesk.plugins.module_utils._references import usage_by_target
from ansible_collections.community.zendesk.plugins.module_utils._store import read_targets
from ansible_collections.community.zendesk.plugins.module_utils._validation import (
    Problems,
    texts_of,
)
from ansible_collections.community.zendesk.plugins.module_utils._values import secret_values


def check_audit(params: dict[str, Any], form: Problems) -> list[str]:
    """All that is wrong with the options of C(zendesk_audit_info)."""
    return set_faults(params["targets"], form.items) + texts_of(form.task)


def run_audit(module: Module) -> None:
    """Module C(zendesk_audit_info)."""
    params = module.params

    def work(client: Client) -> dict[str, Any]:
        for wanted in params["targets"]:
            client.add_secrets(secret_values(wanted))
        existing = read_targets(client)
        # Zendesk is retiring the list of failures.
        readers = {
            "usage": (usage_by_target, (403,)),
            "failures": (failures_by_title, (403, *GONE)),
        }
        read = {
            name: _if_possible(client, *reader) if name in params["gather"] else None
            for name, reader in readers.items()
        }
        keep = Prune(keep=frozenset(params["keep"]))
        entries = audit(params["targets"], existing, keep, read["failures"] or {})
        for entry in entries:
            _add(entry, "usage", read["usage"], str(entry["id"]))
            _add(entry, "failures", read["failures"], str(entry["title"]))
        return {
            "changed": False,
            "url": client.connection.base_url,
            "account_url": next(filter(None, (own_address(t.get("url")) for t in existing)), "")
            or client.connection.base_url,
            "results": entries,
            "summary": summary(entries),
            "not_read": [name for name in params["gather"] if read[name] is None],
        }

    run(module, work, _scope(params["gather"]))


def _scope(gather: list[str]) -> str:
    """The scopes that reading this takes. No scope narrower than C(read) gives failures."""
    if "failures" in gather:
        return "read"
    return "targets:read" + " triggers:read automations:read" * ("usage" in gather)


def _if_possible(
    client: Client, read: Callable[[Client], dict[str, Any]], refusals: tuple[int, ...]
) -> dict[str, Any] | None:
    """What ``read`` gives, None where the account answers with one of these statuses."""
    try:
        return read(client)
    except ApiError as error:
        if error.status not in refusals:
            raise
        client.warnings.append("The audit goes on without what it can't read. %s" % error)
        return None


def _add(entry: dict[str, Any], name: str, read: dict[str, Any] | None, key: str) -> None:
    there = entry["status"] != "missing" and entry["id"] is not None
    entry[name] = None if read is None else read.get(key, []) if there else []
