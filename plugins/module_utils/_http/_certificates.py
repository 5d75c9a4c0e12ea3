# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Decides which TLS certificates to trust."""

from __future__ import annotations

import os
import ssl

from ansible_collections.community.zendesk.plugins.module_utils._http import _errors, _sources

_CA_VARIABLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")


def authorities(settings: _sources.Settings, base_url: str) -> bool | str:
    """Returns False to skip verification, True for the CAs of requests, or a file or directory.

    Raises InvalidInput if the file or directory can't be used.
    """
    if not settings.get("zendesk_validate_certs").value:
        return False
    if not base_url.startswith("https:"):
        return True
    own = settings.get("zendesk_ca_path")
    sources = {own.subject: own.value}
    sources.update({name: (os.environ.get(name) or "").strip() for name in _CA_VARIABLES})
    for name, path in sources.items():
        if path:
            _check_authorities(name, path)
            return str(path)
    return True


def _check_authorities(name: str, path: str) -> None:
    if not os.path.exists(path):
        raise _errors.InvalidInput("%s: there is no file or directory %s." % (name, path))
    if os.path.isdir(path):
        return
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(path)
    except OSError as error:
        raise _errors.InvalidInput(
            "%s: %s can't be used as a certificate file (%s)." % (name, path, error.strerror)
        ) from None
