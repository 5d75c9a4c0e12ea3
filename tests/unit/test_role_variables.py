# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of variables that are nearly those of the roles."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from ansible.errors import AnsibleFilterError

from ansible_collections.community.zendesk.plugins.filter.misspelt_variables import (
    misspelt_variables,
)
from ansible_collections.community.zendesk.plugins.module_utils._core._options import (
    connection_options,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._role_variables import (
    AUDIT,
    CONFIG,
    EXPORT,
    LISTS,
    TARGETS,
)
from ansible_collections.community.zendesk.tests.running import ROOT
from ansible_collections.community.zendesk.tests.schemas.checks import findings

MISSPELT = {
    "zendesk_targets_standart": "zendesk_targets_standard",
    "zendesk_target_standard": "zendesk_targets_standard",
    "zendesk_targets_acount": "zendesk_targets_account",
    "zendesk_targets_accounts": "zendesk_targets_account",
    "zendesk_targets_prun": "zendesk_targets_prune",
    "zendesk_targets_purne": "zendesk_targets_prune",
    "zendesk_targets_prune_type": "zendesk_targets_prune_types",
    "zendesk_targets_max_deletes": "zendesk_targets_max_deletions",
    "zendesk_target_keep": "zendesk_targets_keep",
    "Zendesk_targets_keep": "zendesk_targets_keep",
    "zendesk_export_overwrit": "zendesk_export_overwrite",
    "audit_failon": "audit_fail_on",
    "audit_format": "audit_formats",
    "audit_directroy": "audit_directory",
    "zendesk_subdomian": "zendesk_subdomain",
    "zendesk_clientid": "zendesk_client_id",
    "zendesk_oath_token": "zendesk_oauth_token",
    "zendesk_trigger_standard": "zendesk_triggers_standard",
    "zendesk_trigger_category_account": "zendesk_trigger_categories_account",
    "zendesk_webhooks_default": "zendesk_webhooks_defaults",
    "zendesk_webhooks_layers_emea": "zendesk_webhooks_layer_emea",
    "zendesk_webhook_overide_ci": "zendesk_webhooks_override_ci",
    "zendesk_config_prune_rule": "zendesk_config_prune_rules",
    "zendesk_config_send_secret": "zendesk_config_send_secrets",
    "zendesk_config_max_deletion": "zendesk_config_max_deletions",
}
# Right names, and names that are nobody's but their user's.
OWN = [
    "zendesk_targets_standard",
    "zendesk_targets_result",
    "zendesk_hosts",
    "zendesk_url",
    "zendesk_export_result",
    "audit_result",
    "audit_turn",
    "zendesk_targets_extra_things",
    "zendesk_targets_account_eu",
    "zendesk_targets_standard2",
    "common_zendesk_targets_standard",
    "zendesk_targets_brands",
    "zendesk_targets_base",
    "zendesk_urls",
    "zendesk_subdomains",
    "zendesk_email_from",
    "zendesk_api_token_sandbox",
    "zendesk_uri",
    "zendesk_target",
    "zendesk_login",
    "zendesk_webhooks_standard",
    "zendesk_config_prune",
    "audit_rules",
    "audit_log_file",
    "zendesk_automations_layer_emea",
    "zendesk_triggers_override_10",
    "zendesk_config_result",
    "zendesk_config_lists",
    "zendesk_export_account",
]
# What only role config has something against: names of lists that are none.
NO_LISTS = {
    "zendesk_rules_standard": "zendesk_targets_standard",
    "zendesk_macros_layer_emea": "zendesk_automations_layer_emea",
    "zendesk_hooks_override_ci": "zendesk_webhooks_override_ci",
    "zendesk_config_defaults": "zendesk_triggers_defaults",
    "zendesk_eu_targets_account": "zendesk_targets_account",
}


def test_misspelt_variables() -> None:
    assert misspelt_variables([*MISSPELT, *OWN]) == [
        "%s is not a variable of the roles. Did you mean %s?" % pair
        for pair in sorted(MISSPELT.items())
    ]


def test_unknown_lists() -> None:
    assert misspelt_variables([*NO_LISTS, *OWN]) == []
    assert misspelt_variables([*NO_LISTS, *OWN, "zendesk_targets_acount"], True) == [
        "%s is not a list of the role config: there are lists of targets, webhooks, trigger_categories, "
        "triggers, automations. Did you mean %s?" % pair
        for pair in sorted(NO_LISTS.items())
        if pair[0] < "zendesk_targets_acount"
    ] + [
        "zendesk_targets_acount is not a variable of the roles. Did you mean zendesk_targets_account?"
    ]


def test_editors_say_the_same() -> None:
    """The schema has only patterns for it, so it may miss a name. It finds none that is right."""
    names = [*MISSPELT, *NO_LISTS]
    assert [name for name in names if len(findings({name: "{{ value }}"})) != 1] == []
    right = [*OWN, *TARGETS, *EXPORT, *AUDIT, *CONFIG, *LISTS, *connection_options()]
    assert findings(dict.fromkeys(right, "{{ value }}")) == []


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ("zendesk_targets_keep", "the names must be a list; got 'zendesk_targets_keep'"),
        (None, "got None"),
        ({"a": 1}, "got a dictionary"),
        ([7], "each name must be text; got 7"),
    ],
)
def test_no_names(names: Any, text: str) -> None:
    with pytest.raises(AnsibleFilterError) as caught:
        misspelt_variables(names)
    assert str(caught.value).startswith("misspelt_variables: ")
    assert text in str(caught.value)


@pytest.mark.parametrize(
    ("role", "names"),
    [
        ("targets", TARGETS),
        ("config", (*CONFIG, *LISTS)),
        ("audit", AUDIT),
        ("export", EXPORT),
    ],
)
def test_the_names_are_those_of_the_roles(role: str, names: tuple[str, ...]) -> None:
    specs = yaml.safe_load((ROOT / "roles" / role / "meta" / "argument_specs.yml").read_text())
    options = set(specs["argument_specs"]["main"]["options"])
    own = options - set(connection_options())
    assert own - set((*TARGETS, *CONFIG) if role == "audit" else ()) == set(names)
