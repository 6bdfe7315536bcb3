"""A translation whose original has changed says so, until somebody mends or confirms it."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Locale, Page

from clarion.core.models import User
from clarion.translation import comparing, services
from clarion.translation.models import Original, TranslatedPage, Wording
from translation.conftest import FIGURE, Pair, body

SAID = "La version originale de cette page a changé le"


def publish(page: Page, **changes: object) -> None:
    page = page.specific_class.objects.get(pk=page.pk)
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()


def change_original(pair: Pair) -> None:
    publish(
        pair.original,
        body=body(f"<p>We received {FIGURE} and read them all.</p>", "<p>Nobody ever pays us for it.</p>"),
    )


def state_of(page: Page) -> TranslatedPage:
    return TranslatedPage.objects.select_related(
        "original__wording", "source_wording", "wording", "page__locale"
    ).get(page_id=page.pk)


def test_a_translation_published_now_is_true_to_its_original(pair: Pair, client: Client) -> None:
    state = state_of(pair.french)
    assert (state.is_stale, state.share) == (False, 1.0)
    assert SAID not in client.get("/fr/rules/").content.decode()


def test_readers_are_told_that_the_original_changed_and_where_it_is(pair: Pair, client: Client) -> None:
    change_original(pair)
    page = client.get("/fr/rules/").content.decode()
    assert SAID in page
    assert '<a href="/en/rules/" hreflang="en">Lire la version originale en anglais</a>' in page
    assert SAID not in client.get("/en/rules/").content.decode()


def test_translators_see_what_changed(pair: Pair) -> None:
    change_original(pair)
    changed = [row for row in comparing.rows(state_of(pair.french)) if row.is_changed]
    assert [(row.before, row.source, row.target) for row in changed] == [
        ("Nobody pays us for it.", "Nobody ever pays us for it.", "Personne ne nous paie.")
    ]
    assert '<span class="addition">' in changed[0].change


def test_publishing_the_original_without_a_change_of_text_changes_nothing(pair: Pair) -> None:
    publish(pair.original, show_in_menus=True)
    assert not state_of(pair.french).is_stale


def test_a_slip_mended_elsewhere_does_not_bring_a_translation_up_to_date(pair: Pair) -> None:
    change_original(pair)
    publish(pair.french, title="Nos règles à nous")
    assert state_of(pair.french).is_stale


def test_translating_what_changed_brings_it_up_to_date(pair: Pair) -> None:
    change_original(pair)
    publish(
        pair.french,
        body=body(f"<p>Nous avons tout lu : {FIGURE}.</p>", "<p>Personne ne nous paie jamais.</p>"),
    )
    assert not state_of(pair.french).is_stale


def test_somebody_can_say_that_it_is_still_right(pair: Pair, translator: User) -> None:
    change_original(pair)
    assert state_of(pair.french).share < 1
    services.confirm(page=pair.french, actor=translator)
    state = state_of(pair.french)
    assert (state.is_stale, state.share, state.checked_by) == (False, 1.0, translator)


def test_reports_find_what_is_stale_and_what_is_missing(pair: Pair) -> None:
    change_original(pair)
    assert [state.page_id for state in TranslatedPage.objects.live().stale()] == [pair.french.pk]
    arabic, _ = Locale.objects.get_or_create(language_code="ar")
    missing = Original.objects.missing_in(arabic)
    assert pair.original.pk in {one.page_id for one in missing}
    line = {one["language"]: one for one in TranslatedPage.objects.live().progress()}["fr"]
    assert (line["pages"], line["stale"], line["pieces"] - line["standing"]) == (1, 1, 1)


def test_a_notice_costs_a_reader_no_query(pair: Pair, client: Client) -> None:
    client.get("/fr/rules/")
    with CaptureQueriesContext(connection) as before:
        client.get("/fr/rules/")
    change_original(pair)
    client.get("/fr/rules/")
    with CaptureQueriesContext(connection) as after:
        assert SAID in client.get("/fr/rules/").content.decode()
    assert len(after) == len(before)


@given(st.lists(st.tuples(st.text(min_size=1), st.text()), unique_by=lambda one: one[0]))
def test_equal_pieces_have_one_digest_and_others_another(pieces: list[tuple[str, str]]) -> None:
    assert Wording.digest_of(pieces) == Wording.digest_of(list(pieces))
    assert Wording.digest_of(pieces) != Wording.digest_of([*pieces, ("another place", "words")])


def test_the_demonstration_is_up_to_date_in_every_language(demo_site: object) -> None:
    assert TranslatedPage.objects.count() > 100
    assert not TranslatedPage.objects.stale().exists()
    for line in TranslatedPage.objects.live().progress():
        assert line["standing"] / line["pieces"] > 0.99, line
