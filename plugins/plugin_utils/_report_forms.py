# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Formats the report of an audit as JSON and as an HTML page."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from jinja2 import TemplateError, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from ansible_collections.community.zendesk.plugins.plugin_utils import (
    _items,
    _report_findings,
    _report_groups,
    _report_old,
    _report_text,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._described import (
    without_surrogates,
)
from ansible_collections.community.zendesk.plugins.plugin_utils._yaml_text import yaml_lines


def as_json(report: dict[str, Any]) -> str:
    """Returns the text of C(report.json)."""
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"


def as_html(report: dict[str, Any], template: str) -> str:
    """Returns a page that loads nothing.

    ``template`` is Jinja2; all values are escaped. Raises ValueError if the template has an error.
    """
    entries = _report_groups.entries_of(report)
    environment = SandboxedEnvironment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["fingerprint"] = _fingerprint
    environment.filters["person_date"] = _report_findings.person_date
    environment.filters["kind_word"] = _report_findings.kind_word
    try:
        page = environment.from_string(str(template)).render(
            report=_for_templates(report),
            verdict=_report_text.verdict(report),
            tone=_tone(report),
            entries=entries,
            sections=_report_groups.sections_of(entries),
            groups=_report_findings.GROUPS,
            plurals=_items.PLURALS,
            as_yaml=_as_yaml,
            words=_report_findings.WORDS,
            explain=_report_findings.explain,
            columns=_report_text.columns_of(report),
            one_for_all=_report_text.one_for_all(report),
            fails_on=_report_text.fails_on,
            absent_accounts=_report_text.absent_accounts,
        )
    except TemplateSyntaxError as error:
        raise ValueError("line %d of the template: %s" % (error.lineno, error)) from None
    except (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError) as error:
        reason = "%s: %s" % (type(error).__name__, error)
        raise ValueError("the template can't be rendered: %s" % reason) from None
    return str(without_surrogates(page))


def _tone(report: dict[str, Any]) -> str:
    """Returns the tone of the page. Only an account that was compared can be good."""
    if report["failed"]:
        return "bad"
    nothing = _report_text.attention(report) or not _report_text.is_compared(report)
    return "warn" if nothing else "good"


def _as_yaml(kind: str, item: dict[str, Any]) -> str:
    """Returns an item of a list, for pasting into a variables file."""
    return "\n".join(yaml_lines({"zendesk_%s_account" % _items.PLURALS[kind]: [item]}))


def _for_templates(report: dict[str, Any]) -> dict[str, Any]:
    """Returns the report with the additional keys that templates for version 1 use."""
    accounts = [
        dict(
            account,
            targets=_report_old.old_targets(account),
            summary=_report_old.with_old_counts(account["summary"]),
        )
        for account in report["accounts"]
    ]
    return dict(report, accounts=accounts, summary=_report_old.with_old_counts(report["summary"]))


def _fingerprint(text: str) -> str:
    """Returns the hash of an inline script or style for a content security policy."""
    digest = hashlib.sha256(str(text).encode("utf-8")).digest()
    return "'sha256-%s'" % base64.b64encode(digest).decode("ascii")
