"""What `clarion doctor` looks at. Each check is one function in `CHECKS`; none changes anything."""

from __future__ import annotations

import os
import smtplib
import ssl
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from clarion.core.complaint import first_line

SHORTEST_KEY = 50
PATIENCE = 5.0


@dataclass(frozen=True)
class Finding:
    """What was looked at, whether it is good, what was found, and how to mend it if it is not."""

    what: str
    good: bool
    found: str
    mend: str = ""


def examine() -> Iterator[Finding]:
    """Every check's finding. Checks that need the database are left out when it does not answer."""
    for check in CHECKS:
        yield check()
    database = database_answers()
    yield database
    if not database.good:
        return
    migrated = migrations()
    yield migrated
    if migrated.good:
        for check in CHECKS_OF_A_MIGRATED_DATABASE:
            yield check()


def python() -> Finding:
    version = ".".join(str(part) for part in sys.version_info[:3])
    good = (3, 11) <= sys.version_info[:2] < (3, 14)
    return Finding(
        "Python", good, version, "Clarion runs on Python 3.11, 3.12 and 3.13. Install one of them."
    )


def data_directory() -> Finding:
    from django.conf import settings

    directory = settings.DATA_DIR
    good = directory.is_dir() and os.access(directory, os.W_OK | os.X_OK)
    return Finding(
        "data directory", good, str(directory),
        "It is missing or not writable. Make it for the user that runs Clarion, or set CLARION_DATA_DIR.",
    )  # fmt: skip


def secret_key() -> Finding:
    from django.conf import settings

    key = settings.SECRET_KEY
    good = len(key) >= SHORTEST_KEY and len(set(key)) > 10
    return Finding(
        "secret key", good, "long and mixed" if good else f"{len(key)} characters, too easy to guess",
        f"Use at least {SHORTEST_KEY} random characters: `clarion init --file new.env` makes some.",
    )  # fmt: skip


def address() -> Finding:
    from django.conf import settings

    good = settings.BASE_URL.startswith("https://") or settings.CLARION_DEMO
    return Finding(
        "public address", good, settings.BASE_URL,
        "Readers deserve an encrypted connection. Set CLARION_BASE_URL to the https:// address of the site.",
    )  # fmt: skip


def debugging() -> Finding:
    from django.conf import settings

    return Finding(
        "debugging", not settings.DEBUG, "on" if settings.DEBUG else "off",
        "It shows the insides of the site to visitors. Set CLARION_DEBUG=false.",
    )  # fmt: skip


def languages() -> Finding:
    from django.conf import settings

    names = ", ".join(f"{code} ({name})" for code, name in settings.LANGUAGES)
    return Finding("languages", True, names)


def static_files() -> Finding:
    from django.conf import settings

    good = (settings.STATIC_ROOT / "staticfiles.json").is_file()
    return Finding(
        "static files", good, "collected" if good else "not collected",
        "Run `clarion manage collectstatic --no-input`.",
    )  # fmt: skip


def security_contact() -> Finding:
    from django.conf import settings

    good = bool(settings.SECURITY_CONTACT)
    return Finding(
        "security contact", good, " ".join(settings.SECURITY_CONTACT) or "none",
        "Set CLARION_SECURITY_CONTACT, so that whoever finds a hole can tell you: mailto:security@example.org.",
    )  # fmt: skip


def mail_server() -> Finding:
    from django.conf import settings

    if not settings.EMAIL_HOST:
        good = bool(settings.CLARION_DEMO)
        return Finding(
            "mail server", good, f"none; messages are written to {settings.EMAIL_FILE_PATH}",
            "Nobody receives them. Set CLARION_SMTP_HOST and its companions.",
        )  # fmt: skip
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        _greet(settings.EMAIL_HOST, settings.EMAIL_PORT)
    except (OSError, smtplib.SMTPException) as error:
        return Finding(
            "mail server", False, f"{where}: {first_line(error)}",
            "Check CLARION_SMTP_HOST, _PORT, _USER, _PASSWORD, _TLS and _SSL, and that a firewall lets you out.",
        )  # fmt: skip
    return Finding("mail server", True, where)


