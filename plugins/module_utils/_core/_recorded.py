# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Masks secrets in requests and responses that Zendesk has recorded.

Pure functions. The secrets are not known, so they are found by their names: in headers, queries,
forms, JSON, XML and URLs. In case of doubt, a value is masked.
"""

from __future__ import annotations

import json
import re
from typing import Any

from ansible_collections.community.zendesk.plugins.module_utils._core import _secrecy
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors

# Names are found first and then checked, because one pattern for both would be too slow. XML is #
# parsed manually for the same reason.
_SOUNDS_SECRET = re.compile(
    _secrecy.SENSITIVE_NAMES + r"|(?<![A-Za-z0-9])(?:sig|pin)(?![A-Za-z0-9])", re.IGNORECASE
)
_NAME = r"([\w.%\[\]-]+)"
_QUOTED = r"""(?:"(?:\\.|[^"\\])*"|\\"(?:(?!\\").)*\\"|[^\s,}\]]+)"""
# Text up to a value -> the value.
_NAMED = tuple(
    (re.compile(before.replace("NAME", _NAME), re.MULTILINE | re.IGNORECASE), re.compile(value))
    for before, value in (
        # A header with its continuation lines.
        (
            r"^[ \t]*NAME[ \t]*:[ \t]*(?=\S|\r?\n[ \t])",
            r"[^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*",
        ),
        (r"(?:^|[?&;\s])NAME[ \t]*=[ \t]*", r"[^&;\s]+"),
        (r"[\"']NAME\\?[\"']\s*(?::|=>)\s*", _QUOTED),
        (r":NAME\s*=>\s*", _QUOTED),
        (r"&lt;NAME(?:[ \t][^&<>]{0,200})?&gt;", r"[^&<>]+"),
        # A part of a multipart form.
        (
            r"\bname=\"?NAME\"?(?:;[^\r\n;]{0,200}){0,2}\r?\n(?:content-[^\r\n]{0,200}\r?\n){0,3}\r?\n",
            r"[^\r\n]+",
        ),
    )
)
_CREDENTIALS = re.compile(r"(\b(?:bearer|basic)[ \t]+)[A-Za-z0-9+/=._~-]{8,}", re.IGNORECASE)
_WORD = re.compile(r"[^\s\"'<>]+")
_TAG = re.compile(r"<([\w.:-]+)")
_NAMED_TAG = re.compile(r"[ \t](?:name|key)=[\"']([\w.:-]+)", re.IGNORECASE)
_CDATA, _CDATA_END = "<![CDATA[", "]]>"
_MOST_NESTED = 5


def masked(exchange: str) -> str:
    """Masks everything that looks like a secret in a recorded request or response."""
    head, blank, body = _parts(exchange)
    return _masked_text(head + blank + _of_json(body, 0))


def _parts(exchange: str) -> tuple[str, str, str]:
    """Splits into headers, empty line and body. Without headers, everything is the body."""
    if exchange.lstrip()[:1] in ("{", "["):
        return "", "", exchange
    for blank in ("\r\n\r\n", "\n\n"):
        head, found, body = exchange.partition(blank)
        if found:
            return head, found, body
    return exchange, "", ""


def _of_json(text: str, depth: int) -> str:
    """Masks nested secrets in a JSON text. Other texts are returned unchanged."""
    if text.lstrip()[:1] not in ("{", "["):
        return text
    try:
        value = json.loads(text)
        cleaned = _of_value(value, depth)
        return text if cleaned == value else json.dumps(cleaned, ensure_ascii=False)
    except (ValueError, RecursionError):
        return text


def _of_value(value: Any, depth: int) -> Any:
    if isinstance(value, dict):
        pair = _secrecy.names_secret(value)
        cleaned = {}
        for name, inner in value.items():
            secret = _secrecy.sounds_secret(name)
            if (secret and isinstance(inner, (dict, list))) or (
                pair and name in _secrecy.PAIR_VALUES
            ):
                cleaned[name] = _errors.MASK
            else:
                # Text with such a name is masked like any other text.
                cleaned[name] = inner if secret else _of_value(inner, depth)
        return cleaned
    if isinstance(value, list):
        return [_of_value(inner, depth) for inner in value]
    if isinstance(value, str):
        nested = _of_json(value, depth + 1) if depth < _MOST_NESTED else value
        return _masked_text(nested)
    return value


def _masked_text(text: str) -> str:
    for before, value in _NAMED:
        text = _without_values(text, before, value)
    text = _CREDENTIALS.sub(lambda found: found.group(1) + _errors.MASK, text)
    text = _without_secret_elements(text)
    return _WORD.sub(lambda found: _without_user(found.group()), text)


def _without_values(text: str, before: re.Pattern[str], value: re.Pattern[str]) -> str:
    """Masks values with sensitive names."""
    parts: list[str] = []
    done = at = 0
    while True:
        found = before.search(text, at)
        if not found:
            return "".join((*parts, text[done:]))
        at = found.end()
        secret = _SOUNDS_SECRET.search(found.group(1)) and value.match(text, at)
        if secret:
            parts += (text[done:at], _errors.MASK)
            done = at = secret.end()


def _is_secret_tag(tag: str) -> bool:
    """Whether a tag, or its name attribute, has a sensitive name."""
    names = [found.group(1) for pattern in (_TAG, _NAMED_TAG) for found in pattern.finditer(tag)]
    return any(map(_SOUNDS_SECRET.search, names))


def _without_user(word: str) -> str:
    """Masks the user and password in a URL."""
    scheme, slashes, rest = word.partition("://")
    user = _secrecy.user_in(word) if slashes else ""
    return scheme + slashes + _errors.MASK + rest[len(user) :] if user else word


def _without_secret_elements(text: str) -> str:
    """Masks the content of XML elements with sensitive names."""
    parts: list[str] = []
    done = 0
    while True:
        end = text.find(">", done) + 1
        if not end:
            return "".join((*parts, text[done:]))
        parts.append(text[done:end])
        secret = _is_secret_tag(text[done:end])
        done = end
        if secret:
            if text.startswith(_CDATA, done):
                end = text.find(_CDATA_END, done)
                end += len(_CDATA_END) if end >= 0 else 0
            else:
                end = text.find("<", done)
            end = len(text) if end < 0 else end
            parts.append(_errors.MASK if end > done else "")
            done = end
