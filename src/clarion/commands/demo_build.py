"""Builds the demonstration: `python -m clarion.commands.demo_build STEP…`, run by `clarion demo`."""

from __future__ import annotations

import fcntl
import io
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from clarion.commands.demo import register_logins, role_logins, staff_login
from clarion.commands.demo_stamps import record
from clarion.core.complaint import Complaint
from clarion.editorial.roles import ROLES

if TYPE_CHECKING:
    from clarion.core.models import User


class Counting(io.StringIO):
    """Takes what `migrate` prints, and moves a progress bar at each migration that is done."""

    def __init__(self, progress: Progress, bar: TaskID) -> None:
        super().__init__()
        self.progress, self.bar = progress, bar

    def write(self, text: str) -> int:
        if " OK" in text:
            self.progress.advance(self.bar)
        return len(text)


def build(steps: Sequence[str]) -> None:
    """Does the named steps, showing what each is at. A step that fails stays outdated."""
    import django

    django.setup()
    from django.conf import settings

    data_dir: Path = settings.DATA_DIR
    columns = SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    with (
        (data_dir / "build.lock").open("w") as lock,
        Progress(*columns, console=Console(stderr=True)) as progress,
    ):
        fcntl.flock(lock, fcntl.LOCK_EX)
        collecting = _start_collecting(progress) if "static" in steps else None
        try:
            _build_database(progress, data_dir, steps)
        except BaseException:
            if collecting is not None:
                collecting[0].terminate()
            raise
        if collecting is not None:
            _finish_collecting(progress, *collecting)
            _done(data_dir, "static")


def _build_database(progress: Progress, data_dir: Path, steps: Sequence[str]) -> None:
    if "database" in steps:
        _migrate(progress)
        _done(data_dir, "database")
    if "content" in steps:
        _fill(progress)
        _make_staff(data_dir)
        _done(data_dir, "content")


def _step(progress: Progress, name: str, total: int | None) -> TaskID:
    """A bar for a step; where there is no terminal to draw one in, a line when the step begins."""
    if not progress.console.is_terminal:
        progress.console.print(f"{name} …")
    return progress.add_task(name, total=total)


def _migrate(progress: Progress) -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    bar = _step(progress, "Making the database", len(plan))
    call_command("migrate", interactive=False, stdout=Counting(progress, bar))
    progress.update(bar, completed=len(plan))


def _fill(progress: Progress) -> None:
    from clarion.demo.build import build as fill

    bars: dict[str, TaskID] = {}

    def show(step: str, done: int, total: int) -> None:
        bar = bars.get(step)
        if bar is None:
            bar = bars[step] = _step(progress, step, total)
        progress.update(bar, completed=done, total=total)

    fill(show)


def _make_staff(data_dir: Path) -> None:
    from django.contrib.auth.models import Group

    from clarion.demo.rooms.register import email_of
    from clarion.register.roles import Role

    email, password = staff_login(data_dir)
    _make_member(email, password, last_name="Editor", is_staff=True, is_superuser=True)
    for role, (email, password) in zip(ROLES, role_logins(data_dir), strict=True):
        member = _make_member(email, password, last_name=role.key.title())
        member.groups.add(Group.objects.get(name=role.group))
    for email, password in register_logins(data_dir, [email_of(one) for one in Role]):
        _make_member(email, password)


def _make_member(email: str, password: str, **fields: Any) -> User:
    from clarion.core.models import User

    member = User.objects.filter(email=email).first()
    if member is None:
        return User.objects.create_user(email, password, first_name="Demo", **fields)
    if not member.check_password(password):
        member.set_password(password)
        member.save(update_fields=["password"])
    return member


def _start_collecting(progress: Progress) -> tuple[subprocess.Popen[str], TaskID]:
    bar = _step(progress, "Collecting and compressing static files", None)
    command = [
        sys.executable,
        "-m",
        "clarion",
        "manage",
        "collectstatic",
        "--no-input",
        "--clear",
        "--verbosity=0",
    ]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True), bar


def _finish_collecting(progress: Progress, collecting: subprocess.Popen[str], bar: TaskID) -> None:
    said, _ = collecting.communicate()
    if collecting.returncode:
        reason = (said.strip().splitlines() or ["no reason given"])[-1]
        raise Complaint(f"collecting the static files failed: {reason}")
    progress.update(bar, total=1, completed=1)


def _done(data_dir: Path, step: str) -> None:
    record(data_dir, os.environ.get("CLARION_DATABASE_URL", ""), step)


def main() -> int:
    """Builds the steps named on the command line."""
    try:
        build(sys.argv[1:])
    except Complaint as complaint:
        print(f"clarion: {complaint}", file=sys.stderr)
        return complaint.status
    except KeyboardInterrupt:
        print("clarion: stopped; the next start goes on from here.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