def media() -> Finding:
    from django.conf import settings

    chosen = settings.OBJECT_STORAGE
    if not chosen.media_bucket:
        return Finding("media", True, str(settings.MEDIA_ROOT))
    public = f", public at {chosen.media_url}" if chosen.media_url else ""
    return _bucket(
        "media", "default", "/".join(filter(None, [chosen.media_bucket, chosen.media_prefix])) + public
    )


def dossier_files() -> Finding:
    from django.conf import settings

    bucket = settings.OBJECT_STORAGE.dossier_bucket
    if not bucket:
        return Finding("files of dossiers", True, str(settings.DATA_DIR / "dossiers"))
    return _bucket("files of dossiers", "dossiers", f"the bucket {bucket}")


def editions() -> Finding:
    from django.conf import settings

    bucket = settings.OBJECT_STORAGE.edition_bucket
    if not bucket:
        return Finding("editions", True, str(settings.CLARION_EDITIONS_DIR))
    return _bucket(
        "editions", "editions", f"the bucket {bucket}, and a copy in {settings.CLARION_EDITIONS_DIR}"
    )


def search_server() -> Finding:
    from django.conf import settings

    chosen = settings.SEARCH_SERVER
    if not chosen.opensearch_url:
        return Finding("editors' searches", True, "answered by the database")
    from clarion.editorial import search_server as server

    where, trouble = server.where(), server.trouble()
    return Finding(
        "editors' searches", not trouble, f"{where}: {trouble}" if trouble else where,
        "Until it answers, the database does. Check CLARION_OPENSEARCH_URL; `clarion manage update_index` fills it.",
    )  # fmt: skip


def database_answers() -> Finding:
    from django.conf import settings
    from django.db import DatabaseError, connection

    name = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}.get(connection.vendor, connection.vendor)
    database = settings.DATABASES["default"]
    where = f"{name}, {database['NAME']}" + (f" on {database['HOST']}" if database.get("HOST") else "")
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        return Finding(
            "database", False, f"{where}: {first_line(error)}", "Start it, or check CLARION_DATABASE_URL."
        )
    return Finding("database", True, where)


def migrations() -> Finding:
    from clarion.core.health import missing_migrations

    missing = missing_migrations()
    return Finding(
        "migrations",
        not missing,
        f"{missing} missing" if missing else "all applied",
        "Run `clarion manage migrate`.",
    )


def clock() -> Finding:
    return _background("clock")


def worker() -> Finding:
    return _background("worker")


def periodic_work() -> Finding:
    from clarion.core.models import PeriodicRun

    failed = [f"{run.name} ({run.failure})" for run in PeriodicRun.objects.exclude(failure="")]
    return Finding(
        "periodic work",
        not failed,
        "; ".join(failed) or "nothing has failed",
        "The log of the clock says more.",
    )


def second_factors() -> Finding:
    from django.conf import settings

    from clarion.core.second_factor import staff_without

    if not settings.SECOND_FACTOR_REQUIRED:
        return Finding(
            "second factor",
            settings.CLARION_DEMO,
            "not asked for: this is the demonstration",
            "Set CLARION_DEMO=false.",
        )
    without = [user.email for user in staff_without().order_by("email")]
    return Finding(
        "second factor", not without, "none yet: " + ", ".join(without) if without else "every member of staff has one",
        "They are asked to set one up when they next sign in; until then their password alone stands in the way.",
    )  # fmt: skip


def dossier_keys() -> Finding:
    from django.conf import settings

    from clarion.register.sealing import identity_trouble

    trouble, kept = identity_trouble(), settings.DOSSIER_IDENTITY_FILE
    if not trouble and kept and not settings.CLARION_DEMO and settings.DATA_DIR in kept.parents:
        trouble = f"{kept} lies in the data directory, so a backup of it opens itself."
    return Finding(
        "dossier keys", not trouble, trouble or f"{kept} opens what is received",
        "Put the key back. Where there never was one, `clarion init --file new.env` makes it. Keep it out of backups.",
    )  # fmt: skip


