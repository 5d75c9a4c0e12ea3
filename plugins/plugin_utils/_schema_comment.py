# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""The comment that leads editors to the JSON schema of a variables file."""

from __future__ import annotations

# As in galaxy.yml: a release is tagged with its version.
VERSION = "2.0.0"
SCHEMA_ADDRESS = (
    "https://raw.githubusercontent.com/ansible-collections/community.zendesk/%s/docs/schemas/config.json"
    % VERSION
)
SCHEMA_COMMENT = "# yaml-language-server: $schema=%s\n" % SCHEMA_ADDRESS
