# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""The edge between Ansible and a whole set of targets."""

from __future__ import annotations

from typing import Any, NoReturn

from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.module_utils.errors import UnsupportedError

from ansible_collections.community.zendesk.plugins.module_utils._client import Client
from ansible_collections.community.zendesk.plugins.module_utils._errors import InvalidInput
from ansible_collections.community.zendesk.plugins.module_utils._module import (
    Failure,
    Module,
    policy_from,
    run,
    warn,
)
from ansible_collections.community.zendesk.plugins.module_utils._options import target_options
from ansible_collections.community.zendesk.plugins.module_utils._plan import lifecycle_warning
from ansible_collections.community.zendesk.plugins.module_utils._plan_set import (
    Prune,
    item_label,
    set_faults,
)
from ansible_collections.community.zendesk.plugins.module_utils._reconcile_set import (
    SetPolicy,
    reconcile_set,
)
from ansible_collections.community.zendesk.plugins.module_utils._set_results import (
    failure_of,
    is_gone,
    result_of,
)
from ansible_collections.community.zendesk.plugins.module_utils._target_types import (
    canonical,
    type_names,
)

_KNOWN = frozenset(target_options())


class SetModule(Module):
    """Names every item at fault, where Ansible stops at the first fault and names no item.

    Ansible also takes each item through all options there are, several times. That takes longer
    than all else, so it gets the options that items have.
    """

    def _load_params(self) -> None:
        super()._load_params()
        # As they were given: where Ansible can't convert the list, it keeps nothing of it, and its
        # message quotes all of it.
        self._items = items = self.params.get("targets")
        if isinstance(items, list) and all(isinstance(item, dict) for item in items):
            used = set().union(*items)
            targets = self.argument_spec["targets"]
            targets["options"] = {
                name: option
                for name, option in targets["options"].items()
                if name in used or "default" in option
            }

    def _log_invocation(self) -> None:
        # Ansible would log the items as Python writes them, and then search that text for secrets:
        # it does not find those with a quote, a backslash or a line break.
        count = len(self.params["targets"])
        self.log("Invoked with %d targets" % count)  # type: ignore[no-untyped-call]

    def fail_json(self, msg: str, **kwargs: Any) -> NoReturn:
        if self.validation_result.error_messages:
            # ansible-core 2.18 returns the arguments, and knows no secret under a wrong name.
            self.no_log_values.update(_unknown_values(self._items))
            msg = " ".join(_argument_faults(self._items)) or msg
        super().fail_json(msg=msg, **kwargs)


def _unknown_values(items: Any) -> set[str]:
    """What stands under names that are no options, and could be a secret under a wrong one."""
    named = [item for item in (items if isinstance(items, list) else []) if isinstance(item, dict)]
    values = [value for item in named for name, value in item.items() if name not in _KNOWN]
    return {value for value in values if isinstance(value, str) and value}


def run_targets(module: Module) -> None:
    """Module C(zendesk_targets)."""
    params = module.params

    def work(client: Client) -> dict[str, Any]:
        done = reconcile_set(
            client, params["targets"], policy_from(params), _set_policy(params), module.check_mode
        )
        there = [one.target or {} for one in done.results if not is_gone(one)]
        warn(module, [lifecycle_warning(target.get("type")) for target in there])
        result = result_of(done, client, module._diff)
        message = failure_of(done, client)
        if message:
            raise Failure(message, result)
        return result

    run(module, work, lambda: _check(params))


def _check(params: dict[str, Any]) -> None:
    found = set_faults(params["targets"])
    unknown = [name for name in params["prune_types"] if name not in type_names()]
    if unknown:
        found.append(
            "prune_types: %s is no type of target. The types are %s."
            % (", ".join(unknown), ", ".join(type_names()))
        )
    if not params["prune"]:
        found += ["%s needs prune=true." % n for n in ("prune_types", "keep") if params[n]]
    if params["max_concurrency"] < 1:
        found.append("max_concurrency must be 1 or more.")
    if params["max_deletions"] is not None and params["max_deletions"] < 0:
        found.append("max_deletions must be 0 or more.")
    if found:
        raise InvalidInput(" ".join(found))


def _argument_faults(items: Any) -> list[str]:
    """What is wrong with the form of the items, or with their options; empty if nothing is."""
    if items is None:
        return []
    if not isinstance(items, list):
        return ["targets must be a list of dictionaries, one for each target."]
    validator = ArgumentSpecValidator(target_options())
    found = []
    for position, item in enumerate(items, 1):
        if not isinstance(item, dict):
            found.append("targets must be a list of dictionaries: item %d is none." % position)
            continue
        given = {name: value for name, value in item.items() if value is not None}
        texts = ["unknown option %s." % name for name in sorted(set(given) - set(target_options()))]
        for error in validator.validate(given).errors:
            if not isinstance(error, UnsupportedError):
                texts.append("%s." % error.msg)
        if texts:
            named = {name: given[name] for name in ("title", "type", "id") if given.get(name)}
            found.append("%s: %s" % (item_label(position, named), " ".join(texts)))
    return found


def _set_policy(params: dict[str, Any]) -> SetPolicy:
    return SetPolicy(
        prune=Prune(
            types=frozenset(map(canonical, params["prune_types"])),
            keep=frozenset(params["keep"]),
        )
        if params["prune"]
        else None,
        max_deletions=params["max_deletions"],
        max_concurrency=params["max_concurrency"],
        continue_on_error=params["continue_on_error"],
    )
