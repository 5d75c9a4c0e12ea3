# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The YAML language server that editors use, where it is installed."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
from typing import Any, Iterator, NamedTuple

import pytest

from ansible_collections.community.zendesk.tests.clients import NODE_MODULES

Message = dict[str, Any]

# Its messages are compared. The next one needs a newer Node.js than many systems have.
VERSION = "1.25.0"
PACKAGE = NODE_MODULES / "yaml-language-server"
INSTALL = "npm install --prefix .build/node yaml-language-server@" + VERSION
# What docs/docsite/rst/guide_editors.rst says to set.
SETTINGS: dict[str, Any] = {
    "customTags": [
        "!unsafe scalar",
        "!unsafe sequence",
        "!unsafe mapping",
        "!vault scalar",
    ],
    "yamlVersion": "1.1",
}
_OFFLINE = {"schemaStore": {"enable": False}, "kubernetesCRDStore": {"enable": False}}


class Finding(NamedTuple):
    """What an editor underlines, and what it says."""

    line: int
    message: str


class LanguageServer:
    """A running server. Files are only in its memory."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._requests = 0
        self._opened = 0
        self._request(
            "initialize",
            {
                "processId": None,
                "rootUri": None,
                "capabilities": {
                    "workspace": {"configuration": True},
                    "textDocument": {"hover": {"contentFormat": ["plaintext"]}},
                },
            },
        )
        self._notify("initialized", {})
        self._notify("workspace/didChangeConfiguration", {"settings": {}})
        # It looks at files again when it has the settings.
        self._open("a: !unsafe b\n")
        while self._published()[1]:
            pass

    def findings(self, texts: dict[str, str]) -> dict[str, list[Finding]]:
        """What it says of files: name -> findings, in their order."""
        pending = {self._open(text): name for name, text in texts.items()}
        found: dict[str, list[Finding]] = {}
        while len(found) < len(texts):
            uri, diagnostics = self._published()
            if uri in pending:
                found[pending[uri]] = _sorted(diagnostics)
        return found

    def hover(self, text: str, line: int, character: int) -> str:
        """What it shows of a place, both counted from 0."""
        answer = self._request("textDocument/hover", self._place(text, line, character))
        return str((answer or {}).get("contents", {}).get("value", ""))

    def completions(self, text: str, line: int, character: int) -> list[str]:
        """What it proposes at a place."""
        answer = self._request("textDocument/completion", self._place(text, line, character))
        return [item["label"] for item in answer["items"]]

    def _place(self, text: str, line: int, character: int) -> Message:
        document = {"uri": self._open(text)}
        return {"textDocument": document, "position": {"line": line, "character": character}}

    def _open(self, text: str) -> str:
        self._opened += 1
        document = {
            "uri": "file:///group_vars/%d.yml" % self._opened,
            "languageId": "yaml",
            "version": 1,
            "text": text,
        }
        self._notify("textDocument/didOpen", {"textDocument": document})
        return str(document["uri"])

    def _published(self) -> tuple[str, list[Message]]:
        """The next file that it has looked at, and what it says of it."""
        while True:
            message = self._read()
            if message.get("method") == "textDocument/publishDiagnostics":
                return message["params"]["uri"], message["params"]["diagnostics"]

    # --- messages

    def _notify(self, method: str, params: Message) -> None:
        self._write({"method": method, "params": params})

    def _request(self, method: str, params: Message) -> Any:
        self._requests += 1
        self._write({"id": self._requests, "method": method, "params": params})
        while True:
            message = self._read()
            if "method" not in message and message.get("id") == self._requests:
                assert "error" not in message, message
                return message["result"]

    def _read(self) -> Message:
        """The next message. Requests of the server are answered."""
        assert self._process.stdout
        length = 0
        while header := self._process.stdout.readline().strip():
            name, _colon, value = header.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the server has ended"
        message: Message = json.loads(self._process.stdout.read(length))
        if "method" in message and "id" in message:
            self._write({"id": message["id"], "result": _answer(message)})
        return message

    def _write(self, message: Message) -> None:
        assert self._process.stdin
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()


def _answer(message: Message) -> Any:
    if message["method"] != "workspace/configuration":
        return None
    settings = {**SETTINGS, **_OFFLINE}
    return [
        settings if item.get("section") == "yaml" else None for item in message["params"]["items"]
    ]


def _sorted(diagnostics: list[Message]) -> list[Finding]:
    found = [Finding(each["range"]["start"]["line"] + 1, each["message"]) for each in diagnostics]
    return sorted(found)


@contextlib.contextmanager
def language_server() -> Iterator[LanguageServer]:
    """Start the server, or skip the test where it is not installed."""
    manifest = PACKAGE / "package.json"
    if not shutil.which("node") or not manifest.is_file():
        pytest.skip("no yaml-language-server: " + INSTALL)
    installed = json.loads(manifest.read_text())["version"]
    if installed != VERSION:
        pytest.skip("yaml-language-server %s is installed: %s" % (installed, INSTALL))
    command = ["node", str(PACKAGE / "bin" / "yaml-language-server"), "--stdio"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        yield LanguageServer(process)
    finally:
        process.kill()
        process.communicate()
