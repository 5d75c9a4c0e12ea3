# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets in every form in which a server may repeat them, and which values are secrets."""

from __future__ import annotations

import base64
import html
import html.entities
import json
import random
import sys
import threading
import time
from typing import Any, Callable
from urllib.parse import quote, quote_plus

import pytest

from ansible_collections.community.zendesk.plugins.module_utils._core._record import Record
from ansible_collections.community.zendesk.plugins.module_utils._http._errors import MASK
from ansible_collections.community.zendesk.plugins.module_utils._http._secrets import Secrets
from ansible_collections.community.zendesk.plugins.module_utils._resources._targets import TARGETS

SECRETS = {
    "plain": "canary-1",
    "Rails": "it's-a-canary",
    "markup": '<can&ary> "x"',
    "address": "can/ary?a=b&c%2fd",
    "spaces": "my canary  two",
    "plus and space": "can+ary a",
    "backslashes": 'C:\\canary\\new"',
    "looks escaped": "can&amp;ary%41\\u0041",
    "line break": "canary\n\ttwo",
    "umlaut": "kanarienv\u00f6gel",
    "beyond 16 bits": "canary-\U0001f424!",
    "escape at the end": "canary%",
    "entity at the start": "&#39;canary",
}

Form = Callable[[str], str]


def _each(template: str) -> Form:
    return lambda text: "".join(template % ord(character) for character in text)


def _utf16(template: str) -> Form:
    def form(text: str) -> str:
        units = text.encode("utf-16-be")
        return "".join(
            template % int.from_bytes(units[i : i + 2], "big") for i in range(0, len(units), 2)
        )

    return form


def _bytes(template: str) -> Form:
    return lambda text: "".join(template % byte for byte in text.encode())


FORMS: dict[str, Form] = {
    "as it is": lambda text: text,
    "JSON": lambda text: json.dumps(text)[1:-1],
    "JSON, not in ASCII": lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    "JSON, escaped slash": lambda text: json.dumps(text)[1:-1].replace("/", "\\/"),
    "JSON of Rails": lambda text: (
        json.dumps(text)[1:-1]
        .replace("&", "\\u0026")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
    ),
    "JSON, all escaped": _utf16("\\u%04x"),
    "JSON, all escaped, upper case": _utf16("\\u%04X"),
    "JavaScript, escape()": _utf16("%%u%04X"),
    "Ruby, code points": _each("\\u{%x}"),
    "Ruby, leading zeros": _each("\\u{%08x}"),
    "Python, code points": _each("\\U%08x"),
    "bytes in a literal": _bytes("\\x%02x"),
    "bytes in a literal, upper case": _bytes("\\x%02X"),
    "backslashes before quotes": lambda text: text.replace("\\", "\\\\").replace("'", "\\'"),
    "HTML": html.escape,
    "HTML of Rails": lambda text: html.escape(text).replace("&#x27;", "&#39;"),
    "HTML, &apos;": lambda text: html.escape(text).replace("&#x27;", "&apos;"),
    "HTML, upper-case names": lambda text: html.escape(text).replace("&quot;", "&QUOT;"),
    "HTML, decimal": _each("&#%d;"),
    "HTML, leading zeros": _each("&#%06d;"),
    "HTML, no semicolon": _each("&#%d"),
    "HTML, hexadecimal": _each("&#x%x;"),
    "HTML, upper case": _each("&#X%04X;"),
    "address": lambda text: quote(text, safe=""),
    "address, lower case": lambda text: "".join(
        quote(c, safe="").lower() if c != quote(c, safe="") else c for c in text
    ),
    "address, all escaped": _bytes("%%%02x"),
    "address of JavaScript": lambda text: quote(text, safe="!'()*~"),
    "address with slashes": lambda text: quote(text, safe="/:@$,;="),
    "form": quote_plus,
}


def scrubbed(text: str, *secrets: str) -> str:
    known = Secrets()
    known.add(secrets)
    return known.scrub(text)


