"""Whether a copyright notice has the six elements that the law asks for (17 U.S.C. 512(c)(3))."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clarion.register.errors import Refused

SOURCE = "https://www.law.cornell.edu/uscode/text/17/512"


class Element(StrEnum):
    """One element of 17 U.S.C. 512(c)(3)(A), by its place (i) to (vi)."""

    SIGNATURE = "signature"
    WORK = "work"
    LOCATION = "location"
    CONTACT = "contact"
    GOOD_FAITH = "good_faith"
    ACCURACY = "accuracy"


class Completeness(models.TextChoices):
    """What the elements of a notice add up to."""

    COMPLETE = "complete", gettext_lazy("Complete")
    ASSIST = "assist", gettext_lazy("Incomplete, but we must help to complete it")
    DEFECTIVE = "defective", gettext_lazy("Defective: it gives us no knowledge")


_ENOUGH_TO_ASSIST = (Element.WORK, Element.LOCATION, Element.CONTACT)
"""Clauses (ii), (iii) and (iv): 512(c)(3)(B)(ii)."""


def completeness(elements: Mapping[str, bool]) -> Completeness:
    """Complete with all six; with work, location and contact the provider must help; otherwise defective."""
    if all(elements.get(one) for one in Element):
        return Completeness.COMPLETE
    if all(elements.get(one) for one in _ENOUGH_TO_ASSIST):
        return Completeness.ASSIST
    return Completeness.DEFECTIVE


def checked(elements: Mapping[str, bool]) -> dict[str, bool]:
    """All six, each true or false.

    Raises:
        Refused: one is named that is none.
    """
    if unknown := set(elements) - set(Element):
        raise Refused(
            _("A copyright notice has no element %(name)s. The elements are %(names)s.")
            % {"name": sorted(unknown)[0], "names": ", ".join(Element)}
        )
    return {one.value: bool(elements.get(one)) for one in Element}
