# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Writes the report of an audit as JUnit XML."""

from __future__ import annotations

import re
from typing import Any

# XML is only written here, not parsed.
from xml.etree import ElementTree  # nosec B405

from ansible_collections.community.zendesk.plugins.plugin_utils._report_findings import (
    explain,
    name_of,
)

# Characters that XML 1.0 can't contain, not even escaped.
_NOT_IN_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def as_junit(report: dict[str, Any]) -> str:
    """Returns JUnit XML: one suite for each account, one case for each record."""
    root = ElementTree.Element("testsuites", name="community.zendesk.audit")
    for account in report["accounts"]:
        root.append(_suite(account, report["generated_at"]))
    for key in ("tests", "failures", "errors", "skipped"):
        count = sum(int(suite.get(key, 0)) for suite in root)
        if count or key != "skipped":
            root.set(key, str(count))
    ElementTree.indent(root)
    text = ElementTree.tostring(root, encoding="unicode")
    return '<?xml version="1.0" encoding="UTF-8"?>\n%s\n' % text


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
    for record in account["records"]:
        _add_case(suite, group, record)
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("errors", str(len(suite.findall("testcase/error"))))
    skipped = len(suite.findall("testcase/skipped"))
    if skipped:
        suite.set("skipped", str(skipped))
    return suite


def _add_case(suite: ElementTree.Element, group: str, record: dict[str, Any]) -> None:
    """Adds a case for a record, with failures first. Other findings are only output."""
    name = _xml(name_of(record))
    case = ElementTree.SubElement(suite, "testcase", classname=group, name=name)
    findings = sorted(record["findings"], key=lambda finding: not finding["fails"])
    said = [_xml("%s: %s" % (name, explain(finding, record["name"]))) for finding in findings]
    if record["fails"]:
        first = findings[0]["kind"] if findings else record["status"]
        failure = ElementTree.SubElement(case, "failure", type=first)
        failure.set("message", said[0] if said else name)
        failure.text = "\n".join(said)
    elif said:
        ElementTree.SubElement(case, "system-out").text = "\n".join(said)


def _xml(text: Any) -> str:
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", str(text))
