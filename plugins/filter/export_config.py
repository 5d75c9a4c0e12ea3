# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: export_config
short_description: Export a whole account as variables of the role config
version_added: 2.0.0
author:
  - The community.zendesk maintainers (@ansible-collections)
description:
  - Converts the result of M(community.zendesk.zendesk_config_info) to variables files that the role
    P(community.zendesk.config#role) takes unchanged. Provisioning them changes nothing in the account.
  - IDs are replaced with names. The comment at the top of each file lists IDs without a name, and what else to
    check before you use the file for another account.
  - Rules and categories are in the order in which Zendesk evaluates them, targets and webhooks in the order of their
    names. The same account always gives the same text.
  - Text that looks like a template, such as Zendesk's placeholders, is marked C(!unsafe).
  - A secret is replaced with a reference to a variable.
  - An item has the ID of its record if the name is not unique.
  - Anything that this collection can't provision is written as a comment that says why.
positional: account
options:
  _input:
    description:
      - The result of M(community.zendesk.zendesk_config_info) with V(records) or V(usage) in
        O(community.zendesk.zendesk_config_info#module:gather). With V(usage), comments list the rules that use a
        target or a webhook.
    type: dict
    required: true
  account:
    description: The name of the account in the comments.
    type: str
    default: an account
  variables:
    description:
      - The names of the variables for the lists, as a dictionary from the kind to the name. The default is
        C(zendesk_<kind>_account).
    type: dict
  subtract:
    description:
      - Other lists of the role P(community.zendesk.config#role), as a dictionary from the name of the variable to
        its value. Anything that they already define is left out of the export.
      - C(zendesk_<kind>_account) is ignored.
    type: dict
  translate:
    description:
      - Writes webhooks instead of targets of the retired types C(url_target) and C(http_target), as far as there
        is an equivalent, and changes the actions of rules that notify them.
      - A dictionary, which can be empty to use the defaults. C(targets) lists titles or IDs. By default, all
        targets that need no secret are translated.
      - C(old) is what to do with a translated target, V(keep), V(deactivate) or V(absent). The default is
        V(keep).
      - C(names) is a dictionary from the title of a target to the name of its webhook, in case another webhook
        already has this title as its name.
      - The comments at the top of the files list the targets that are not translated, each with the reason, and
        the rules that will notify again.
    type: dict
seealso:
  - module: community.zendesk.zendesk_config_info
  - module: community.zendesk.zendesk_config
"""

EXAMPLES = r"""
- name: Read the account
  community.zendesk.zendesk_config_info:
    zendesk_subdomain: acme
    zendesk_client_id: ansible
    zendesk_client_secret: "{{ vault_zendesk_client_secret }}"
    gather: [usage]
  register: acme

- name: Show it as code
  ansible.builtin.debug:
    msg: "{{ (acme | community.zendesk.export_config('acme')).files }}"
"""

RETURN = r"""
_value:
  description: The export.
  type: dict
  contains:
    files:
      description:
        - The files, each with C(name) and C(text). There is one file for each kind that was read, such as
          C(triggers.yml), and C(vault.yml.example) if there are secrets to fill in.
      type: list
      elements: dict
    secrets:
      description: The variables to fill in.
      type: list
      elements: str
    named_by_id:
      description: The IDs of the records that are identified by ID.
      type: list
      elements: raw
    counts:
      description: For each kind, the number of items in its file.
      type: dict
"""

from typing import Any, Callable

from ansible.errors import AnsibleFilterError

from ansible_collections.community.zendesk.plugins.plugin_utils import _export
from ansible_collections.community.zendesk.plugins.plugin_utils._export_subtract import Unmergeable
from ansible_collections.community.zendesk.plugins.plugin_utils._export_translate import (
    Options,
    problems_of,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._filter_input import (
    is_text,
    kind_of,
    word_or_kind,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._items import RESOURCES
from ansible_collections.community.zendesk.plugins.plugin_utils._omit import is_omit, without_omit

_ACCOUNT = "an account"


def export_config(
    info: Any,
    account: Any = _ACCOUNT,
    variables: Any = None,
    subtract: Any = None,
    translate: Any = None,
) -> dict[str, Any]:
    """Converts a whole account to variables of the role config."""
    info = _export.plain(without_omit(info))
    account = _ACCOUNT if is_omit(account) else _export.plain(without_omit(account))
    names = _dictionary(variables)
    others = _dictionary(subtract)
    problems = _problems(info)
    problems += _export.problems_of_account(account)
    problems += _problems_of_names(names)
    if not isinstance(others, dict):
        problems.append(
            "subtract must be a dictionary from name to value, not %s." % word_or_kind(others)
        )
    translation, wrong = _translation(translate)
    problems += wrong
    if translation is not None and not problems:
        problems += ["translate: " + each for each in problems_of(info, translation)]
    if problems:
        raise AnsibleFilterError("export_config: " + " ".join(problems))
    others = None if subtract is None or is_omit(subtract) else others
    try:
        return _export.export_config(info, str(account), names, others, translation)
    except Unmergeable as problem:
        raise AnsibleFilterError("export_config: %s" % problem) from None


def _translation(value: Any) -> tuple[Options | None, list[str]]:
    """Returns the options of a translation, None if there is none, and the problems."""
    if value is None or is_omit(value):
        return None, []
    given = _dictionary(value)
    if not isinstance(given, dict):
        return None, ["translate must be a dictionary of options, not %s." % word_or_kind(given)]
    unknown = [word_or_kind(name) for name in given if name not in Options._fields]
    if unknown:
        known = ", ".join(Options._fields)
        return None, ["translate has %s: its keys are %s." % (", ".join(unknown), known)]
    targets, names = given.get("targets") or [], given.get("names") or {}
    problems = []
    if not isinstance(targets, list) or not all(map(is_text, targets)):
        problems.append("translate.targets must be a list of titles or IDs.")
    if not isinstance(names, dict) or not all(is_text(each) for each in [*names, *names.values()]):
        problems.append("translate.names must be a dictionary from title to name.")
    if problems:
        return None, problems
    texts = {str(title): str(name) for title, name in names.items()}
    return Options(tuple(map(str, targets)), str(given.get("old") or "keep"), texts), []


def _dictionary(value: Any) -> Any:
    return {} if value is None or is_omit(value) else _export.plain(without_omit(value))


def _problems_of_names(names: Any) -> list[str]:
    if not isinstance(names, dict):
        return ["variables must be a dictionary from kind to name, not %s." % word_or_kind(names)]
    found = []
    for kind, name in names.items():
        if kind not in RESOURCES:
            kinds = ", ".join(RESOURCES)
            found.append("variables has %s: its keys are %s." % (word_or_kind(kind), kinds))
        else:
            found += _export.problems_of_name(name)
    return found


def _problems(info: Any) -> list[str]:
    """Returns the problems of the input. Anything that an account can contain is valid."""
    if not isinstance(info, dict):
        return [
            "the input must be a result of community.zendesk.zendesk_config_info, not %s."
            % word_or_kind(info)
        ]
    records = info.get("records")
    kinds = [kind for kind in RESOURCES if kind in info]
    if not kinds or not isinstance(records, dict):
        return [
            "the input has no %s: use the result of community.zendesk.zendesk_config_info with "
            "gather=records." % ("records" if kinds else "list of any kind")
        ]
    found = []
    for kind in kinds:
        items, views = info[kind], records.get(kind)
        if not (_dictionaries(items) and _dictionaries(views) and len(items) == len(views or [])):
            found.append(
                "%s and its records must be lists with the same number of dictionaries, not %s and "
                "%s." % (kind, kind_of(items), kind_of(views))
            )
    return found


def _dictionaries(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


class FilterModule:
    """Registers the filter."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"export_config": export_config}
