# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What Sphinx is told about the site that C(make docs) builds."""

from __future__ import annotations

from typing import Any

from docutils import nodes

project = "community.zendesk"
project_copyright = "The community.zendesk maintainers"
html_title = html_short_title = project

extensions = ["myst_parser", "sphinx_antsibull_ext"]
myst_heading_anchors = 3
nitpicky = True

html_theme = "sphinx_ansible_theme"
pygments_style = "ansible"
highlight_language = "YAML+Jinja"
html_copy_source = False
html_show_sphinx = False
html_use_index = False
html_static_path = ["site.css"]
html_css_files = ["site.css"]

# What the templates of antsibull-docs refer to in Ansible's own documentation. The usual way is to
# download its index; two labels do not need one.
_GUIDE = "https://docs.ansible.com/ansible/latest/reference_appendices/"
_ELSEWHERE = {
    "ansible_configuration_settings": _GUIDE + "config.html#ansible-configuration-settings",
    "common_return_values": _GUIDE + "common_return_values.html#common-return-values",
}


def _elsewhere(_app: Any, _env: Any, node: Any, content: Any) -> Any:
    address = _ELSEWHERE.get(node["reftarget"])
    return nodes.reference("", "", content, refuri=address) if address else None


def setup(app: Any) -> None:
    """Called by Sphinx."""
    app.connect("missing-reference", _elsewhere)
