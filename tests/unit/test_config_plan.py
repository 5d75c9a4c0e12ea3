# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan files of several accounts: what is in them, how long they get, odd names and values."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError

from ansible_collections.community.zendesk.plugins.filter.config_plan import config_plan


def entry(action: str, **more: Any) -> dict[str, Any]:
    return {"kind": "trigger", "name": "Page", "id": 7, "action": action, **more}


def result(*plan: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "changed": bool(plan),
        "account_url": "https://acme.zendesk.com",
        "plan_id": "0f" * 16,
        "plan": list(plan),
        "summary": {"triggers": {"updated": len(plan), "unmanaged": 1}},
        "msg": "1 updated.",
        **more,
    }


WHEN = {"all": [{"field": "priority", "operator": "is", "value": "urgent"}], "any": []}
OTHER = {"all": [{"field": "priority", "operator": "is", "value": "high"}], "any": []}
# An entry of the plan -> what Markdown makes of it.
ENTRIES: dict[str, tuple[dict[str, Any], str]] = {
    "a delete": (
        entry("delete", before={"title": "Page"}),
        "## Delete, replace or deactivate\n\n- **delete** trigger `Page` (id `7`)\n",
    ),
    "a prune": (
        entry("delete", pruned=True, along=['trigger "A"']),
        '- **delete** trigger `Page` (id `7`), because it is in no list, along with `trigger "A"`\n',
    ),
    "a rule that is pruned": (
        entry("update", pruned=True, before={"active": True}, after={"active": False}),
        "- **deactivate** trigger `Page` (id `7`), because it is in no list\n  - `active`: `true` → `false`\n",
    ),
    "a webhook that is switched off": (
        entry("update", kind="webhook", before={"status": "active"}, after={"status": "inactive"}),
        "- **deactivate** webhook `Page` (id `7`)\n  - `status`: `active` → `inactive`\n",
    ),
    "an automation that makes room": (
        entry("deactivate", before={"active": True}, after={"active": False}),
        "- **deactivate** trigger `Page` (id `7`), to make room for another one\n  - `active`: `true` → `false`\n",
    ),
    "a replacement": (
        entry("recreate", kind="trigger_category", before={"type": "a"}, after={"type": "b"}),
        "- **replace** trigger category `Page` (id `7`)\n  - `type`: `a` → `b`\n",
    ),
    "an update": (
        entry(
            "update", before={"title": "Ring", "a": 1}, after={"title": "Page", "a": 1, "b": None}
        ),
        "## Update\n\n- trigger `Page` (id `7`)\n  - `title`: `Ring` → `Page`\n",
    ),
    "an update from nothing": (
        entry("update", before={"description": ""}, after={"description": "!x {{ a }}"}),
        "  - `description`: nothing → `!x {{ a }}`\n",
    ),
    "an update of a structure": (
        entry("update", before={"conditions": WHEN}, after={"conditions": OTHER}),
        "  - `conditions`:\n\n    ```diff\n     all:\n     - field: priority\n       operator: is\n"
        "    -  value: urgent\n    +  value: high\n     any: []\n    ```\n",
    ),
    "an update of several lines": (
        entry("update", before={"body": "a\n```\nb"}, after={"body": "a\n```\nc"}),
        "  - `body`:\n\n    ````diff\n     a\n     ```\n    -b\n    +c\n    ````\n",
    ),
    "secrets": (
        entry("update", secrets_sent=["password"]),
        "- trigger `Page` (id `7`)\n  - secrets sent: `password`\n",
    ),
    "an order": (
        entry(
            "order", name=None, id=None, before={"order": ["A", "B"]}, after={"order": ["B", "A"]}
        ),
        "## Order\n\n- triggers\n  - `order`:\n\n    ```diff\n    +- B\n     - A\n    -- B\n    ```\n",
    ),
    "a create": (
        entry(
            "create",
            id=None,
            after={"title": "Page", "active": True, "description": None},
            secrets_sent=["token"],
        ),
        "## Create\n\n<details><summary>trigger <code>Page</code></summary>\n\n```yaml\ntitle: Page\nactive: true\n"
        "secrets:\n- token\n```\n\n</details>\n",
    ),
    "an action that is new to us": (entry("merge"), "## Update\n\n- trigger `Page` (id `7`)\n"),
    "an odd name": (
        entry("delete", name="a`b|<i>\n@all #7", id=None),
        "- **delete** trigger ``a`b|<i> @all #7``\n",
    ),
    "an odd name of what is new": (
        entry("create", name="<b>@all`", id=None, after={"x": "```"}),
        '<summary>trigger <code>&lt;b&gt;@all`</code></summary>\n\n````yaml\nx: "```"\n````\n',
    ),
    "half a character": (
        entry("delete", name="\ud800"),
        "**delete** trigger `\N{REPLACEMENT CHARACTER}`",
    ),
}


@pytest.mark.parametrize(("planned", "text"), ENTRIES.values(), ids=list(ENTRIES))
def test_an_entry(planned: dict[str, Any], text: str) -> None:
    assert text in config_plan({"acme": result(planned)}, "md")


ACCOUNTS = {
    "acme": result(
        entry("delete"), entry("create", name="New", id=None, after={"a": 1}), warnings=["Look."]
    ),
    "acme|emea": result(
        entry("delete", id=8),
        entry("create", name="New", id=None, after={"a": 2}),
        unmanaged=[{"kind": "target", "name": "By hand", "id": 9, "password": "marker"}],
        results=[
            {
                "kind": "webhook",
                "name": "Pager",
                "id": "01H",
                "action": "kept",
                "error": {"msg": "Used."},
            },
            {"kind": "webhook", "name": "Other", "id": "01J", "action": "none"},
        ],
        warnings=["Look."],
    ),
    "down": {"failed": True, "msg": "No answer.", "token": "marker"},
    "lost": {},
    "later": {"skipped": True, "changed": False},
}


