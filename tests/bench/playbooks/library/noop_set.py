# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A module that takes a set of targets, does nothing, and returns as much as there is to say."""

from __future__ import annotations

from ansible.module_utils.basic import AnsibleModule


def main() -> None:
    options = {"targets": {"type": "list", "elements": "dict", "required": True}}
    module = AnsibleModule(argument_spec=options, supports_check_mode=True)
    url = "http://127.0.0.1:12345/api/v2/targets/%d.json"
    results = [
        {
            "position": position,
            "title": item["title"],
            "type": item["type"],
            "id": position,
            "action": "none",
            "changed": False,
            "target": dict(item, id=position, url=url % position, created_at="", active=True),
            "secrets_sent": [],
            "error": None,
        }
        for position, item in enumerate(module.params["targets"], 1)
    ]
    module.exit_json(changed=False, results=results)


if __name__ == "__main__":
    main()
