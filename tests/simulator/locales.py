# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Locales: those that an account has enabled. Their IDs are the same everywhere."""

from __future__ import annotations

from typing import Any

from .lookup import Lookup
from .records import Record
from .resource import Answer, Request, Route
from .titles import account_language


def _locale(number: int, code: str, name: str, native: str, shown: str = "") -> Record:
    names = {"name": name, "native_name": native, "presentation_name": shown or name}
    return {"id": number, "locale": code, **names}


class Locales(Lookup):
    path = "/api/v2/locales"
    key = "locale"
    list_key = kind = "locales"
    end_users = True
    label = "locale"
    fixed_ids = True
    more_routes = tuple(Route("GET", "/" + name, name) for name in ("agent", "current", "public"))
    seeded = ("id", "locale")
    seed = (
        {
            **_locale(1, "en-US", "English", "English", "English (United States)"),
            "default": True,
        },
        _locale(2, "es", "Spanish", "Español"),
        {**_locale(30, "he", "Hebrew", "עברית"), "rtl": True},
    )
    # What an account can enable.
    public = (*seed, _locale(8, "de", "German", "Deutsch"), _locale(67, "ja", "Japanese", "日本語"))

    def defaults(self) -> Record:
        return {
            "name": "",
            "native_name": "",
            "presentation_name": "",
            "rtl": False,
            "created_at": None,
            "updated_at": "2021-05-18T19:00:44Z",
            "default": False,
        }

    def parsed_id(self, text: str) -> Any:
        """IDs and codes, of any locale that there is."""
        for record in (*self.records.values(), *self.public):
            if text.lower() in (str(record["id"]), record["locale"].lower()):
                return record["id"]
        return 0

    def find(self, record_id: Any) -> Record:
        for record in self.public:
            if record["id"] == record_id and record_id not in self.records:
                return {**self.defaults(), **record}
        return super().find(record_id)

    def answer_agent(self, request: Request) -> Answer:
        return self.answer_list(request)

    def answer_public(self, request: Request) -> Answer:
        found = {each["id"]: {**self.defaults(), **each} for each in self.public}
        return self.answer_page({**found, **self.records}.values(), request)

    def answer_current(self, request: Request) -> Answer:
        code = str(request.caller.get("locale") or account_language(self.account))
        return self.answer_show(request, code)

    def url_of(self, record: Record, address: str) -> str:
        return "%s%s/%s.json" % (address, self.path, record["locale"])
