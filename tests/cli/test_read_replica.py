"""A web server on a primary and its streaming replica: what readers are told, and by which of the two."""

from __future__ import annotations

import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings

from clarion.commands.serve import web_command
from support.servers import free_port, running, wait_for, wait_until
from support.sites import environment_of_site, name_static_files
from support.standby import Cluster, copy, missing, replicated

pytestmark = [pytest.mark.postgresql, pytest.mark.slow]

LAY = """
from wagtail.models import Locale, Page, Site
from clarion.pages.models import ContentPage, HomePage, Organisation
locale, _ = Locale.objects.get_or_create(language_code="en")
home = Page.get_first_root_node().add_child(instance=HomePage(title="Home", slug="en", locale=locale))
Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": home})
home.add_child(instance=ContentPage(title="Number 0", slug="rules", locale=locale))
Organisation.load()
"""


@dataclass(frozen=True)
class Served:
    """A web server, and the two that keep its database."""

    address: str
    primary: Cluster
    replica: Cluster

    def title(self, *, signed_in: bool = False) -> str:
        """What the page is called, as a reader gets it, or somebody with a session."""
        asked = urllib.request.Request(f"{self.address}/en/rules/")
        if signed_in:
            asked.add_header("Cookie", f"{settings.SESSION_COOKIE_NAME}=somebody")
        with urllib.request.urlopen(asked, timeout=20) as answer:
            return str(answer.read().decode().partition("<title>")[2].partition(" ·")[0])

    def name(self, number: int) -> None:
        """Calls the page otherwise."""
        title = f"Number {number}"
        self.primary.ask(
            "UPDATE wagtailcore_page SET title = %s WHERE slug = 'rules'", title, database="site"
        )

    def seen(self) -> bool:
        """Whether the replica has all that the primary has written."""
        ((position,),) = self.primary.ask("SELECT pg_current_wal_lsn()")
        ((is_there,),) = self.replica.ask("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", position)
        return bool(is_there)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    if lacking := missing():
        pytest.skip(f"not here: {lacking}. Install Debian's package postgresql")
    with replicated() as (primary, replica), _site_on(primary, replica, tmp_path) as one:
        yield one


@contextmanager
def _site_on(primary: Cluster, replica: Cluster, folder: Path) -> Iterator[Served]:
    env = environment_of_site(folder, CLARION_LANGUAGES="en")
    primary.ask("CREATE DATABASE site")
    copy(env["CLARION_DATABASE_URL"], primary.url("site"))
    env |= {
        "CLARION_DATABASE_URL": primary.url("site"), "CLARION_DATABASE_REPLICA_URL": replica.url("site"),
        "DJANGO_SETTINGS_MODULE": "clarion.config.settings",
    }  # fmt: skip
    name_static_files(folder)
    lay = [sys.executable, "-W", "ignore", "-m", "clarion", "manage", "shell", "--no-imports", "-c", LAY]
    subprocess.run(lay, env=env, cwd=folder, check=True)
    port = free_port()
    with running(web_command("127.0.0.1", port, workers=1, threads=1), env, folder) as server:
        wait_for(f"http://127.0.0.1:{port}/healthz", server)
        yield Served(f"http://127.0.0.1:{port}", primary, replica)


def test_readers_are_told_what_the_replica_knows_and_the_primary_answers_while_it_is_away(
    served: Served,
) -> None:
    wait_until("the replica has followed", served.seen)
    assert served.title() == "Number 0"
    served.replica.ask("SELECT pg_wal_replay_pause()")
    served.name(1)
    assert served.title() == "Number 0"
    assert served.title(signed_in=True) == "Number 1"
    served.replica.ask("SELECT pg_wal_replay_resume()")
    wait_until("readers are told", lambda: served.title() == "Number 1")
    served.replica.stop()
    served.name(2)
    assert served.title() == "Number 2"
    assert served.title() == "Number 2"
