# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Titles that Zendesk has in the languages of those who ask: of system fields and standard statuses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Mapping

if TYPE_CHECKING:
    from .account import Account

# Type of a system field -> its title by language.
FIELDS: dict[str, dict[str, str]] = {
    "subject": {"en-US": "Subject", "de": "Betreff", "es": "Asunto"},
    "description": {"en-US": "Description", "de": "Beschreibung", "es": "Descripción"},
    "status": {"en-US": "Status", "de": "Status", "es": "Estado"},
    "custom_status": {"en-US": "Ticket status", "de": "Ticketstatus", "es": "Estado del ticket"},
    "tickettype": {"en-US": "Type", "de": "Typ", "es": "Tipo"},
    "priority": {"en-US": "Priority", "de": "Priorität", "es": "Prioridad"},
    "group": {"en-US": "Group", "de": "Gruppe", "es": "Grupo"},
    "assignee": {"en-US": "Assignee", "de": "Mitarbeiter", "es": "Agente asignado"},
}
# Category of a status -> the label of its standard status by language.
STATUSES: dict[str, dict[str, str]] = {
    "new": {"en-US": "New", "de": "Neu", "es": "Nuevo"},
    "open": {"en-US": "Open", "de": "Offen", "es": "Abierto"},
    "pending": {"en-US": "Pending", "de": "Wartend", "es": "Pendiente"},
    "hold": {"en-US": "On-hold", "de": "Wartestellung", "es": "En espera"},
    "solved": {"en-US": "Solved", "de": "Gelöst", "es": "Resuelto"},
}
ENGLISH = "en-US"
_STATUS = re.compile(r"{{zd\.status_(\w+)}}")
_DYNAMIC = re.compile(r"{{\s*dc\.([\w-]+)\s*}}")


def language(account: Account, caller: Mapping[str, Any]) -> str:
    """The language that titles are in for whoever asks."""
    if account.switches.lookup_titles == "caller" and caller.get("locale"):
        return str(caller["locale"])
    return account_language(account)


def account_language(account: Account) -> str:
    locales = account.resources["locales"].records.values()
    return next((str(each["locale"]) for each in locales if each["default"]), ENGLISH)


def field_title(kind: str, locale: str) -> str:
    """The title of a system field of a type; "" where it is none."""
    titles = FIELDS.get(kind, {})
    return titles.get(locale, titles.get(ENGLISH, ""))


def label_of(raw: str, locale: str) -> str:
    """A label with the word for a standard status in place of its placeholder."""

    def word(match: re.Match[str]) -> str:
        words = STATUSES.get(match.group(1), {})
        return words.get(locale, words.get(ENGLISH, match.group()))

    return _STATUS.sub(word, raw)


def rendered(account: Account, text: str, locale: str) -> str:
    """A text with dynamic content in place of its placeholders, in a language where there is one."""
    if "{{" not in text:
        return text
    contents = {}
    for item in account.resources["items"].records.values():
        ids = {each["id"]: each["locale"] for each in account.resources["locales"].records.values()}
        variants = {ids.get(each["locale_id"]): each["content"] for each in item["variants"]}
        default = [each["content"] for each in item["variants"] if each.get("default")]
        contents[item["placeholder"]] = variants.get(locale, default[0] if default else "")

    def content(match: re.Match[str]) -> str:
        return str(contents.get("{{dc.%s}}" % match.group(1), match.group()))

    return _DYNAMIC.sub(content, text)