@pytest.mark.parametrize("secret", SECRETS.values(), ids=list(SECRETS))
@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_form_of_a_secret(form: Form, secret: str) -> None:
    text = "Password: (%s) is too weak" % form(secret)
    assert scrubbed(text, secret) == "Password: (%s) is too weak" % MASK
    # Who does not know the secret leaves the text alone: the mask above comes from nothing else.
    assert scrubbed(text, "another secret") == text


@pytest.mark.parametrize("after", ["", ")", '"', "\\", "\\\\", " ", "&", "n"])
@pytest.mark.parametrize("form", ["as it is", "JSON", "HTML"])
def test_a_backslash_at_the_end(form: str, after: str) -> None:
    secret = "can&ary\\"
    shown = scrubbed("<td>%s%s</td>" % (FORMS[form](secret), after), secret)
    assert "ary" not in shown
    assert MASK in shown


@pytest.mark.parametrize("seed", range(20))
def test_no_text_is_too_strange(seed: int) -> None:
    """What only looks like an escape is left as it is, and breaks nothing."""
    chance = random.Random(seed)
    for _text in range(500):
        text = "".join(chance.choices("\\\\\\%%&&#;{}uxXdDcC08famls'\N{BULLET}", k=40))
        assert scrubbed(text + "canary", "canary").endswith(MASK)


def test_every_entity() -> None:
    for name in html.entities.html5:
        text = "F&%s r canary" % name
        assert scrubbed(text, "canary") == "F&%s r %s" % (name, MASK)


@pytest.mark.parametrize("outer", FORMS.values(), ids=list(FORMS))
@pytest.mark.parametrize("inner", ["JSON", "HTML of Rails", "form", "address, lower case"])
def test_form_within_a_form(inner: str, outer: Form) -> None:
    secret = 'it\'s "a"/canary & more'
    text = "<%s>" % outer(FORMS[inner](secret))
    assert scrubbed(text, secret) == "<%s>" % MASK


@pytest.mark.parametrize("seed", range(200))
def test_every_character_in_another_form(seed: int) -> None:
    """Whatever a server leaves as it is, and whatever it escapes."""
    chance = random.Random(seed)
    secret = chance.choice(list(SECRETS.values()))
    if any(escape in secret for escape in ("%", "\\", "&")):
        # Where only a part of what looks like an escape is one, no reader could tell.
        secret = "it's a <canary>/%d?" % seed
    forms = [FORMS[name] for name in ("as it is", "HTML, decimal", "HTML, upper case")]
    forms += [FORMS[name] for name in ("JSON, all escaped", "address, all escaped", "HTML")]
    text = "".join(chance.choice(forms)(character) for character in secret)
    assert scrubbed("a (%s) b" % text, secret) == "a (%s) b" % MASK


@pytest.mark.parametrize("user", ["", "u", "me", "you", "admin@example.com"])
@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode])
@pytest.mark.parametrize("secret", ["canary-password", "c\u00e4nary??>>~~"])
def test_base64_of_a_login(secret: str, encode: Callable[[bytes], bytes], user: str) -> None:
    encoded = encode(("%s:%s" % (user, secret)).encode()).decode()
    assert scrubbed("Basic %s." % encoded, secret) == "Basic %s." % MASK
    assert scrubbed("Basic %s." % encoded, "another-password") == "Basic %s." % encoded


@pytest.mark.parametrize("encoding", ["latin-1", "utf-8"])
def test_secret_that_is_read_in_another_encoding(encoding: str) -> None:
    sent = "passw\u00f6rd-canary".encode(encoding)
    for read in (sent.decode("utf-8", "replace"), sent.decode("latin-1")):
        assert "canary" not in scrubbed("Password %s" % read, "passw\u00f6rd-canary")


