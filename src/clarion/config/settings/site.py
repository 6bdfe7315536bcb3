"""Who we are on the network: addresses, mode, secrets."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import Field, field_validator

from clarion.config.environment import Concern, SettingError


class Site(Concern):
    """The address of the site and the mode it runs in."""

    name: str = Field(
        "Clarion", description="The organisation's name, in the admin and in authenticator apps."
    )
    demo: bool = Field(
        False, description="Run the demonstration: loopback only, staff need no second factor."
    )
    debug: bool = Field(False, description="Show tracebacks in the browser. Never on a public address.")
    base_url: str = Field(
        "http://127.0.0.1:8000", description="The public address of the site, without a slash at its end."
    )
    allowed_hosts: str = Field("", description="More host names to answer to, separated by spaces.")
    trusted_proxies: int = Field(
        0, ge=0, description="How many proxies of your own stand in front and append to X-Forwarded-For."
    )
    security_contact: str = Field(
        "",
        description="Where to report a hole, as mailto:… or https://…, separated by spaces; for security.txt.",
    )
    onion_address: str = Field(
        "",
        description="The site's address in the Tor network, such as http://….onion: Tor Browser offers it to readers.",
    )
    secret_key: str = Field("", description="Signs links and sessions. `clarion init` makes one.")
    data_dir: Path = Field(Path("var"), description="Where the database (SQLite), media and the demo live.")
    data_licence: str = Field("CC0-1.0", description="The licence of published data files, as SPDX names it.")
    time_zone: str = Field("UTC", description="The organisation's time zone, such as Africa/Nairobi.")

    @field_validator("base_url")
    @classmethod
    def _plain_origin(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
            raise ValueError(f"{value!r} is not an address such as https://www.example.org")
        return value.rstrip("/")

    @field_validator("onion_address")
    @classmethod
    def _onion(cls, value: str) -> str:
        # An address of version 3 is the key itself, in base32: 56 letters and digits (Tor's rend-spec-v3, 6).
        if value and not re.fullmatch(r"https?://([a-z0-9-]+\.)*[a-z2-7]{56}\.onion/?", value):
            raise ValueError(f"{value!r} is no address such as http://(56 letters and digits).onion")
        return value.rstrip("/")

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError(f"{value!r} is no time zone of the tz database, such as Europe/Berlin")
        return value


SITE = Site.load()
DATA_DIR = SITE.data_dir.resolve()
BASE_URL = SITE.base_url
ORGANISATION = SITE.name
DATA_LICENCE = SITE.data_licence


def _secret_key() -> str:
    if SITE.secret_key:
        return SITE.secret_key
    kept = DATA_DIR / "secret-key"
    if kept.is_file():
        return kept.read_text(encoding="utf-8").strip()
    raise SettingError(
        f"CLARION_SECRET_KEY is not set and {kept} does not exist. Run `clarion init` to make one, "
        "or set CLARION_SECRET_KEY or CLARION_SECRET_KEY_FILE."
    )


DEBUG = SITE.debug
CLARION_DEMO = SITE.demo
SECRET_KEY = _secret_key()
_LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
_HOST = urlsplit(BASE_URL).hostname or "localhost"
if SITE.demo and _HOST not in _LOOPBACK:
    raise SettingError(
        f"CLARION_BASE_URL: the demonstration lets staff in without a second factor, so it cannot be {BASE_URL}. "
        "Use http://127.0.0.1:8000, or set CLARION_DEMO=false."
    )
CLARION_ONION_ADDRESS = SITE.onion_address
_ONION = [urlsplit(SITE.onion_address).hostname or ""] if SITE.onion_address else []
ALLOWED_HOSTS = [*_LOOPBACK] if SITE.demo else [*_LOOPBACK, _HOST, *_ONION, *SITE.allowed_hosts.split()]
SECURITY_CONTACT = SITE.security_contact.split()
CSRF_TRUSTED_ORIGINS = [BASE_URL, *filter(None, [SITE.onion_address])]
TIME_ZONE = SITE.time_zone
USE_TZ = True
TRUSTED_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = SITE.trusted_proxies
ROOT_URLCONF = "clarion.config.urls"
WSGI_APPLICATION = "clarion.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "core.User"
SITE_ID = 1
SILENCED_SYSTEM_CHECKS: list[str] = []
