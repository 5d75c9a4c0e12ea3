# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same calls as a playbook sends, without Ansible: C(python bare.py calls.json)."""

from __future__ import annotations

import json
import re
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import requests

_local = threading.local()
# As records of an account have them.
_ID = re.compile("[0-9]{10,}|01[0-9A-Z]{24}")


def main() -> None:
    """Send the calls, stage by stage, over as many connections as the file says.

    A record that one of them creates has another ID than when they were written down.
    """
    work = json.loads(Path(sys.argv[1]).read_text())
    ids: dict[str, str] = {}

    def send(call: dict[str, Any]) -> None:
        if not hasattr(_local, "session"):
            _local.session = requests.Session()
            _local.session.headers["Authorization"] = "Bearer " + work["token"]
            _local.session.headers["Content-Type"] = "application/json"
        body = call["body"] and json.dumps(call["body"])
        if body and ids:
            body = _ID.sub(lambda found: ids.get(found.group(), found.group()), body)
        url = work["url"] + call["path"]
        answer = _local.session.request(
            call["method"], url, params=call["query"], data=body, timeout=30
        )
        answer.raise_for_status()
        # Zendesk's answers are JSON, and no use as mere bytes.
        content = answer.json() if answer.content else {}
        if call["created"]:
            (record,) = content.values()
            ids[str(call["created"])] = str(record["id"])

    for calls in work["stages"]:
        if work["connections"] == 1:
            for call in calls:
                send(call)
        else:
            with ThreadPoolExecutor(work["connections"]) as pool:
                list(pool.map(send, calls))


if __name__ == "__main__":
    main()
