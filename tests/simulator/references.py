# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What rules refer to: whether a record of a kind exists, and the text of a placeholder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .records import Record

if TYPE_CHECKING:
    from .account import Account

_DYNAMIC = re.compile(r"{{\s*dc\.([\w-]+)\s*}}")


def exists(account: Account, kind: str, value: Any, attribute: str = "id") -> bool:
    """Whether the account has a record of a kind (a plural) with an ID, or another attribute.

    Deleted records do not count, and the case of an attribute does not matter. A kind that the
    account does not serve has every record.
    """
    resource = account.resources.get(kind)
    if resource is None:
        return True
    if attribute == "id":
        record = resource.records.get(value if resource.text_ids else _number(value))
        found = [record] if record else []
    else:
        wanted = str(value).lower()
        everything = resource.records.values()
        found = [each for each in everything if str(each.get(attribute)).lower() == wanted]
    return any(not _is_deleted(kind, each) for each in found)


def _is_deleted(kind: str, record: Record) -> bool:
    # A deleted user is one that is not active; anything else that is not active is there.
    gone = kind == "users" and record.get("active") is False
    return bool(
        gone or record.get("deleted") or record.get("is_deleted") or record.get("deleted_at")
    )


def rendered(account: Account, text: str) -> str:
    """A text with dynamic content in place of its placeholders."""
    items = account.resources.get("items")
    if items is None or "{{" not in text:
        return text

    def content(match: re.Match[str]) -> str:
        placeholder = "{{dc.%s}}" % match.group(1)
        for item in items.records.values():
            if item.get("placeholder") == placeholder:
                for variant in item.get("variants", []):
                    if variant.get("default"):
                        return str(variant.get("content"))
        return match.group()

    return _DYNAMIC.sub(content, text)


def _number(value: Any) -> Any:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() else None
