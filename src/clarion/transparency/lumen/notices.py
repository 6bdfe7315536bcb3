"""Notices as Lumen takes them, made of what the public may read here and nothing else.

Lumen's names for what is handed in are the same for every type: `works_attributes` with `infringing_urls_attributes`
and `copyrighted_urls_attributes` (source: berkmancenter/lumendatabase, NoticesController, at 99d44c85).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from clarion.register.vocabulary import Kind, Outcome, Process, Requester
from clarion.transparency.cases import Case, Letter

LONGEST_TITLE = 255
_TITLES = {
    "DMCA": "Copyright notice",
    "Counternotice": "Counter-notice",
    "CourtOrder": "Court order",
    "GovernmentRequest": "Request of a public authority",
    "LawEnforcementRequest": "Request for user data",
    "DataProtection": "Request for erasure",
    "Defamation": "Complaint of defamation",
    "Trademark": "Trademark notice",
    "Other": "Request to remove content",
}
_ACTIONS = {Outcome.FULL: "Yes", Outcome.PARTIAL: "Partial", Outcome.REFUSED: "No", Outcome.NOT_OURS: "No"}
_PROCESSES = {
    Process.CIVIL_SUBPOENA: "Civil Subpoena",
    Process.CRIMINAL_SUBPOENA: "Subpoena",
    Process.ADMINISTRATIVE_SUBPOENA: "Subpoena",
    Process.SEARCH_WARRANT: "Warrant",
}
_WITH_PARTS = ("DMCA", "Counternotice", "CourtOrder", "GovernmentRequest", "LawEnforcementRequest")
"""Types that name more than a recipient and a sender."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice ready to be handed in."""

    type: str
    content: Mapping[str, Any]


def type_of(*, kind: str, requester: str, process: str, legal_basis: str) -> str | None:
    """The type of Lumen that a demand is; None for what Lumen does not collect, such as threats."""
    is_public = requester.startswith(Requester.GOVERNMENT.value)
    basis = legal_basis.casefold()
    if kind in (Kind.USER_DATA, Kind.PRESERVATION):
        return "LawEnforcementRequest" if is_public else "CourtOrder" if process else None
    if kind == Kind.COUNTER_NOTICE:
        return "Counternotice"
    if kind not in (Kind.CONTENT, Kind.COPYRIGHT, Kind.ERASURE):
        return None
    if requester == Requester.GOVERNMENT_COURT:
        return "CourtOrder"
    if kind == Kind.COPYRIGHT:
        return "DMCA"
    if is_public:
        return "GovernmentRequest"
    if kind == Kind.ERASURE:
        return "DataProtection"
    if "trademark" in basis or "trade mark" in basis or "lanham" in basis:
        return "Trademark"
    return "Defamation" if "defam" in basis or "libel" in basis else "Other"


def notice_of(case: Case, letter: Letter | None, *, type: str, legal_basis: str, mark: str) -> Notice:  # noqa: A002
    """A case of which the public may read something, as a notice.

    Names are those of kinds of senders: no name of a person or an authority is known here, and a request for erasure
    names its recipient alone. `mark` stands among the tags, so that the notice is found again.
    """
    works = [{"url": address} for address, _outcome in case.items]
    content: dict[str, Any] = {
        "type": type,
        "title": f"{_TITLES[type]} {case.reference}"[:LONGEST_TITLE],
        "subject": _TITLES[type],
        "body": "\n\n".join(filter(None, (case.summary, letter.text if letter else ""))),
        "date_received": case.received_on.isoformat(),
        "source": "Online form",
        "tag_list": mark,
        "jurisdiction_list": case.country,
        "regulation_list": legal_basis,
        "language": letter.language[:2] if letter else "",
        "action_taken": _ACTIONS.get(Outcome(case.outcome), "Unspecified"),
        "works_attributes": [
            {"description": case.summary or _TITLES[type], "infringing_urls_attributes": works}
        ],
        "entity_notice_roles_attributes": _roles(case, type),
    }
    if type in ("LawEnforcementRequest", "GovernmentRequest"):
        content["request_type"] = (
            _PROCESSES.get(Process(case.process), "Agency") if case.process else "Agency"
        )
    if type == "DataProtection":
        content |= {"url_count": str(len(case.items)), "body": case.summary}
        # The addresses of such a request tell of the person.
        content["works_attributes"] = [{"description": _TITLES[type]}]
    return Notice(type, {name: value for name, value in content.items() if value})


def _roles(case: Case, type: str) -> list[dict[str, Any]]:  # noqa: A002
    us = {"name": settings.WAGTAIL_SITE_NAME, "kind": "organization"}
    found = [{"name": "recipient", "entity_attributes": us}]
    if type == "DataProtection":
        return found
    sender = _sender(case)
    found.append({"name": "sender", "entity_attributes": sender})
    if type in _WITH_PARTS and type not in ("CourtOrder", "Counternotice"):
        found.append({"name": "principal", "entity_attributes": sender})
    if type == "CourtOrder":
        court = {"name": "A court", "kind": "organization", "country_code": case.country}
        found.append({"name": "issuing_court", "entity_attributes": court})
    return found


def _sender(case: Case) -> dict[str, str]:
    """Who sent it, by what kind of sender it is: `[redacted]` for private people, as in what Lumen publishes."""
    requester = Requester(case.requester) if case.requester else None
    is_person = requester in (None, Requester.INDIVIDUAL, Requester.AGENT)
    name = "[redacted]"
    if requester is not None and not is_person:
        name = f"{requester.value.replace('_', ' ').capitalize()} [redacted]"
    told = {"name": name, "kind": "individual" if is_person else "organization", "country_code": case.country}
    return {key: value for key, value in told.items() if value}
