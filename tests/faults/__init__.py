# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults x operations: what is hit, what is expected, what a run gives, and the page about it.

C(python -m ansible_collections.community.zendesk.tests.faults) writes the page from a run.
"""
