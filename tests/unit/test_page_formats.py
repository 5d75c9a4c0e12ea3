# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A page reads the same in both formats."""

from __future__ import annotations

import pytest

from ansible_collections.community.zendesk.tests.page_formats import (
    LABEL,
    Format,
    format_of,
    parts_of,
)

MARKDOWN = """# Rules

See [the site](https://example.com), [another page](other.md#merge) and
[a section](#find-a-rule).

<!-- checked by tests/unit/test_rules.py -->
```yaml
- a: "# no heading"

- b: 2
```

## 1. Find a rule

1. Say what:

   ```shell
   ls
   ```

2. Look.

| Entry | Means |
|---|---|
| `a` or `b` | the [record](other.md) with this name |
| `c` | |

### `No rule: give ...`
"""
RST = """.. _ansible_collections.community.zendesk.docsite.guide_rules:

Rules
=====

See `the site <https://example.com>`__, :ref:`another page
<ansible_collections.community.zendesk.docsite.guide_layers.merge>` and
:ref:`ansible_collections.community.zendesk.docsite.guide_rules.find`.

.. checked by tests/unit/test_rules.py

.. code-block:: yaml+jinja

    - a: "# no heading"

    - b: 2

.. _ansible_collections.community.zendesk.docsite.guide_rules.find:

1. Find a rule
--------------

1. Say what:

   .. code-block:: shell

       ls

2. Look.

.. list-table::
   :header-rows: 1

   * - Entry
     - Means
   * - ``a`` or ``b``
     - the :ref:`record <ansible_collections.community.zendesk.docsite.guide_layers>` with
       this name
   * - ``c``
     -

``No rule: give ...``
~~~~~~~~~~~~~~~~~~~~~
"""
FORMATS = {"page.md": MARKDOWN, "page.rst": RST}


@pytest.fixture(params=FORMATS)
def page(request: pytest.FixtureRequest) -> tuple[Format, str]:
    return format_of(request.param), FORMATS[request.param]


def prose(page: tuple[Format, str]) -> str:
    return page[0].BLOCK.sub("", page[1])


def test_blocks(page: tuple[Format, str]) -> None:
    form, text = page
    lines = text.splitlines()
    parts = [*parts_of(text, form)]
    assert [part[1:] for part in parts] == [
        ("yaml", '- a: "# no heading"\n\n- b: 2\n', "tests/unit/test_rules.py"),
        ("shell", "ls\n", ""),
    ]
    assert ["yaml" in lines[parts[0].line - 1], "shell" in lines[parts[1].line - 1]] == [True] * 2


def test_headings(page: tuple[Format, str]) -> None:
    assert [*page[0].headings(prose(page))] == [
        (1, "Rules"),
        (2, "1. Find a rule"),
        (3, "`No rule: give ...`"),
    ]


def test_rows(page: tuple[Format, str]) -> None:
    rows = [*page[0].rows(prose(page))]
    assert [row[0] for row in rows] == ["Entry", "`a` or `b`", "`c`"]
    assert [len(row) for row in rows] == [2, 2, 2]
    assert rows[2][1] == ""
    assert rows[1][1].endswith(" with this name")


@pytest.mark.parametrize("name", FORMATS)
def test_what_is_left_of_a_block_is_seen(name: str) -> None:
    form = format_of(name)
    assert not form.LEFT.search(form.BLOCK.sub("", FORMATS[name]))
    broken = FORMATS[name].replace("shell\n\n", "shell\n").replace("   ```\n", "  ```\n")
    assert form.LEFT.search(form.BLOCK.sub("", broken))


def test_links_and_anchors_of_markdown() -> None:
    form = format_of("a.md")
    links = ["https://example.com", "other.md#merge", "#find-a-rule", "other.md"]
    assert form.links(prose((form, MARKDOWN))) == links
    assert form.anchors(prose((form, MARKDOWN))) == {"rules", "1-find-a-rule", "no-rule-give"}


def test_links_and_anchors_of_rst() -> None:
    form = format_of("a.rst")
    assert form.links(prose((form, RST))) == [
        "https://example.com",
        "guide_layers.rst#%sguide_layers.merge" % LABEL,
        "guide_rules.rst#%sguide_rules.find" % LABEL,
        "guide_layers.rst#%sguide_layers" % LABEL,
    ]
    labels = {LABEL + "guide_rules", LABEL + "guide_rules.find"}
    assert form.anchors(prose((form, RST))) == {"rules", "find-a-rule", "no-rule-give", *labels}
