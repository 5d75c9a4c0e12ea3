# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A running simulator: an HTTP server on loopback, in a thread of its own."""

from __future__ import annotations

import contextlib
import io
import logging
import ssl
import threading
from typing import Any, Sequence, TextIO

from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server
from werkzeug.test import run_wsgi_app

from .account import Account
from .app import Application
from .ids import FIRST_ID
from .journal import Journal
from .resource import Resource
from .rule_runs import pass_hours
from .switches import Fault, Faults, Switches


class _Handler(WSGIRequestHandler):
    # Zendesk keeps connections alive; without this each request would open one.
    protocol_version = "HTTP/1.1"
    # Head and body of an answer go out in one write.
    wbufsize = -1

    def run_wsgi(self) -> None:
        """Answer one request. Werkzeug's own way closes the connection after each."""
        self.environ = self.make_environ()
        # Read in full, whatever the application does: what follows is the next request.
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.environ["wsgi.input"] = io.BytesIO(body)
        content, status, headers = run_wsgi_app(self.server.app, self.environ, buffered=True)
        # Werkzeug has its words in capitals; Zendesk has them as they are in the standard.
        self.send_response(int(status.split()[0]))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(b"".join(content))
        self.wfile.flush()

    def log_request(self, *args: Any) -> None:
        """The journal has all that is worth knowing, without secrets."""

    def finish(self) -> None:
        # What is left to be sent to a connection that a fault has cut.
        with contextlib.suppress(OSError):
            super().finish()

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except OSError:
            # A fault has cut the connection.
            self.close_connection = True


class Simulator:
    """One account on one port. ``account``, ``journal`` and ``faults`` are open to tests.

    ``resources`` are classes of resources that the account has beside its own. ``first_id``: from
    which IDs are given; two accounts that are far apart share none but those of locales.
    """

    def __init__(
        self,
        seed: dict[str, Any] | None = None,
        port: int = 0,
        journal: TextIO | None = None,
        tls: ssl.SSLContext | None = None,
        resources: Sequence[type[Resource]] = (),
        first_id: int = FIRST_ID,
        **switches: Any,
    ) -> None:
        self.account = Account(seed, Switches(**switches), resources, first_id)
        secrets = [
            name
            for each in self.account.resources.values()
            for name in (*each.secrets, *each.masked)
        ]
        self.journal = Journal(journal, secrets)
        self.faults = Faults()
        logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
        app = Application(self.account, self.journal, self.faults)

        def listen(port: int) -> BaseWSGIServer:
            return make_server(
                "127.0.0.1", port, app, threaded=True, request_handler=_Handler, ssl_context=tls
            )

        self._listen = listen
        self._server = listen(port)
        self._left = False
        scheme = "https" if tls else "http"
        self.url = "%s://127.0.0.1:%d" % (scheme, self._server.server_port)
        self.account.address = self.url

    def serve(self) -> None:
        """Answer requests until stopped."""
        # A short poll, so that stopping does not take the default half second.
        self._server.serve_forever(poll_interval=0.02)

    def start(self) -> Simulator:
        threading.Thread(target=self.serve, daemon=True).start()
        return self

    def stop(self) -> None:
        if not self._left:
            self._server.shutdown()
            self._server.server_close()

    def leave(self) -> None:
        """Refuse connections. The port is free then: take one that the system does not give away."""
        self.stop()
        self._left = True

    def come_back(self) -> None:
        """Listen again, if it has left: at the same address, with all that the account holds."""
        if self._left:
            self._left = False
            self._server = self._listen(self._server.server_port)
            self.start()

    def fault(self, **fault: Any) -> None:
        """Set a fault; see ``Fault`` for what it takes."""
        self.faults.add(Fault(**fault))

    def pass_hours(self, hours: int) -> None:
        """Let hours pass for all tickets, and the automations run in each of them."""
        pass_hours(self.account, hours)

    @property
    def calls(self) -> list[str]:
        return self.journal.calls()
