# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets are found by their place, and taken out of results."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.community.zendesk.plugins.module_utils._core._options import (
    connection_options,
    many_options,
)
from ansible_collections.community.zendesk.plugins.module_utils._module._masking import (
    Masker,
    secrets_in,
)
from ansible_collections.community.zendesk.plugins.module_utils._resources._targets import TARGETS

SPEC = {**many_options(TARGETS), **connection_options()}
MANY = {"another-secret-%d" % number for number in range(50)}

# What is secret, a value, and what is shown of it.
VALUES: dict[str, tuple[set[str], Any, Any]] = {
    "nothing": ({"secret"}, {"a": ["x", 1, None, True]}, {"a": ["x", 1, None, True]}),
    "a text": ({"secret"}, "my secret!", "my ********!"),
    "nested": ({"secret"}, {"a": [{"b": "secret"}]}, {"a": [{"b": "********"}]}),
    "a tuple": ({"secret"}, ("secret", "x"), ["********", "x"]),
    "the longest first": ({"secret", "secret-more"}, "secret-more secret", "******** ********"),
    "with white space around": ({" secret\n"}, "a secret", "a ********"),
    "as JSON": ({'a"b\\c\n'}, 'x a\\"b\\\\c y', "x ******** y"),
    "as ASCII": ({"pässword"}, "p\\u00e4ssword pässword", "******** ********"),
    "a short one": ({"ab"}, "cabs", "c********s"),
    "a half character": ({"secret"}, {"a\ud800": "\udfff"}, {"a\ufffd": "\ufffd"}),
    "a whole character": ({"secret"}, "🙂 ä", "🙂 ä"),
    "numbers": ({"12345"}, {"a": 12345}, {"a": 12345}),
}


@pytest.mark.parametrize("more", [set(), MANY], ids=["few", "many"])
@pytest.mark.parametrize("case", VALUES.values(), ids=list(VALUES))
def test_what_is_shown(case: Any, more: set[str]) -> None:
    secrets, value, shown = case
    before = repr(value)
    assert Masker(secrets | more).clean(value) == shown
    assert repr(value) == before


FOUND: dict[str, tuple[dict[str, Any], set[str]]] = {
    "harmless": ({"prune": True, "keep": ["some text"]}, set()),
    "login": ({"zendesk_oauth_token": "a"}, {"a"}),
    "login with white space": ({"zendesk_oauth_token": "ab\n"}, {"ab", "ab\n"}),
    "number": ({"zendesk_password": 12}, {"12"}),
    "shapes": ({"zendesk_password": {"a": ["x", 1, True, None]}}, {"x", "1"}),
    "item": ({"targets": [{"password": "x"}, {"title": "y"}]}, {"x"}),
    "no list": ({"targets": {"password": "x"}}, {"x"}),
    "list in a list": ({"targets": [[[{"password": "x"}], "text"]]}, {"x"}),
    "unknown": ({"pass": "four"}, {"four"}),
    "unknown and short": ({"pass": "abc", "pin": 12345, "flag": True}, set()),
    "unknown and nested": ({"a": {"b": [{"c": "deep"}]}}, {"deep"}),
    "unknown and a word of messages": (
        {"typ": "email_target", "x": "title of it"},
        {"title of it"},
    ),
    "braces": ({"targets": [{"token": {"in braces": None}}]}, {"in braces"}),
}
ADDRESSES = {
    "https://example.com": set(),
    "https://example.com/path@2": set(),
    "https://example.com:8080/path@2?a=b@c": set(),
    "https://me@example.com": set(),
    "https://a-long-token@example.com": {"a-long-token"},
    "https://me:pass@example.com/a@b": {"me:pass", "pass"},
    "https://me:p%40ss@example.com": {"me:p%40ss", "p%40ss", "p@ss"},
    "https://me:p@ss@example.com": {"me:p@ss", "p@ss"},
    "https://me:pa/ss@example.com": {"me:pa/ss", "pa/ss"},
    "https://me:abc@example.com": {"me:abc"},
    "me:pass@example.com": set(),
}


@pytest.mark.parametrize("case", FOUND.values(), ids=list(FOUND))
def test_what_is_secret(case: Any) -> None:
    given, secrets = case
    assert secrets_in(given, SPEC) == secrets


@pytest.mark.parametrize(("address", "secrets"), ADDRESSES.items(), ids=list(ADDRESSES))
def test_what_is_secret_in_an_address(address: str, secrets: set[str]) -> None:
    assert secrets_in({"targets": [{"target_url": address}]}, SPEC, ["target_url"]) == secrets
    shown = Masker(()).arguments({"targets": [{"target_url": address}]}, SPEC, ["target_url"])
    if secrets:
        assert "://********@example.com" in shown["targets"][0]["target_url"]


def test_arguments_are_shown_by_their_place() -> None:
    given = {
        "targets": [{"title": "T", "password": 5, "pin": 6, "auth": {"a": "b"}}, "text", [5]],
        "prune": True,
        "zendesk_oauth_token": ["x"],
        "zendesk_password": None,
        "more": {"a": 1},
    }
    mask = "********"
    assert Masker(()).arguments(given, SPEC) == {
        "targets": [{"title": "T", "password": mask, "pin": mask, "auth": mask}, mask, [mask]],
        "prune": True,
        "zendesk_oauth_token": mask,
        "zendesk_password": None,
        "more": mask,
    }
