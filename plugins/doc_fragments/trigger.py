# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations


class ModuleDocFragment:
    """The options of triggers in addition to those of all rules."""

    DOCUMENTATION = r"""
options:
  description:
    description: What the trigger is for.
    type: str
  category:
    description:
      - The name of the category that the trigger is in. Mutually exclusive with O(category_id).
      - If several triggers have the same title, the category decides which one is meant. If the
        only trigger with this title is in another category, it is moved.
      - If the account has only one category, a new trigger is created there. If it has several, a new trigger
        needs O(category) or O(category_id).
      - With O(state=absent), a trigger in another category is left unchanged, with a warning.
    type: str
  category_id:
    description: The ID of the category, see O(category).
    type: str
"""
