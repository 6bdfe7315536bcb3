"""What each room of the house adds to the demonstration, in the order in which it is written.

A room is a module here with one function that takes what has been `Built` so far and adds to it; its texts are in
`../content/rooms/ROOM/LANGUAGE.toml`. Written again, it leaves alone what a person has edited.
"""

from __future__ import annotations

from collections.abc import Callable

from clarion.demo.built import Built
from clarion.demo.rooms.topics import write_topics

ROOMS: tuple[Callable[[Built], None], ...] = (write_topics,)