@pytest.mark.parametrize(
    ("text", "secrets", "gives"),
    [
        ("abcdef", ["abc", "abcdef"], MASK),
        ("abcdef", ["abcd", "cdef"], MASK),
        ("aXbXc", ["X"], "a%sb%sc" % (MASK, MASK)),
        ("secret", ["secrets"], "secret"),
        ("secrets at the end: secre", ["secrets", "secret"], MASK + " at the end: secre"),
        ("a b", [" ", ""], "a b"),
        ("A %41", ["%41"], "A " + MASK),
        ("1+1", ["+"], "1%s1" % MASK),
        ("bad \ud800 text", ["other"], "bad \N{REPLACEMENT CHARACTER} text"),
        ("bad \ud800 text", ["\ud800 te"], "bad %sxt" % MASK),
        ("no secrets \udfff", [], "no secrets \N{REPLACEMENT CHARACTER}"),
    ],
)
def test_what_is_masked(text: str, secrets: list[str], gives: str) -> None:
    assert scrubbed(text, *secrets) == gives


def test_cost_does_not_depend_on_the_number_of_secrets() -> None:
    texts = ["POST /api/v2/targets: Zendesk answered 422: RecordInvalid %d" % i for i in range(300)]

    def cost(count: int) -> float:
        known = Secrets()
        known.add("secret-number-%d" % number for number in range(count))
        start = time.process_time()
        for text in texts:
            known.scrub(text)
        return time.process_time() - start

    # Of several, so that it does not matter what else the machine does.
    assert min(cost(1000) for _try in range(3)) < 10 * max(cost(5) for _try in range(3))


def test_threads_share_the_secrets() -> None:
    known = Secrets()
    errors: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for count in range(300):
                secret = "secret-%d-%d." % (number, count)
                known.add([secret])
                assert known.scrub("a %s b" % secret) == "a %s b" % MASK
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=[number]) for number in range(8)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sys.setswitchinterval(interval)
    assert errors == []


# --- which values are secrets

HTTP = {"title": "T", "type": "http_target"}
VALUES: dict[str, tuple[dict[str, Any], set[str]]] = {
    "known": ({**HTTP, "password": "x"}, {"x"}),
    "known, a number": ({**HTTP, "password": 17}, {"17"}),
    "known, a boolean": ({**HTTP, "password": True}, set()),
    "unknown name": ({**HTTP, "api_token": "canary"}, {"canary"}),
    "unknown name, short": ({**HTTP, "api_token": "abc"}, set()),
    "unknown name, a number": ({**HTTP, "token_failures": 1000}, set()),
    "unknown name, a boolean": ({**HTTP, "password_set": True}, set()),
    "unknown name, a boolean as text": ({**HTTP, "password_set": "false"}, set()),
    "unknown name, a word of messages": ({**HTTP, "project_key": "Target"}, set()),
    "unknown name, a type": ({**HTTP, "auth_mode": "email_target"}, set()),
    "an author": ({**HTTP, "author": "canaries"}, set()),
    "an authorization": ({**HTTP, "authorization": "canary"}, {"canary"}),
    "unknown type": ({"type": "new_target", "secret": "canary"}, {"canary"}),
    "below another name": ({**HTTP, "data": {"deep": [{"password": "canary"}]}}, {"canary"}),
    "below a secret name": (
        {
            **HTTP,
            "authentication": {"type": "basic_auth", "data": {"username": "me@x", "x": "can"}},
        },
        set(),
    ),
    "all below a secret name": (
        {**HTTP, "authentication": {"data": ["canary1", {"value": "canary2", "name": "zendesk"}]}},
        {"canary1", "canary2"},
    ),
    "a header": (
        {
            **HTTP,
            "headers": [{"name": "X-Api-Key", "value": "canary"}, {"name": "A", "value": "b"}],
        },
        {"canary"},
    ),
    "headers": ({**HTTP, "headers": {"X-Api-Key": "canary", "Accept": "text"}}, {"canary"}),
    "nothing": ({**HTTP, "password": "", "api_token": None}, set()),
}


@pytest.mark.parametrize(("target", "secrets"), VALUES.values(), ids=list(VALUES))
def test_values_that_are_secret(target: dict[str, Any], secrets: set[str]) -> None:
    record = Record(TARGETS, target)
    assert record.secrets() == secrets
    assert not any("canary" in str(record.without_secrets()) for _secret in secrets)
