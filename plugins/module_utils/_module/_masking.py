# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Finds the secrets in a task by their place, and masks them in everything a module returns."""

from __future__ import annotations

import json
import os
import re
from typing import Any, Collection, Iterable, Iterator
from urllib.parse import unquote

from ansible_collections.community.zendesk.plugins.module_utils._core import _secrecy
from ansible_collections.community.zendesk.plugins.module_utils._http import (
    _errors,
    _secrets,
    _sources,
)

# Does not apply to options that are known to be secret, which are masked at any length.
SHORTEST = _secrecy.SHORTEST
# A user without a password in a URL may be a token, or just a name.
_SHORTEST_TOKEN = 8
# A secret in a key. A shorter one may be the name of an attribute, which results need.
_SHORTEST_NAME = 8
# The URL of an account, which has no path.
_ACCOUNT = "zendesk_url"
# The URL of a request, which may have a login and parameters.
_PATH = "path"
# Without quotes, YAML reads {{ ticket.id }} as a structure.
_PLACEHOLDER = re.compile(r"[a-z_]+(?:\.[a-z_]+)+\Z")

# The similarity of a misspelt choice.
_NEAR_A_CHOICE = 0.5

# Up to this number, searching for one secret after the other is fastest.
_FEW = 16


def with_aliases(spec: dict[str, Any]) -> dict[str, Any]:
    """Adds aliases as keys to an argument spec."""
    aliases = {alias: option for option in spec.values() for alias in option.get("aliases", ())}
    return {**spec, **aliases} if aliases else spec


def secrets_in(
    given: dict[str, Any], spec: dict[str, Any], addresses: Collection[str] = ()
) -> set[str]:
    """Returns the secrets in arguments as they were given, whatever their form.

    These are the values of C(no_log) options, passwords in URLs, and texts of unknown options,
    because these may be misspelt names of secrets. ``addresses``: the options with a URL, other
    than that of the account.
    """
    found: set[str] = set()
    unknown: list[Any] = []
    _collect(given, with_aliases(spec), {_ACCOUNT, _PATH, *addresses}, found, unknown)
    if unknown:
        words = _words(spec)
        texts = (text for value in unknown for text in _texts(value, numbers=False))
        found.update(text for text in texts if len(text) >= SHORTEST and text not in words)
    return found


def secrets_in_environment(spec: dict[str, Any]) -> set[str]:
    """Returns the secrets in the environment variables of options."""
    values = {name: os.environ.get(name.upper()) for name in spec if name.startswith("zendesk_")}
    given = {name: value for name, value in values.items() if value}
    return secrets_in(given, spec)


def _collect(
    given: dict[str, Any],
    spec: dict[str, Any],
    addresses: Collection[str],
    found: set[str],
    unknown: list[Any],
    nested: bool = False,
) -> None:
    beside_secrets = any(option.get("no_log") for option in spec.values()) and nested
    for name, value in given.items():
        if value is None:
            continue
        option = spec.get(name)
        if option is None:
            unknown.append(value)
        elif option.get("no_log"):
            found.update(_texts(value, numbers=True))
        elif "options" in option:
            for entry in _dictionaries(value):
                inner = with_aliases(option["options"])
                _collect(entry, inner, addresses, found, unknown, option["type"] == "dict")
            # A secret may have been given instead of a dictionary.
            unknown += _loose(value) if option["type"] == "dict" else []
        elif is_free(name, option):
            if isinstance(value, (dict, list)):
                found |= _secrecy.secrets_within(value, False)
            else:
                unknown.append(value)
        else:
            misplaced = _misplaced(value, option, beside_secrets)
            unknown += misplaced
            if name in addresses and not misplaced:
                found.update(_secrets_of_address(name, str(value)))


def is_free(name: str, option: dict[str, Any]) -> bool:
    """Whether an option is a structure with arbitrary keys."""
    free = option["type"] in ("dict", "raw") or option.get("elements") == "raw"
    return free and name not in _sources.OPTIONS and "options" not in option


def _misplaced(value: Any, option: dict[str, Any], beside_secrets: bool) -> list[Any]:
    """Returns structures in an option that takes none, because they may contain secrets.

    Next to secrets, this includes text that is not similar to any of the choices.
    """
    choices = option.get("choices", ())
    if beside_secrets and choices and isinstance(value, str) and value not in choices:
        # Imported late, because it is only needed for errors.
        import difflib

        near = difflib.get_close_matches(value.lower(), choices, 1, _NEAR_A_CHOICE)
        return [] if near else [value]
    entries = value if isinstance(value, list) and option["type"] == "list" else [value]
    return [entry for entry in entries if isinstance(entry, (dict, list))]


def _entries(value: Any) -> Iterator[Any]:
    """Yields the entries of nested lists."""
    if isinstance(value, list):
        for entry in value:
            yield from _entries(entry)
    else:
        yield value


def _dictionaries(value: Any) -> list[dict[str, Any]]:
    return [entry for entry in _entries(value) if isinstance(entry, dict)]


def _loose(value: Any) -> list[Any]:
    return [entry for entry in _entries(value) if not isinstance(entry, dict)]


