"""Restrictions in the words of the DSA Transparency Database, and the columns of parts 5 and 6 they belong to. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from clarion.transparency.dsa.declaration import RESTRICTIONS

COLUMN_OF = {
    "DECISION_VISIBILITY_CONTENT_REMOVED": "removal",
    "DECISION_VISIBILITY_CONTENT_DISABLED": "disable",
    "DECISION_VISIBILITY_CONTENT_DEMOTED": "demoted",
    "DECISION_VISIBILITY_CONTENT_AGE_RESTRICTED": "age_restricted",
    "DECISION_VISIBILITY_CONTENT_INTERACTION_RESTRICTED": "interaction_restricted",
    "DECISION_VISIBILITY_CONTENT_LABELLED": "labelled",
    "DECISION_VISIBILITY_OTHER": "visibility_other",
    "DECISION_MONETARY_SUSPENSION": "monetary_suspension",
    "DECISION_MONETARY_TERMINATION": "monetary_termination",
    "DECISION_MONETARY_OTHER": "monetary_other",
    "DECISION_PROVISION_PARTIAL_SUSPENSION": "service_suspension",
    "DECISION_PROVISION_TOTAL_SUSPENSION": "service_suspension",
    "DECISION_PROVISION_PARTIAL_TERMINATION": "service_termination",
    "DECISION_PROVISION_TOTAL_TERMINATION": "service_termination",
    "DECISION_ACCOUNT_SUSPENDED": "account_suspension",
    "DECISION_ACCOUNT_TERMINATED": "account_termination",
}


def columns_of(codes: Iterable[str]) -> tuple[str, ...]:
    """The columns of some restrictions, each once, in the order of the sheet."""
    found = {COLUMN_OF[one] for one in codes}
    return tuple(one for one in RESTRICTIONS if one in found)
