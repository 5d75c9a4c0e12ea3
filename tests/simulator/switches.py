# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can be set about a simulated account: open questions, limits and faults."""

from __future__ import annotations

import dataclasses
import threading
from typing import Any, Callable

from .lookup_switches import LOOKUP_CHOICES, LookupSwitches
from .rule_switches import RULE_CHOICES, RuleSwitches


@dataclasses.dataclass
class Switches(RuleSwitches, LookupSwitches):
    """How the account answers where Zendesk's behaviour is not known, or differs by account.

    The defaults are what is documented or recorded, and the likeliest where nothing is.
    """

    # Open questions.
    retired_types: str = "accept"  # or "refuse": a create of a retired type gets a 422
    type_change: str = "ignore"  # or "apply", "refuse": a PUT with another type
    delete_used: str = "allow"  # or "refuse": a DELETE of a target that a rule notifies
    default_active: bool = True  # of a create that does not say
    null_clears_secret: bool = True  # a PUT with null for a secret
    unreadable: str = "null"  # or "absent": how a write-only attribute reads back
    tokens_readable: bool = True  # whether tokens and the like read back in clear
    token_mask: str = ""  # tokens read back as this and their last four characters
    unset: str = "null"  # or "absent", "empty": how an optional attribute reads that is not set
    unset_username: str = ""  # or None: the same for a username
    http_type_name: str = "url_target_v2"  # or "http_target", "as_sent"
    digits_as_numbers: bool = False  # whether a string of digits reads back as a number
    list_retired: bool = True  # whether targets of retired types are in the list
    max_length: int = 0  # of a title or subject, 0 for no limit
    title_length: int = 0  # to which a title is cut, and trimmed, 0 for as it was sent
    check_email: bool = False  # whether an address without "@" is refused
    page_size: int = 0  # of the list of targets, 0 for one page of everything
    page_size_parameter: str = "refuse"  # or "ignore": page[size] where a list has no cursors
    own_url: str = ""  # in the url of targets and rules, "" for the address that was asked
    failures_in_full: bool = False  # whether the list of failures tells what was sent and answered

    # Open questions about webhooks.
    webhook_errors: str = "listed"  # or "record_invalid": how a bad value is refused
    webhook_odd_id: str = "not_found"  # or "bad_request": an ID that is no ULID
    webhook_json: bool = False  # whether paths with .json answer
    webhook_put: str = "refuse"  # or "merge": a PUT that lacks a mandatory attribute
    webhook_bare_authentication: str = "refuse"  # or "store", "keep": one without its secret
    webhook_authentication: str = "replace"  # or "merge": a PATCH of it
    webhook_no_authentication: str = "remove"  # or "refuse", "ignore": a PATCH with null
    webhook_null_header: str = "remove"  # or "ignore": null for one or for all in a PATCH
    webhook_null_description: str = "remove"  # or "refuse": null in a PATCH
    webhook_connection: str = "refuse"  # or "ignore": another connection method
    webhook_odd_event: str = "refuse"  # or "accept": events with GET, or with XML
    webhook_http: str = "accept"  # or "refuse": an endpoint without TLS
    webhook_lower_case: str = "fold"  # or "refuse", "keep": a method in lower case
    webhook_status: str = "refuse"  # or "active": a create without it
    webhook_subscriptions: str = "default"  # or "refuse", "absent": a create without them
    webhook_unset_headers: str = "absent"  # or "null", "empty": how none read
    webhook_shows_signing_secret: bool = False  # whether reads have it
    webhook_set_by_zendesk: str = "ignore"  # or "400", "403": a write of what Zendesk sets
    webhook_delete_used: str = "allow"  # or "400", "409", "replace": of one that a rule names
    webhook_delete_of_app: str = "403"  # or "400"
    webhook_agent_writes: str = "forbidden"  # or "listed": how an agent is refused
    webhook_name_filter: str = "insensitive"  # or "sensitive"
    webhook_page_size: int = 100  # where a request does not say, 0 for all
    webhook_large_page: str = "refuse"  # or "cut": a page of more than 100
    webhook_descending: str = "accept"  # or "refuse": a sort with a minus
    webhook_clone_secrets: bool = True  # whether a clone has the secrets
    webhook_rate_limit: int = 100  # requests in a window to paths of webhooks
    webhook_test_rate_limit: int = 20  # the same for tests of them, which count twice

    # Limits of the account.
    max_webhooks: int = 0  # ten for a trial, 0 for no limit
    max_targets: int = 0  # ten for a trial, 0 for no limit
    rate_limit: int = 0  # requests in a window, 0 for no limit
    rate_window: float = 60.0  # seconds
    rate_headers: bool = True  # whether answers tell how many requests are left
    token_lifetime: float = 1800.0  # seconds

    # Not an account at all: "", "json" or "html".
    no_help_desk: str = ""
    latency: float = 0.0  # seconds before each answer


