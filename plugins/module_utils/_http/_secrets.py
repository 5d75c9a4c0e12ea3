# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Masks the secrets of a run in texts, in whatever form a server returns them."""

from __future__ import annotations

import base64
import bisect
import re
import threading
from typing import Iterable, Iterator, Sequence

from ansible_collections.community.zendesk.plugins.module_utils._http import _errors

# The number of characters by which a secret is looked up. Shorter secrets have fewer.
_KEY = 4
# Bytes. A shorter secret can't be recognized within longer base64.
_LEAST_IN_BASE64 = 6
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]+=*")
SURROGATES = re.compile("[\ud800-\udfff]")


class Secrets:
    """Texts to mask in messages.

    Threads may share it. The time to mask text depends on its length, not on the number of
    secrets.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: set[str] = set()
        # Secrets that are not in an index yet, because most runs have nothing to scrub.
        self._new: list[str] = []
        self._plain = Index()
        # In form encoding, a space is a plus sign.
        self._with_spaces = Index()
        self._in_base64: set[str] = set()

    def add(self, secrets: Iterable[str]) -> None:
        """Adds secrets to mask from now on."""
        with self._lock:
            for secret in secrets:
                # A secret that is only white space would match almost every text.
                if secret not in self._known and secret.strip():
                    self._known.add(secret)
                    self._new.append(secret)

    def known(self) -> frozenset[str]:
        """Returns all secrets, as they were added."""
        with self._lock:
            return frozenset(self._known)

    def _index(self, secret: str) -> None:
        for form, _places in _layers(secret):
            # Unescaping a short secret may leave a single character that occurs in every text.
            if form == secret or len(form.strip()) >= _KEY:
                self._plain.add(form)
                # At the end of an escaped text, a backslash forms an escape with the next
                # character.
                stem = form.rstrip("\\")
                if stem != form and len(stem.strip()) >= _KEY:
                    self._plain.add(stem)
                if " " in form:
                    self._with_spaces.add(form.replace("+", " "))
        for form in _in_other_characters(secret):
            self._plain.add(form)
        for form in _in_base64(secret):
            self._plain.add(form)
            self._in_base64.add(form)

    def scrub(self, text: str) -> str:
        """Masks the secrets in ``text``, and replaces characters that can't be encoded."""
        with self._lock:
            spans = sorted(self._spans(text)) if self._known else []
        parts: list[str] = []
        done = 0
        for start, end in merged(spans):
            parts += (text[done:start], _errors.MASK)
            done = end
        text = "".join((*parts, text[done:]))
        # Python's JSON may contain lone surrogates, which can't be printed.
        return SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        while self._new:
            self._index(self._new.pop())
        for view, places in _layers(text):
            found = self._plain.spans(view)
            if self._with_spaces.forms and "+" in view:
                found += self._with_spaces.spans(view.replace("+", " "))
            encoded = [start for start, end in found if view[start:end] in self._in_base64]
            found += _whole(view, encoded)
            for start, end in found:
                yield places[start], places[end]


class Index:
    """Finds many texts in another text."""

    def __init__(self) -> None:
        self.forms: set[str] = set()
        # Length of a key -> key -> lengths of the forms that start with it.
        self._lengths: dict[int, dict[str, set[int]]] = {}

    def add(self, form: str) -> None:
        self.forms.add(form)
        key = form[:_KEY]
        self._lengths.setdefault(len(key), {}).setdefault(key, set()).add(len(form))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Returns where each form starts and ends, the longest one for each position."""
        found = []
        for size, keys in self._lengths.items():
            starts = [i for i in range(len(text) - size + 1) if text[i : i + size] in keys]
            for start in starts:
                for length in sorted(keys[text[start : start + size]], reverse=True):
                    end = start + length
                    if end <= len(text) and text[start:end] in self.forms:
                        found.append((start, end))
                        break
        return found


def _layers(text: str) -> Iterator[tuple[str, Sequence[int]]]:
    # Imported late, because each task compiles what it imports.
    from ansible_collections.community.zendesk.plugins.module_utils._http import _escapes

    return _escapes.layers(text)


def merged(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Merges overlapping spans."""
    last = None
    for start, end in spans:
        if last and start < last[1]:
            last = (last[0], max(end, last[1]))
        else:
            if last:
                yield last
            last = (start, end)
    if last:
        yield last


def _whole(text: str, starts: list[int]) -> list[tuple[int, int]]:
    """Returns the spans of base64 in which a secret starts."""
    found = []
    starts = sorted(starts)
    for run in _BASE64.finditer(text) if starts else ():
        after = bisect.bisect_left(starts, run.start())
        if after < len(starts) and starts[after] < run.end():
            found.append(run.span())
    return found


def _in_other_characters(secret: str) -> Iterator[str]:
    """Yields text as it looks when it was written in one encoding and read in another."""
    if not secret.isascii():
        yield "".join(c if c.isascii() else "\N{REPLACEMENT CHARACTER}" for c in secret)
        yield secret.encode("ascii", "replace").decode("ascii")
        yield secret.encode("utf-8", "surrogatepass").decode("latin-1")


def _in_base64(secret: str) -> Iterator[str]:
    """Yields the part of the base64 that does not depend on what is before the secret, as in C(user:secret)."""
    content = secret.encode("utf-8", "surrogatepass")
    if len(content) >= _LEAST_IN_BASE64:
        for before in range(3):
            encoded = base64.b64encode(bytes(before) + content).decode("ascii")
            first = -(-before * 8 // 6)
            form = encoded[first : (before + len(content)) * 8 // 6]
            yield form
            yield form.translate(_FOR_ADDRESSES)


_FOR_ADDRESSES = str.maketrans("+/", "-_")
