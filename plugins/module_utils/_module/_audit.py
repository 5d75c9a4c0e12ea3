# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""The edge between Ansible and an audit. It only reads."""

from __future__ import annotations

from typing import Any, Callable

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _audit,
    _brands,
    _failures,
    _plan_many,
    _problems,
    _store,
    _usage,
    _values,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _client, _errors
from ansible_collections.community.zendesk.plugins.module_utils._module import _arguments, _run


def check_audit(params: dict[str, Any], form: _problems.Problems) -> list[str]:
    """All that is wrong with the options of C(zendesk_audit_info)."""
    return _plan_many.set_faults(params["targets"], form.items) + _problems.texts_of(form.task)


def run_audit(module: _arguments.Module) -> None:
    """Module C(zendesk_audit_info)."""
    params = module.params

    def work(client: _client.Client) -> dict[str, Any]:
        for wanted in params["targets"]:
            client.add_secrets(_values.secret_values(wanted))
        existing = _store.read_targets(client)
        # Zendesk is retiring the list of failures.
        readers = {
            "usage": (_usage.usage_by_target, (403,)),
            "failures": (_failures.failures_by_title, (403, *_failures.GONE)),
        }
        read = {
            name: _if_possible(client, *reader) if name in params["gather"] else None
            for name, reader in readers.items()
        }
        keep = _plan_many.Prune(keep=frozenset(params["keep"]))
        entries = _audit.audit(params["targets"], existing, keep, read["failures"] or {})
        for entry in entries:
            _add(entry, "usage", read["usage"], str(entry["id"]))
            _add(entry, "failures", read["failures"], str(entry["title"]))
        return {
            "changed": False,
            "url": client.connection.base_url,
            "account_url": next(
                filter(None, (_brands.own_address(t.get("url")) for t in existing)), ""
            )
            or client.connection.base_url,
            "results": entries,
            "summary": _audit.summary(entries),
            "not_read": [name for name in params["gather"] if read[name] is None],
        }

    _run.run(module, work, _scope(params["gather"]))


def _scope(gather: list[str]) -> str:
    """The scopes that reading this takes. No scope narrower than C(read) gives failures."""
    if "failures" in gather:
        return "read"
    return "targets:read" + " triggers:read automations:read" * ("usage" in gather)


def _if_possible(
    client: _client.Client,
    read: Callable[[_client.Client], dict[str, Any]],
    refusals: tuple[int, ...],
) -> dict[str, Any] | None:
    """What ``read`` gives, None where the account answers with one of these statuses."""
    try:
        return read(client)
    except _errors.ApiError as error:
        if error.status not in refusals:
            raise
        client.warnings.append("The audit goes on without what it can't read. %s" % error)
        return None


def _add(entry: dict[str, Any], name: str, read: dict[str, Any] | None, key: str) -> None:
    there = entry["status"] != "missing" and entry["id"] is not None
    entry[name] = None if read is None else read.get(key, []) if there else []
