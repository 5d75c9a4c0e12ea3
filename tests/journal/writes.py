# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The write requests of a journal, each with what it is about."""

from __future__ import annotations

import dataclasses
from typing import Any, Iterable

API = "/api/v2/"
# The kinds that are managed, in the plural as in paths and lists -> in the singular as in bodies.
KINDS = {
    "targets": "target",
    "webhooks": "webhook",
    "trigger_categories": "trigger_category",
    "triggers": "trigger",
    "automations": "automation",
}
RULES = ("triggers", "automations")
# Paths that take many records at once.
BULK = ("jobs", "destroy_many", "update_many", "reorder")
# Posts that write nothing that anybody manages.
_HARMLESS = ("/oauth/tokens", API + "webhooks/test")

Record = dict[str, Any]


@dataclasses.dataclass(frozen=True)
class Write:
    """One request that writes.

    ``number``: its place in the journal, from 1. ``turn``: in which order it was carried out. ``kind``: ""
    for a path of none. ``record_id``: as text, "" if the path has none. ``bulk``: the word of a path that
    takes many records. ``created``: the ID of what it created. ``done``: whether it was carried out.
    ``port``: the connection.
    """

    number: int
    turn: int
    method: str
    path: str
    kind: str
    record_id: str
    bulk: str
    query: Record
    body: Any
    created: str
    done: bool
    status: int
    port: int

    @property
    def call(self) -> str:
        return "%s %s" % (self.method, self.path)

    @property
    def sent(self) -> Record:
        """What the body says of the record."""
        found = self.body.get(KINDS.get(self.kind, "")) if isinstance(self.body, dict) else None
        return found if isinstance(found, dict) else {}

    @property
    def deletes(self) -> bool:
        return self.method == "DELETE"

    @property
    def failed(self) -> bool:
        """Whether nothing came of it. What is gone already is as good as deleted."""
        return not self.done and not (self.deletes and self.status == 404)

    def repeats(self, other: Write) -> bool:
        """Whether it asks for the same as another."""
        return self.call == other.call and self.body == other.body and self.query == other.query


def writes_in(journal: Iterable[Record]) -> list[Write]:
    """The writes in a journal, in the order in which they were carried out."""
    found = [
        _write(number, entry)
        for number, entry in enumerate(journal, 1)
        if entry["method"] != "GET" and entry["path"] not in _HARMLESS
    ]
    return sorted(found, key=lambda write: write.turn)


def plain_path(path: str) -> str:
    """A path without what makes no difference."""
    return path.partition("?")[0].removesuffix(".json")


def _write(number: int, entry: Record) -> Write:
    path = plain_path(entry["path"])
    kind, _slash, rest = path.removeprefix(API).partition("/")
    known = path.startswith(API) and kind in KINDS
    bulk = rest if rest in BULK else ""
    return Write(
        number,
        entry["turn"],
        entry["method"],
        path,
        kind if known else "",
        rest if known and not bulk else "",
        bulk,
        entry["query"],
        entry["body"],
        "" if entry["created"] is None else str(entry["created"]),
        entry["done"],
        entry["status"],
        entry["port"],
    )
