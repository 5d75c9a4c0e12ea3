# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Switches that each kind of what rules refer to has: how its list is paged, and what is off."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.community.zendesk.tests.lookups import (
    LISTS,
    ask,
    record_of_any_kind,
    values,
)
from ansible_collections.community.zendesk.tests.simulator.server import Simulator

# Position -> how a list comes with page[size], and without.
PAGES = {
    "both": ("cursor", "number"),
    "cursor": ("cursor", "cursor"),
    "number": ("number", "number"),
    "none": ("none", "none"),
    "all": ("cursor", "none"),
}
PAGE_CASES = [(kind, position) for kind in LISTS for position in PAGES]


@pytest.mark.parametrize(("kind", "position"), PAGE_CASES)
def test_pages(kind: str, position: str, simulator: Simulator) -> None:
    setattr(simulator.account.switches, "lookup_pages_" + kind, position)
    path, key = LISTS[kind]
    resource = simulator.account.resources[key]
    for number in range(101 - len(resource.records)):
        resource.put(record_of_any_kind(number))

    def style(query: str) -> str:
        page = ask(simulator, path + query).json()
        cut = len(page[key]) == 100
        assert cut or len(page[key]) == 101
        if "meta" in page:
            assert cut
            return "cursor"
        assert bool(page.get("next_page")) is cut
        return "number" if cut else "none"

    assert (style("?page[size]=100"), style("")) == PAGES[position]


# Position -> what a last page of groups, and of brands, says of the next.
LAST_PAGES = {
    "recorded": (True, None),
    "null": (None, None),
    "given": (True, True),
    "absent": ("absent", "absent"),
}


@pytest.mark.parametrize("position", LAST_PAGES)
def test_last_pages(position: str, simulator: Simulator) -> None:
    simulator.account.switches.lookup_last_page = position

    def next_of(kind: str) -> Any:
        page = ask(simulator, kind + "?page[size]=100").json()
        assert page["meta"]["has_more"] is False
        return page.get("links", {}).get("next", "absent")

    for kind, found in zip(("groups", "brands"), LAST_PAGES[position]):
        link = next_of(kind)
        assert (True if str(link).startswith("http") else link) == found


# Position -> the answer to a list and to one record: status, and a part of it.
OFF: dict[str, tuple[tuple[int, str], tuple[int, str]]] = {
    "": ((200, '"id":'), (200, '"id":')),
    "message": ((403, "Access to this resource is restricted"),) * 2,
    "forbidden": ((403, "You do not have access to this page"),) * 2,
    "not_found": ((404, "RecordNotFound"),) * 2,
    "empty": ((200, "[]"), (404, "RecordNotFound")),
}
# Kind -> a field of conditions that goes with it, and the feature in the account's settings.
KINDS: dict[str, tuple[str, str]] = {
    "brands": ("brand_id", ""),
    "ticket_forms": ("ticket_form_id", "ticket_forms"),
    "custom_statuses": ("custom_status_id", ""),
    "schedules": ("schedule_id", "business_hours"),
    "user_fields": ("requester.custom_fields.dropdown_25", "user_org_fields"),
    "organization_fields": ("organization.custom_fields.dropdown_26", "user_org_fields"),
    "dynamic_content": ("", "dynamic_contents"),
}
OFF_CASES = [(kind, position) for kind in KINDS for position in OFF]


@pytest.mark.parametrize(("kind", "position"), OFF_CASES)
def test_what_is_off(kind: str, position: str, simulator: Simulator) -> None:
    setattr(simulator.account.switches, "lookup_off_" + kind, position)
    path, key = LISTS[kind]
    number = next(iter(simulator.account.resources[key].records))
    for asked, (status, text) in zip((path, "%s/%d" % (path, number)), OFF[position]):
        answer = ask(simulator, asked)
        assert (answer.status_code, text in answer.text) == (status, True)
    subject, feature = KINDS[kind]
    if subject:
        assert (values(simulator, subject) is None) is bool(position)
    if feature:
        features = ask(simulator, "account/settings").json()["settings"]["active_features"]
        assert features[feature] is not bool(position)
