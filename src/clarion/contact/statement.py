"""What the contact room keeps."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext

from clarion.contact.services import KEEP_SPAM
from clarion.core.statements import Section, span, states


@states(Section.FORMS)
def what_messages_keep() -> Iterator[str]:
    """Messages, and spam."""
    yield gettext(
        "A message to one of our teams is kept with your name, your e-mail address and what you wrote, together with "
        "our answer. Only those who answer can read it. It has no date of expiry: it stays with the case it belongs to."
    )
    yield gettext("What turns out to be spam is deleted after %(span)s.") % {"span": span(KEEP_SPAM)}
