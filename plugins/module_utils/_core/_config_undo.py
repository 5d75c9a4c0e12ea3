# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Writes a file that restores deleted records, in the form that the module takes."""

from __future__ import annotations

import contextlib
import json
import os
import re
from typing import Any, Callable, Iterator

from ansible_collections.community.zendesk.plugins.module_utils._core import (
    _config,
    _items,
    _lookups,
    _naming,
    _record,
)
from ansible_collections.community.zendesk.plugins.module_utils._http import _errors, _secrets

# Ansible treats text with these as a template.
_TEMPLATE = re.compile(r"\{[{%#]|#jinja2:")
_MOST_NUMBERS = 1000
_HALVES = "%s: %s contained a lone surrogate, which can't be stored in a file. It is replaced with \ufffd."
_MASKED = (
    "%s: %s contained a secret of this task, so this part is masked. Replace %s with the secret."
)


def write(config: _config.Config, lookups: _lookups.Lookups, path: str) -> str:
    """Writes the file, if records are deleted. Returns its path, "" for none. Raises PlanError."""
    gone = _gone(config)
    if not gone:
        return ""
    text = "\n".join(_text(config, lookups, gone)) + "\n"
    try:
        return _create(path, text)
    except (OSError, ValueError) as error:
        # ValueError: an invalid path.
        reason = getattr(error, "strerror", None) or error
        raise _errors.PlanError(
            "undo_file: %s can't be written: %s. Nothing was changed." % (path, reason)
        ) from None


def _gone(config: _config.Config) -> dict[str, list[_record.Record]]:
    """Maps each list to its deleted records, in the order of the lists."""
    plurals = [each.plural for each in config.sections]
    plurals += [each.endpoint.plural for each in config.rules]
    found: dict[str, list[_record.Record]] = {plural: [] for plural in plurals}
    for move in config.moves:
        for record in move.taken:
            found[record.resource.endpoint.plural].append(record)
    return {plural: records for plural, records in found.items() if records}


def _text(
    config: _config.Config,
    lookups: _lookups.Lookups,
    gone: dict[str, list[_record.Record]],
) -> Iterator[str]:
    names = _names(config, lookups, gone)
    lists: dict[str, list[dict[str, Any]]] = {}
    notes: list[str] = []
    scrub = config.sections[0].store.client.scrub
    for plural, records in gone.items():
        found = _items.items_of(records, names)
        items = [{n: value for n, value in item.items() if n != "id"} for item in found.items]
        lists[plural] = [_scrubbed(item, scrub) for item in items]
        for record, item, listed in zip(records, items, lists[plural]):
            whole = _scrubbed(item, _without_halves)
            halves = [name for name in item if item[name] != whole[name]]
            masked = [name for name in item if whole[name] != listed[name]]
            if halves:
                notes.append(_HALVES % (record, ", ".join(halves)))
            if masked:
                notes.append(_MASKED % (record, ", ".join(masked), _errors.MASK))
        section = config.section(records[0].resource.endpoint.kind)
        stays = {each.name: each for each, _move in section.afterwards()} if section else {}
        for record, left in zip(records, _left_out(records, found)):
            notes += _notes(record, left, stays.get(record.name))
    for move in config.moves:
        notes += ["%s is deleted along with %s." % (each, move.record) for each in move.along]
    yield "---"
    yield "# The records that a run of zendesk_config deletes or deactivates in %s." % _account(
        config
    )
    yield "# To restore them, pass these lists to zendesk_config. It creates missing records."
    yield "# Restored records have a new ID."
    for note in notes:
        yield "# - %s" % " ".join(_readable(scrub(note)).split())
    yield _yaml(lists)


def _scrubbed(value: Any, scrub: Callable[[str], str]) -> Any:
    if isinstance(value, dict):
        return {name: _scrubbed(each, scrub) for name, each in value.items()}
    if isinstance(value, list):
        return [_scrubbed(each, scrub) for each in value]
    return scrub(value) if isinstance(value, str) else value


