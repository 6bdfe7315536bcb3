"""The words of the register: what is demanded, how, by whom, and what came of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What a demand asks for."""

    CONTENT = "content", _("Content alteration or removal")
    COPYRIGHT = "copyright", _("Copyright notice")
    COUNTER_NOTICE = "counter_notice", _("Counter-notice")
    ERASURE = "erasure", _("Right to erasure")
    USER_DATA = "user_data", _("User data")
    PRESERVATION = "preservation", _("Preservation of user data")
    EMERGENCY = "emergency", _("Emergency disclosure")
    VOLUNTARY = "voluntary", _("Voluntary disclosure")
    THREAT = "threat", _("Legal threat against a contributor")


class Process(models.TextChoices):
    """The legal process by which user data is demanded."""

    INFORMAL = "informal", _("Informal, non-government")
    INFORMAL_GOVERNMENT = "informal_government", _("Informal, government")
    CIVIL_SUBPOENA = "civil_subpoena", _("Civil subpoena")
    CRIMINAL_SUBPOENA = "criminal_subpoena", _("Criminal subpoena")
    ADMINISTRATIVE_SUBPOENA = "administrative_subpoena", _("Administrative subpoena")
    SEARCH_WARRANT = "search_warrant", _("Search warrant")
    COURT_ORDER = "court_order", _("Court order")
    NATIONAL_SECURITY = "national_security", _("National security")


class Requester(models.TextChoices):
    """Who sends a demand. Branches of government carry the prefix ``government_``."""

    GOVERNMENT = "government", _("Government, branch not recorded")
    GOVERNMENT_COURT = "government_court", _("Court")
    GOVERNMENT_POLICE = "government_police", _("Police")
    GOVERNMENT_MINISTRY = "government_ministry", _("Ministry or executive office")
    GOVERNMENT_REGULATOR = "government_regulator", _("Regulator or government agency")
    GOVERNMENT_POLITICIAN = "government_politician", _("Politician or party")
    GOVERNMENT_EMBASSY = "government_embassy", _("Embassy or consulate")
    GOVERNMENT_MILITARY = "government_military", _("Military")
    GOVERNMENT_OTHER = "government_other", _("Other public body")
    ORGANISATION = "organisation", _("Organisation")
    COMPANY = "company", _("Company")
    INDIVIDUAL = "individual", _("Individual")
    AGENT = "agent", _("Agent for another")


class Outcome(models.TextChoices):
    """What came of a demand.

    The first six are decided in the register. The last three describe published history that recorded less.
    """

    PENDING = "pending", _("Pending")
    REFUSED = "refused", _("Refused")
    PARTIAL = "partial", _("Granted in part")
    FULL = "full", _("Granted in full")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    NOT_OURS = "not_ours", _("Not ours to decide")
    GRANTED = "granted", _("Granted, in part or in full not recorded")
    NOT_GRANTED = "not_granted", _("Not granted, reason not recorded")
    UNRECORDED = "unrecorded", _("Outcome not recorded")


GRANTED_OUTCOMES = (Outcome.PARTIAL, Outcome.FULL, Outcome.GRANTED)


class Unit(models.TextChoices):
    """What is counted. Units are never added to one another."""

    REQUEST = "request", _("Requests")
    ITEM = "item", _("Items (addresses)")
    ACCOUNT_POTENTIAL = "account_potential", _("Accounts potentially affected")
    ACCOUNT_ACTUAL = "account_actual", _("Accounts actually affected")


class Door(models.TextChoices):
    """How a demand came in."""

    DESK = "desk", _("Entered at the desk")
    WEB = "web", _("Form on the site")
    EMAIL = "email", _("E-mail")
    API = "api", _("Interface for programs")
    IMPORT = "import", _("Taken over from elsewhere")


class Urgency(models.TextChoices):
    """How much waiting costs."""

    ROUTINE = "routine", _("Routine")
    URGENT = "urgent", _("Urgent")
    EMERGENCY = "emergency", _("Emergency: life or limb is in danger")


class Nature(models.TextChoices):
    """How one demand relates to another."""

    DUPLICATE_OF = "duplicate_of", _("Duplicate of")
    FOLLOW_UP_TO = "follow_up_to", _("Follow-up to")
    COUNTER_NOTICE_TO = "counter_notice_to", _("Counter-notice to")
    APPEAL_OF = "appeal_of", _("Appeal of")
    SAME_CAMPAIGN = "same_campaign", _("Same campaign as")


class Purpose(models.TextChoices):
    """Why we write to somebody."""

    ACKNOWLEDGEMENT = "acknowledgement", _("Acknowledge receipt")
    MISSING = "missing", _("Ask for what is missing")
    ANSWER = "answer", _("Answer the demand")
    TELLING = "telling", _("Tell the person concerned")
    OTHER = "other", _("Another message")


DECIDED_OUTCOMES = (Outcome.REFUSED, Outcome.PARTIAL, Outcome.FULL, Outcome.NOT_OURS)
"""What a person can decide of a demand."""

ACCOUNT_KINDS = (Kind.USER_DATA, Kind.PRESERVATION, Kind.EMERGENCY, Kind.VOLUNTARY)
"""Kinds that concern accounts: only of these is it asked how many."""

DISCLOSURE_KINDS = (Kind.USER_DATA, Kind.EMERGENCY, Kind.VOLUNTARY)
"""Kinds by which, if granted, something about a person leaves the house."""

UNKNOWN_COUNTRY = "ZZ"
"""CLDR's territory code for 'unknown region'; used where nobody recorded the country."""

UNKNOWN_PROJECT = "unknown"
"""The project of a demand for which nobody recorded one."""
