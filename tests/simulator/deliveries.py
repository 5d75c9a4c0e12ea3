# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests of webhooks that rules call. They are really sent, but never leave the machine."""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import urllib.parse
from typing import TYPE_CHECKING, Any, Mapping, NamedTuple

import requests

from .invocations import Invocations
from .placeholders import fill
from .records import Record, now
from .ticket_state import Update
from .webhook_values import RULES

if TYPE_CHECKING:
    from .account import Account

_SECONDS = 5.0
_TYPES = {
    "json": "application/json; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
    "form_encoded": "application/x-www-form-urlencoded; charset=utf-8",
}
_AGENT = "Zendesk Webhook"
_ACCOUNT = "10000001"


class Delivery(NamedTuple):
    """A request that is to be sent: C(secret_headers) are those that nobody is shown."""

    rule: Record
    webhook: Record
    method: str
    url: str
    body: bytes
    secret_headers: Mapping[str, str]


def prepare(account: Account, rule: Record, update: Update, webhook_id: str, content: Any) -> None:
    """Make the request of a rule, which is sent when the account is free for others again."""
    webhook = account.resources["webhooks"].records.get(webhook_id)
    what = "request of webhook %s" % webhook_id
    pairs = content if isinstance(content, list) else []
    text = "" if isinstance(content, list) else str(content)
    if webhook is None:
        account.outbox.not_sent(rule, what, "there is no such webhook")
        return
    url = fill(account, rule, update, webhook["endpoint"])
    problem = _problem(webhook, url) or _misfit(webhook, text, pairs)
    if problem:
        account.outbox.not_sent(rule, what, problem)
        return
    form = urllib.parse.urlencode(
        [
            (fill(account, rule, update, str(n)), fill(account, rule, update, str(v)))
            for n, v in pairs
        ]
    )
    method, body = webhook["http_method"].upper(), fill(account, rule, update, text)
    if form and method in ("GET", "DELETE"):
        url += ("&" if "?" in url else "?") + form
    elif form:
        body = form
    headers = _login(webhook.get("authentication"))
    account.outbox.wait(Delivery(rule, dict(webhook), method, url, body.encode(), headers))


def _problem(webhook: Record, url: str) -> str:
    """Why a webhook is not called; "" if it is."""
    if webhook["status"] != "active":
        return "it is inactive"
    if webhook.get("subscriptions", [RULES]) != [RULES]:
        return "it is not for rules"
    return "" if _is_loopback(url) else "%s is not on this machine" % url


def _misfit(webhook: Record, text: str, pairs: list[Any]) -> str:
    """Why the content of a rule can't be sent; "" if it can."""
    if _wants_text(webhook):
        return "it takes text, not pairs" if pairs else ""
    if text:
        return "it takes pairs, not text"
    fit = all(isinstance(pair, list) and len(pair) == 2 for pair in pairs)
    return "" if fit else "each pair needs a key and a value"


def _wants_text(webhook: Record) -> bool:
    bodies = ("POST", "PUT", "PATCH")
    return webhook["http_method"].upper() in bodies and webhook["request_format"] != "form_encoded"


def _is_loopback(url: str) -> bool:
    try:
        parts = urllib.parse.urlsplit(url)
        host = parts.hostname or ""
        return parts.scheme in ("http", "https") and (
            host == "localhost" or ipaddress.ip_address(host).is_loopback
        )
    except ValueError:
        return False


def _login(authentication: Any) -> dict[str, str]:
    if not authentication:
        return {}
    data = authentication["data"]
    if authentication["type"] == "api_key":
        return {data["name"]: str(data.get("value", ""))}
    if authentication["type"] == "bearer_token":
        return {"Authorization": "Bearer %s" % data.get("token", "")}
    pair = "%s:%s" % (data["username"], data.get("password", ""))
    return {"Authorization": "Basic " + base64.b64encode(pair.encode()).decode()}


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """What proves that a request is one of a webhook with this signing secret."""
    digest = hmac.new(secret.encode(), timestamp.encode() + body, hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def send_waiting(account: Account) -> None:
    """Send what the rules of this thread's request call, and note what came back.

    Not while the thread has the account for itself: whoever is called may ask the account something.
    """
    for delivery in account.outbox.take_waiting():
        _send(account, delivery)


def _send(account: Account, delivery: Delivery) -> None:
    webhook = delivery.webhook
    webhooks = account.resources["webhooks"]
    assert isinstance(webhooks, Invocations)
    with account.lock:
        invocation_id = webhooks.new_id()
    timestamp = now()
    headers = {
        **(webhook.get("custom_headers") or {}),
        "Content-Type": _TYPES[webhook["request_format"]],
        "User-Agent": _AGENT,
        "X-Zendesk-Account-Id": _ACCOUNT,
        "X-Zendesk-Webhook-Id": webhook["id"],
        "X-Zendesk-Webhook-Invocation-Id": invocation_id,
        "X-Zendesk-Webhook-Signature": signature(
            webhook["signing_secret"]["secret"], timestamp, delivery.body
        ),
        "X-Zendesk-Webhook-Signature-Timestamp": timestamp,
    }
    outcome = _request(delivery, {**headers, **delivery.secret_headers})
    response = outcome.pop("response", None)
    text = delivery.body.decode()
    attempt = {
        "id": webhook["id"],
        "invocation_id": invocation_id,
        **outcome,
        "completed_at": now(),
        "request": {"headers": _listed(headers), "payload": text},
        **({"response": response} if response else {}),
    }
    entry = {"rule": delivery.rule["title"], "webhook": webhook["name"], "method": delivery.method}
    with account.lock:
        account.outbox.requests.append({**entry, "url": delivery.url, "body": text, **outcome})
        # It may have been deleted by whoever was called.
        if webhook["id"] in webhooks.records:
            webhooks.add_invocation(webhook["id"], id=invocation_id, **outcome, attempts=[attempt])


def _request(delivery: Delivery, headers: Mapping[str, str]) -> dict[str, Any]:
    """Send a request once. What came of it: Zendesk would try some of them again."""
    with requests.Session() as session:
        # No proxy, and no login from a file of the user.
        session.trust_env = False
        try:
            answer = session.request(
                delivery.method,
                delivery.url,
                data=delivery.body or None,
                headers=headers,
                timeout=_SECONDS,
                allow_redirects=False,
            )
        except requests.Timeout:
            return {"status": "timeout"}
        except requests.RequestException:
            return {"status": "failed"}
    code = answer.status_code
    status = {2: "success", 4: "client error", 5: "server error"}.get(code // 100, "failed")
    response = {"headers": _listed(answer.headers), "payload": answer.text}
    return {"status": status, "status_code": code, "response": response}


def _listed(headers: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"key": name, "value": value} for name, value in headers.items()]
