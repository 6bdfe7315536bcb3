"""Compares the tallies of the register with its demands."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from clarion.core.complaint import Complaint
from clarion.core.progress import progress
from clarion.transparency.reconciling import reconcile


class Command(BaseCommand):
    help = "Counts all demands and items anew, and names every tally that is not what they come to. Changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        with progress("Counting demands") as show:
            for difference in reconcile(show):
                found += 1
                self.stdout.write(str(difference))
        if found:
            raise Complaint(f"{found} tallies differ from the demands; they are named above.")
        self.stdout.write("Every tally of the register is what its demands come to.")