def _without_halves(text: str) -> str:
    """Replaces lone surrogates."""
    # JSON can contain a lone surrogate, but a file can't.
    return _secrets.SURROGATES.sub("\ufffd", text)


def _account(config: _config.Config) -> str:
    return config.sections[0].store.client.connection.base_url


def _left_out(records: list[_record.Record], found: _items.Items) -> Iterator[dict[str, Any]]:
    by_id = {each["id"]: each for each in found.left_out}
    for record in records:
        yield by_id.get(record.id, {})


def _notes(
    record: _record.Record, left: dict[str, Any], twin: _record.Record | None
) -> Iterator[str]:
    """Yields notes about what the file does not restore."""
    if left.get("attributes"):
        yield "%s: can't be restored: %s." % (record, ", ".join(left["attributes"]))
    if left.get("ids"):
        yield "%s: IDs without a name: %s." % (record, ", ".join(left["ids"]))
    hidden = [
        name
        for name, attribute in record.attributes.items()
        if attribute.type.holds_secrets and record.values.get(name)
    ]
    if hidden:
        yield "%s: add the secrets of %s." % (record, ", ".join(hidden))
    if record.resource.once_created:
        yield "%s: a new one %s" % (record, record.resource.once_created)
    if twin is not None and twin.id != record.id:
        yield "%s: %s still exists and has the same name. Use another name for this record." % (
            record,
            twin,
        )


def _names(
    config: _config.Config, lookups: _lookups.Lookups, gone: dict[str, list[_record.Record]]
) -> _naming.Names:
    """Returns the names at the end of the run, and those of deleted records."""
    lists = {}
    for section in config.sections:
        if section.kind in lookups.kinds:
            staying = [record for record, _move in section.afterwards()]
            ids = {record.id for record in staying}
            going = [each for each in gone.get(section.plural, []) if each.id not in ids]
            lists[section.kind] = [record.values for record in (*staying, *going)]
    return _naming.Names(lookups.seeded(lists))


def _create(path: str, text: str) -> str:
    """Writes a new file; adds a number to the name if the file exists."""
    start, end = os.path.splitext(path)
    for number in range(_MOST_NUMBERS):
        name = "%s-%d%s" % (start, number, end) if number else path
        try:
            file = os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:
            continue
        try:
            with os.fdopen(file, "w", encoding="utf-8") as stream:
                stream.write(_without_halves(text))
        except OSError:
            # A partial file would restore only part of the records.
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise
        return name
    raise FileExistsError(0, "%d such files already exist" % _MOST_NUMBERS)


def _yaml(value: Any, indent: str = "") -> str:
    """Returns a value as YAML in JSON syntax, without a library. Marks placeholders as unsafe."""
    inner = indent + "  "
    if isinstance(value, dict):
        if not value:
            return "{}"
        entries = ["%s: %s" % (_quoted(str(n)), _yaml(each, inner)) for n, each in value.items()]
        return "{\n%s\n%s}" % (",\n".join(inner + each for each in entries), indent)
    if isinstance(value, list):
        if not value:
            return "[]"
        return "[\n%s\n%s]" % (",\n".join(inner + _yaml(each, inner) for each in value), indent)
    if isinstance(value, str):
        return ("!unsafe " if _TEMPLATE.search(value) else "") + _quoted(value)
    return json.dumps(value)


def _quoted(text: str) -> str:
    return _readable(json.dumps(text, ensure_ascii=False))


def _readable(text: str) -> str:
    """Escapes characters that YAML treats as line breaks or rejects."""
    return text if text.isprintable() else "".join(map(_escaped, text))


def _escaped(char: str) -> str:
    if char.isprintable():
        return char
    return ("\\u%04x" if ord(char) < 0x10000 else "\\U%08x") % ord(char)
