# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""Handles C(omit) in the arguments of filters: it counts as not given, at any depth."""

from __future__ import annotations

import datetime
from typing import Any

from ansible import errors
from ansible.template import Templar
from jinja2 import Undefined

# On ansible-core 2.18, it is text that starts like this.
_PLACEHOLDER = "__omit_place_holder__"
# Since ansible-core 2.19, it is an object, for which templating raises this error.
_OMITTED: type[Exception] | None = getattr(errors, "AnsibleValueOmittedError", None)
# Types that can't be that object, so templating them is not necessary.
_VALUES = (bytes, int, float, dict, list, tuple, set, datetime.date, type(None))


def is_omit(value: Any) -> bool:
    """Whether ``value`` is Ansible's placeholder for C(omit)."""
    if isinstance(value, str):
        return value.startswith(_PLACEHOLDER)
    if _OMITTED is None or isinstance(value, _VALUES):
        return False
    try:
        Templar().template(value)
    except _OMITTED:
        return True
    except errors.AnsibleError:
        # Not a value of Ansible.
        return False
    return False


def without_omit(value: Any) -> Any:
    """Returns ``value`` without C(omit) at any depth; None if it is C(omit) itself.

    Lists and dictionaries are copied. An undefined value in them raises Ansible's own error.
    """
    if isinstance(value, Undefined):
        # Only ansible-core 2.18 passes these to filters. Reading one raises its error.
        str(value)
    if isinstance(value, dict):
        return {name: without_omit(entry) for name, entry in value.items() if not is_omit(entry)}
    if isinstance(value, (list, tuple)):
        return [without_omit(entry) for entry in value if not is_omit(entry)]
    return None if is_omit(value) else value
