# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""The words of an audit."""

from __future__ import annotations

# The status of a record; each record has exactly one.
STATUSES = ("matches", "drifted", "missing", "unmanaged", "kept", "ambiguous")
# Additional findings; a record can have several.
NOTES = ("deactivated", "retired", "unverified")
MORE_NOTES = ("dangling", "silent", "failing", "unused", "order", "off", "blocked")
