"""Menus: made once, right in every language."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Page

from clarion.pages.blocks.menus import MenuLinkBlock
from clarion.pages.models import ContentPage, Organisation

pytestmark = pytest.mark.django_db


def link(**value: Any) -> dict[str, Any]:
    """A stored link."""
    return {"page": None, "path": "", "url": "", "words": {}, "urls": {}, **value}


def page_of(slug: str, language: str) -> Page:
    return Page.objects.get(slug=slug, locale__language_code=language, depth=3)


def set_menu(*items: dict[str, Any]) -> None:
    organisation = Organisation.load()
    organisation.main_menu = [{"type": "item", "value": {"below": [], **item}} for item in items]
    organisation.save()


def menu(client: Client, language: str, path: str = "research/") -> str:
    page = client.get(f"/{language}/{path}").content.decode()
    return page.partition('<ul class="menu-open">')[2].partition("</nav>")[0]


def test_a_page_chosen_in_one_language_stands_for_its_translations(demo_site: object, client: Client) -> None:
    set_menu(link(page=page_of("press", "fr").pk))
    for language in ("en", "ar", "zh-hans", "fr"):
        translated = page_of("press", language)
        assert f'<a href="/{language}/press/">{translated.title}</a>' in menu(client, language)


def test_a_page_without_translation_is_left_out_of_that_language(demo_site: object, client: Client) -> None:
    set_menu(link(page=page_of("press", "en").pk), link(path="contact/"))
    page_of("press", "es").unpublish()
    assert "/press/" not in menu(client, "es")
    assert "/es/contact/" in menu(client, "es")
    assert "/en/press/" in menu(client, "en")


def test_words_can_be_changed_for_each_language(demo_site: object, client: Client) -> None:
    set_menu(link(page=page_of("press", "en").pk, words={"zh_hans": "媒体"}), link(path="transparency/"))
    assert ">媒体</a>" in menu(client, "zh-hans")
    assert f">{page_of('press', 'en').title}</a>" in menu(client, "en")
    assert ">Transparency Report</a>" in menu(client, "en")
    assert ">Rapport de transparence</a>" in menu(client, "fr")


def test_an_address_elsewhere_can_differ_by_language(demo_site: object, client: Client) -> None:
    set_menu(
        link(
            url="https://en.wikipedia.org/",
            words={"en": "Wikipedia", "ar": "ويكيبيديا"},
            urls={"ar": "https://ar.wikipedia.org/"},
        )
    )
    assert '<a href="https://ar.wikipedia.org/">ويكيبيديا</a>' in menu(client, "ar")
    assert '<a href="https://en.wikipedia.org/">Wikipedia</a>' in menu(client, "es")


def test_links_can_open_below_a_link_and_need_no_script(demo_site: object, client: Client) -> None:
    below = [{"type": "item", "value": link(page=page_of("press", "en").pk)}]
    set_menu({**link(page=page_of("about", "en").pk), "below": below})
    shown = menu(client, "en", "press/")
    assert "<details" in shown
    assert '<a href="/en/press/" aria-current="page">' in shown
    assert "submenu.css" in client.get("/en/press/").content.decode()


def test_an_empty_menu_is_that_of_the_page_tree(demo_site: object, client: Client) -> None:
    set_menu()
    assert '<a href="/en/research/" aria-current="page">Research</a>' in menu(client, "en")
    assert "submenu.css" not in client.get("/en/research/").content.decode()


def test_a_menu_costs_no_query(
    demo_site: object, client: Client, django_assert_max_num_queries: object
) -> None:
    set_menu(
        *(link(page=page.pk) for page in ContentPage.objects.filter(depth=3, locale__language_code="en"))
    )
    client.get("/ar/advocacy/")
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        assert client.get("/ar/advocacy/").status_code == 200


def test_a_renamed_page_is_renamed_in_the_footer_at_once(demo_site: object, client: Client) -> None:
    organisation = Organisation.load()
    value = {
        "heading": {"en": "More"},
        "links": [{"type": "item", "value": link(page=page_of("press", "en").pk)}],
    }
    organisation.footer = [{"type": "group", "value": value}]
    organisation.save()
    assert ">More</h2>" in client.get("/en/about/").content.decode()
    Page.objects.filter(pk=page_of("press", "en").pk).update(title="For journalists")
    assert ">For journalists</a>" in client.get("/en/about/").content.decode()


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        (link(), "page"),
        (link(path="contact/", url="https://example.org/", words={"en": "x"}), "path"),
        (link(url="https://example.org/"), "words"),
    ],
)
def test_a_link_that_leads_nowhere_or_says_nothing_is_refused(
    db: object, value: dict[str, Any], wrong: str
) -> None:
    block = MenuLinkBlock()
    with pytest.raises(ValidationError) as refused:
        block.clean(block.to_python(value))
    assert wrong in refused.value.block_errors  # type: ignore[attr-defined]
