# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Builds the result of a configuration: results, counts, the plan, and the error."""

from __future__ import annotations

from typing import Any, Iterable

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _apply_many,
    _changes,
    _config,
    _config_run,
    _plan,
    _record,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _client
from ansible_collections.community.zendesk.plugins.module_utils._module import (
    _config_view,
    _many_results,
    _run,
)

_MOST_NAMED = 10
# The keys for unchanged records in the result of a failed run.
_SAID = ("kind", "name", "position", "id", "action", "changed", "error")
_VERBS = {
    _plan.CREATE: "create",
    _plan.UPDATE: "update",
    _plan.DELETE: "delete",
    _plan.RECREATE: "replace",
}


def result_of(
    outcome: _config_run.Outcome, client: _client.Client, with_diff: bool, check_mode: bool
) -> dict[str, Any]:
    """Returns the result of the module, whether it fails or not."""
    config = outcome.config
    account = client.connection.base_url
    results: list[dict[str, Any]] = []
    summary: dict[str, dict[str, int]] = {}
    for section in config.sections:
        counts = dict.fromkeys(_many_results.COUNTED_AS.values(), 0)
        for move in section.moves:
            entry = _result(outcome, move, client, with_diff)
            counts[_many_results.COUNTED_AS[entry["action"]]] += 1
            results.append(entry)
        summary[section.plural] = dict(counts, unmanaged=len(section.unmanaged))
    arranged = outcome.is_arranged and not outcome.skipped
    result = {
        "changed": arranged or any(entry["changed"] for entry in results),
        "account_url": account,
        "results": results,
        "summary": summary,
        "changes": [client.scrub(line) for line in _lines(outcome)],
        "plan": _config_view.plan(outcome, check_mode and not outcome.skipped),
        "plan_id": outcome.plan_id,
        **({"undo_file": outcome.undo_file} if outcome.undo_file else {}),
        "unmanaged": [
            {"kind": section.kind, "name": record.name, "id": record.id}
            for section in config.sections
            for record in section.unmanaged
        ],
        "secrets_not_sent": _secrets_not_sent(outcome),
        "msg": _sentence(summary, arranged),
    }
    if with_diff:
        diffs = [entry["diff"] for entry in results if entry["changed"] and "diff" in entry]
        result["diff"] = diffs + [_diff_of_order(order, account) for order in outcome.orders]
    return result


def failure_of(outcome: _config_run.Outcome, client: _client.Client) -> str:
    """Returns why the run fails; "" if it does not."""
    done = [(move, outcome.result_of(move)) for move in outcome.config.moves]
    failed = [(move, str(one.error)) for move, one in done if one.error]
    kept = [move.step.kept for move, _one in done if move.step.kept and move.is_failure]
    skipped = [
        (move, one.skipped)
        for move, one in done
        if _many_results.action_of(one) == _many_results.SKIPPED
    ]
    parts = []
    if not outcome.is_expected:
        parts.append(
            "The plan does not match expected_plan_id: its plan_id is %s. Nothing was changed. "
            "Review the new plan in check mode with --diff. If you approve it, pass its plan_id."
            % outcome.plan_id
        )
    if failed:
        parts.append("%d of %s failed." % (len(failed), _records(len(done))))
        parts += _many_results.first_of(_grouped(failed))
    if kept:
        parts.append("%s kept instead of deleted." % _records(len(kept)))
        parts += _many_results.first_of(list(dict.fromkeys(kept)))
    parts += outcome.problems
    if not parts and not skipped:
        return ""
    # If the plan does not match, everything is skipped.
    parts += _skipped(skipped) if outcome.is_expected else []
    return client.scrub(" ".join(parts))


def only_what_matters(outcome: _config_run.Outcome, result: dict[str, Any]) -> dict[str, Any]:
    """Returns the shortened result of a failed run: only what failed, was kept, skipped or changed."""
    entries = [
        entry if entry["changed"] else {name: entry[name] for name in _SAID if name in entry}
        for entry in result["results"]
        if entry["action"] != _plan.NOTHING
    ]
    found = {name: each for name, each in result.items() if name != "msg"}
    planned = [move for move in outcome.config.moves if move.is_done]
    carried_out = [move for move in planned if outcome.is_carried_out(move)]
    was_tried = bool(outcome.results or outcome.skipped)
    if was_tried and outcome.is_expected and len(carried_out) < len(planned):
        # For changes that were not carried out, the results have the reason.
        found["plan"] = [_config_view.entry(move) for move in carried_out]
        found["changes"] = [_line(move) for move in carried_out]
    return {**found, "results": entries}


def _grouped(failed: list[tuple[_config.Move, str]]) -> list[str]:
    """Groups equal errors, with all records that have them."""
    by_error: dict[str, list[str]] = {}
    for move, error in failed:
        # Some errors begin with the name of the item.
        own = "%s: " % (move.step.desired,)
        text = error[len(own) :] if error.startswith(own) else error
        by_error.setdefault(text, []).append(str(move))
    return ["%s: %s" % (_some(names), error) for error, names in by_error.items()]