def test_markdown() -> None:
    text = config_plan(ACCOUNTS, "md")
    assert text == config_plan(ACCOUNTS, "md")
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# Plan",
        "## Failed",
        "## Delete, replace or deactivate",
        "## Kept",
        "## Unmanaged, left unchanged",
        "## Create",
        "## Warnings",
        "## Not reported",
    ]
    for line in (
        "| account | created | updated | deleted | kept | unmanaged | failed | plan_id |",
        "| `acme\\|emea` | 0 | 2 | 0 | 0 | 1 | 0 | `%s` |" % ("0f" * 16),
        "| `lost` | 0 | 0 | 0 | 0 | 0 | 0 | none |",
        "- `down`: `No answer.`",
        "- `lost`: `The run ended before there was a plan.`",
        "- **delete** trigger `Page` in `acme`, `acme|emea`",
        "- webhook `Pager` (id `01H`) in `acme|emea`: `Used.`",
        "- target `By hand` (id `9`) in `acme|emea`",
        "- `Look.` in `acme`, `acme|emea`",
        "- `later`",
    ):
        assert line in text.splitlines()
    assert text.count("<code>New</code>") == 2
    assert "marker" not in text


def test_json() -> None:
    text = config_plan(ACCOUNTS, "json", False)
    report = json.loads(text)
    assert text == config_plan(dict(ACCOUNTS), "json", False)
    assert "marker" not in text
    assert (report["version"], report["check_mode"]) == (1, False)
    assert report["plan_ids"] == dict.fromkeys(["acme", "acme|emea"], "0f" * 16)
    assert report["not_reported"] == ["later"]
    by_name = {account["name"]: account for account in report["accounts"]}
    assert list(by_name) == ["acme", "acme|emea", "down", "lost"]
    assert [by_name[name]["failed"] for name in by_name] == [False, False, True, True]
    assert by_name["acme"]["plan"][0] == entry(
        "delete", before={}, after={}, pruned=False, along=[], secrets_sent=[]
    )
    assert by_name["acme|emea"]["unmanaged"] == [{"kind": "target", "name": "By hand", "id": 9}]
    assert by_name["acme|emea"]["kept"] == [
        {"kind": "webhook", "name": "Pager", "id": "01H", "reason": "Used."}
    ]


def test_nothing_to_change() -> None:
    text = config_plan({"acme": result()}, "md", False)
    assert text.startswith("# Changes\n")
    assert text.endswith("\nNothing to change.\n")


@pytest.mark.parametrize("size", [1, 3000])
def test_a_long_plan(size: int) -> None:
    """Whole items, and how many are missing; what is deleted is never crowded out."""
    plan = [entry("create", name="New %d" % n, after={"body": "x" * size}) for n in range(2000)]
    plan += [
        entry("update", name="Changed %d" % n, after={"body": "y" * size}) for n in range(2000)
    ]
    plan += [entry("delete", name="Gone %d" % n) for n in range(40)]
    text = config_plan({"acme": result(*plan)}, "md")
    assert 50000 < len(text) <= 60000
    assert text.count("**delete**") == 40
    missing = [int(number) for number in re.findall(r"^and (\d+) more in plan.json$", text, re.M)]
    assert len(missing) == 2
    assert text.count("- trigger `Changed") + missing[0] == 2000
    assert text.count("<details>") == text.count("</details>") == 2000 - missing[1]
    assert text.count("```") % 2 == 0


def test_many_accounts() -> None:
    """What is the same in all of them is there once."""
    plan = [entry("create", name="New %d" % number, id=None) for number in range(30)]
    accounts = {"account %d" % number: result(*plan) for number in range(40)}
    text = config_plan(accounts, "md")
    assert text.count("<details>") == 30
    assert text.count(" and 30 more</summary>") == 30
    assert len(text) < 60000


@pytest.mark.parametrize(
    ("accounts", "form", "text"),
    [
        ({}, "html", "the form must be json or md; got 'html'."),
        ({}, None, "the form must be json or md; got None."),
        ([result()], "md", "the accounts must be a dictionary from name"),
        (
            {"acme": "marker=1"},
            "md",
            'the result of "acme" must be a result of community.zendesk.zendesk_config; got text.',
        ),
        (
            {"acme": {"plan": {"a": "marker"}}},
            "md",
            'the result of "acme": plan is not as community',
        ),
        ({"acme": {"plan": ["marker"]}}, "json", "plan is not as community"),
        (
            {"acme": {"plan": [{"kind": "trigger"}]}},
            "md",
            "a plan entry without a kind or an action.",
        ),
        (
            {"acme": result(entry("update", before=["marker"]))},
            "md",
            "a plan entry with a list as its before.",
        ),
        (
            {"acme": result(entry("update", name={"a": "marker"}))},
            "md",
            "whose name or id is not text.",
        ),
        ({"acme": result(summary=["marker"])}, "md", "summary is not as community"),
        ({"acme": result(unmanaged="marker")}, "md", "unmanaged is not as community"),
    ],
)
def test_wrong_input(accounts: Any, form: Any, text: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        config_plan(accounts, form)
    assert str(caught.value).startswith("config_plan: ")
    assert text in str(caught.value)
    assert "marker" not in str(caught.value)
