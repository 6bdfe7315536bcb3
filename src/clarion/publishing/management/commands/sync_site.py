from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from clarion.core.complaint import Complaint
from clarion.core.progress import progress
from clarion.publishing.syncing import sync


class Command(BaseCommand):
    """Copies the baked site to S3-compatible storage, only what has changed."""

    help = "Copies the baked site to the bucket of CLARION_SITE_BUCKET: only what has changed."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--everything", action="store_true", help="also what has not changed, after headers did"
        )

    def handle(self, *args: Any, everything: bool, **options: Any) -> None:
        chosen = settings.PUBLISHING
        if not chosen.site_bucket:
            raise Complaint("CLARION_SITE_BUCKET is not set: there is no bucket to copy the site to.")
        try:
            from clarion.core.object_storage import TROUBLES, client
        except ImportError as error:
            raise Complaint("this needs the library boto3: pip install 'clarion[scale]'.") from error
        try:
            with progress("Copying") as told:
                synced = sync(
                    client(), chosen.site_bucket, settings.CLARION_SITE_DIR, prefix=chosen.site_prefix,
                    shared_for=settings.CLARION_SHARED_FOR, everything=everything, progress=told,
                )  # fmt: skip
        except ValueError as error:
            raise Complaint(f"{error}. Run `clarion bake` first.") from error
        except TROUBLES as error:
            raise Complaint(f"the storage says: {error} Run it again; it goes on where it was.") from error
        self.stdout.write(
            f"{len(synced.uploaded)} copied, {len(synced.deleted)} deleted, {synced.kept} there already."
        )
