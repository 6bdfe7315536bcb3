"""What keeps a page from being published: pictures that nobody credited, or that are silent in its language."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.actions.publish_revision import PublishPermissionError
from wagtail.log_actions import log

from clarion.core.languages import language as language_of
from clarion.media.models import CreditedImage
from clarion.pages.picture_uses import uses_in

if TYPE_CHECKING:
    from clarion.pages.models import ShownPage

logger = logging.getLogger(__name__)

REFUSED = "clarion.publication_refused"
"""The log action under which a page's history keeps a refusal with its reasons."""


class PublicationRefused(PublishPermissionError):
    """The page may not be published as it is; the message says why, and how to mend it."""


def objections(page: ShownPage) -> list[str]:
    """Why the page may not be published, a line for each picture that lacks something."""
    uses = dict.fromkeys([*page.own_pictures(), *uses_in(page.stored_content())])
    language = page.locale.language_code
    found = CreditedImage.objects.with_words(language).in_bulk({one.image for one in uses})
    lines: dict[str, None] = {}
    for use in uses:
        image = found.get(use.image)
        if image and (lacks := image.lacks(language, use.alt, use.decorative)):
            missing = language_of(get_language() or settings.LANGUAGE_CODE).listing(
                str(lack.value) for lack in lacks
            )
            lines[
                _(
                    "The picture “%(title)s” cannot be published yet. Add what the image library lacks: %(missing)s."
                )
                % {"title": image.title, "missing": missing}
            ] = None
    return list(lines)


def refuse_or_report(page: ShownPage, revision: Any, user: Any, log_action: str | bool) -> bool:
    """Whether the revision is kept from being published. A schedule is called off, and the page's history says why.

    Raises:
        PublicationRefused: there are reasons against it, and somebody is there to read them.
    """
    reasons = objections(revision.as_object())
    if not reasons:
        return False
    log(instance=page, action=REFUSED, user=user, revision=revision, data={"reasons": reasons})
    if log_action != "wagtail.publish.scheduled":
        raise PublicationRefused(" ".join(reasons))
    logger.warning("Page %s was not published at its time: %s", page.pk, " ".join(reasons))
    page.revisions.filter(pk=revision.pk).update(approved_go_live_at=None)
    return True