def _texts(value: Any, numbers: bool) -> Iterator[str]:
    if isinstance(value, dict):
        for name, entry in value.items():
            # YAML reads text in braces like this.
            braced = entry is None and len(name) >= SHORTEST
            if braced and (numbers or not _PLACEHOLDER.match(name)):
                yield name
            yield from _texts(entry, numbers)
    elif isinstance(value, list):
        for entry in value:
            yield from _texts(entry, numbers)
    elif isinstance(value, str):
        yield from filter(None, (value, value.strip()))
    elif numbers and value is not None and not isinstance(value, bool):
        yield str(value)


def _words(spec: dict[str, Any]) -> set[str]:
    """Returns words that messages need: names and choices of options."""
    found = set(spec)
    for option in spec.values():
        found.update(option.get("choices", ()))
        found.update(_words(option.get("options", {})))
    return found


def _secrets_of_address(option: str, address: str) -> Iterator[str]:
    user = _secrecy.user_in(address, option != _ACCOUNT)
    name, colon, password = user.partition(":")
    if colon and password:
        yield user
    secret, shortest = (password, SHORTEST) if colon else (name, _SHORTEST_TOKEN)
    if len(secret) >= shortest:
        yield secret
        yield unquote(secret, errors="replace")
    for parameter in address.partition("?")[2].split("&") if option == _PATH else ():
        name, _equals, value = parameter.partition("=")
        if _secrecy.sounds_secret(unquote(name)) and _secrecy.could_be_secret(value):
            yield value
            yield unquote(value, errors="replace")


class Masker:
    """Masks secrets in a result. The time does not depend on the number of secrets."""

    def __init__(self, secrets: Iterable[str]) -> None:
        self.found: set[str] = set()
        self._forms = {form for secret in secrets for form in _forms(secret)} - {""}
        self._index = _secrets.Index()
        if len(self._forms) > _FEW:
            for form in self._forms:
                self._index.add(form)
        self._done: dict[str, str] = {}

    def clean(self, value: Any) -> Any:
        """Masks secrets in a value, and replaces lone surrogates.

        Lone surrogates can't be written as UTF-8, so Ansible would fail when it prints, logs or
        stores them.
        """
        if not self._index.forms:
            # Most results need no change, and this is the fastest check.
            text = json.dumps(value, default=str)
            if "\\ud" not in text and not any(_json(form) in text for form in self._forms):
                return value
        return self._clean(value)

    def _clean(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {self._name(name): self._clean(entry) for name, entry in value.items()}
        if isinstance(value, (list, tuple)):
            return [self._clean(entry) for entry in value]
        return value

    def _name(self, name: str) -> str:
        if len(name) < _SHORTEST_NAME or all(len(f) < _SHORTEST_NAME for f in self._find(name)):
            return _printable(name)
        return self.text(name)

    def text(self, text: str) -> str:
        """Masks secrets in text."""
        done = self._done.get(text)
        if done is None:
            done = text
            for form in sorted(self._find(text), key=len, reverse=True):
                done = done.replace(form, _errors.MASK)
                self.found.add(form)
            done = self._done[text] = _printable(done)
        return done

    def arguments(
        self, given: dict[str, Any], spec: dict[str, Any], addresses: Collection[str] = ()
    ) -> dict[str, Any]:
        """Masks arguments: a value that is not known to be harmless is masked completely."""
        spec = with_aliases(spec)
        return {
            _printable(name): self._argument(name, value, spec.get(name), addresses)
            for name, value in given.items()
        }

    def _argument(
        self, name: str, value: Any, option: dict[str, Any] | None, addresses: Collection[str]
    ) -> Any:
        if value is None:
            return None
        if option is None or option.get("no_log"):
            return _errors.MASK
        if is_free(name, option):
            return self._structure(value)
        if "options" not in option:
            if _misplaced(value, option, False):
                return _errors.MASK
            user = ""
            if name in (_ACCOUNT, _PATH) or name in addresses:
                user = _secrecy.user_in(str(value), name != _ACCOUNT)
            if user:
                value = str(value).replace(user + "@", _errors.MASK + "@")
            return self._clean(value)
        if isinstance(value, list):
            return [self._argument(name, entry, option, addresses) for entry in value]
        if isinstance(value, dict):
            return self.arguments(value, option["options"], addresses)
        return _errors.MASK

    def _structure(self, value: Any) -> Any:
        if not isinstance(value, (dict, list)):
            return _errors.MASK
        return self._clean(_secrecy.mask_secrets(value, _errors.MASK))

    def _find(self, text: str) -> set[str]:
        if self._index.forms:
            return {text[start:end] for start, end in self._index.spans(text)}
        return {form for form in self._forms if form in text}


def _forms(secret: str) -> set[str]:
    """Returns the forms of a secret in text: unchanged, or as JSON."""
    texts = {secret, secret.strip()}
    if secret.isascii() and secret.isalnum():
        return texts
    encoded = {json.dumps(text, ensure_ascii=False)[1:-1] for text in texts}
    return texts.union(encoded, map(_json, texts))


def _json(text: str) -> str:
    return json.dumps(text)[1:-1]


def _printable(text: str) -> str:
    return text if text.isascii() else _secrets.SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)
