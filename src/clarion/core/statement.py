"""What the house itself keeps of readers, of those who use a form, and of staff."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from csp.constants import NONE, SELF
from django.conf import settings
from django.utils.translation import gettext

from clarion.core.languages import active_language
from clarion.core.rate_limits import SALTS_LIVE
from clarion.core.statements import Section, span, states


@states(Section.READING)
def what_reading_leaves_behind() -> Iterator[str]:
    """No cookie, no log; and no other company, unless the content policy lets one in."""
    yield gettext(
        "While you read, this site sets no cookie and keeps nothing in your browser. Our server writes down errors, "
        "but not who read what, and no address of a visitor."
    )
    if foreign := foreign_sources():
        yield gettext(
            "Your browser loads parts of the pages from elsewhere: %(hosts)s. Whoever runs that sees it."
        ) % {"hosts": active_language().listing(foreign)}
    else:
        yield gettext(
            "Everything on a page comes from this site. No other company learns that you were here."
        )


@states(Section.FORMS)
def what_limits_keep() -> Iterator[str]:
    """The counting of uses."""
    yield gettext(
        "To keep forms from being abused we count how often they are used from the same network. We keep no address "
        "for this, only a code made from it with a key that is thrown away after %(span)s at most; then nobody, we "
        "included, can tell whose it was."
    ) % {"span": span(SALTS_LIVE)}


@states(Section.STAFF)
def what_staff_get() -> Iterator[str]:
    """The cookies of the area for staff."""
    yield gettext(
        "Those who work on this site sign in to an area of their own. There the cookie %(cookie)s keeps them signed "
        "in, for %(span)s at most."
    ) % {"cookie": settings.SESSION_COOKIE_NAME, "span": span(timedelta(seconds=settings.SESSION_COOKIE_AGE))}
    yield gettext(
        "Another, %(cookie)s, protects their forms against forged requests and stays for %(span)s. Both are needed for "
        "the work, and neither reaches anybody else."
    ) % {"cookie": settings.CSRF_COOKIE_NAME, "span": span(timedelta(seconds=settings.CSRF_COOKIE_AGE))}


def foreign_sources() -> list[str]:
    """The hosts that the content policy of public pages lets a browser load from."""
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    sources = {
        source
        for name, allowed in directives.items()
        if name.endswith("-src") and isinstance(allowed, list | tuple)
        for source in allowed
    }
    return sorted(source for source in sources - {SELF, NONE} if not source.startswith("data:"))
