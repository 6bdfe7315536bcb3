"""Blocks that are kept: what they show depends only on values that are read for every page.

A block's markup is a function of its stored value and of what that value refers to: links, pictures, figures, articles.
All of it is looked up anew each time a page is shown (`Scope.prepare`); only for values equal to those of an earlier
rendering is the markup of that rendering used again. So there is nothing to invalidate, and nothing can be out of date.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Any, NamedTuple

from wagtail.blocks import StreamValue

from clarion.pages.blocks.registry import KEPT_BLOCKS, preloading_blocks
from clarion.pages.rendering import Scope
from clarion.transparency.figures import Figure, FigureError

MOST = 4096
"""How many renderings a process keeps; a few kilobytes each."""


class Rendering(NamedTuple):
    """A block's markup, and the ids of the pictures it shows."""

    markup: str
    shown: tuple[int, ...]


class Renderings:
    """The renderings used last, oldest out first."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Rendering] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Rendering | None:
        """The rendering for equal values, if it is still kept."""
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def keep(self, key: Hashable, rendering: Rendering) -> None:
        """Keeps a rendering, and lets the oldest go."""
        with self._lock:
            self._kept[key] = rendering
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def forget(self) -> None:
        """Lets all go."""
        with self._lock:
            self._kept.clear()


renderings = Renderings()


def block_markup(stream: StreamValue, place: int, scope: Scope, context: dict[str, Any]) -> str:
    """The markup of the block at a place of a stream."""
    stored = stream.raw_data[place]
    if stored["type"] not in KEPT_BLOCKS:
        return str(stream[place].render(context=context))
    key = _key(stored, scope)
    kept = renderings.get(key)
    if kept is None:
        with scope.noting_pictures() as shown:
            markup = str(stream[place].render(context=context))
        kept = Rendering(markup, tuple(shown))
        renderings.keep(key, kept)
    for pk in kept.shown:
        if image := scope.image(pk):
            scope.show(image)
    return kept.markup


def _key(stored: dict[str, Any], scope: Scope) -> Hashable:
    value = stored["value"]
    found = scope.references(stored)
    preloading = preloading_blocks().get(stored["type"])
    return (
        stored["type"],
        json.dumps(value),
        scope.language,
        getattr(scope.page, "translation_key", None),
        getattr(scope.page, "shows_echoes", None),
        tuple(scope.link(pk) for pk in sorted(found.pages)),
        tuple(_picture(pk, scope) for pk in sorted(found.images)),
        tuple(_reading(key, scope) for key in sorted(found.figures)),
        preloading.preloaded(value, scope) if preloading else None,
    )


def _picture(pk: int, scope: Scope) -> Hashable:
    image = scope.image(pk)
    return image and image.shown_values


def _reading(key: str, scope: Scope) -> Hashable:
    try:
        return scope.reading(Figure.parse(key))
    except FigureError as error:
        return str(error)
