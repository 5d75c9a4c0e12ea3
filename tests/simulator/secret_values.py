# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets in records: taken out of answers, and masked in the journal.

A secret is named by its keys, such as C(authentication.data.token). Lists on the way count for nothing.
"""

from __future__ import annotations

from typing import Any, Collection, Iterable

MASK = "********"
Keys = tuple[str, ...]


def keys_of(names: Iterable[str]) -> frozenset[Keys]:
    """The keys of each name."""
    return frozenset(tuple(name.split(".")) for name in names)


def without_secrets(value: Any, secrets: Collection[Keys], at: Keys = ()) -> Any:
    """A copy without the secrets, and without the objects that have nothing else in them."""
    if isinstance(value, list):
        return [without_secrets(entry, secrets, at) for entry in value]
    if not isinstance(value, dict):
        return value
    kept = {}
    for name, content in value.items():
        keys = (*at, name)
        if keys in secrets:
            continue
        copy = without_secrets(content, secrets, keys)
        if copy or not content:
            kept[name] = copy
    return kept


def masked(value: Any, secrets: Collection[Keys], at: Keys = ()) -> Any:
    """A copy with a mask in place of each secret, at any depth: a body may be of the wrong shape."""
    if isinstance(value, list):
        return [masked(entry, secrets, at) for entry in value]
    if not isinstance(value, dict):
        return value
    return {
        name: MASK
        if _hides(content, secrets, (*at, name))
        else masked(content, secrets, (*at, name))
        for name, content in value.items()
    }


def _hides(value: Any, secrets: Collection[Keys], at: Keys) -> bool:
    """Whether it is a secret, or something else where an object with a secret belongs."""
    if value in (None, ""):
        return False
    inner = isinstance(value, (dict, list))
    return any(
        at[-length:] == keys[:length]
        for keys in secrets
        for length in range(1, len(keys) + 1)
        if length == len(keys) or not inner
    )
