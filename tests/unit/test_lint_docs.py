# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What antsibull-docs says that is not about the documentation."""

from __future__ import annotations

from ansible_collections.community.zendesk.tests.tools.lint_docs import is_unlucky

FOLDER = 'plugins/filter/a.rst:4:0: (ERROR/3) Unknown target name: "antsibull-docs-mwb6hf1".\n'
GUIDE = 'docs/docsite/rst/guide_a.rst:4:0: (ERROR/3) Unknown target name: "b".\n'


def test_only_the_name_of_the_folder_is_unlucky() -> None:
    assert is_unlucky(FOLDER + FOLDER)
    assert not is_unlucky(FOLDER + GUIDE)
    assert not is_unlucky(GUIDE)
    assert not is_unlucky("")
