# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Finds the value of a connection option: from a role, the task or the environment."""

from __future__ import annotations

import os
from typing import Any, Callable, Iterable, NamedTuple

from ansible.module_utils.common.validation import (
    check_type_bool,
    check_type_float,
    check_type_int,
    check_type_path,
)

from ansible_collections.community.zendesk.plugins.module_utils._http import _errors

OVERRIDES = "zendesk_overrides"

# Name -> spec. The environment variable of an option has the same name in upper case.
OPTIONS: dict[str, dict[str, Any]] = {
    "zendesk_subdomain": {"type": "str"},
    "zendesk_url": {"type": "str"},
    "zendesk_oauth_token": {"type": "str", "no_log": True},
    "zendesk_client_id": {"type": "str"},
    "zendesk_client_secret": {"type": "str", "no_log": True},
    "zendesk_oauth_scope": {"type": "str"},
    "zendesk_email": {"type": "str"},
    "zendesk_api_token": {"type": "str", "no_log": True},
    "zendesk_password": {"type": "str", "no_log": True},
    "zendesk_validate_certs": {"type": "bool", "default": True, "aliases": ["validate_certs"]},
    "zendesk_ca_path": {"type": "path", "aliases": ["ca_path"]},
    "zendesk_timeout": {"type": "float", "default": 30.0, "aliases": ["timeout"]},
    "zendesk_retries": {"type": "int", "default": 4, "aliases": ["retries"]},
    "zendesk_rate_limit_share": {"type": "int", "default": 80},
}

_CONVERT: dict[str, tuple[Callable[[Any], Any], str]] = {
    "bool": (check_type_bool, "true or false"),
    "int": (check_type_int, "a whole number"),
    "float": (check_type_float, "a number"),
    "path": (check_type_path, "a path"),
    "str": (str, "text"),
}


def overrides_option() -> dict[str, Any]:
    """Returns the argument spec of C(zendesk_overrides).

    Its values are converted here, like those of the environment, because an empty value of any type
    counts as not set.
    """
    options = {name: {"type": "raw", "no_log": "no_log" in spec} for name, spec in OPTIONS.items()}
    return {"type": "dict", "options": options}


def is_given(value: Any) -> bool:
    """Whether a value is set. None and white space count as not set."""
    return value is not None and not (isinstance(value, str) and not value.strip())


class Raw(NamedTuple):
    """What can be seen in the arguments of a task only before ansible-core converts them.

    ``given``: the connection options that the task or C(module_defaults) set. ``problems``:
    problems with C(zendesk_overrides). ``secrets``: texts in it to mask.
    """

    given: frozenset[str] = frozenset()
    problems: tuple[str, ...] = ()
    secrets: frozenset[str] = frozenset()


def read_raw(params: dict[str, Any]) -> Raw:
    """Reads the raw arguments, and removes invalid values from C(zendesk_overrides).

    Otherwise, ansible-core would show every argument unmasked. It would also reject an empty number
    or boolean, which counts as not set, like any other empty option.
    """
    for name, spec in OPTIONS.items():
        if spec["type"] in ("bool", "int", "float"):
            for key in (name, *spec.get("aliases", ())):
                if isinstance(params.get(key), str) and not params[key].strip():
                    del params[key]
    given = {
        name
        for name, spec in OPTIONS.items()
        if any(params.get(key) is not None for key in [name, *spec.get("aliases", [])])
    }
    overrides = params.get(OVERRIDES)
    if not is_given(overrides):
        params.pop(OVERRIDES, None)
        return Raw(frozenset(given))
    if not isinstance(overrides, dict):
        params[OVERRIDES] = {}
        problem = "%s is not a dictionary of connection options." % OVERRIDES
        return Raw(frozenset(given), (problem,), frozenset(_texts(overrides)))
    known = {name: overrides[name] for name in OPTIONS if is_given(overrides.get(name))}
    unknown = [name for name in overrides if name not in OPTIONS]
    params[OVERRIDES] = known
    return Raw(
        frozenset(given),
        tuple(map(_unknown_option, unknown)),
        frozenset(text for name in unknown for text in _texts(overrides[name])),
    )


