# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A proxy on loopback: tunnels for TLS, and the ways in which it fails to open one."""

from __future__ import annotations

import contextlib
import os
import socket
import threading
from typing import Iterator
from unittest import mock

# Only a proxy knows the way there. The modules use none for loopback.
ADDRESS = "10.255.255.1"

TUNNEL = b"HTTP/1.1 200 Connection established\r\n\r\n"
REFUSAL = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n"


class Proxy:
    """Every tunnel leads to one port of this machine. ``requests``: what the proxy was asked.

    ``answers``: to the next ones, one each; after them it opens tunnels. An answer is sent and
    the connection closed; None answers nothing and leaves the connection open. ``refuses``: it
    opens no tunnel at all.
    """

    def __init__(self, port: int) -> None:
        self.requests: list[str] = []
        self.answers: list[bytes | None] = []
        self.refuses = False
        self._port = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        self.host = "127.0.0.1:%d" % self._listener.getsockname()[1]

    def start(self) -> Proxy:
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def stop(self) -> None:
        for one in (self._listener, *self._open):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    @contextlib.contextmanager
    def in_environment(self, login: str = "") -> Iterator[None]:
        """Make it the proxy of this process, with a login such as C(user:password)."""
        url = "http://%s%s" % (login + "@" if login else "", self.host)
        names = ("no_proxy", "all_proxy", "http_proxy")
        unset = {form: "" for name in names for form in (name, name.upper())}
        with mock.patch.dict(os.environ, {**unset, "HTTPS_PROXY": url, "https_proxy": url}):
            yield

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _address = self._listener.accept()
                self._open.append(client)
                threading.Thread(target=self._answer, args=[client], daemon=True).start()

    def _answer(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head:
                part = client.recv(65536)
                if not part:
                    return
                head += part
            self.requests.append(head.decode("latin-1"))
            answer = self.answers.pop(0) if self.answers else TUNNEL
            answer = REFUSAL if self.refuses else answer
            if answer is None:
                return
            if answer != TUNNEL or self.refuses:
                client.sendall(answer)
                client.shutdown(socket.SHUT_RDWR)
                return
            self._tunnel(client)

    def _tunnel(self, client: socket.socket) -> None:
        server = socket.create_connection(("127.0.0.1", self._port))
        self._open.append(server)
        client.sendall(TUNNEL)
        threading.Thread(target=_pump, args=(server, client), daemon=True).start()
        _pump(client, server)


def _pump(source: socket.socket, target: socket.socket) -> None:
    """Pass on what comes, until one side ends: then both do."""
    with contextlib.suppress(OSError):
        while True:
            part = source.recv(65536)
            if not part:
                break
            target.sendall(part)
    for one in (source, target):
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
