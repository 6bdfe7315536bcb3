"""Every setting with its meaning, read from the typed classes themselves, so that no list can fall behind them."""

from __future__ import annotations

import importlib
import os
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dotenv import dotenv_values
from pydantic.fields import FieldInfo

from clarion.config import settings
from clarion.config.environment import ENV_FILE, PREFIX, Concern, file_named

SECRET_WORDS = ("key", "password", "secret", "token")


@dataclass(frozen=True)
class Explained:
    """One setting: its variable, what it means, its default, and where its present value comes from."""

    concern: str
    variable: str
    meaning: str
    default: str
    value: str
    source: str
    is_secret: bool

    @property
    def shown(self) -> str:
        """The value as it may be shown: a secret is masked, and so is a password inside an address."""
        if not self.value:
            return "empty"
        return "••••••" if self.is_secret else without_password(self.value)


def explained() -> Iterator[Explained]:
    """Every setting of every concern, in the order of the modules and of the fields in them."""
    for concern in concerns():
        for name, field in concern.model_fields.items():
            yield _explain(concern, name, field)


def concerns() -> list[type[Concern]]:
    """The typed classes of `clarion.config.settings`. A module whose settings are wrong is still read."""
    for module in pkgutil.iter_modules(settings.__path__):
        importlib.import_module(f"{settings.__name__}.{module.name}")
    mine = [one for one in Concern.__subclasses__() if one.__module__.startswith(settings.__name__)]
    return sorted(mine, key=lambda one: (one.__name__ != "Site", one.__name__))


def without_password(address: str) -> str:
    """An address in which a password between `//` and `@` is masked."""
    scheme, slashes, rest = address.partition("://")
    login, at, host = rest.rpartition("@")
    if not (slashes and at and ":" in login):
        return address
    return f"{scheme}://{login.split(':')[0]}:••••••@{host}"


def _explain(concern: type[Concern], name: str, field: FieldInfo) -> Explained:
    variable = f"{PREFIX}{name.upper()}"
    value, source = _present(variable, field)
    return Explained(
        concern=(concern.__doc__ or concern.__name__).strip().splitlines()[0],
        variable=variable,
        meaning=field.description or "",
        default=_written(field.default),
        value=value,
        source=source,
        is_secret=any(word in name.split("_") for word in SECRET_WORDS),
    )


def _present(variable: str, field: FieldInfo) -> tuple[str, str]:
    if named := file_named(variable):
        return named, f"{variable}_FILE"
    if variable in os.environ:
        return os.environ[variable], "environment"
    kept = dotenv_values(ENV_FILE) if ENV_FILE else {}
    if variable in kept:
        return kept[variable] or "", str(ENV_FILE)
    return _written(field.default), "default"


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
