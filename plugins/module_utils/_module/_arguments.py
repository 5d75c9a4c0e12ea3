# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""The base class of all modules: reads the arguments from Ansible, and returns the result.

All private parts of ansible-core that are used are here: C(_load_params), C(_log_invocation),
C(_diff), C(no_log_values), the argument C(_ansible_inject_invocation) and the text
C(__omit_place_holder__). Tests fail if ansible-core changes one of them.
"""

from __future__ import annotations

import re
from typing import Any, Callable, Iterable, NoReturn

from ansible.module_utils.basic import AnsibleModule

try:
    from ansible.module_utils.secrets import (  # type: ignore[import-not-found,unused-ignore]
        register_secrets,
    )
except ImportError:  # ansible-core 2.21 and earlier
    register_secrets = None

from ansible_collections.community.zendesk.plugins.module_utils._core import _problems, _resource
from ansible_collections.community.zendesk.plugins.module_utils._http import _sources
from ansible_collections.community.zendesk.plugins.module_utils._module import _masking

# The allowed types of values for each option type. Booleans are only allowed for booleans, because
# # YAML has converted them from an unknown word. Ansible would accept lists and dictionaries as
# text.
_TAKEN: dict[str, tuple[type, ...]] = {
    "str": (str, int, float),
    "path": (str, int, float),
    "bool": (bool, str, int, float),
    "int": (str, int, float),
    "float": (str, int, float),
    "list": (list,),
    "dict": (dict,),
    "raw": (object,),
}

# How C(omit) looks if ansible-core 2.18 does not remove it, for example in a list.
_OMITTED = re.compile("__omit_place_holder__[0-9a-f]{40}")
_NOTHING = object()

Check = Callable[["dict[str, Any]", _problems.Problems], "list[str]"]


class Module(AnsibleModule):
    """Validates all options together, before any request, and masks secrets by their place.

    Ansible stops at the first problem, does not name the item, and converts anything to text. It
    also checks each item against all possible options several times, which takes longer than
    everything else in a large set. So it gets only the options that are used. ``check``: returns
    the problems beyond the form, one text for each. It gets the options as Ansible has converted
    them, and the problems of their form. ``resources``: the resources of the options.
    ``missing_for_create``: returns additional texts to report if there are problems. ``forms``:
    options that also take a dictionary -> the spec of the dictionary, and the other spec.
    """

    def __init__(
        self,
        argument_spec: dict[str, Any],
        check: Check,
        resources: tuple[_resource.Resource, ...] = (),
        missing_for_create: Callable[[], list[str]] = list,
        forms: dict[str, tuple[dict[str, Any], dict[str, Any]]] | None = None,
    ) -> None:
        self._given: dict[str, Any] = {}
        self._raw = _sources.Raw()
        self._full_spec = dict(argument_spec)
        self._forms = forms or {}
        self._check = check
        self._resources = resources
        self._missing_for_create = missing_for_create
        self._addresses = [
            name
            for resource in resources
            for name, attribute in resource.all_attributes.items()
            if attribute.type.address
        ]
        self._secrets: set[str] = set()
        self._shows_arguments = True
        self._is_valid = False
        super().__init__(argument_spec=dict(argument_spec), supports_check_mode=True)  # type: ignore[no-untyped-call]
        self._is_valid = True
        problems = self._problems()
        if problems:
            self.fail_json(" ".join(problems))

    def hide(self, secrets: Iterable[str]) -> None:
        """Masks these texts in everything that the module returns."""
        new = {secret for secret in secrets if secret}
        self._secrets |= new
        # Up to ansible-core 2.21, the module masks its result. Since 2.22, the controller masks its
        # output.
        self.no_log_values |= new
        if register_secrets:
            register_secrets(new)

    @property
    def secrets(self) -> frozenset[str]:
        """The texts that are masked in everything that the module returns."""
        return frozenset(self._secrets)

    @property
    def with_diff(self) -> bool:
        """Whether the user requested a diff."""
        return bool(self._diff)

    def settings(self) -> _sources.Settings:
        """Returns the connection options of all sources."""
        return _sources.Settings(self.params, self._raw.given)

    def _load_params(self) -> None:
        super()._load_params()  # type: ignore[no-untyped-call]
        for name, (of_dictionary, otherwise) in self._forms.items():
            form = of_dictionary if isinstance(self.params.get(name), dict) else otherwise
            self._full_spec[name] = self.argument_spec[name] = form
        self.params = _without_nulls(
            _without_omitted(self.params), _masking.with_aliases(self._full_spec)
        )
        for name, option in _masking.with_aliases(self._full_spec).items():
            value = self.params.get(name)
            numbers = option.get("elements") == "int"
            if (
                isinstance(value, str)
                and option["type"] == "list"
                and ("choices" in option or numbers)
            ):
                self.params[name] = [word.strip() for word in value.split(",") if word.strip()]
            elif numbers and isinstance(value, int) and not isinstance(value, bool):
                self.params[name] = [value]
        # Up to ansible-core 2.19, they are always returned, later only on demand.
        self._shows_arguments = self.params.get("_ansible_inject_invocation", True)
        self.hide(_masking.secrets_in(_given(self.params), self._full_spec, self._addresses))
        self.hide(_masking.secrets_in_environment(self._full_spec))
        self._raw = _sources.read_raw(self.params)
        self.hide(secret for secret in self._raw.secrets if len(secret) >= _masking.SHORTEST)
        self._given = _given(self.params)
        self.params = {**self.params, **_without_misshapen(self._given, self._full_spec)}
        for name, option in self._full_spec.items():
            items = self._given.get(name)
            if option.get("elements") == "dict" and _are_dictionaries(items):
                used: set[str] = set().union(*items or ())
                options = {
                    n: o for n, o in option["options"].items() if n in used or "default" in o
                }
                self.argument_spec[name] = dict(option, options=options)

    def _problems(self) -> list[str]:
        """Returns the problems of the input; empty if only Ansible has found some."""
        plain = not self._raw.problems and _is_plain(
            self._given, _masking.with_aliases(self._full_spec)
        )
        if self._is_valid and plain:
            return self.with_more(self._check(self.params, _problems.Problems([], {})))
        # Imported late, because a module without problems should start fast.
        from ansible_collections.community.zendesk.plugins.module_utils._module import _input

        return self.with_more(
            _input.explain(self._given, self._raw, self._full_spec, self._check, self._resources)
        )

    def with_more(self, problems: list[str]) -> list[str]:
        """Returns the problems of the input and related ones, so that one run reports all of them."""
        return problems + self._missing_for_create() if problems else []

    def _log_invocation(self) -> None:
        # Names only. Ansible logs values, and does not find all the secrets in them: those in
        # addresses, and up to ansible-core 2.21 those that Python writes with an escape.
        self.log("Invoked with %s" % ", ".join(sorted(self._given)))

    def log(self, msg: str, log_args: dict[str, Any] | None = None) -> None:
        super().log(_masking.Masker(self._secrets).text(msg))  # type: ignore[no-untyped-call]

    def warn(self, warning: str, **kwargs: Any) -> None:
        # ansible-core 2.18 logs it, which fails for this character.
        text = _masking.Masker(self._secrets).text(warning).replace("\x00", " ")
        super().warn(text, **kwargs)

    def exit_json(self, **kwargs: Any) -> NoReturn:
        super().exit_json(**self._cleaned(kwargs))
        raise AssertionError("not reached")

    def fail_json(self, msg: str, **kwargs: Any) -> NoReturn:
        if not self._is_valid:
            msg = " ".join(self._problems()) or msg
        super().fail_json(**self._cleaned(dict(kwargs, msg=msg)))
        raise AssertionError("not reached")

    def _cleaned(self, result: dict[str, Any]) -> dict[str, Any]:
        masker = _masking.Masker(self._secrets)
        cleaned: dict[str, Any] = masker.clean(result)
        if self._shows_arguments:
            arguments = masker.arguments(self.params, self._full_spec, self._addresses)
            cleaned = dict(cleaned, invocation={"module_args": arguments})
        # Ansible 2.21 and earlier search each text for each secret, which is no longer necessary.
        self.no_log_values &= masker.found
        return cleaned


def _given(params: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in params.items() if not name.startswith("_ansible_")}


def _without_omitted(value: Any) -> Any:
    if isinstance(value, str):
        if _OMITTED.fullmatch(value):
            return _NOTHING
        return _OMITTED.sub("", value) if "__omit" in value else value
    if isinstance(value, dict):
        entries = ((name, _without_omitted(entry)) for name, entry in value.items())
        return {name: entry for name, entry in entries if entry is not _NOTHING}
    if isinstance(value, list):
        return [entry for entry in map(_without_omitted, value) if entry is not _NOTHING]
    return value


def _without_nulls(given: dict[str, Any], known: dict[str, Any]) -> dict[str, Any]:
    """Removes null, which means "not given", but counts as a value for Ansible."""
    kept: dict[str, Any] = {}
    for name, value in given.items():
        option = known.get(name, {})
        if value is None and "default" in option:
            continue
        if name.startswith("previous_") and _is_taken(value, "str"):
            # A single name, which Ansible would split at commas.
            value = [value]
        if option.get("elements") == "dict" and _are_dictionaries(value):
            options = _masking.with_aliases(option["options"])
            value = [_without_nulls(item, options) for item in value]
        kept[name] = value
    return kept


def _without_misshapen(given: dict[str, Any], spec: dict[str, Any]) -> dict[str, Any]:
    """Removes arguments that are not dictionaries, but should have suboptions.

    Otherwise, Ansible fails for some of them, and forgets what to mask in the others.
    """
    known = _masking.with_aliases(spec)
    kept = {}
    for name, value in given.items():
        option = known.get(name, {})
        options = option.get("options")
        if not options or value is None:
            kept[name] = value
        elif isinstance(value, dict) and option["type"] == "dict":
            kept[name] = _without_misshapen(value, options)
        elif option["type"] == "dict":
            kept[name] = None
        elif isinstance(value, list) and any("options" in each for each in options.values()):
            kept[name] = [
                _without_misshapen(item, options) if isinstance(item, dict) else item
                for item in value
            ]
        else:
            kept[name] = value
    return kept


def _are_dictionaries(items: Any) -> bool:
    return isinstance(items, list) and all(isinstance(item, dict) for item in items)


def _is_plain(given: dict[str, Any], spec: dict[str, Any]) -> bool:
    """Whether all options are known and have a form that Ansible reads as intended."""
    for name, value in given.items():
        option = spec.get(name)
        if option is None:
            return False
        if value is None:
            continue
        kind = option["type"]
        if not _is_taken(value, kind):
            return False
        if kind == "list":
            elements = option["elements"]
            if not all(_is_taken(entry, elements) for entry in value):
                return False
            if elements == "dict" and not all(_is_plain(e, option["options"]) for e in value):
                return False
        elif "options" in option and not _is_plain(value, _masking.with_aliases(option["options"])):
            return False
    return True


def _is_taken(value: Any, kind: str) -> bool:
    return isinstance(value, _TAKEN[kind]) and (
        kind in ("bool", "raw") or not isinstance(value, bool)
    )
