# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    DOCUMENTATION = r"""
options:
  state:
    description: Whether the category should exist.
    type: str
    choices: [present, absent]
    default: present
  id:
    description:
      - The ID of an existing category. Use it to distinguish categories with the same name.
      - With O(state=present) it is an error if there is no such category.
    type: str
  name:
    description: The name of the category. Without O(id), the category is found by its exact, case-sensitive name.
    type: str
  previous_name:
    description:
      - The former name of the category, or a list of all its former names.
      - If there is no category called O(name), the category with a former name is renamed. If there is no
        such category either, a new one is created.
      - It is an error if both exist, or if several categories have a former name.
    type: list
    elements: str
  position:
    description: The position of the category among all categories. Triggers run in the order of their categories.
    type: int
"""

    POLICY = r"""
options:
  force:
    description:
      - Whether to delete a category that contains inactive triggers. Zendesk deletes these triggers as well.
      - A category that contains active triggers can't be deleted.
    type: bool
    default: false
"""
