"""The periodic work of the newsletter."""

from __future__ import annotations

from datetime import timedelta

from clarion.core.clock import periodic
from clarion.newsletter import services
from clarion.newsletter.models import Campaign, CampaignState
from clarion.newsletter.tasks import post_campaign


@periodic(every=timedelta(hours=1))
def purge_unconfirmed() -> None:
    """Forgets addresses that nobody confirmed."""
    services.purge_unconfirmed()


@periodic(every=timedelta(minutes=10))
def go_on_sending() -> None:
    """Goes on with a campaign whose sending was cut off."""
    for pk in Campaign.objects.filter(state=CampaignState.SENDING).values_list("pk", flat=True):
        post_campaign.enqueue(pk)
