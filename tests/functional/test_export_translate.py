# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Webhooks in place of retired targets: every type, with every form of message, in every kind of rule."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Callable

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.community.zendesk.plugins.filter.export_config import export_config
from ansible_collections.community.zendesk.plugins.module_utils._resources._targets import TYPES
from ansible_collections.community.zendesk.tests.configs import (
    KINDS,
    automation,
    hook,
    record,
    records,
    target,
    trigger,
    url_target,
)
from ansible_collections.community.zendesk.tests.exported import (
    fill_in,
    read_lists,
    secrets_of_lists,
)
from ansible_collections.community.zendesk.tests.running import Result
from ansible_collections.community.zendesk.tests.samples import complete
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

Run = Callable[..., Result]
TEXT = '{"id": "{{ticket.id}}"}'
PAIRS = [["id", "{{ticket.id}}"], ["name", "x"]]
# Forms of the value of an action, for the ID of a target.
FORMS: dict[str, Callable[[str], Any]] = {
    "text": lambda number: [number, TEXT],
    "pairs": lambda number: [number, PAIRS],
    "none": lambda number: [number],
    "bare": lambda number: number,
}
FORM = "application/x-www-form-urlencoded"
# Targets without a login, and the contents that text and pairs become; "" where they are left.
NOTIFYING: dict[str, tuple[dict[str, Any], Any, Any]] = {
    "json": (url_target("json"), TEXT, ""),
    "xml": (url_target("xml", content_type="application/xml", method="put"), TEXT, ""),
    "form": (url_target("form", content_type=FORM, type="http_target"), TEXT, PAIRS),
    "get": (url_target("get", method="get"), "", PAIRS),
    "delete": (url_target("delete", method="delete", content_type=FORM), TEXT, PAIRS),
    "url": (
        {
            "title": "url",
            "type": "url_target",
            "target_url": "https://example.com/url",
            "attribute": "message",
        },
        [["message", TEXT]],
        PAIRS,
    ),
}


def exported(run: Run, **translate: Any) -> dict[str, Any]:
    info = run("zendesk_config_info", gather=["usage"])
    return export_config(info, "acme", translate=translate)


def heads(export: dict[str, Any]) -> str:
    return "".join(
        line + "\n"
        for file in export["files"]
        for line in file["text"].splitlines()
        if line.startswith("# ")
    )


def lists_of(export: dict[str, Any], simulator: Simulator, folder: Path) -> dict[str, Any]:
    raw = read_lists(export, folder)
    stored = {kind: records(simulator, kind) for kind in KINDS}
    for item in raw["webhooks"]:
        stored["webhooks"].append({"id": "", **item})
    return fill_in(raw, secrets_of_lists(raw, stored))


def add(simulator: Simulator, kind: str, given: dict[str, Any]) -> dict[str, Any]:
    return dict(simulator.account.resources[kind].put({"active": True, **given}))


def add_rules(simulator: Simulator, number: Any) -> list[tuple[str, str, bool]]:
    """A trigger and an automation for each form of a message, active and not: kind, title, active."""
    found = []
    for at, (form, value) in enumerate(FORMS.items()):
        for active in (True, False):
            title = "%s %s %s" % (number, form, active)
            # What notifies somebody else stays as it is.
            others = {"field": "priority", "value": "high"}
            actions = [others, {"field": "notification_target", "value": value(str(number))}]
            rule = trigger(title, *actions, active=active)
            add(simulator, "triggers", rule)
            hours = 10 * int(number) % 100000 + 2 * at + active
            add(simulator, "automations", automation(title, *actions, hours=hours, active=active))
            found += [("triggers", title, active), ("automations", title, active)]
    return found


@pytest.mark.parametrize("name", NOTIFYING)
def test_every_form_of_message(
    name: str, run: Run, judged: Any, simulator: Simulator, tmp_path: Path
) -> None:
    given, text, pairs = NOTIFYING[name]
    number = simulator.account.put_target(dict(given, active=True))["id"]
    mail = simulator.account.put_target(dict(target("Mail"), active=True))["id"]
    to_mail = trigger("Mail", {"field": "notification_target", "value": [str(mail), "x"]})
    add(simulator, "triggers", to_mail)
    rules = add_rules(simulator, number)
    export = exported(run)
    lists = lists_of(export, simulator, tmp_path)
    assert [each["name"] for each in lists["webhooks"]] == [name]
    contents = {"text": text, "pairs": pairs, "none": "", "bare": ""}
    for kind, title, active in rules:
        form = title.split()[1]
        (item,) = [each for each in lists[kind] if each["title"] == title]
        assert item["actions"][0] == {"field": "priority", "value": "high"}
        action = item["actions"][1]
        (id_of_it,) = [
            str(each["id"]) for each in records(simulator, kind) if each["title"] == title
        ]
        line = "%s (id %s): " % (title, id_of_it)
        if contents[form] == "" and form in ("text", "pairs"):
            assert action["field"] == "notification_target"
            assert "%sactions[2] is not changed: %s " % (line, form) in heads(export)
        else:
            assert action == {
                "field": "notification_webhook",
                "value": [{"webhook": name}, contents[form]],
            }
            assert (line + "has been silent" in heads(export)) == active
    (to_mail,) = [each for each in lists["triggers"] if each["title"] == "Mail"]
    assert to_mail["actions"][0]["value"][0] == {"target": "Mail"}

    _predicted, result = judged("zendesk_config", **lists)
    assert not result.get("failed"), result["msg"]
    assert result["changed"]
    assert not run("zendesk_config", **lists)["changed"]
    # Nothing is left to translate.
    again = exported(run)
    assert "it already is: webhook %s has its name and endpoint" % name in heads(again)
    assert not run("zendesk_config", **lists_of(again, simulator, tmp_path))["changed"]