def dossiers_waiting() -> Finding:
    from clarion.register.errors import NoKey
    from clarion.register.rotation import waiting

    try:
        count = waiting()
    except NoKey:
        count = 0
    return Finding(
        "dossiers", not count,
        f"{count} wrapped for other recipients" if count else "wrapped for the present recipients",
        "Run `clarion manage rotate_keys` while the old key is still in CLARION_DOSSIER_IDENTITY_FILE.",
    )  # fmt: skip


def log_key() -> Finding:
    from django.conf import settings

    from clarion.config.environment import file_named
    from clarion.transparency.log import keys

    trouble = said = ""
    try:
        said = f"{keys.origin()} signs the log"
    except keys.NoLogKey as error:
        trouble = str(error)
    kept = file_named("CLARION_LOG_KEY")
    if (
        not trouble
        and kept
        and not settings.CLARION_DEMO
        and settings.DATA_DIR in Path(kept).resolve().parents
    ):
        trouble = f"{kept} lies in the data directory, so that a backup of it can sign in your name."
    return Finding(
        "log key", not trouble, trouble or said,
        "Put the key back; where there never was one, `clarion init --file new.env` makes it. Keep it out of backups.",
    )  # fmt: skip


def baked_site() -> Finding:
    from django.conf import settings

    from clarion.publishing.findings import troubles

    if not settings.CLARION_BAKE:
        return Finding("public site as files", True, "no; every page is rendered for its reader")
    alive = _background("baker")
    if not alive.good:
        return alive
    failing = troubles(settings.CLARION_SITE_DIR)
    return Finding(
        "public site as files",
        not failing,
        "; ".join(failing[:5]) or str(settings.CLARION_SITE_DIR),
        "These keep their last good content; the log of the baker says more.",
    )


CHECKS: list[Callable[[], Finding]] = [
    python, data_directory, secret_key, address, debugging, languages, static_files, media, dossier_files,
    editions, search_server, security_contact, mail_server, dossier_keys, log_key,
]  # fmt: skip
CHECKS_OF_A_MIGRATED_DATABASE: list[Callable[[], Finding]] = [
    clock, worker, periodic_work, second_factors, dossiers_waiting, baked_site,
]  # fmt: skip


def _background(name: str) -> Finding:
    from clarion.core.health import sign_of_life

    found = sign_of_life(name)
    return Finding(
        name,
        found == "ok",
        "alive" if found == "ok" else found,
        f"`clarion serve` runs it; or `clarion manage {name}`.",
    )


def _bucket(what: str, storage: str, where: str) -> Finding:
    """Keeps a small file, reads it, and removes it again."""
    from django.core.files.base import ContentFile
    from django.core.files.storage import storages

    kept_in = storages[storage]
    try:
        name = kept_in.save("clarion-doctor.txt", ContentFile(b"Are you there?"))
        with kept_in.open(name) as file:
            file.read()
        kept_in.delete(name)
    except OSError as error:
        return Finding(
            what, False, f"{where}: {error}",
            "The keys must let Clarion read, write, delete and list there. Check CLARION_S3_ENDPOINT, _REGION, "
            "_ACCESS_KEY and _SECRET_KEY, and the name of the bucket.",
        )  # fmt: skip
    return Finding(what, True, where)


def _greet(host: str, port: int) -> None:
    """Connects, encrypts as the settings say, and signs in if there is a user. Sends nothing."""
    from django.conf import settings

    context = ssl.create_default_context()
    if settings.EMAIL_USE_SSL:
        opened: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=PATIENCE, context=context)
    else:
        opened = smtplib.SMTP(host, port, timeout=PATIENCE)
    with opened as server:
        if settings.EMAIL_USE_TLS:
            server.starttls(context=context)
        if settings.EMAIL_HOST_USER:
            server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        server.noop()
