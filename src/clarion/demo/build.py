"""Builds the demonstration: figures, pictures, pages in five languages. Running it again changes nothing that is right.

A page that a person has edited is theirs and is left alone; the others follow the demonstration's texts.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.db import transaction

from clarion.demo.built import Built
from clarion.demo.pictures import hang_pictures
from clarion.demo.rooms import ROOMS
from clarion.demo.site import make_site
from clarion.demo.write_pages import write_pages
from clarion.search.indexing import rebuild
from clarion.transparency.imports.run import import_tallies

DATA = Path(__file__).parent / "data"
HISTORY = DATA / "wikimedia"
PEERS = (
    (DATA / "peers" / "github", "github"),
    (DATA / "peers" / "google" / "government_removals_half_yearly.csv", "google-totals"),
)
"""What other organisations have published, and the profile that reads it."""

Show = Callable[[str, int, int], None]
"""Told the name of a step, how much of it is done, and how much there is."""


def build(show: Show) -> None:
    """Builds or mends the demonstration in the present database."""
    show("Reading the published figures", 0, 1)
    import_tallies(HISTORY)
    for path, profile in PEERS:
        import_tallies(path, Path(profile))
    show("Reading the published figures", 1, 1)
    with transaction.atomic():
        built = Built(pictures=hang_pictures(show), homes=make_site())
        write_pages(built, show)
        for room in ROOMS:
            room(built)
    show("Preparing the search", 0, 1)
    rebuild()
    show("Preparing the search", 1, 1)
