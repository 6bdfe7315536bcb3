"""Entering a demand by hand: the kind first, then only what that kind needs."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clarion.desk.demand.fields import AccountsField, AddressesField, MomentField, to_the_minute
from clarion.desk.demand.steps.facts import ELEMENTS, UNRECORDED
from clarion.desk.files import FilesField, attachments
from clarion.desk.vocabularies import countries, languages
from clarion.desk.widgets import WordSelect
from clarion.register.counts import UNKNOWN
from clarion.register.papers import AnyPaper, Contact, Letter, Message, Note
from clarion.register.vocabulary import ACCOUNT_KINDS, Kind, Process, Requester, Urgency


class Arrival(models.TextChoices):
    """How what is entered by hand reached the organisation."""

    LETTER = "letter", gettext_lazy("By letter")
    EMAIL = "email", gettext_lazy("By e-mail")
    TELEPHONE = "telephone", gettext_lazy("By telephone")
    PERSON = "person", gettext_lazy("In person")


NEEDED_BY: dict[str, frozenset[Kind]] = {
    "process": frozenset({Kind.USER_DATA, Kind.PRESERVATION, Kind.EMERGENCY}),
    "elements": frozenset({Kind.COPYRIGHT}),
    "accounts": frozenset({*ACCOUNT_KINDS, Kind.THREAT, Kind.COUNTER_NOTICE, Kind.ERASURE}),
    "accounts_potential": frozenset(ACCOUNT_KINDS),
    "addresses": frozenset(set(Kind) - {Kind.PRESERVATION, Kind.VOLUNTARY}),
}
"""Fields that some kinds alone need. The others are asked of every kind."""


class ReceiveForm(forms.Form):
    """One demand as somebody reads it from paper, from a screen or into a telephone."""

    kind = forms.ChoiceField(choices=Kind.choices, widget=forms.HiddenInput)
    once = forms.CharField(max_length=60, widget=forms.HiddenInput)
    arrival = forms.ChoiceField(label=gettext_lazy("How it arrived"), choices=Arrival.choices)
    received_at = MomentField(label=gettext_lazy("Received"))
    requester = forms.ChoiceField(
        label=gettext_lazy("Who sends it"), required=False, choices=[UNRECORDED, *Requester.choices]
    )
    process = forms.ChoiceField(
        label=gettext_lazy("Legal process"), required=False, choices=[UNRECORDED, *Process.choices]
    )
    country = forms.ChoiceField(
        label=gettext_lazy("Jurisdiction"),
        required=False,
        choices=lambda: [UNRECORDED, *countries()],
        widget=WordSelect,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        required=False,
        choices=lambda: [UNRECORDED, *languages()],
        widget=WordSelect,
    )
    project = forms.CharField(label=gettext_lazy("Project"), required=False, max_length=80)
    urgency = forms.ChoiceField(
        label=gettext_lazy("Urgency"), choices=Urgency.choices, initial=Urgency.ROUTINE
    )
    legal_basis = forms.CharField(label=gettext_lazy("Legal basis cited"), required=False, max_length=300)
    governing_law = forms.CharField(label=gettext_lazy("Governing law"), required=False, max_length=120)
    addresses = AddressesField(label=gettext_lazy("Addresses that it names"), required=False)
    accounts_potential = AccountsField(
        label=gettext_lazy("Accounts that the demand could concern"), empty_is=UNKNOWN
    )
    elements = forms.MultipleChoiceField(
        label=gettext_lazy("What the notice holds"),
        required=False,
        choices=[(one.value, label) for one, label in ELEMENTS.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    name = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=200)
    organisation = forms.CharField(label=gettext_lazy("Organisation"), required=False, max_length=200)
    email = forms.EmailField(label=gettext_lazy("E-mail address"), required=False, max_length=254)
    telephone = forms.CharField(label=gettext_lazy("Telephone"), required=False, max_length=60)
    address = forms.CharField(
        label=gettext_lazy("Postal address"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    accounts = forms.CharField(
        label=gettext_lazy("Names of the accounts concerned"),
        required=False,
        max_length=20_000,
        help_text=gettext_lazy("One a line. Kept in the dossier."),
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    subject = forms.CharField(label=gettext_lazy("Subject"), required=False, max_length=300)
    text = forms.CharField(
        label=gettext_lazy("What it says"),
        required=False,
        help_text=gettext_lazy("The letter or message word for word; of a call, what was said."),
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
    )
    attachments = FilesField(
        label=gettext_lazy("Attachments"),
        required=False,
        help_text=gettext_lazy("They are sealed and kept in the dossier. After an error, choose them again."),
    )

    PUBLIC = (
        "arrival", "received_at", "requester", "process", "country", "language", "project", "urgency",
        "legal_basis", "governing_law", "addresses", "accounts_potential", "elements",
    )  # fmt: skip
    """Facts that everybody with a role sees."""
    SEALED = (
        "name", "organisation", "email", "telephone", "address", "accounts", "subject", "text", "attachments",
    )  # fmt: skip
    """What goes into the dossier, and nowhere else."""

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "kind": kind,
            "once": uuid.uuid4().hex,
            "received_at": to_the_minute(timezone.now()),
            "urgency": Urgency.EMERGENCY if kind is Kind.EMERGENCY else Urgency.ROUTINE,
            **(kwargs.get("initial") or {}),
        }
        super().__init__(*args, **kwargs)
        for name, kinds in NEEDED_BY.items():
            if kind not in kinds:
                del self.fields[name]

    def public_fields(self) -> list[forms.BoundField]:
        """The fields of the public facts that this kind needs."""
        return [self[name] for name in self.PUBLIC if name in self.fields]

    def sealed_fields(self) -> list[forms.BoundField]:
        """The fields of the dossier that this kind needs."""
        return [self[name] for name in self.SEALED if name in self.fields]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(
            given.get(one) for one in ("text", "subject", "addresses", "attachments", "name")
        ):
            raise forms.ValidationError(
                _("Write down at least what it says, who sends it, or what it names.")
            )
        return given

    def facts(self) -> dict[str, Any]:
        """The public facts, as `receive` takes them."""
        given = self.cleaned_data
        found: dict[str, Any] = {
            name: given[name]
            for name in (
                "received_at", "requester", "country", "language", "project", "legal_basis", "governing_law",
            )
        }  # fmt: skip
        found |= {
            "kind": Kind(given["kind"]),
            "urgency": Urgency(given["urgency"]),
            "process": given.get("process", ""),
            "items": given.get("addresses") or [],
            "accounts_potential": given.get("accounts_potential") or UNKNOWN,
            "once": f"desk {given['once']}",
        }
        if "elements" in self.fields:
            found["elements"] = {one.value: one.value in given["elements"] for one in ELEMENTS}
        return found

    def papers(self) -> list[AnyPaper]:
        """What goes into the dossier."""
        given = self.cleaned_data
        reached = {
            name: given[name].strip() for name in ("name", "organisation", "email", "telephone", "address")
        }
        found: list[AnyPaper] = [Contact(role="requester", **reached)] if any(reached.values()) else []
        found += [
            Contact(role="affected", account=one.strip())
            for one in (given.get("accounts") or "").splitlines()
            if one.strip()
        ]
        arrival = Arrival(given["arrival"])
        if given["text"] or given["subject"]:
            found.append(self._letter(arrival, given["received_at"]))
        found.append(Note(text=_("How it arrived: %(how)s.") % {"how": str(arrival.label)}))
        found += attachments(given["attachments"])
        return found

    def _letter(self, arrival: Arrival, received_at: datetime) -> AnyPaper:
        given = self.cleaned_data
        if arrival is Arrival.EMAIL:
            return Message(
                subject=given["subject"],
                text=given["text"],
                sender=given["email"],
                at=received_at.isoformat(),
            )
        return Letter(subject=given["subject"], text=given["text"])
