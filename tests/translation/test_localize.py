"""wagtail-localize with our pages: figures in sentences, keys and paths left alone, links led home."""

from __future__ import annotations

from bs4 import BeautifulSoup
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from clarion.translation.exchange.files import translation_of
from clarion.translation.figures_in_text import extract_strings, restore_strings
from clarion.translation.segments import segments_of
from clarion.translation.services import draft_of
from translation.conftest import FIGURE, Pair

words = st.text(st.characters(categories=["L", "N"], exclude_characters="\x00"), min_size=1, max_size=20)


def test_a_sentence_with_a_figure_stays_whole(pair: Pair) -> None:
    texts = [one.text for one in segments_of(pair.original)]
    assert 'We received <a id="a1">takedown-requests-received.2017</a> and read them all.' in texts


@given(st.lists(words, min_size=2, max_size=5))
def test_rich_text_survives_the_way_out_and_back(parts: list[str]) -> None:
    html = f"<p>{f' {FIGURE} '.join(parts)}</p><ul><li><b>{parts[0]}</b></li></ul>"
    template, strings = extract_strings(html)
    assert restore_strings(template, strings) == str(BeautifulSoup(html, "html.parser"))


def test_keys_paths_and_slugs_are_not_offered_for_translation(demo_site: object) -> None:
    from clarion.pages.models import ContentPage

    page = ContentPage.objects.get(slug="advocacy", locale__language_code="en")
    places = {one.place.rpartition(".")[2] for one in segments_of(page)}
    assert not {"slug", "figure", "path", "echo_language"} & places
    assert {"title", "caption", "heading"} <= {place.partition("#")[0] for place in places}


def test_a_page_translated_through_localize_keeps_its_figures_and_slug(pair: Pair, client: Client) -> None:
    spanish, _ = Locale.objects.get_or_create(language_code="es")
    home = pair.original.get_parent().specific.copy_for_translation(spanish)
    home.save_revision().publish()
    source, _ = TranslationSource.get_or_create_from_instance(pair.original)
    translation = Translation.objects.create(source=source, target_locale=spanish)
    translation.import_po(_told(translation, {"and read them all": "Leímos todas: "}))
    translation.save_target(publish=True)
    page = translation.get_target_instance()
    assert page.slug == "rules"
    assert 'figure="takedown-requests-received.2017"' in page.body[0].value["text"].source
    assert "Leímos todas" in page.body[0].value["text"].source


def test_a_page_that_is_written_directly_keeps_its_editor_and_what_is_live(pair: Pair) -> None:
    french = Locale.objects.get(language_code="fr")
    translation = translation_of(pair.original, french)
    assert not translation.enabled
    assert translation.get_progress()[0] == translation.get_progress()[1]
    draft = draft_of(translation=translation, actor=None)
    assert draft.title == "Nos règles"
    live = type(pair.french).objects.get(pk=pair.french.pk)
    assert live.has_unpublished_changes
    assert live.body[1].value["text"].source == "<p>Personne ne nous paie.</p>"


def _told(translation: Translation, told: dict[str, str]) -> object:
    po = translation.export_po()
    for entry in po:
        for part, said in told.items():
            if part in entry.msgid:
                entry.msgstr = said + '<a id="a1">x</a>.'
    return po
