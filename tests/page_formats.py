# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What pages are made of, in Markdown and in reStructuredText: blocks, headings, tables and links.

Whatever the format, code in headings and cells stands in single backticks, and YAML is "yaml".
"""

from __future__ import annotations

import re
import textwrap
from typing import Iterator, NamedTuple, Protocol

# Every label of a guide starts with this.
LABEL = "ansible_collections.community.zendesk.docsite."


class Part(NamedTuple):
    """A block of code. ``checked_by``: the test that it names, if it does."""

    line: int
    language: str
    text: str
    checked_by: str


class Heading(NamedTuple):
    level: int
    title: str


class Format(Protocol):
    """``BLOCK`` finds blocks of code, ``LEFT`` what looks like one in a page without them."""

    BLOCK: re.Pattern[str]
    LEFT: re.Pattern[str]

    def headings(self, prose: str) -> Iterator[Heading]: ...

    def rows(self, prose: str) -> Iterator[list[str]]: ...

    def links(self, prose: str) -> list[str]: ...

    def anchors(self, prose: str) -> set[str]: ...


class _Markdown:
    BLOCK = re.compile(
        r"^(?:<!-- checked by (?P<by>\S+) -->\n)?"
        r"(?P<indent> *)```(?P<language>[^\n]*)\n(?P<text>.*?)^(?P=indent)```$",
        re.MULTILINE | re.DOTALL,
    )
    LEFT = re.compile(r"```|~~~")

    def headings(self, prose: str) -> Iterator[Heading]:
        for found in re.finditer(r"^(#+) (.+)$", prose, re.MULTILINE):
            yield Heading(len(found[1]), found[2])

    def rows(self, prose: str) -> Iterator[list[str]]:
        for line in re.findall(r"^\|(.*)\|$", prose, re.MULTILINE):
            if line.strip("|-"):
                yield [cell.strip() for cell in line.split("|")]

    def links(self, prose: str) -> list[str]:
        return re.findall(r"\]\(([^)\s]+)\)", prose)

    def anchors(self, prose: str) -> set[str]:
        """Those that GitHub and the site give to headings."""
        titles = [re.sub(r"\[(.*?)\]\(.*?\)", r"\1", h.title).lower() for h in self.headings(prose)]
        return {re.sub(r"[^\w\- ]", "", title).strip().replace(" ", "-") for title in titles}


class _Rst:
    BLOCK = re.compile(
        r"^(?: *\.\. checked by (?P<by>\S+)\n\n)?"
        r"(?P<indent> *)\.\. code-block:: (?P<language>\S+)\n\n"
        r"(?P<text>(?P=indent) +\S.*\n(?:\n*(?P=indent) +\S.*\n)*)",
        re.MULTILINE,
    )
    LEFT = re.compile(
        r"^(?! *\.\. ).*::$|code-block|literalinclude|^ *\.\. checked by", re.MULTILINE
    )
    _HEADING = re.compile(r"^(?P<title>\S.*)\n(?P<line>([=~^-])\3+)$", re.MULTILINE)
    _LINK = re.compile(r":ref:`[^`]*?<?(?P<label>[\w.-]+)>?`|<(?P<address>[^<>\s]+)>`__")

    def headings(self, prose: str) -> Iterator[Heading]:
        for found in self._HEADING.finditer(prose):
            yield Heading("=-~^".index(found["line"][0]) + 1, plain(found["title"]))

    def rows(self, prose: str) -> Iterator[list[str]]:
        """Those of tables that are lists."""
        for table in re.findall(
            r"^( *)\.\. list-table::.*\n((?:\n|\1 +.*\n)+)", prose, re.MULTILINE
        ):
            for row in re.split(r"^ *\* - ", table[1], flags=re.MULTILINE)[1:]:
                cells = re.split(r"^ *-(?: |$)", row, flags=re.MULTILINE)
                yield [plain(" ".join(cell.split())) for cell in cells]

    def links(self, prose: str) -> list[str]:
        """A reference to a label leads to the file of its guide, and to the label in it."""
        return [link["address"] or _place(link["label"]) for link in self._LINK.finditer(prose)]

    def anchors(self, prose: str) -> set[str]:
        """Those of headings, as docutils makes them, and labels."""
        titles = [re.sub("[^a-z0-9]+", "-", h.title.lower()) for h in self.headings(prose)]
        labels = re.findall(r"^\.\. _(\S+):$", prose, re.MULTILINE)
        return {re.sub("^[-0-9]+|-+$", "", title) for title in titles} | set(labels)


def _place(label: str) -> str:
    if not label.startswith(LABEL):
        return label
    return "%s.rst#%s" % (label[len(LABEL) :].partition(".")[0], label)


def plain(text: str) -> str:
    """Text of a page in reStructuredText, with code in single backticks."""
    return text.replace("``", "`").replace(r"\ ", "")


def format_of(page: str) -> Format:
    return _Rst() if page.endswith(".rst") else _Markdown()


def parts_of(text: str, form: Format) -> Iterator[Part]:
    """The blocks of a page, in order."""
    for found in form.BLOCK.finditer(text):
        line = text.count("\n", 0, found.start("language")) + 1
        language = found["language"].replace("yaml+jinja", "yaml")
        yield Part(line, language, textwrap.dedent(found["text"]), found["by"] or "")
