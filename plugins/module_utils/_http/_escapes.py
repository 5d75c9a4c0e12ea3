# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Undoes the escapes of HTML, JSON, URLs and programming languages. Pure functions."""

from __future__ import annotations

import html.entities
import re
from typing import Iterator, Sequence

# A server may escape text several times, for example JSON in HTML.
_MAX_LAYERS = 4

_ESCAPE = re.compile(
    r"&(?:#0*[0-9]{1,7}|#[xX]0*[0-9a-fA-F]{1,6});?"
    r"|&[A-Za-z][A-Za-z0-9]{1,31};"
    r"|(?:%[0-9a-fA-F]{2})+"
    r"|(?:\\x[0-9a-fA-F]{2})+"
    r"|[\\%]u[dD][89abAB][0-9a-fA-F]{2}[\\%]u[dD][c-fC-F][0-9a-fA-F]{2}"
    r"|[\\%]u[0-9a-fA-F]{4}"
    r"|\\U[0-9a-fA-F]{8}"
    r"|\\u\{0*[0-9a-fA-F]{1,6}\}"
    r"|(?:\\[^A-Za-z0-9])+"
    r"|\\[bfnrt]"
)
# Checked before the pattern, because most texts have no escape.
_STARTS = ("&", "%", "\\")
_CONTROLS = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_LAST_CHARACTER = 0x10FFFF
# The result of Python's "surrogateescape" for a byte -> the character with this number.
_LATIN_1 = {0xDC00 + byte: byte for byte in range(0x80, 0x100)}


def layers(text: str) -> Iterator[tuple[str, Sequence[int]]]:
    """Yields ``text``, and then the text with one layer of escapes less each time.

    Each comes with the positions of its characters in ``text``, and of its end.
    """
    places: Sequence[int] = range(len(text) + 1)
    for _layer in range(_MAX_LAYERS + 1):
        yield text, places
        unescaped, places = _unescape(text, places)
        if unescaped == text:
            return
        text = unescaped


def _unescape(text: str, places: Sequence[int]) -> tuple[str, Sequence[int]]:
    if not any(start in text for start in _STARTS):
        return text, places
    parts: list[str] = []
    new_places: list[int] = []
    done = 0
    for match in _ESCAPE.finditer(text):
        start, end = match.span()
        escape = match.group()
        meaning, offsets = _meaning(escape)
        if not meaning:
            continue
        parts += (text[done:start], meaning)
        new_places += places[done:start]
        new_places += [places[start + offset] for offset in offsets]
        done = end
    parts.append(text[done:])
    new_places += places[done:]
    return "".join(parts), new_places


def _meaning(escape: str) -> tuple[str, Sequence[int]]:
    """Returns the characters of an escape, "" for none, and where in the escape each starts."""
    first, kind = escape[0], escape[1]
    if first == "&":
        return _from_entity(escape), (0,)
    if kind in ("u", "U"):
        return _from_hex(escape), (0,)
    if first == "%" or kind == "x":
        return _from_bytes(escape, 3 if first == "%" else 4)
    if kind in _CONTROLS:
        return _CONTROLS[kind], (0,)
    return escape[1::2], range(0, len(escape), 2)


def _from_entity(escape: str) -> str:
    name = escape[1:].rstrip(";")
    if name[0] != "#":
        found = html.entities.html5.get(name + ";") or html.entities.html5.get(name.lower() + ";")
        return found if found and len(found) == 1 else ""
    number = int(name[2:], 16) if name[1] in "xX" else int(name[1:].lstrip("0") or "0")
    return chr(number) if number <= _LAST_CHARACTER else ""


def _from_hex(escape: str) -> str:
    if escape[6:7] in ("\\", "%"):
        # A surrogate pair.
        high, low = int(escape[2:6], 16), int(escape[8:], 16)
        return chr(0x10000 + ((high & 0x3FF) << 10) + (low & 0x3FF))
    number = int(escape[2:].strip("{}"), 16)
    return chr(number) if number <= _LAST_CHARACTER else ""


def _from_bytes(escape: str, size: int) -> tuple[str, Sequence[int]]:
    """Decodes bytes as UTF-8, or else Latin-1. ``size``: the length of the escape of one byte."""
    digits = escape.replace(escape[: size - 2], "")
    text = bytes.fromhex(digits).decode("utf-8", "surrogateescape")
    if text.isascii():
        return text, range(0, len(escape), size)
    offsets = []
    offset = 0
    for character in text:
        offsets.append(offset)
        offset += size * len(character.encode("utf-8", "surrogateescape"))
    return text.translate(_LATIN_1), offsets
