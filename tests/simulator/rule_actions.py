# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the actions of a rule do: to the ticket, and as mails and requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Iterable, Mapping

from .condition_values import KEYED, Unknown, keyed_field, tags_of_options
from .deliveries import prepare
from .placeholders import fill
from .records import Record
from .rule_checks import find_field
from .ticket_state import Update, set_field, set_value

if TYPE_CHECKING:
    from .account import Account

Handler = Callable[["Account", Record, Update, Record], None]

_MAILBOX = "email_target"


def carry_out(account: Account, key: str, rule: Record, update: Update) -> None:
    """Carry out the actions of a rule (C(trigger) or C(automation)), in their order."""
    for action in rule["actions"]:
        name = action["field"]
        handler = HANDLERS.get(name)
        if handler is None and find_field(name, key, action=True):
            handler = next((h for start, h in _STARTS.items() if name.startswith(start)), None)
        try:
            if handler is None:
                raise Unknown("action", name)
            handler(account, rule, update, action)
        except Unknown as unknown:
            account.outbox.not_known(rule, unknown.kind, unknown.name)


# --- the ticket


def _set(account: Account, rule: Record, update: Update, action: Record) -> None:
    value = action["value"]
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    words = {
        "current_user": update.actor.get("id"),
        "current_groups": update.actor.get("default_group_id"),
        "requester_id": update.ticket["requester_id"],
        "default_ticket_form": _default_form(account),
    }
    found = words.get(str(value), value)
    set_value(account, update.ticket, action["field"], found or None)


def _default_form(account: Account) -> Any:
    forms = account.resources["ticket_forms"].records.values()
    return next((each["id"] for each in forms if each.get("default")), None)


def _tags(account: Account, rule: Record, update: Update, action: Record) -> None:
    value, there = action["value"], update.ticket["tags"]
    words = value if isinstance(value, list) else str(value or "").split()
    if action["field"] == "set_tags":
        there = []
    if action["field"] == "remove_tags":
        update.ticket["tags"] = [tag for tag in there if tag not in words]
    else:
        update.ticket["tags"] = list(dict.fromkeys([*there, *words]))


def _field(account: Account, rule: Record, update: Update, action: Record) -> None:
    field_id = int(action["field"].removeprefix("custom_fields_"))
    field = account.resources["ticket_fields"].records.get(field_id)
    if field is None:
        raise Unknown("action", action["field"])
    if field["type"] == "date" and isinstance(action["value"], list):
        # So many days from now: the simulator has hours, but no calendar.
        raise Unknown("action", "%s %s" % (action["field"], action["value"][0]))
    value = action["value"]
    if field["type"] == "checkbox":
        value = value == "true"
    set_field(update.ticket, field_id, None if value == "" else value)


def _keyed_field(account: Account, rule: Record, update: Update, action: Record) -> None:
    holder, _point, key = action["field"].partition(".custom_fields.")
    field = keyed_field(account, holder, key)
    _fields, reference, kind, values = KEYED[holder]
    record = account.resources[kind].records.get(update.ticket[reference])
    if record is not None:
        value = tags_of_options(field).get(str(action["value"]), action["value"])
        record[values] = {**record.get(values, {}), field["key"]: value or None}


# --- mails


def _mail_user(account: Account, rule: Record, update: Update, action: Record) -> None:
    who, subject, body = _parts(action["value"], 3)
    people = [each for each in _people(account, update, str(who)) if each.get("email")]
    if not people:
        account.outbox.not_sent(rule, "mail to %s" % who, "there is nobody with an email address")
    for person in people:
        _mail(account, rule, update, person["email"], subject, body)


def _people(account: Account, update: Update, who: str) -> Iterable[Mapping[str, Any]]:
    users = account.resources["users"].records
    if who == "all_agents":
        return [each for each in users.values() if each["role"] in ("agent", "admin")]
    if who == "current_user":
        return [update.actor]
    # A ticket here has nobody in copy.
    names = {"requester_id": "requester_id", "requester_and_ccs": "requester_id"}
    attribute = {**names, "assignee_id": "assignee_id"}.get(who)
    wanted = str(update.ticket[attribute]) if attribute else who
    return [each for number, each in users.items() if str(number) == wanted]


def _mail_group(account: Account, rule: Record, update: Update, action: Record) -> None:
    """Who is in a group is not known here: the mail is to its name."""
    which, subject, body = _parts(action["value"], 3)
    wanted = str(update.ticket["group_id"] if which == "group_id" else which)
    for number, group in account.resources["groups"].records.items():
        if str(number) == wanted:
            _mail(account, rule, update, group["name"], subject, body)
            return
    account.outbox.not_sent(rule, "mail to group %s" % which, "there is no such group")


def _notify_target(account: Account, rule: Record, update: Update, action: Record) -> None:
    which, body = _parts(action["value"], 2)
    target = account.targets.get(int(which), {})
    if target.get("type") == _MAILBOX and target["active"]:
        _mail(account, rule, update, target["email"], target.get("subject") or "", body)
        return
    why = "it is inactive"
    if not target:
        why = "there is no such target"
    elif target["type"] != _MAILBOX:
        why = "the simulator does not deliver to targets of type %s" % target["type"]
    account.outbox.not_sent(rule, "message to target %s" % which, why)


def _mail(account: Account, rule: Record, update: Update, to: str, subject: Any, body: Any) -> None:
    mail = {"to": to, "rule": rule["title"], "ticket": update.ticket["id"]}
    mail["subject"] = fill(account, rule, update, str(subject))
    mail["body"] = fill(account, rule, update, str(body))
    account.outbox.mails.append(mail)


def _parts(value: Any, count: int) -> list[Any]:
    """The parts of a list that is the value of an action, as many as there should be."""
    found = list(value) if isinstance(value, list) else [value]
    return [*found, *[""] * count][:count]


# --- requests


def _call_webhook(account: Account, rule: Record, update: Update, action: Record) -> None:
    which, content = _parts(action["value"], 2)
    prepare(account, rule, update, str(which), content)


HANDLERS: dict[str, Handler] = {
    **dict.fromkeys(
        (
            "status",
            "priority",
            "type",
            "group_id",
            "assignee_id",
            "brand_id",
            "ticket_form_id",
            "custom_status_id",
        ),
        _set,
    ),
    **dict.fromkeys(("set_tags", "current_tags", "remove_tags"), _tags),
    "notification_user": _mail_user,
    "notification_group": _mail_group,
    "notification_target": _notify_target,
    "notification_webhook": _call_webhook,
}
_STARTS: dict[str, Handler] = {
    "custom_fields_": _field,
    "requester.custom_fields.": _keyed_field,
    "organization.custom_fields.": _keyed_field,
}
