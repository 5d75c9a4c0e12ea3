# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# This module is private to the collection and may change at any time.
"""C(omit) in the arguments of a filter: "not given", wherever it stands."""

from __future__ import annotations

import datetime
from typing import Any

from ansible import errors
from ansible.template import Templar
from jinja2 import Undefined

# ansible-core 2.18 has a text for it that starts like this.
_PLACEHOLDER = "__omit_place_holder__"
# From ansible-core 2.19 on it is an object of its own, which templating answers with this error.
_OMITTED: type[Exception] | None = getattr(errors, "AnsibleValueOmittedError", None)
# What can't be that object, so that templating is not asked about it.
_VALUES = (bytes, int, float, dict, list, tuple, set, datetime.date, type(None))


def is_omit(value: Any) -> bool:
    """Whether ``value`` is what Ansible puts in the place of C(omit)."""
    if isinstance(value, str):
        return value.startswith(_PLACEHOLDER)
    if _OMITTED is None or isinstance(value, _VALUES):
        return False
    try:
        Templar().template(value)
    except _OMITTED:
        return True
    except errors.AnsibleError:
        # Not a value that Ansible knows.
        return False
    return False


def without_omit(value: Any) -> Any:
    """``value`` without C(omit) at any depth; None where all of it is C(omit).

    Lists and dictionaries are copied. An undefined value in them raises Ansible's own error.
    """
    if isinstance(value, Undefined):
        # Only ansible-core 2.18 hands these to filters. To read one raises its error.
        str(value)
    if isinstance(value, dict):
        return {name: without_omit(entry) for name, entry in value.items() if not is_omit(entry)}
    if isinstance(value, (list, tuple)):
        return [without_omit(entry) for entry in value if not is_omit(entry)]
    return None if is_omit(value) else value
