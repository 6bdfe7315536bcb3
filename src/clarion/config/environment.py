"""Settings from the environment, typed, one class a concern (https://12factor.net/config).

Every setting is an environment variable ``CLARION_<NAME>``, or a line of ``.env``; ``CLARION_<NAME>_FILE``
names a file to read the value from, so that secrets can stay out of the environment. ``CLARION_ENV_FILE`` names
another file than ``.env``; empty, none is read.
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from clarion.core.complaint import Complaint

PREFIX = "CLARION_"
ENV_FILE = os.environ.get(f"{PREFIX}ENV_FILE", ".env") or None


class SettingError(Complaint):
    """A setting is missing or wrong. The message is one line: which, what is wrong, how to mend it."""


def file_named(variable: str) -> str:
    """The file that a setting is read from, by the environment or else by `.env`; blank where it is none."""
    if named := os.environ.get(f"{variable}_FILE"):
        return named
    if ENV_FILE and variable not in os.environ:
        return dotenv_values(ENV_FILE).get(f"{variable}_FILE") or ""
    return ""


def http_address(value: str, example: str) -> str:
    """An address without a slash at its end; blank stays blank.

    Raises:
        ValueError: it is none that begins with http, or it has a query. What may hold a password is not repeated.
    """
    parts = urlsplit(value)
    if value and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.query):
        said = "this" if "@" in value else repr(value)
        raise ValueError(f"{said} is not an address such as {example}")
    return value.rstrip("/")


def needs_libraries(variable: str, **libraries: str) -> None:
    """Sees to it that what a setting needs is installed: modules with the names of the libraries that bring them.

    Raises:
        SettingError: it is not.
    """
    if not all(find_spec(module) for module in libraries):
        raise SettingError(
            f"{variable} needs {' and '.join(libraries.values())}: pip install 'clarion[scale]'."
        )


class FileSource(PydanticBaseSettingsSource):
    """Reads ``CLARION_<NAME>_FILE``. A named file that cannot be read is an error, never an empty value."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        variable = f"{PREFIX}{field_name.upper()}_FILE"
        named = file_named(f"{PREFIX}{field_name.upper()}")
        if not named:
            return None, field_name, False
        try:
            return Path(named).read_text(encoding="utf-8").strip(), field_name, False
        except OSError as error:
            raise SettingError(f"{variable}: cannot read {named}: {error.strerror}.") from error

    def __call__(self) -> dict[str, Any]:
        found = {
            name: self.get_field_value(field, name)[0]
            for name, field in self.settings_cls.model_fields.items()
        }
        return {name: value for name, value in found.items() if value is not None}


class Concern(BaseSettings):
    """The base of every group of settings."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=ENV_FILE, env_file_encoding="utf-8", extra="ignore", frozen=True
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, FileSource(settings_cls), env_settings, dotenv_settings

    @classmethod
    def load(cls) -> Self:
        """This concern, read from the environment.

        Raises:
            SettingError: naming every variable that is missing or wrong.
        """
        try:
            return cls()
        except ValidationError as error:
            problems = "; ".join(
                f"{PREFIX}{'_'.join(str(part) for part in one['loc'][:1]).upper()}: {one['msg']}"
                for one in error.errors()
            )
            raise SettingError(f"{problems}. `clarion doctor` explains each setting.") from error
