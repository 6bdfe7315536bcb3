"""What a dossier knows of people, to be looked for in what is published."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.utils import getaddresses

from clarion.register.dossiers import OpenDossier
from clarion.register.papers import Contact, Message
from clarion.register.redaction.folding import folded

_PARTICLES = """
abu al and bin bint dal das del della den der des dos dr el est herr ibn jr las los madame maitre mme mrs prof senor
senora sir the van vom von zur أبو ابن بن بنت ال السيد السيدة الدكتور
"""
RUNNING_ON = (
    "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
"""The letters of scripts that put no space between words, for a class of a pattern."""
_RUNS_ON = re.compile(f"[{RUNNING_ON}]")
_SHORTEST = 3
_NO_NAMES = frozenset(folded(_PARTICLES).split())


def runs_on(text: str) -> bool:
    """Whether the text is in a script without spaces between words."""
    return bool(_RUNS_ON.search(text))


@dataclass(frozen=True, slots=True)
class Known:
    """Names, parts of names, and whatever else points at somebody. Each once, as it was first written."""

    names: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    telephones: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    addresses: tuple[str, ...] = field(default=())

    @classmethod
    def of(cls, dossier: OpenDossier) -> Known:
        """What the contacts and the heads of the messages say."""
        people = [*dossier.contacts, *_correspondents(dossier)]
        names = _once(one.name for one in people)
        return cls(
            names=names,
            parts=_once(part for name in names for part in _parts(name)),
            organisations=_once(one.organisation for one in people),
            emails=_once(one.email for one in people),
            telephones=_once(one.telephone for one in people),
            accounts=_once(one.account for one in people),
            addresses=_once(line for one in people for line in _lines(one.address)),
        )


def _correspondents(dossier: OpenDossier) -> Iterator[Contact]:
    for filed in dossier.messages:
        if isinstance(filed.paper, Message):
            for name, email in getaddresses([filed.paper.sender, *filed.paper.recipients]):
                yield Contact(name="" if "@" in name else name, email=email)


def _once(found: Iterator[str]) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for one in found:
        plain = one.strip()
        if len(plain) > 1:
            kept.setdefault(folded(plain), plain)
    return tuple(kept.values())


def _parts(name: str) -> Iterator[str]:
    """The words of a name by which somebody is called; of one written in one run, the given name."""
    words = re.split(r"[\s,;.·・()\"'’\-]+", name)
    if len(words) == 1 and runs_on(name) and len(name) in (3, 4):
        yield name[1:] if len(name) == 3 else name[2:]
        return
    for word in words:
        plain = folded(word)
        if plain not in _NO_NAMES and (len(plain) >= _SHORTEST or (len(plain) == 2 and runs_on(word))):
            yield word


def _lines(address: str) -> Iterator[str]:
    yield address
    for line in re.split(r"[\n,،;、]+", address):
        if len(line.strip()) >= 6 or (runs_on(line) and len(line.strip()) >= 4):
            yield line