def _skipped(skipped: list[tuple[_config.Move, str]]) -> list[str]:
    """Returns the number of skipped records for each reason, with their names if there are few."""
    by_reason: dict[str, list[str]] = {}
    for move, reason in skipped:
        by_reason.setdefault(reason, []).append(str(move))
    return [
        "%d skipped: %s%s"
        % (len(names), "%s: " % ", ".join(names) if len(names) <= _MOST_NAMED else "", reason)
        for reason, names in by_reason.items()
    ]


def _result(
    outcome: _config_run.Outcome, move: _config.Move, client: _client.Client, with_diff: bool
) -> dict[str, Any]:
    one = outcome.result_of(move)
    resource = move.section.resource
    entry = _many_results.one_result(one, client, resource, False)
    name = entry.pop(resource.name)
    found = {"kind": move.section.kind, "name": name, **entry}
    if with_diff and one.step.plan and not one.step.kept:
        label = "%s: %s" % (client.connection.base_url, move)
        found["diff"] = _run.diff_of(move.plan, label)
    return found


def _diff_of_order(order: Any, account: str) -> dict[str, Any]:
    label = "%s: order of %s" % (account, order.plural.replace("_", " "))
    return _run.diff_between({"order": order.before}, {"order": order.after}, label)


def _lines(outcome: _config_run.Outcome) -> Iterable[str]:
    """Yields a line for each change, and for records that are left unchanged."""
    for room in outcome.rooms:
        yield str(room)
    for move in outcome.config.moves:
        if move.is_done:
            yield _line(move)
        elif move.step.kept:
            record, name = move.record, str(move.record or move)
            reason = move.step.kept
            # Most reasons begin with the name of the record.
            rest = reason[len(name) :] if reason.startswith(name + " ") else ""
            reason = "it" + rest if rest else reason
            reason = reason[len("it is kept: ") :] if reason.startswith("it is kept: ") else reason
            yield "keep %s: %s" % (record.in_a_sentence() if record else name, reason)
    for order in outcome.orders:
        where = _config_view.home_of(outcome, order)
        inside = " in %s" % where if where else ""
        yield "order %s%s: %s" % (
            order.plural.replace("_", " "),
            inside,
            ", ".join(order.after),
        )
    left = [
        "%d %s (%s)"
        % (
            len(section.unmanaged),
            section.plural if len(section.unmanaged) > 1 else section.kind,
            _some([str(record.name) for record in section.unmanaged]),
        )
        for section in outcome.config.sections
        if section.unmanaged
    ]
    if left:
        yield "unmanaged, left unchanged: %s" % "; ".join(left)
    unsent = _secrets_not_sent(outcome)
    if unsent:
        yield (
            "secrets not sent: %s. Zendesk does not return them. If one has changed, use send_secrets."
            % _some(unsent)
        )


def _line(move: _config.Move) -> str:
    plan, record = move.plan, move.plan.record
    verb = _VERBS[plan.action]
    if move.cause == _config.PRUNE:
        verb = "prune" if plan.deletes else "deactivate"
    text = "%s %s" % (verb, record.in_a_sentence() if record else move)
    if verb == "update":
        names = _config_view.entry(move)["after"]
        text += ": %s" % ", ".join(names) if names else ": secrets"
    if plan.creates and move.section.resource.once_created:
        text += ", which %s" % move.section.resource.once_created
    along = ", ".join(record.in_a_sentence() for record in move.along)
    return text + (", along with %s" % along if along else "")


def _secrets_not_sent(outcome: _config_run.Outcome) -> list[str]:
    """Returns the records whose secrets were given but not sent, because they can't be compared."""
    found = []
    for move in outcome.config.moves:
        desired, existing = move.step.desired, move.record
        if not desired or not existing or desired.is_absent or move.policy.update_secrets:
            continue
        names = [
            name
            for name in _hidden(desired, existing)
            if not (move.plan.sent and name in move.plan.sent.values)
        ]
        if names:
            found.append("%s: %s" % (existing.in_a_sentence(), ", ".join(names)))
    return found


def _hidden(desired: _record.Desired, existing: _record.Record) -> list[str]:
    return [
        attribute.name
        for attribute in existing.settable()
        if attribute.name in desired.given
        and attribute.type.secrets(desired.given[attribute.name])
        and _changes.is_hidden(
            attribute, desired.given[attribute.name], existing.values.get(attribute.name)
        )
    ]


def _sentence(summary: dict[str, dict[str, int]], arranged: bool) -> str:
    totals: dict[str, int] = {}
    for counts in summary.values():
        for word, count in counts.items():
            totals[word] = totals.get(word, 0) + count
    texts = ["%d %s" % (count, word) for word, count in totals.items() if count]
    if arranged:
        texts.append("order changed")
    return (", ".join(texts) or "Nothing to manage") + "."


def _records(count: int) -> str:
    return "1 record" if count == 1 else "%d records" % count


def _some(names: list[str]) -> str:
    more = len(names) - _MOST_NAMED
    return ", ".join([*names[:_MOST_NAMED], *(["and %d more" % more] if more > 0 else [])])


def is_there(one: _apply_many.StepResult) -> bool:
    """Whether the record exists now."""
    return _many_results.is_there(one)