# What a switch can be, where that is not all of its type.
CHOICES: dict[str, tuple[Any, ...]] = {
    "retired_types": ("accept", "refuse"),
    "type_change": ("ignore", "apply", "refuse"),
    "delete_used": ("allow", "refuse"),
    "unreadable": ("null", "absent"),
    "unset": ("null", "absent", "empty"),
    "unset_username": ("", None),
    "http_type_name": ("url_target_v2", "http_target", "as_sent"),
    "page_size_parameter": ("refuse", "ignore"),
    **RULE_CHOICES,
    "no_help_desk": ("", "json", "html"),
    "webhook_errors": ("listed", "record_invalid"),
    "webhook_odd_id": ("not_found", "bad_request"),
    "webhook_put": ("refuse", "merge"),
    "webhook_bare_authentication": ("refuse", "store", "keep"),
    "webhook_authentication": ("replace", "merge"),
    "webhook_no_authentication": ("remove", "refuse", "ignore"),
    "webhook_null_header": ("remove", "ignore"),
    "webhook_null_description": ("remove", "refuse"),
    "webhook_connection": ("refuse", "ignore"),
    "webhook_odd_event": ("refuse", "accept"),
    "webhook_http": ("accept", "refuse"),
    "webhook_lower_case": ("fold", "refuse", "keep"),
    "webhook_status": ("refuse", "active"),
    "webhook_subscriptions": ("default", "refuse", "absent"),
    "webhook_unset_headers": ("absent", "null", "empty"),
    "webhook_set_by_zendesk": ("ignore", "400", "403"),
    "webhook_delete_used": ("allow", "400", "409", "replace"),
    "webhook_delete_of_app": ("403", "400"),
    "webhook_agent_writes": ("forbidden", "listed"),
    "webhook_name_filter": ("insensitive", "sensitive"),
    "webhook_large_page": ("refuse", "cut"),
    "webhook_descending": ("accept", "refuse"),
    **LOOKUP_CHOICES,
}


@dataclasses.dataclass
class Fault:
    """Something that goes wrong with requests that fit ``method`` and ``path`` (a prefix).

    The first ``skip`` of them pass, then every ``every``th is hit, ``times`` in all (0: without
    end). A hit calls ``do`` (for tests in the same process), waits ``delay`` seconds, is carried
    out if ``process``, and then gets ``answer`` (status, body, headers). Or the connection ends:
    after ``raw`` (bytes as latin-1, sent as they are, one every ``drip`` seconds), or at once if
    ``drop``; with a reset if ``reset``. ``extend`` puts keys into the real answer and into each
    of its records, ``headers`` go with it, and ``pad`` bytes of white space.
    """

    method: str = ""
    path: str = "/"
    skip: int = 0
    every: int = 1
    times: int = 1
    delay: float = 0.0
    process: bool = False
    drop: bool = False
    answer: dict[str, Any] | None = None
    raw: str = ""
    drip: float = 0.0
    reset: bool = False
    extend: dict[str, Any] | None = None
    headers: dict[str, str] | None = None
    pad: int = 0
    do: Callable[[], Any] | None = None

    @property
    def cuts(self) -> bool:
        """Whether there is no HTTP answer of the account."""
        return self.drop or self.reset or bool(self.raw)

    @property
    def replaces(self) -> bool:
        """Whether the request is not carried out."""
        return not self.process and (self.cuts or self.answer is not None)


class Faults:
    """The faults that are set, and how often each was met."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._met: list[tuple[Fault, list[int]]] = []

    def add(self, fault: Fault) -> None:
        self._met.append((fault, [0]))

    def clear(self) -> None:
        self._met = []

    def hit(self, method: str, path: str) -> Fault | None:
        """The fault that this request meets, if any."""
        with self._lock:
            for fault, count in self._met:
                if fault.method not in ("", method) or not path.startswith(fault.path):
                    continue
                count[0] += 1
                hits, rest = divmod(count[0] - fault.skip - 1, fault.every)
                if hits >= 0 and rest == 0 and (fault.times == 0 or hits < fault.times):
                    return fault
        return None
