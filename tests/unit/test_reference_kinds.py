# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A kind of records that rules can name is in every place that says what rules can name."""

from __future__ import annotations

import re
from typing import Iterator

import pytest

from ansible_collections.community.zendesk.plugins.doc_fragments.rule import ModuleDocFragment
from ansible_collections.community.zendesk.plugins.module_utils._core._kinds import (
    Kind,
    OptionKind,
)
from ansible_collections.community.zendesk.plugins.module_utils._core._traits import Endpoint
from ansible_collections.community.zendesk.plugins.module_utils._resources._lookups import KINDS
from ansible_collections.community.zendesk.tests.lookups import LISTS
from ansible_collections.community.zendesk.tests.running import ROOT
from ansible_collections.community.zendesk.tests.simulator.lookup_switches import LookupSwitches
from ansible_collections.community.zendesk.tests.simulator.lookups import LOOKUPS

GUIDE = "docs/docsite/rst/guide_rules.rst"
# Managed by modules of their own, which have tests of their own.
MANAGED = ("target", "webhook", "trigger_category")
# A rule names it with an option, not with a reference.
OPTION = "trigger_category"


def places_without(name: str, kind: Kind) -> Iterator[str]:
    """The files that lack a kind, each with what to add to it."""
    if name != OPTION:
        if "C(%s)" % name not in ModuleDocFragment.DOCUMENTATION:
            yield "plugins/doc_fragments/rule.py: add C(%s) to the notes" % name
        if not re.search(r"^     - ``\{%s: " % name, (ROOT / GUIDE).read_text(), re.MULTILINE):
            yield "%s: add a row with {%s: ...} to the table of names" % (GUIDE, name)
    if name not in MANAGED:
        for plural in lists_of(kind):
            if plural not in LISTS:
                yield "tests/lookups.py: add %s to LISTS" % plural
            if plural not in {each.list_key for each in LOOKUPS}:
                yield "tests/simulator/lookups.py: add a Lookup of %s to LOOKUPS" % plural
            if not hasattr(LookupSwitches, "lookup_pages_" + plural):
                yield "tests/simulator/lookup_switches.py: add lookup_pages_%s" % plural


def lists_of(kind: Kind) -> list[str]:
    if isinstance(kind, OptionKind):
        return [kind.endpoint_for(field).plural for field in ("requester.", "organization.")]
    return [kind.endpoint.plural]


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_is_in_every_place(name: str) -> None:
    assert list(places_without(name, KINDS[name])) == []


def test_a_kind_that_is_nowhere_is_found() -> None:
    made_up = Kind(Endpoint("planet", "planets", "/api/v2/planets", "planet", "planets"))
    assert list(places_without("planet", made_up)) == [
        "plugins/doc_fragments/rule.py: add C(planet) to the notes",
        "docs/docsite/rst/guide_rules.rst: add a row with {planet: ...} to the table of names",
        "tests/lookups.py: add planets to LISTS",
        "tests/simulator/lookups.py: add a Lookup of planets to LOOKUPS",
        "tests/simulator/lookup_switches.py: add lookup_pages_planets",
    ]
