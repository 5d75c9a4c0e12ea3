# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A case carried out by hand: plain requests, one after the other, in an order that is right.

It shows that a case can be carried out, and is what the judge and the model are tried on.
"""

from __future__ import annotations

from typing import Any

from ansible_collections.community.zendesk.tests.calls import Caller
from ansible_collections.community.zendesk.tests.journal.writes import KINDS, RULES, Record

from .cases import Case
from .world import ABSENT, LISTED, NAMED, Ref, Thing, rendered


class ByHand:
    """Carries out one case. ``call``: sends requests to the account, which holds the seed."""

    def __init__(self, case: Case, call: Caller) -> None:
        self._draft = case.draft
        self._world = case.draft.world
        self._call = call
        # What was created, and what was replaced.
        self._ids: dict[Ref, Any] = {}

    def carry_out(self) -> None:
        things = list(self._world.things.values())
        written = [thing for thing in things if thing.fate == LISTED]
        gone = [thing for thing in things if self._goes(thing)]
        self._make_room(written, gone)
        last = [each for each in written if each.kind in NAMED and not each.is_on(each.gives)]
        for kind in (*NAMED, *RULES):
            for thing in (each for each in written if each.kind == kind and each not in last):
                self._write(thing)
        if self._draft.as_listed:
            self._arrange()
        off = [each for each in things if self._draft.is_pruned(each) and each.kind in RULES]
        for thing in off:
            if thing not in gone and thing.is_on(thing.has):
                self._send("PUT", thing, {"active": False})
        for kind in (*RULES, *reversed(NAMED)):
            for thing in (each for each in [*gone, *self._replaced()] if each.kind == kind):
                self._send("DELETE", thing)
            if kind == RULES[-1]:
                # What nothing names any more can be switched off.
                for thing in last:
                    self._write(thing)

    # --- steps

    def _goes(self, thing: Thing) -> bool:
        if thing.kind in RULES or thing.fate == ABSENT:
            return self._draft.goes(thing)
        held = {ref for ref, _how in self._draft.holders()}
        return self._draft.is_pruned(thing) and thing.ref not in held

    def _replaced(self) -> list[Thing]:
        return [each for each in self._world.things.values() if "recreate" in each.more]

    def _make_room(self, written: list[Thing], gone: list[Thing]) -> None:
        """Switch off what has conditions that another automation gets."""
        new = [each.gives.get("conditions") for each in written]
        for thing in self._world.of("automations"):
            if thing.is_new or not thing.is_on(thing.has) or thing.has.get("default"):
                continue
            leaves = "conditions" in thing.gives or not thing.is_on(thing.becomes)
            if thing.has["conditions"] in new and (
                thing in gone or leaves or self._draft.is_pruned(thing)
            ):
                self._send("PUT", thing, {"active": False})

    def _write(self, thing: Thing) -> None:
        gives = dict(thing.gives)
        if "conditions" in gives or "actions" in gives:
            gives = {**{n: thing.has.get(n) for n in ("conditions", "actions")}, **gives}
        body = self._body(gives)
        if thing.final != thing.now or thing.is_new or thing in self._replaced():
            body[thing.name_key] = thing.final
        if thing.is_new or thing in self._replaced():
            answer = self._call("POST", self._path(thing), json={KINDS[thing.kind]: body})
            assert answer.ok, (body, answer.text)
            self._ids[thing.ref] = next(iter(answer.json().values()))["id"]
        elif body:
            # A header that is not sent stays.
            headers = dict.fromkeys(thing.has.get("custom_headers", ()))
            if "custom_headers" in body:
                body["custom_headers"] = {**headers, **body["custom_headers"]}
            if thing.kind == "automations" and "conditions" in gives and thing.is_on(thing.becomes):
                body["active"] = True
            whole = {n: v for n, v in thing.has.items() if thing.kind == "targets"}
            self._send("PUT", thing, {**whole, **body})

    def _arrange(self) -> None:
        """Put what is listed into the order of the list, at places behind all others."""
        items = {
            kind: [
                {"id": str(self._id_of(thing.ref)), "position": 1000 + at}
                for at, thing in enumerate(self._draft.order.get(kind, ()))
            ]
            for kind in ("trigger_categories", "triggers")
        }
        if any(items.values()):
            path = "/api/v2/trigger_categories/jobs"
            job = {"action": "patch", "items": items}
            assert self._call("POST", path, json={"job": job}).ok

    def _body(self, gives: Record) -> Record:
        body: Record = rendered(gives, lambda ref: str(self._id_of(ref)))
        if "category" in body:
            body["category_id"] = body.pop("category")
        secret = (body.get("authentication") or {}).get("token")
        if secret:
            where = {"data": {"token": secret}, "add_position": "header"}
            body["authentication"] = {"type": "bearer_token", **where}
        return body

    def _id_of(self, ref: Ref) -> Any:
        return self._ids.get(ref) or self._world.stored_id(ref)

    def _path(self, thing: Thing) -> str:
        return "/api/v2/" + thing.kind

    def _send(self, method: str, thing: Thing, body: Record | None = None) -> None:
        method = "PATCH" if method == "PUT" and thing.kind in NAMED[1:] else method
        path = "%s/%s" % (self._path(thing), thing.record_id)
        answer = self._call(method, path, json={KINDS[thing.kind]: body} if body else None)
        assert answer.ok, (method, path, body, answer.text)
