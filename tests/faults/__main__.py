# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Write the page."""

from __future__ import annotations

import sys

from ansible_collections.community.zendesk.tests.running import ROOT

from .expected import CELLS
from .lab import Lab
from .page import PAGE, observe_all, page


def main() -> int:
    with Lab() as lab:
        PAGE.write_text(page(observe_all(lab)))
    print("%s has %d cells." % (PAGE.relative_to(ROOT), len(CELLS)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
