# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A module that takes the lists of an account, does nothing, and returns as much as there is to say."""

from __future__ import annotations

from ansible.module_utils.basic import AnsibleModule

LISTS = ("targets", "webhooks", "trigger_categories", "triggers", "automations")


def main() -> None:
    options = {name: {"type": "list", "elements": "dict", "required": True} for name in LISTS}
    module = AnsibleModule(argument_spec=options, supports_check_mode=True)
    url = "http://127.0.0.1:12345/api/v2/%s/%d.json"
    results = [
        {
            "kind": name,
            "name": item.get("title") or item.get("name"),
            "position": position,
            "id": position,
            "action": "none",
            "changed": False,
            "record": dict(
                item,
                id=position,
                url=url % (name, position),
                created_at="2026-01-01T00:00:00Z",
                updated_at="2026-01-01T00:00:00Z",
                active=True,
            ),
            "secrets_sent": [],
            "error": None,
        }
        for name in LISTS
        for position, item in enumerate(module.params[name], 1)
    ]
    module.exit_json(changed=False, results=results)


if __name__ == "__main__":
    main()
