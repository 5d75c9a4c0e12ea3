# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the schema, and its address into the examples."""

from __future__ import annotations

from ansible_collections.community.zendesk.tests.pages import PAGES
from ansible_collections.community.zendesk.tests.running import ROOT

from . import FILE
from .checks import example_files, with_address
from .schema import text


def main() -> None:
    FILE.parent.mkdir(exist_ok=True)
    FILE.write_text(text())
    for path in [*(ROOT / page for page in PAGES), *example_files()]:
        old = path.read_text()
        new = with_address(old)
        if new != old:
            path.write_text(new)


if __name__ == "__main__":
    main()
