# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Finds the account of a record, because an account can have several URLs."""

from __future__ import annotations

import re
from typing import Any

_ORIGIN = re.compile(r"(https?://[A-Za-z0-9.-]+(?::[0-9]+)?)/")
_ZENDESK = ".zendesk.com"


def own_address(url: Any) -> str:
    """Returns the URL of the account from the C(url) of a record; "" if there is none."""
    found = isinstance(url, str) and _ORIGIN.match(url)
    return found[1].lower() if found else ""


def brand_warning(base_url: str, url: Any, plural: str) -> str:
    """Returns a warning if a record shows that C(base_url) is a brand of another account, else "".

    A host-mapped domain, such as support.example.com, belongs to the account itself.
    """
    if not base_url.endswith(_ZENDESK):
        return ""
    own = own_address(url)
    if not own.endswith(_ZENDESK) or own == base_url:
        return ""
    return (
        "%s: this address belongs to the account %s. A brand has no %s of its own: all brands of "
        "an account share them. Use the address of the account, and only one host for each account."
        % (base_url, own, plural)
    )
