# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and can change at any time.
"""Writes the report of an audit in several forms."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any, Callable

# XML is written here, not read.
from xml.etree import ElementTree  # nosec B405

from jinja2 import TemplateError, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from ansible_collections.community.zendesk.plugins.plugin_utils._report_input import (
    without_surrogates,
)

_WORDS = {
    "in_line": "in line",
    "drifted": "drifted",
    "missing": "missing",
    "unmanaged": "unmanaged",
    "kept": "kept",
    "unclear": "unclear",
    "deactivated": "deactivated by Zendesk",
    "retired": "of a retired type",
    "unverified": "with secrets that can't be verified",
}
_COLUMNS = (("Account", "name"), *((key.replace("_", " ").capitalize(), key) for key in _WORDS))
_SHOWN_LINES = 20
_SHOWN_WIDTH = 300
# What XML 1.0 can't hold, not even escaped.
_NOT_IN_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def verdict(report: dict[str, Any]) -> str:
    """The report in one sentence."""
    counts = report["summary"]
    said = ["%d of %d accounts could not be audited" % (counts["not_audited"], counts["accounts"])]
    said = said if counts["not_audited"] else []
    for key in ("drifted", "missing", "unclear", "unmanaged", "deactivated", "retired"):
        if counts[key]:
            said.append("%s %s" % (_count(counts[key]), _WORDS[key]))
    if not said:
        return "All is in line: %s in %s." % (
            _count(counts["in_line"]),
            _count(counts["accounts"], "account"),
        )
    return "Not all is in line: %s." % ", ".join(said)


def as_json(report: dict[str, Any]) -> str:
    """C(report.json)."""
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"


def as_lines(report: dict[str, Any]) -> list[str]:
    """A short table for the screen, then what is not in line."""
    rows = [[title for title, _key in _COLUMNS]]
    for account in report["accounts"]:
        values = account["summary"] or dict.fromkeys(_WORDS, "-")
        rows.append([account["name"], *(str(values[key]) for key in _WORDS)])
    widths = [max(map(len, column)) for column in zip(*rows)]
    lines = [
        "  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows
    ]
    said = [line for account in report["accounts"] for line in _lines_of(account)]
    if len(said) > _SHOWN_LINES:
        said[_SHOWN_LINES:] = ["... and %d more" % (len(said) - _SHOWN_LINES)]
    if not one_for_all(report):
        said += _judged_by(report)
    if report["not_reported"]:
        said.append(absent_accounts(report))
    return [*lines, *map(_short, said), verdict(report)]


def one_for_all(report: dict[str, Any]) -> bool:
    """Whether all accounts fail on the same findings."""
    return len({frozenset(account["fail_on"]) for account in report["accounts"]}) < 2


def fails_on(judged: dict[str, Any]) -> str:
    """What makes an account, or the whole report, fail."""
    return ", ".join(judged["fail_on"]) or "accounts that can't be audited"


def _judged_by(report: dict[str, Any]) -> list[str]:
    names: dict[str, list[str]] = {}
    for account in report["accounts"]:
        names.setdefault(fails_on(account), []).append(account["name"])
    return ["Fails on %s: %s" % (words, ", ".join(names[words])) for words in names]


def absent_accounts(report: dict[str, Any]) -> str:
    """Which hosts the report has no account for."""
    return "Not in this report: %s. The role was skipped there, or has not finished yet." % (
        ", ".join(report["not_reported"])
    )


def as_junit(report: dict[str, Any]) -> str:
    """XML as JUnit writes it: one suite for each account, one case for each target."""
    root = ElementTree.Element("testsuites", name="community.zendesk.audit")
    for account in report["accounts"]:
        suite = _suite(account, report["generated_at"])
        root.append(suite)
    for key in ("tests", "failures", "errors", "skipped"):
        count = sum(int(suite.get(key, 0)) for suite in root)
        if count or key != "skipped":
            root.set(key, str(count))
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return '<?xml version="1.0" encoding="UTF-8"?>\n%s\n' % text


def as_html(report: dict[str, Any], template: str) -> str:
    """One page that loads nothing. ``template`` is Jinja2; all values are escaped.

    Raises ValueError where the template has an error.
    """
    environment = SandboxedEnvironment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["fingerprint"] = _fingerprint
    try:
        page = environment.from_string(str(template)).render(
            report=report,
            verdict=verdict(report),
            words=_WORDS,
            explain=explain,
            columns=_COLUMNS,
            one_for_all=one_for_all(report),
            fails_on=fails_on,
            absent_accounts=absent_accounts,
        )
    except TemplateSyntaxError as error:
        raise ValueError("line %d of the template: %s" % (error.lineno, error)) from None
    except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError) as error:
        reason = "%s: %s" % (type(error).__name__, error)
        raise ValueError("the template can't be filled in: %s" % reason) from None
    return str(without_surrogates(page))


def explain(finding: dict[str, Any]) -> str:
    """A finding in words."""
    return _EXPLAIN[finding["kind"]](finding)


_EXPLAIN: dict[str, Callable[[dict[str, Any]], str]] = {
    "drift": lambda f: (
        "%s is %s, expected %s" % (f["attribute"], _value(f["found"]), _value(f["expected"]))
    ),
    "missing": lambda f: "is not there",
    "unmanaged": lambda f: "is in no list",
    "unclear": lambda f: f["message"],
    "deactivated": lambda f: (
        "was deactivated by Zendesk after %d failures in a row, the last at %s"
        % (f["consecutive_failures"], f["last_failure"])
    ),
    "retired": lambda f: (
        "is of a type that Zendesk has retired on %s: replace it by %s"
        % (f["since"], f["replacement"])
    ),
    "unverified": lambda f: "has secrets that can't be read back: %s" % ", ".join(f["secrets"]),
}


def name_of(target: dict[str, Any]) -> str:
    """How the report names a target."""
    notes = [str(target["type"] or ""), "id %s" % target["id"] if target["id"] else ""]
    title = "without a title" if target["title"] is None else '"%s"' % target["title"]
    return "%s (%s)" % (title, ", ".join(note for note in notes if note))


def _lines_of(account: dict[str, Any]) -> list[str]:
    if account["error"]:
        return ["%s could not be audited: %s" % (account["name"], account["error"])]
    return [
        "%s: %s %s" % (account["name"], name_of(target), explain(finding))
        for target in account["targets"]
        for finding in target["findings"]
        if finding["kind"] not in ("retired", "unverified") or target["fails"]
    ]


def _suite(account: dict[str, Any], time: str) -> ElementTree.Element:
    suite = ElementTree.Element("testsuite", name=_xml(account["name"]), timestamp=time[:19])
    group = "community.zendesk." + _xml(account["name"])
    if account["error"]:
        case = ElementTree.SubElement(suite, "testcase", classname=group, name="account")
        problem = _xml(account["error"])
        if account["failed"]:
            ElementTree.SubElement(
                case, "error", type="not_audited", message=problem
            ).text = problem
        else:
            ElementTree.SubElement(case, "skipped", message=problem)
    for target in account["targets"]:
        name = _xml(name_of(target))
        case = ElementTree.SubElement(suite, "testcase", classname=group, name=name)
        said = [_xml("%s %s" % (name, explain(finding))) for finding in target["findings"]]
        if target["fails"]:
            failure = ElementTree.SubElement(case, "failure", type=target["status"])
            failure.set("message", said[0])
            failure.text = "\n".join(said)
        elif said:
            ElementTree.SubElement(case, "system-out").text = "\n".join(said)
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("errors", str(len(suite.findall("testcase/error"))))
    skipped = len(suite.findall("testcase/skipped"))
    if skipped:
        suite.set("skipped", str(skipped))
    return suite


def _fingerprint(text: str) -> str:
    """What a content security policy calls an inline script or style by."""
    digest = hashlib.sha256(str(text).encode("utf-8")).digest()
    return "'sha256-%s'" % base64.b64encode(digest).decode("ascii")


def _xml(text: Any) -> str:
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", str(text))


def _value(value: Any) -> str:
    if value is None or value == "":
        return "not set"
    return json.dumps(value, ensure_ascii=False)


def _short(line: str) -> str:
    return line if len(line) <= _SHOWN_WIDTH else line[:_SHOWN_WIDTH] + "..."


def _count(number: int, what: str = "target") -> str:
    return "%d %s%s" % (number, what, "" if number == 1 else "s")