def test_every_type(run: Run, simulator: Simulator, tmp_path: Path) -> None:
    """What has no equivalent is listed with its reason, and nothing of it changes."""
    for entry in TYPES:
        values = {**complete(entry), "title": entry.name, "type": entry.name, "active": True}
        values = {**values, "username": "", "password": ""}
        number = simulator.account.put_target(values)["id"]
        add_rules(simulator, number)
    export = exported(run)
    lists = lists_of(export, simulator, tmp_path)
    translated = {each["name"] for each in lists["webhooks"]}
    assert translated == {"http_target", "url_target"}
    for entry in TYPES:
        is_listed = "# target %s (id" % entry.name in heads(export)
        assert is_listed == (entry.name not in ("email_target", "url_target", "http_target")) or (
            entry.name in translated
        )
    assert "jira_target" in heads(export)
    assert "the content that Jira expects is not known" in heads(export)
    named = {
        action["value"][0]["target"]
        for kind in ("triggers", "automations")
        for rule in lists[kind]
        for action in rule["actions"]
        if action["field"] == "notification_target" and isinstance(action["value"], list)
    }
    assert named >= {entry.name for entry in TYPES} - translated


@pytest.mark.parametrize("old", ["keep", "deactivate", "absent"])
def test_the_old_target(
    old: str, run: Run, judged: Any, simulator: Simulator, tmp_path: Path
) -> None:
    given = url_target("Hook", active=True)
    number = simulator.account.put_target(given)["id"]
    add(
        simulator,
        "triggers",
        trigger("T", {"field": "notification_target", "value": [str(number), TEXT]}),
    )
    lists = lists_of(exported(run, old=old), simulator, tmp_path)
    _predicted, result = judged("zendesk_config", **lists)
    assert not result.get("failed"), result["msg"]
    found = [each.get("active") for each in records(simulator, "targets")]
    assert found == {"keep": [True], "deactivate": [False], "absent": []}[old]
    assert not run("zendesk_config", **lists)["changed"]


def test_a_password(run: Run, judged: Any, simulator: Simulator, tmp_path: Path) -> None:
    """It is translated only if it is named, with a reference in place of the password."""
    given = url_target("Hook", username="u", password="marker-password", active=True)
    number = simulator.account.put_target(given)["id"]
    export = exported(run)
    assert "it requires a password" in heads(export)
    assert lists_of(export, simulator, tmp_path)["webhooks"] == []
    for name in ("Hook", number):
        export = exported(run, targets=[name])
        (item,) = read_lists(export, tmp_path)["webhooks"]
        assert item["authentication"] == {
            "type": "basic_auth",
            "username": "u",
            "password": "{{ vault_zendesk_webhook_hook_password }}",
        }
        assert "vault_zendesk_webhook_hook_password" in export["secrets"]
    assert "marker" not in str(export)


def test_a_name_that_a_webhook_has(run: Run, simulator: Simulator, tmp_path: Path) -> None:
    """It is never overwritten."""
    simulator.account.put_target(url_target("Pager", active=True))
    run("zendesk_config", webhooks=[hook("Pager")])
    before = record(simulator, "webhooks", "Pager")
    export = exported(run)
    assert "another webhook is named Pager" in heads(export)
    export = exported(run, names={"Pager": "Pager (from a target)"})
    lists = lists_of(export, simulator, tmp_path)
    assert [each["name"] for each in lists["webhooks"]] == ["Pager", "Pager (from a target)"]
    assert not run("zendesk_config", **lists).get("failed")
    assert record(simulator, "webhooks", "Pager") == before
    again = exported(run, names={"Pager": "Pager (from a target)"})
    assert "it already is" in heads(again)


def test_an_inactive_target(run: Run, simulator: Simulator, tmp_path: Path) -> None:
    """Its webhook is inactive as well, and nobody is told that a rule will notify."""
    number = simulator.account.put_target(url_target("Hook", active=False))["id"]
    value = [str(number), TEXT]
    add(simulator, "triggers", trigger("T", {"field": "notification_target", "value": value}))
    export = exported(run)
    (item,) = lists_of(export, simulator, tmp_path)["webhooks"]
    assert item["status"] == "inactive"
    assert "is inactive, as the target was" in heads(export)
    assert "will notify again" not in heads(export)


PROBLEMS: dict[str, tuple[dict[str, Any], str]] = {
    "a title": ({"targets": ["Hok"]}, "targets has Hok, which is neither the title nor the ID"),
    "a name": ({"names": {"Hok": "x"}}, "names has Hok, which is neither"),
    "old": ({"old": "gone"}, "old must be one of keep, deactivate, absent; got gone"),
    "an option": ({"title": []}, "translate has 'title': its keys are targets, old, names"),
    "a text": ({"targets": "Hook"}, "translate.targets must be a list"),
}


@pytest.mark.parametrize("row", PROBLEMS)
def test_wrong_options(row: str, run: Run) -> None:
    options, text = PROBLEMS[row]
    with pytest.raises(AnsibleFilterError) as problem:
        exported(run, **options)
    assert text in str(problem.value)


def test_kinds_that_are_not_exported(run: Run) -> None:
    info = run("zendesk_config_info", gather=["usage"], kinds=["targets", "webhooks"])
    with pytest.raises(AnsibleFilterError, match="triggers and automations must be exported"):
        export_config(info, "acme", translate={})
