"""`clarion init`: a `.env` to start from, with new keys and every setting explained."""

from __future__ import annotations

import os
import secrets
import textwrap
from collections.abc import Mapping
from pathlib import Path

from clarion.core.complaint import Complaint
from clarion.core.identities import new_identity
from clarion.transparency.log.notes import BadNote, Signer


def run(path: Path, host: str = "") -> int:
    """Writes the file, readable by its owner alone. The log is named after the host of the site, where it is given.

    Raises:
        Complaint: if it exists already (it is never overwritten) or cannot be written.
    """
    if path.exists():
        raise Complaint(
            f"{path} exists already and is left as it is. Move it away first, or name another with --file."
        )
    identity_file = path.resolve().with_name("dossier-identity")
    if identity_file.exists():
        raise Complaint(
            f"{identity_file} exists already, and dossiers may need it. Move it to a safe place first."
        )
    log_key_file = path.resolve().with_name("log-key")
    if log_key_file.exists():
        raise Complaint(
            f"{log_key_file} exists already, and a log may be signed with it. Move it to a safe place first."
        )
    try:
        log_key = Signer.new(f"{host}/log" if host else f"clarion-{secrets.token_hex(8)}")
    except BadNote as error:
        raise Complaint(f"--host: {error}.") from error
    key = secrets.token_urlsafe(50)
    identity, recipient = new_identity()
    # The settings cannot be read without a key, and the one of the new file is as good as any.
    os.environ.setdefault("CLARION_SECRET_KEY", key)
    chosen = {
        "CLARION_SECRET_KEY": key,
        "CLARION_DOSSIER_RECIPIENTS": recipient,
        "CLARION_DOSSIER_IDENTITY_FILE": str(identity_file),
        "CLARION_LOG_KEY_FILE": str(log_key_file),
    }
    _write_new(identity_file, f"{identity}\n")
    _write_new(log_key_file, f"{log_key}\n")
    _write_new(path, contents(chosen))
    print(f"Wrote {path}. Set CLARION_BASE_URL in it, then run `clarion doctor`.")
    print(
        f"Wrote {identity_file}, the key that opens the dossiers of demands. Keep a copy off this machine and out\n"
        "of every backup of the data: without it nobody reads a dossier again."
    )
    print(
        f"Wrote {log_key_file}, the key that signs the log and the editions of reports. Keep a copy of it as well:\n"
        "with it whoever finds it could sign in your name."
    )
    return 0


def _write_new(path: Path, text: str) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise Complaint(f"cannot write {path}: {error.strerror}.") from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


def contents(chosen: Mapping[str, str]) -> str:
    """The text of the file: each setting commented out at its default, but for those that are chosen."""
    from clarion.commands.settings_explained import explained

    lines = [
        "# Settings of Clarion. Each can also be an environment variable, or, with _FILE added to its name, the"
    ]
    lines += ["# path of a file that holds it. `clarion doctor` says which are in force, and what is wrong."]
    concern = ""
    for one in explained():
        if one.concern != concern:
            concern = one.concern
            lines += ["", f"## {concern}"]
        lines += ["", *textwrap.wrap(one.meaning, 100, initial_indent="# ", subsequent_indent="# ")]
        given = next((name for name in (one.variable, f"{one.variable}_FILE") if name in chosen), "")
        if given:
            lines.append(f"{given}={_quoted(chosen[given])}")
        else:
            lines.append(f"#{one.variable}={_quoted(one.default)}")
    return "\n".join(lines) + "\n"


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value
