# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The JSON schema of the variables of the roles, made of the tables and of the documentation.

C(python -m ansible_collections.community.zendesk.tests.schemas) writes it, and the comment that leads editors
to it, into the examples.
"""

from ansible_collections.community.zendesk.tests.running import ROOT

FILE = ROOT / "docs" / "schemas" / "config.json"
# The ten commonest mistakes.
MISTAKES = ROOT / "tests" / "schemas" / "mistakes.yml"
