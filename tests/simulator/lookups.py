# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""All that rules refer to by an ID and that the simulator serves."""

from __future__ import annotations

from .account_settings import AccountSettings
from .brands import Brands
from .custom_fields import OrganizationFields, UserFields
from .custom_statuses import CustomStatuses
from .dynamic_content import DynamicContent
from .groups import Groups
from .locales import Locales
from .organizations import Organizations
from .resource import Resource
from .schedules import Schedules
from .ticket_fields import TicketFields
from .ticket_forms import TicketForms
from .users import Users

# Locales first: others show their titles in the language of one.
LOOKUPS: tuple[type[Resource], ...] = (
    Locales,
    Groups,
    Brands,
    Users,
    Organizations,
    TicketForms,
    CustomStatuses,
    TicketFields,
    UserFields,
    OrganizationFields,
    Schedules,
    DynamicContent,
    AccountSettings,
)
