"""What each room of the house adds to the demonstration, in the order in which it is written.

A room is a module here with one function that takes what has been `Built` so far and adds to it; its texts are in
`../content/rooms/ROOM/LANGUAGE.toml`. Written again, it leaves alone what a person has edited.
Translations come last: they take note of every page.
"""

from __future__ import annotations

from collections.abc import Callable

from clarion.demo.built import Built
from clarion.demo.rooms.correspondence import write_correspondence
from clarion.demo.rooms.news import write_news
from clarion.demo.rooms.organisation import write_organisation
from clarion.demo.rooms.policy import write_positions
from clarion.demo.rooms.register import write_register
from clarion.demo.rooms.reports import write_reports
from clarion.demo.rooms.topics import write_topics
from clarion.demo.rooms.tracker import write_trackers
from clarion.demo.rooms.translation import write_translation

ROOMS: tuple[Callable[[Built], None], ...] = (
    write_topics,
    write_news,
    write_positions,
    write_trackers,
    write_organisation,
    write_translation,
    write_register,
    write_correspondence,
    write_reports,
)
