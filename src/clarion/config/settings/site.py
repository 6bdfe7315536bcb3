"""Who we are on the network: addresses, mode, secrets."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, field_validator

from clarion.config.environment import Concern, SettingError


class Site(Concern):
    """The address of the site and the mode it runs in."""

    demo: bool = Field(False, description="Run the demonstration: loopback only, staff need no second factor.")
    debug: bool = Field(False, description="Show tracebacks in the browser. Never on a public address.")
    base_url: str = Field(
        "http://127.0.0.1:8000", description="The public address of the site, without a slash at its end."
    )
    allowed_hosts: str = Field("", description="More host names to answer to, separated by spaces.")
    trusted_proxies: int = Field(
        0, ge=0, description="How many proxies of your own stand in front and append to X-Forwarded-For."
    )
    secret_key: str = Field("", description="Signs links and sessions. `clarion init` makes one.")
    data_dir: Path = Field(Path("var"), description="Where the database (SQLite), media and the demo live.")
    time_zone: str = Field("UTC", description="The organisation's time zone, such as Africa/Nairobi.")

    @field_validator("base_url")
    @classmethod
    def _plain_origin(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
            raise ValueError(f"{value!r} is not an address such as https://www.example.org")
        return value.rstrip("/")


SITE = Site.load()
DATA_DIR = SITE.data_dir.resolve()
BASE_URL = SITE.base_url


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
ALLOWED_HOSTS = [
    urlsplit(BASE_URL).hostname or "localhost",
    "localhost",
    "127.0.0.1",
    "[::1]",
    *SITE.allowed_hosts.split(),
]
CSRF_TRUSTED_ORIGINS = [BASE_URL]
TIME_ZONE = SITE.time_zone
USE_TZ = True
TRUSTED_PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = SITE.trusted_proxies
ROOT_URLCONF = "clarion.config.urls"
WSGI_APPLICATION = "clarion.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "core.User"
SITE_ID = 1
SILENCED_SYSTEM_CHECKS: list[str] = []
