# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The journal: every request that reached the account, without secrets.

Of each entry, C(turn) says in which order requests were carried out, since answers can overtake each
other. C(done): whether it was carried out, whatever the answer said. C(created): the ID of what it created.
"""

from __future__ import annotations

import json
from typing import Any, Iterable, TextIO

from .secret_values import keys_of, masked

_LOGIN = ("client_secret", "access_token")


class Journal:
    """Requests in the order of their answers, in memory and, where wanted, in a file.

    ``secrets`` names what is masked in bodies, beside secrets of logins.
    """

    def __init__(self, file: TextIO | None = None, secrets: Iterable[str] = ()) -> None:
        self.entries: list[dict[str, Any]] = []
        self._file = file
        self._secrets = keys_of([*_LOGIN, *secrets])

    def add(self, entry: dict[str, Any]) -> None:
        """Write down a request; secrets in its body are masked."""
        entry = dict(entry, body=masked(entry["body"], self._secrets))
        self.entries.append(entry)
        if self._file:
            self._file.write(json.dumps(entry) + "\n")
            self._file.flush()

    def calls(self) -> list[str]:
        """The requests in short, as in C(GET /api/v2/targets)."""
        return ["%s %s" % (entry["method"], entry["path"]) for entry in self.entries]

    def clear(self) -> None:
        self.entries.clear()
