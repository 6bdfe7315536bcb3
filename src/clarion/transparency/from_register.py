"""Listens to the register: each step moves the tallies in its own transaction. Invented demands move tallies apart."""

from __future__ import annotations

from clarion.register.counting import Counted
from clarion.transparency.feeding import INVENTED, REGISTER, move, register_source
from clarion.transparency.models import Source


def follow(*, invented: bool, before: Counted, after: Counted) -> None:
    """Moves what a step of the register moved."""
    move(_source(invented=invented), before=before, after=after)


def _source(*, invented: bool) -> Source:
    """The source by its id alone, since every step asks for it; made when it is asked for the first time."""
    slug = INVENTED if invented else REGISTER
    for (pk,) in Source.objects.order_by().filter(slug=slug).values_list("pk"):
        return Source(pk=pk)
    return register_source(invented=invented)
