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
      - The ID of an existing category. Use it to tell categories with the same name apart.
      - With O(state=present) it is an error if there is no such category.
    type: str
  name:
    description: The name of the category. Without O(id), the category is found by its exact, case-sensitive name.
    type: str
  previous_name:
    description:
      - The former name of the category, or a list of all its former names.
      - If there is no category called O(name), the one with a former name is renamed. If there is no such
        category either, one is created.
      - It is an error if there are both, or several with a former name.
    type: list
    elements: str
  position:
    description: The place of the category among all categories. Triggers run in the order of their categories.
    type: int
"""

    POLICY = r"""
options:
  force:
    description:
      - Whether to delete a category that holds inactive triggers. Zendesk deletes them along with it.
      - A category that holds active triggers can't be deleted.
    type: bool
    default: false
"""
