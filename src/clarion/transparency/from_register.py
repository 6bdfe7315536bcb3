"""Listens to the register: each step moves the tallies in its own transaction. Invented demands move tallies apart."""

from __future__ import annotations

from django.db import connection

from clarion.core.writes import Writes
from clarion.register.counting import Counted
from clarion.transparency.feeding import INVENTED, REGISTER, move, register_source
from clarion.transparency.models import Source


def follow(*, invented: bool, before: Counted, after: Counted, writes: Writes) -> None:
    """Moves what a step of the register moved."""
    move(_source(invented=invented), before=before, after=after, writes=writes)


def _source(*, invented: bool) -> Source:
    """The source by its id alone, since every step asks for it; made when it is asked for the first time."""
    slug = INVENTED if invented else REGISTER
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM transparency_source WHERE slug = %s", [slug])
        found = cursor.fetchone()
    return Source(pk=found[0]) if found else register_source(invented=invented)
