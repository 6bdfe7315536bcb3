"""Gives the new leaves of the log their places, at once."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from clarion.core.complaint import Complaint
from clarion.transparency.log.keys import NoLogKey
from clarion.transparency.log.sequencing import sequence


class Command(BaseCommand):
    help = "Gives the new leaves of the log their places and signs the new checkpoint. It happens by itself as well."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            head = sequence()
        except NoLogKey as error:
            raise Complaint(str(error)) from error
        if head is None:
            self.stdout.write("The log is empty.")
        else:
            self.stdout.write(head.note.rstrip("\n"))
