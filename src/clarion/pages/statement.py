"""What the voice says: where giving happens, and under which licence its words stand."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import get_language, gettext

from clarion.core.statements import Section, states
from clarion.media.licences import LICENCES
from clarion.pages.rendering import current_scope


@states(Section.OTHERS)
def where_giving_happens() -> Iterator[str]:
    """The donation page, if it is somebody's."""
    scope = current_scope()
    organisation = scope.organisation
    address = scope.texts.donate_url or organisation.donate_url
    if not address:
        return
    yield gettext(
        "Gifts are made at %(host)s. What you enter there, the number of your card above all, never reaches this site."
    ) % {"host": urlsplit(address).hostname}
    if organisation.donate_source_parameter:
        yield gettext("The link tells that page on which of our pages it stood, and nothing about you.")


@states(Section.TERMS)
def under_which_licence() -> Iterator[str]:
    """The licence of the texts."""
    licence = LICENCES.get(current_scope().organisation.content_licence)
    if licence:
        yield gettext("The texts of this site are under the licence %(licence)s: %(address)s") % {
            "licence": licence.short_name_in(get_language() or settings.LANGUAGE_CODE),
            "address": licence.url,
        }
    yield gettext("Each picture carries a licence of its own, named at the end of the page that shows it.")
