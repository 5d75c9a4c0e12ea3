# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
name: export_config
short_description: Write a whole account as variables of the role config
version_added: 1.1.0
author:
  - The community.zendesk maintainers (@ansible-collections)
description:
  - Takes what M(community.zendesk.zendesk_config_info) returns, and returns the texts of files of variables that the
    role P(community.zendesk.config#role) takes unchanged. Provisioning them changes nothing in the account.
  - Names stand in place of IDs. The head of each file lists what has no name, and what else must be looked at before
    another account gets the file.
  - Rules and categories are in the order in which Zendesk evaluates them, targets and webhooks in the order of their
    names. The same account always gives the same text.
  - Text that looks like a template, such as Zendesk's placeholders, is marked C(!unsafe).
  - A secret becomes a reference to a variable.
  - An item has the ID of its record if its name is not enough to find it.
  - What this collection can't provision is kept in comments that say why.
positional: account
options:
  _input:
    description:
      - What M(community.zendesk.zendesk_config_info) returns with V(records) or V(usage) in
        O(community.zendesk.zendesk_config_info#module:gather). With V(usage) the comments say which rules use a target
        or a webhook.
    type: dict
    required: true
  account:
    description: How the comments name the account.
    type: str
    default: an account
  variables:
    description:
      - The variables that get the lists, as a dictionary from the kind to the name. The default is
        C(zendesk_<kind>_account).
    type: dict
  subtract:
    description:
      - Other lists of the role P(community.zendesk.config#role), as a dictionary from the name of the variable to its
        value. What they say already is left out.
      - C(zendesk_<kind>_account) is not looked at.
    type: dict
  translate:
    description:
      - Write webhooks in place of targets of types that Zendesk has retired, as far as they have an equivalent, and
        change the actions of rules that notify them. These are C(url_target) and C(http_target).
      - A dictionary, empty for the defaults. C(targets) has titles or IDs. If it is missing, all targets are translated
        that need no secret.
      - C(old) says what becomes of a translated target. It is V(keep), V(deactivate) or V(absent). The default is
        V(keep).
      - C(names) has a name for the webhook of a title, where another webhook has this title as its name already.
      - The heads of the files list what is not translated, each with its reason, and the rules that will notify again.
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
        - The files, each with C(name) and C(text). There is one for each kind that was read, such as C(triggers.yml),
          and C(vault.yml.example) if there are secrets to fill in.
      type: list
      elements: dict
    secrets:
      description: The variables that have to be filled in.
      type: list
      elements: str
    named_by_id:
      description: The IDs of the records that are named by ID.
      type: list
      elements: raw
    counts:
      description: For each kind, how many items its file has.
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
    """A whole account as variables of the role config."""
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
    """The options of a translation; None where nothing is translated."""
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
    """What is wrong with the input. What an account may hold, however odd, is not."""
    if not isinstance(info, dict):
        return [
            "the input must be what community.zendesk.zendesk_config_info returns, not %s."
            % word_or_kind(info)
        ]
    records = info.get("records")
    kinds = [kind for kind in RESOURCES if kind in info]
    if not kinds or not isinstance(records, dict):
        return [
            "the input has no %s: give what community.zendesk.zendesk_config_info returns with "
            "gather=records." % ("records" if kinds else "list of any kind")
        ]
    found = []
    for kind in kinds:
        items, views = info[kind], records.get(kind)
        if not (_dictionaries(items) and _dictionaries(views) and len(items) == len(views or [])):
            found.append(
                "%s and the records of it must be lists of as many dictionaries, not %s and %s."
                % (kind, kind_of(items), kind_of(views))
            )
    return found


def _dictionaries(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


class FilterModule:
    """The filter for Ansible."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        return {"export_config": export_config}