def _unknown_option(name: Any) -> str:
    from difflib import get_close_matches

    names = {alias: name for name, spec in OPTIONS.items() for alias in spec.get("aliases", [])}
    names.update({name: name for name in OPTIONS})
    near = get_close_matches(str(name).lower(), names, 1)
    hint = " Did you mean %s?" % names[near[0]] if near else ""
    return "%s: unknown option %s.%s" % (OVERRIDES, name, hint)


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, str) and value.strip():
        yield value


class Setting(NamedTuple):
    """A value, ``None`` if no source provides one.

    ``label``: its name for the user. ``rank``: the number of its source; 0 takes precedence.
    """

    value: Any
    label: str
    rank: int

    @property
    def subject(self) -> str:
        """Returns the label for the beginning of a sentence."""
        return self.label[:1].upper() + self.label[1:] if " " in self.label else self.label


class Source(NamedTuple):
    """One source of values. ``where``: how an error refers to its options."""

    values: dict[str, Any]
    where: str
    label: str = "%s"

    def names(self, *names: str) -> list[str]:
        return [name for name in names if name in self.values]

    def described(self, names: list[str]) -> str:
        """Describes options and their source."""
        where = self.where
        if "%s" in where:
            where %= ", ".join(name.upper() for name in names)
        return "%s (%s)" % (" and ".join(names), where)


class Settings:
    """The connection options of all sources. The first source that provides a value is used."""

    def __init__(self, params: dict[str, Any], given: Iterable[str]) -> None:
        options = {name: params[name] for name in given}
        # An empty scope requests no scope; every other empty option counts as not set.
        scope = "zendesk_oauth_scope"
        from_environment = {name: os.environ.get(name.upper()) for name in OPTIONS}
        self.sources = [
            Source(_given(params.get(OVERRIDES) or {}), "variables of the role"),
            Source(
                dict(_given(options), **{n: options[n] for n in [scope] if n in options}),
                "options of the task, or from module_defaults",
            ),
            Source(
                _given(from_environment), "from the environment: %s", "the environment variable %s"
            ),
        ]

    def get(self, name: str) -> Setting:
        """Returns the converted value. Raises InvalidInput, which names the source of a wrong value."""
        for rank, source in enumerate(self.sources):
            if name in source.values:
                return self.of(rank, name)
        return Setting(OPTIONS[name].get("default"), name, len(self.sources))

    def in_environment(self, setting: Setting) -> bool:
        return setting.rank == len(self.sources) - 1

    def of(self, rank: int, name: str) -> Setting:
        """Returns the value from one source."""
        source = self.sources[rank]
        known_as = name if source.label == "%s" else name.upper()
        setting = Setting(source.values[name], source.label % known_as, rank)
        return setting._replace(value=_converted(name, setting))

    def first(self, *names: str) -> tuple[int, list[str]]:
        """Returns the first source that provides any of ``names``, and these; -1 if there is none."""
        for rank, source in enumerate(self.sources):
            found = source.names(*names)
            if found:
                return rank, found
        return -1, []


def _given(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if is_given(value)}


def _converted(name: str, setting: Setting) -> Any:
    kind = OPTIONS[name]["type"]
    convert, expected = _CONVERT[kind]
    value = setting.value.strip() if isinstance(setting.value, str) else setting.value
    fits = isinstance(value, (str, int, float) if kind != "path" else str)
    if fits and (kind == "bool" or not isinstance(value, bool)):
        try:
            return convert(value)
        except (TypeError, ValueError):
            pass
    # A value of another type may be a secret.
    got = "; got %s" % value if kind in ("bool", "int", "float") and fits else ""
    raise _errors.InvalidInput("%s must be %s%s." % (setting.subject, expected, got))
