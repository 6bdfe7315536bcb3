"""Which compressed twin of a file a reader gets (RFC 9110, 12.5.3)."""

from __future__ import annotations

from functools import lru_cache

IDENTITY = ""
SUFFIXES = {"br": ".br", "gzip": ".gz", IDENTITY: ""}
"""Of the file with a coding, in the order in which we would rather send them."""


@lru_cache(maxsize=1024)
def accepted(header: str | None) -> tuple[str, ...]:
    """The codings that an `Accept-Encoding` takes, the best first; the file as it is stands last, and always.

    Nobody is refused a page for not wanting it plain: a refusal would say less.
    """
    weights = dict(_weights(header or ""))
    any_other = weights.get("*", 0.0)
    taken = {coding: weights.get(coding, any_other) for coding in SUFFIXES if coding != IDENTITY}
    # `sorted` keeps our order among equals.
    best = sorted((coding for coding, weight in taken.items() if weight > 0), key=lambda one: -taken[one])
    return (*best, IDENTITY)


def _weights(header: str) -> list[tuple[str, float]]:
    return [_weighed(part) for part in header.lower().split(",") if part.strip()]


def _weighed(part: str) -> tuple[str, float]:
    coding, _, parameter = part.partition(";")
    name, _, value = parameter.partition("=")
    if name.strip() != "q":
        return coding.strip(), 1.0
    try:
        return coding.strip(), float(value)
    except ValueError:
        return coding.strip(), 0.0
