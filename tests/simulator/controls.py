# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Controls for tests in another process: C(/_simulator/...). They show no secret."""

from __future__ import annotations

import dataclasses
import os
import signal
import threading
import time
from typing import Any

import flask

from .api import account, owner
from .rule_runs import pass_hours
from .settings import switch_problem
from .switches import Fault, Switches

PREFIX = "/_simulator"

controls = flask.Blueprint("controls", __name__, url_prefix=PREFIX)


@controls.get("/journal")
def read_journal() -> Any:
    """The requests, and what this process has used of the processor so far."""
    used = time.process_time()
    entries = owner().journal.entries
    return {"calls": owner().journal.calls(), "entries": entries, "cpu_seconds": used}


@controls.delete("/journal")
def clear_journal() -> Any:
    owner().journal.clear()
    return {}


@controls.patch("/switches")
def set_switches() -> Any:
    known = {field.name for field in dataclasses.fields(Switches)}
    wanted = flask.request.get_json()
    if set(wanted) - known:
        return {"error": "unknown switches", "known": sorted(known)}, 400
    problems = [switch_problem(name, value) for name, value in wanted.items()]
    if any(problems):
        return {"error": " ".join(filter(None, problems))}, 400
    for name, value in wanted.items():
        setattr(account().switches, name, value)
    return dataclasses.asdict(account().switches)


@controls.post("/faults")
def add_fault() -> Any:
    owner().faults.add(Fault(**flask.request.get_json()))
    return {}


@controls.delete("/faults")
def clear_faults() -> Any:
    owner().faults.clear()
    return {}


@controls.put("/<kind>")
def replace_records(kind: str) -> Any:
    """Give the account other records of a kind, in place of those that it holds."""
    resource = account().resources.get(kind)
    if resource is None:
        return {"error": "unknown kind", "known": sorted(account().resources)}, 404
    with account().lock:
        resource.clear()
        stored = [resource.put(record) for record in flask.request.get_json()]
    return {"ids": [record["id"] for record in stored]}


@controls.post("/rules/<kind>")
def add_rule(kind: str) -> Any:
    return account().add_rule(kind, **flask.request.get_json())


@controls.get("/outbox")
def read_outbox() -> Any:
    """What rules did: mails, requests of webhooks, and what the simulator does not know."""
    with account().lock:
        return account().outbox.content()


@controls.delete("/outbox")
def clear_outbox() -> Any:
    account().outbox.clear()
    return {}


@controls.post("/hours")
def let_hours_pass() -> Any:
    wanted = flask.request.get_json()
    try:
        pass_hours(account(), wanted.get("hours"))
    except (ValueError, AttributeError) as problem:
        return {"error": str(problem)}, 400
    return {"hours": account().hours}


@controls.delete("")
def end() -> Any:
    """End the process that runs the simulator, once this is answered."""
    threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGTERM)).start()
    return {}
