# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same kind of records in the simulator."""

from __future__ import annotations

from ansible_collections.community.zendesk.tests.simulator.resource import Resource


class Pagers(Resource):
    path = "/api/v2/pagers"
    key = "pager"
    list_key = "pagers"
    scope = "pagers"
    text_ids = True
    has_url = False
    update_method = "PATCH"
    update_status = 204
    paging = "cursor"
    attributes = ("label", "address", "ringing", "teams", "login")
    required = ("label", "address", "ringing")
    secrets = ("login.password",)
