# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tickets, which come in only to a simulated account: nobody else's are there."""

from __future__ import annotations

import base64
import json

from ansible_collections.community.zendesk.tests.receiver import Receiver

from .account import NotAsPromised, SimulatedAccount, wait_until
from .by_hand import PAGER, PASSWORDS
from .playing import say, show
from .story import Story, require

TICKET = {"subject": "Printer on fire", "priority": "urgent", "comment": {"body": "Please help"}}


def unheard(account: SimulatedAccount, service: Receiver) -> None:
    """A ticket comes in while the old targets are in charge."""
    account.call("POST", "/api/v2/tickets", {"ticket": TICKET})
    if service.received:
        raise NotAsPromised("The pager was called by a target of a retired type.")
    say('A ticket comes in: "%s", urgent. The pager hears nothing.' % TICKET["subject"])


def ticket_comes_in(story: Story, account: SimulatedAccount, service: Receiver) -> None:
    """The message of a webhook, as it arrives at a service on this machine."""
    story.head(
        "The same ticket comes in again",
        "The trigger runs, and the webhook calls the pager, a service on this machine. It receives:",
    )
    account.call("POST", "/api/v2/tickets", {"ticket": TICKET})
    if not wait_until(lambda: service.received) or len(service.received) != 1:
        raise NotAsPromised("The pager was called %d times, not once." % len(service.received))
    (request,) = service.received
    names = ("content-type", "x-zendesk-webhook-id", "x-zendesk-webhook-signature")
    lines = ["%s %s" % (request.method, request.path)]
    lines += ["%s: %s" % (name, request.headers[name]) for name in names]
    lines.append("authorization: Basic ******** (zendesk, with the password from the vault)")
    show([*lines, "", request.body.decode("utf-8")])
    require("The path", (request.method, request.path), ("POST", "/page"))
    require("The login", request.headers["authorization"], _basic("zendesk", PASSWORDS[PAGER]))
    expected = {"ticket": "2", "subject": TICKET["subject"]}
    require("The message", json.loads(request.body), expected)
    require("What the simulator does not know", account.unknown(), [])


def _basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(("%s:%s" % (user, password)).encode()).decode()
