# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same calls as a playbook sends, without Ansible: C(python bare.py calls.json)."""

from __future__ import annotations

import json
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import requests

_local = threading.local()


def main() -> None:
    """Send the calls, reads before writes, over as many connections as the file says."""
    work = json.loads(Path(sys.argv[1]).read_text())

    def send(call: dict[str, Any]) -> None:
        if not hasattr(_local, "session"):
            _local.session = requests.Session()
            _local.session.headers["Authorization"] = "Bearer " + work["token"]
        url = work["url"] + call["path"]
        answer = _local.session.request(call["method"], url, json=call["body"], timeout=30)
        answer.raise_for_status()
        # Zendesk's answers are JSON, and no use as mere bytes.
        answer.json()

    reads = [call for call in work["calls"] if call["method"] == "GET"]
    writes = [call for call in work["calls"] if call["method"] != "GET"]
    for call in reads:
        send(call)
    if work["connections"] == 1:
        for call in writes:
            send(call)
    else:
        with ThreadPoolExecutor(work["connections"]) as pool:
            list(pool.map(send, writes))


if __name__ == "__main__":
    main()
