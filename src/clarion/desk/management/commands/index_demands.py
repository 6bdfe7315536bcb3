"""`clarion manage index_demands`: writes the words of demands that the inbox cannot find by them yet."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from clarion.desk.inbox.words import index
from clarion.register.models import Demand


class Command(BaseCommand):
    """Demands that come in through a door are indexed with their receipt; others wait for this."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how many were written."""
        self.stdout.write(f"{index(Demand.objects.order_by('pk'))} written.")
