"""What the outbox keeps, and who carries our mail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext

from clarion.core.statements import Section, span, states


@states(Section.MAIL)
def what_the_outbox_keeps() -> Iterator[str]:
    """Mail that went out."""
    yield gettext(
        "The mail that we sent you, with your address and its words, is blanked in our records after %(span)s."
    ) % {"span": span(timedelta(days=settings.MAIL_KEEP_DAYS))}


@states(Section.OTHERS)
def who_carries_our_mail() -> Iterator[str]:
    """The mail server, if there is one."""
    if settings.EMAIL_HOST:
        yield gettext(
            "Our e-mail is handed to the mail server %(host)s, which sees to whom it goes and what it says."
        ) % {"host": settings.EMAIL_HOST}
    else:
        yield gettext("This site has no mail server: what it would send is written into a file of its own.")
