"""What the newsletter keeps, how long, and how to leave."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext

from clarion.core.statements import Section, span, states
from clarion.newsletter.links import CONFIRM_WITHIN


@states(Section.MAIL)
def what_a_subscription_keeps() -> Iterator[str]:
    """The address, the consent, and what is left of both."""
    yield gettext(
        "If you subscribe we keep your address, your language, and when, where and to which words you agreed. Nothing "
        "is sent until you have confirmed by e-mail."
    )
    yield gettext("An address that nobody confirms within %(span)s is deleted.") % {
        "span": span(CONFIRM_WITHIN)
    }
    yield gettext(
        "No mail tells us whether you opened it or what you clicked. In each there is a link that ends the "
        "subscription with one click. After that we send nothing more; your address stays beside the record of your "
        "consent, to show that we were allowed to write."
    )
