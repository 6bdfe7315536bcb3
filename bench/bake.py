"""The public site as files: a full bake, one edit until it is live, and a change of the footer of every page.

The ground is 2,000 pages in each of five languages, laid in bulk; `CLARION_BENCH_PAGES` makes it smaller.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from bench import databases
from bench.children import REPOSITORY, Child, answer, child
from bench.register_house import house
from bench.results import Benchmark, Bound, Goal, Result

PAGES = int(os.environ.get("CLARION_BENCH_PAGES", "2000"))
EDITS = 9
PATIENCE = 300.0
_SHELF = 50
"""Pages that stand below one other."""

_FULL = Goal("bake-full", "files/s", Bound.AT_LEAST, 150)
_MEMORY = Goal("bake-memory", "MB", Bound.BELOW, 600)
_CORES = Goal("bake-cores", "times", Bound.AT_LEAST, 1.5)
_EDIT = Goal("bake-one-edit", "s", Bound.AT_MOST, 1.0)
_TOUCHED = Goal("bake-one-edit-renders", "files", Bound.AT_MOST, 5)
_FOOTER = Goal("bake-footer", "s", Bound.AT_MOST, 75)


def measure() -> Iterator[Result]:
    """One site, baked, edited, and changed on every page."""
    with (
        databases.fresh(databases.SQLITE) as (url,),
        tempfile.TemporaryDirectory(prefix="clarion-bench-") as folder,
    ):
        settings = house(url, Path(folder) / "site") | {"CLARION_BAKE": "true"}
        with child("bench.bake", settings) as laying:
            laying.ask("lay", PAGES)
        with child("bench.bake", settings) as measuring:
            full = measuring.ask("full")
            told = f"{full['rendered']:,} files of {PAGES:,} pages in five languages"
            yield Result(_FULL, full["rendered"] / full["seconds"], told)
            yield Result(_MEMORY, full["megabytes"], "all processes together, at most")
            yield _on_more_cores(full, measuring)
            found = measuring.ask("follow", EDITS)
        yield Result(_EDIT, median(found["edits"]), f"the slowest of {EDITS}: {max(found['edits']):.2f} s")
        yield Result(_TOUCHED, found["touched"], "the page, and what says its title")
        yield Result(_FOOTER, found["footer"], f"{found['changed']:,} files, seen at once")


def _on_more_cores(full: dict[str, float], measuring: Child) -> Result:
    """How many times as fast as on one core it was."""
    cores = len(os.sched_getaffinity(0))
    if cores == 1:
        return Result(_CORES, None, "there is one core")
    alone = measuring.ask("full", 1)
    gained = (full["rendered"] / full["seconds"]) / (alone["rendered"] / alone["seconds"])
    return Result(_CORES, gained, f"{cores} cores against one, where it took {alone['seconds']:.0f} s")


def lay(count: int) -> int:
    """Homes in five languages, and so many pages below each, as rows."""
    from django.core.management import call_command
    from wagtail.models import Locale, Page, Site

    from clarion.pages.models import ContentPage, HomePage, SiteTexts

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    root = Page.get_first_root_node()
    for code in ("en", "ar", "zh-hans", "fr", "es"):
        locale, _ = Locale.objects.get_or_create(language_code=code)
        home = root.add_child(
            instance=HomePage(title=code, slug=f"home-{code}", locale=locale, translation_key=_key("home"))
        )
        root.refresh_from_db()
        if code == "en":
            Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "x", "root_page": home})
        SiteTexts.objects.update_or_create(locale=locale, defaults={"name": "Bench", "about": "Who we are."})
        shelves = -(-count // _SHELF)
        for number in range(shelves):
            shelf = ContentPage(
                title=f"Shelf {number}", slug=f"shelf-{number}", locale=locale, body=_body(number),
                translation_key=_key(f"shelf-{number}"),
            )  # fmt: skip
            home.add_child(instance=shelf)
            _fill(shelf, min(_SHELF, count - number * _SHELF) - 1)
    return ContentPage.objects.count()


def _key(name: str) -> uuid.UUID:
    """One for a page in all languages."""
    return uuid.uuid5(uuid.NAMESPACE_URL, name)


def _body(number: int) -> list[dict[str, Any]]:
    words = f"Paragraph of page {number}: what people know belongs to everyone, and nobody should need permission. "
    value = {"heading": "", "echo": "", "echo_language": "", "text": f"<p>{words * 12}</p>", "language": ""}
    return [{"type": "text", "id": str(uuid.UUID(int=place)), "value": value} for place in range(4)]


def _fill(shelf: Any, count: int) -> None:
    """Children of a page, copied as rows from a first one that Wagtail makes."""
    from django.db import connection
    from wagtail.models import Page

    from clarion.pages.models import ContentPage

    first = ContentPage(
        title="Book 0",
        slug="book-0",
        locale=shelf.locale,
        body=_body(0),
        translation_key=_key(f"{shelf.slug} 0"),
    )
    shelf.add_child(instance=first)
    base = Page.objects.filter(pk=first.pk).values().get()
    top = Page.objects.order_by("-pk").values_list("pk", flat=True)[0]
    pages, rows = [], []
    with connection.cursor() as cursor:
        tables = [one._meta.db_table for one in (*ContentPage._meta.get_parent_list(), ContentPage)]
        links = {
            one._meta.db_table: one._meta.pk.column
            for one in (*ContentPage._meta.get_parent_list(), ContentPage)
        }
        for number in range(1, count):
            path = Page._get_path(shelf.path, shelf.depth + 1, number + 1)
            slug = f"book-{number}"
            pages.append(
                Page(
                    **{
                        **base, "id": top + number, "path": path, "slug": slug, "title": f"Book {number}",
                        "url_path": f"{shelf.url_path}{slug}/",
                        "translation_key": _key(f"{shelf.slug} {number}"),
                        "draft_title": slug,
                    }
                )
            )  # fmt: skip
            rows.append(top + number)
        Page.objects.bulk_create(pages)
        for table in tables:
            if table == Page._meta.db_table:
                continue
            columns = [
                one.name
                for one in connection.introspection.get_table_description(cursor, table)
                if one.name != links[table]
            ]
            listed = ", ".join(f'"{one}"' for one in columns)
            statement = (
                f'INSERT INTO "{table}" ("{links[table]}", {listed}) '  # noqa: S608 - our own tables
                f'SELECT %s, {listed} FROM "{table}" WHERE "{links[table]}" = %s'
            )
            cursor.executemany(statement, [(one, first.pk) for one in rows])
        Page.objects.filter(pk=shelf.pk).update(numchild=max(count, 1))


def full(cores: int = 0) -> dict[str, float]:
    """A bake from nothing, in a process of its own. With a number of cores: on so many alone, and beside the site."""
    env, tied = dict(os.environ), []
    if cores:
        env["CLARION_SITE_DIR"] = f"{os.environ['CLARION_DATA_DIR']}/site-on-{cores}"
        tied = ["taskset", "--cpu-list", ",".join(map(str, sorted(os.sched_getaffinity(0))[:cores]))]
    began = time.perf_counter()
    running = subprocess.Popen(
        [*tied, sys.executable, "-m", "clarion", "bake"],
        cwd=REPOSITORY,
        env=env,
        stdout=subprocess.PIPE,
        text=True,
    )
    most = 0.0
    while running.poll() is None:
        most = max(most, _memory(running.pid))
        time.sleep(0.5)
    said = running.stdout.read() if running.stdout else ""
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "rendered": float(said.split()[0]), "megabytes": most}


def _memory(pid: int) -> float:
    """Megabytes of a process and its children, what they share counted once (proportional set size)."""
    total = 0.0
    children = Path(f"/proc/{pid}/task/{pid}/children")
    try:
        family = [pid, *map(int, children.read_text().split())]
        for one in family:
            told = Path(f"/proc/{one}/smaps_rollup").read_text()
            total += next(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return total / 1024


def follow(count: int) -> dict[str, Any]:
    """Edits beside a baker, each until it can be read in the tree; then the footer of all languages."""
    from django.conf import settings

    from clarion.pages.models import ContentPage, SiteTexts
    from clarion.publishing import manifest

    folder = settings.CLARION_SITE_DIR
    baker = subprocess.Popen([sys.executable, "-m", "clarion", "manage", "baker"], cwd=REPOSITORY)
    try:
        time.sleep(5)
        edits, touched = [], 0
        books = ContentPage.objects.filter(slug__startswith="book-", locale__language_code="fr").order_by("?")
        for number, page in enumerate(books[:count]):
            before = manifest.read(folder / "manifest.json")
            page.body = [*page.body.raw_data, *_body(90_000 + number)]
            file = folder / "current" / "fr" / page.get_parent().slug / page.slug / "index.html"
            page.save_revision().publish()
            edits.append(_until(lambda: f"page {90_000 + number}:" in file.read_text()))  # noqa: B023 - called at once
            after = manifest.read(folder / "manifest.json")
            touched = max(touched, sum(before.get(path) != entry for path, entry in after.items()))
            time.sleep(2)
        file = folder / "current" / "es" / "index.html"
        before = manifest.read(folder / "manifest.json")
        SiteTexts.objects.update(about="We are others now.")
        footer = _until(lambda: "We are others now." in file.read_text())
        after = manifest.read(folder / "manifest.json")
        changed = sum(before.get(path) != entry for path, entry in after.items())
        return {"edits": edits, "touched": touched, "footer": footer, "changed": changed}
    finally:
        baker.send_signal(signal.SIGTERM)
        baker.wait(30)


def _until(seen: Callable[[], bool]) -> float:
    began = time.perf_counter()
    while not seen():
        if time.perf_counter() - began > PATIENCE:
            raise TimeoutError("the change was never seen")
        time.sleep(0.01)
    return time.perf_counter() - began


BENCHMARK = Benchmark("bake", "the public site as files: all of it, one edit, the footer", measure)


if __name__ == "__main__":
    import django

    django.setup()
    answer(lay=lay, full=full, follow=follow)
