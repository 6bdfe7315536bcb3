"""What this room writes."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import COMMENTS_RELATION_NAME, Page, Revision

from clarion.core.models import User

_A_MOMENT = timedelta(microseconds=1)


@transaction.atomic
def keep_beside(*, page: Page, newest: Revision, actor: User) -> Revision:
    """Keeps the text in `page` as a version of its own, while `newest` stays what the page goes on from.

    In the history it stands right before the newest, of which its writer knew nothing.
    """
    for comment in getattr(page, COMMENTS_RELATION_NAME).filter(pk__isnull=True):
        comment.save()  # A version refers to its comments by their ids.
    kept: Revision = Revision.objects.create(
        content_object=page,
        base_content_type=page.get_base_content_type(),
        user=actor,
        content=page.serializable_data(),
        object_str=str(page),
        created_at=newest.created_at - _A_MOMENT,
    )
    log(instance=page, action="editorial.keep_beside", user=actor, revision=kept)
    return kept


@transaction.atomic
def keep_live_version(*, page_id: int) -> None:
    """Keeps what readers see as a version, for a page that went live without one, as imported pages do.

    Without it, planning a change of such a page for later would take the page down until then.
    """
    page = Page.objects.filter(pk=page_id, live=True, live_revision=None).first()
    if page is None:
        return
    revision = Revision.objects.create(
        content_object=page.specific,
        base_content_type=page.get_base_content_type(),
        content=page.specific.serializable_data(),
        object_str=str(page),
        created_at=page.last_published_at or page.first_published_at or timezone.now(),
    )
    Page.objects.filter(pk=page_id).update(live_revision=revision)
