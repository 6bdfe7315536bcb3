"""Writes down what originals and translations say, for pages published before anybody did."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from clarion.translation.services import note_all


class Command(BaseCommand):
    help = "Takes every translation that is published now to be true to its original as it is now. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{note_all()} pages looked at.")
