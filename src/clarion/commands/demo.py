"""`clarion demo`: builds the demonstration once, then serves it, on this machine alone."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from pathlib import Path

from clarion.commands import serve as serving
from clarion.commands.demo_stamps import outdated
from clarion.core.complaint import Complaint
from clarion.core.identities import new_identity
from clarion.editorial.roles import ROLES
from clarion.transparency.log.notes import Signer

HOST = "127.0.0.1"
STAFF = "editor@demo.example"
LANGUAGES = "en ar zh-hans fr es"


def run(*, data_dir: Path, port: int, serve: bool, database_url: str = "") -> int:
    """Builds what is missing or out of date, says where everything is, and serves until ctrl-C.

    Nothing of the environment's own settings, nor of a `.env`, reaches the demonstration: it must never touch
    the database of a real site.

    Raises:
        Complaint: if the port is taken or the directory cannot be written.
    """
    if serve:
        serving.require_free_port(HOST, port)
    data_dir = data_dir.resolve()
    _make_private(data_dir)
    for name in [name for name in os.environ if name.startswith("CLARION_")]:
        del os.environ[name]
    os.environ.update(settings_of(data_dir, port), CLARION_DATABASE_URL=database_url)
    if steps := outdated(data_dir, database_url):
        built = subprocess.run([sys.executable, "-m", "clarion.commands.demo_build", *steps], check=False)
        if built.returncode:
            return built.returncode if built.returncode > 0 else 1
    if not serve:
        print(f"The demonstration is ready in {data_dir}.")
        return 0
    return serving.supervise(
        HOST, port, workers=1, threads=4, files=serving.serves_files(),
        when_ready=lambda: _welcome(data_dir, port),
    )  # fmt: skip


LOG_NAME = "demo.example/log"


def settings_of(data_dir: Path, port: int) -> dict[str, str]:
    """The settings of the demonstration, as environment variables."""
    return {
        "CLARION_ENV_FILE": "",
        "CLARION_DEMO": "true",
        "CLARION_NAME": "Open Knowledge Commons",
        "CLARION_DATA_DIR": str(data_dir),
        "CLARION_BASE_URL": f"http://{HOST}:{port}",
        "CLARION_SECRET_KEY_FILE": str(data_dir / "secret-key"),
        "CLARION_LANGUAGES": LANGUAGES,
        "CLARION_DOSSIER_IDENTITY_FILE": str(data_dir / "dossier-identity"),
        "CLARION_DOSSIER_RECIPIENTS_FILE": str(data_dir / "dossier-recipients"),
        "CLARION_LOG_KEY_FILE": str(data_dir / "log-key"),
        "CLARION_SECURITY_CONTACT": "mailto:security@demo.example",
        "CLARION_MAIL_FROM": "Open Knowledge Commons <noreply@demo.example>",
    }


def staff_login(data_dir: Path) -> tuple[str, str]:
    """The e-mail address and password of the demonstration's editor, made on the first call and kept."""
    return _logins(data_dir / "staff-login", [STAFF])[0]


def role_logins(data_dir: Path) -> list[tuple[str, str]]:
    """The same for one person of each role, in the order of the table of roles."""
    return _logins(data_dir / "role-logins", [f"{role.key}@demo.example" for role in ROLES])


def register_logins(data_dir: Path, emails: list[str]) -> list[tuple[str, str]]:
    """The same for people of the register, who are no editors."""
    return _logins(data_dir / "register-logins", emails)


def known_register_logins(data_dir: Path) -> list[tuple[str, str]]:
    """Those that were made when the demonstration was built."""
    return list(_known(data_dir / "register-logins").items())


def _logins(kept: Path, emails: list[str]) -> list[tuple[str, str]]:
    """The logins in a file; those it lacks are made and added."""
    known = _known(kept)
    made = {email: "-".join(secrets.token_hex(2) for _ in range(4)) for email in emails if email not in known}
    if made:
        known |= made
        _write_private(kept, "".join(f"{email} {password}\n" for email, password in known.items()))
    return [(email, known[email]) for email in emails]


def _known(kept: Path) -> dict[str, str]:
    lines = kept.read_text(encoding="utf-8").splitlines() if kept.is_file() else []
    return dict(line.split(" ", 1) for line in lines if " " in line)


def _make_private(data_dir: Path) -> None:
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        if not (data_dir / "secret-key").is_file():
            _write_private(data_dir / "secret-key", secrets.token_urlsafe(50) + "\n")
        if not (data_dir / "dossier-identity").is_file():
            identity, recipient = new_identity()
            _write_private(data_dir / "dossier-recipients", recipient + "\n")
            _write_private(data_dir / "dossier-identity", identity + "\n")
        if not (data_dir / "log-key").is_file():
            _write_private(data_dir / "log-key", f"{Signer.new(LOG_NAME)}\n")
    except OSError as error:
        raise Complaint(
            f"cannot write in {data_dir}: {error.strerror}. Choose another with --data-dir."
        ) from error


def _write_private(path: Path, text: str) -> None:
    with os.fdopen(
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as kept:
        kept.write(text)


def _welcome(data_dir: Path, port: int) -> None:
    here = f"http://{HOST}:{port}"
    email, password = staff_login(data_dir)
    roles = role_logins(data_dir)
    register = known_register_logins(data_dir)
    width = max(len(one) for one, _ in [*roles, *register])
    lines = [
        "",
        "  Clarion, the demonstration",
        "",
        f"  Advocacy      {here}/en/advocacy/   ({', '.join(LANGUAGES.split()[1:])} in place of en)",
        f"  Transparency  {here}/en/transparency/",
        f"  API           {here}/api/v1/docs",
        f"  Editors       {here}/admin/",
        f"  Sign in with  {email}  {password}",
        "                who may do everything; or in one role, as",
        *(f"                {email.ljust(width)}  {password}" for email, password in roles),
        f"  The desk      {here}/admin/desk/   (no editor sees it), as",
        *(f"                {email.ljust(width)}  {password}" for email, password in register),
        f"                (kept in {data_dir}, in staff-login, role-logins and register-logins)",
        "",
        "  Ctrl-C stops it.",
        "",
    ]
    print("\n".join(lines), flush=True)
