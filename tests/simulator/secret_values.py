# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets in records: taken out of answers, and masked in the journal.

A secret is named by its keys, such as C(authentication.data.token). Lists on the way count for nothing.
"""

from __future__ import annotations

import fnmatch
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
        if any(keys == each or _stands_in_for(content, keys, each) for each in secrets):
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
    found = {}
    for name, content in value.items():
        keys = (*at, name)
        hides = content not in (None, "") and any(
            _fits(keys[-len(each) :], each)
            or any(_stands_in_for(content, keys[start:], each) for start in range(len(keys)))
            for each in secrets
        )
        found[name] = MASK if hides else masked(content, secrets, keys)
    return found


def _fits(keys: Keys, secret: Keys) -> bool:
    """Whether keys are those of a secret; a star in its name stands for anything, in any case."""
    return len(keys) == len(secret) and all(
        key == part or ("*" in part and fnmatch.fnmatchcase(key.lower(), part))
        for key, part in zip(keys, secret)
    )


def _stands_in_for(value: Any, keys: Keys, secret: Keys) -> bool:
    """Whether it is in the place of an object that a secret is in, and is no object."""
    if value is None or isinstance(value, (dict, list)):
        return False
    return len(keys) < len(secret) and keys == secret[: len(keys)]
