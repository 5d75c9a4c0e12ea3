# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of fields: each has an ID, a name, and a tag as its value."""

from __future__ import annotations

from typing import Any, Mapping

from .lookup import Lookup
from .records import Record
from .resource import Answer, Request, Route
from .titles import language, rendered

_OPTIONS = "custom_field_options"


class WithOptions(Lookup):
    """Fields. An option of a seed needs a C(name); the rest follows from it."""

    more_routes: tuple[Route, ...] = (
        Route("GET", "/<record_id>/options", "options"),
        Route("GET", "/<record_id>/options/<option_id>", "option"),
    )
    option_defaults: Mapping[str, Any] = {}

    def put(self, record: Record) -> Record:
        stored = super().put(record)
        for option in stored.get(_OPTIONS, []):
            if "id" not in option:
                option["id"] = self.new_id()
            option.setdefault("raw_name", option["name"])
            option.setdefault("value", option["name"].lower().replace(" ", "_"))
            for name, value in self.option_defaults.items():
                option.setdefault(name, value)
        return stored

    def as_seen(self, record: Record, request: Request) -> Record:
        shown = super().as_seen(record, request)
        if _OPTIONS in record:
            shown[_OPTIONS] = [self.option_seen(each, request) for each in record[_OPTIONS]]
        return shown

    def answer_options(self, request: Request, record_id: str) -> Answer:
        field = self.find(self.parsed_id(record_id))
        style = "cursor" if any(n.startswith("page[") for n in request.query) else "number"
        page = self.paged(field.get(_OPTIONS, []), request, style)
        shown = [self.option_seen(each, request) for each in page.records]
        return Answer(200, {_OPTIONS: shown, **page.beside})

    def answer_option(self, request: Request, record_id: str, option_id: str) -> Answer:
        for option in self.find(self.parsed_id(record_id)).get(_OPTIONS, []):
            if str(option["id"]) == option_id:
                return Answer(200, {"custom_field_option": self.option_seen(option, request)})
        raise self.not_found(option_id)

    def option_seen(self, option: Record, request: Request) -> Record:
        return {**option, "name": self.text(option["raw_name"], request)}

    def text(self, raw: Any, request: Request) -> str:
        """A text with dynamic content in it, as whoever asks reads it."""
        return rendered(self.account, str(raw), language(self.account, request.caller))
