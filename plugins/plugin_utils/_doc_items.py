# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Turns the documentation of one record into that of the items of a list.

Documentation fragments use it, so it runs wherever documentation is read.
"""

from __future__ import annotations

import re
import textwrap
from typing import Mapping

_OPTION = re.compile(r"O\((?!community\.)(\w+)")


def options_in(text: str) -> str:
    """Returns the options of a fragment, without its notes and the line ``options:``."""
    return text.partition("\noptions:\n")[2]


def as_items(head: str, options: str, elsewhere: Mapping[str, str] | None = None) -> str:
    """Returns a fragment with one list, whose items take the options.

    ``head``: the fragment up to the suboptions. ``elsewhere``: options that items do not have ->
    their names as seen from an item.
    """
    found = re.search(r"^  (\w+):$", head, re.MULTILINE)
    plural = found[1] if found else ""
    other = elsewhere or {}

    def renamed(reference: re.Match[str]) -> str:
        name = reference[1]
        return "O(" + other.get(name, "%s[].%s" % (plural, name))

    return head + textwrap.indent(_OPTION.sub(renamed, options), "    ")
