"""What networks and machines are told of a page."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest
from django.core.files.images import ImageFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from clarion.media.models import CreditedImage
from clarion.news.models import ArticlePage
from clarion.pages.structured_data import script

SITE = "http://127.0.0.1:8000"
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
META = re.compile(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">')


def things(client: Client, path: str) -> dict[str, dict[str, Any]]:
    """What the page at a path says in Schema.org's words, by type."""
    (block,) = BLOCK.findall(client.get(path).content.decode())
    said = json.loads(block)
    assert said["@context"] == "https://schema.org"
    return {one["@type"]: one for one in said.get("@graph", [said])}


def card(client: Client, path: str) -> dict[str, str]:
    return dict(META.findall(client.get(path).content.decode()))


@pytest.mark.django_db
def test_the_front_page_says_who_speaks_and_how_to_search(demo_site: object, client: Client) -> None:
    said = things(client, "/fr/")
    assert said["Organization"]["@id"] == f"{SITE}/#organisation"
    assert said["Organization"]["sameAs"]
    assert said["WebSite"]["publisher"] == {"@id": f"{SITE}/#organisation"}
    target = said["WebSite"]["potentialAction"]["target"]["urlTemplate"]
    assert target == f"{SITE}/fr/search/?q={{search_term_string}}"
    assert client.get(target.removeprefix(SITE).format(search_term_string="droit")).status_code == 200
    assert "BreadcrumbList" not in said


@pytest.mark.django_db
def test_other_pages_say_where_they_stand_and_leave_the_organisation_to_its_page(
    demo_site: object, client: Client
) -> None:
    said = things(client, "/ar/policy/copyright/")
    steps = said["BreadcrumbList"]["itemListElement"]
    assert [step.get("item") for step in steps] == [f"{SITE}/ar/", f"{SITE}/ar/policy/", None]
    assert [step["position"] for step in steps] == [1, 2, 3]
    assert "Organization" not in said


@pytest.mark.django_db
def test_an_article_says_when_it_was_written_and_by_whom(demo_site: object, client: Client) -> None:
    said = things(client, "/zh-hans/news/parliament-says-no/")["NewsArticle"]
    assert said["datePublished"] == "2018-07-06"
    assert said["inLanguage"] == "zh-Hans"
    assert [one["name"] for one in said["author"]] == ["莱拉·哈达德", "伊内丝·洛朗"]
    assert said["publisher"] == {"@id": f"{SITE}/#organisation"}


@pytest.mark.django_db
def test_figures_and_reports_are_datasets(demo_site: object, client: Client) -> None:
    for path in ("figures/takedown-requests-received.2017/", "2017/", "data/"):
        said = things(client, f"/en/transparency/{path}")["Dataset"]
        assert 50 <= len(said["description"]) <= 5000, path
        assert said["creator"] == {"@id": f"{SITE}/#organisation"}
        for file in said["distribution"]:
            answer = client.get(file["contentUrl"].removeprefix(SITE))
            assert answer.status_code == 200, file["contentUrl"]
            assert answer["Content-Type"].startswith(file["encodingFormat"])


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ar", "zh-hans"])
def test_a_page_without_a_photograph_is_shared_with_its_title_as_a_picture(
    demo_site: object, client: Client, language: str
) -> None:
    said = card(client, f"/{language}/news/parliament-says-no/")
    assert said["og:type"] == "article"
    assert said["og:image"] == f"{SITE}/{language}/news/parliament-says-no/share.png"
    assert said["og:image:alt"] == said["og:title"]
    answer = client.get(said["og:image"].removeprefix(SITE))
    assert answer["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)


@pytest.mark.django_db
def test_a_page_with_a_photograph_is_shared_with_it_cropped(
    demo_site: object, client: Client, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    file = io.BytesIO()
    Image.new("RGB", (1600, 1600), "#a8320c").save(file, "JPEG")
    image = CreditedImage(title="Square", file=ImageFile(file, name="square.jpg"))
    image.save()
    article = ArticlePage.objects.newest("en").first()
    assert article
    article.image = image
    article.save()
    address = card(client, f"/en/news/{article.slug}/")["og:image"]
    assert address.startswith(f"{SITE}/media/images/square")
    assert Image.open(tmp_path / address.removeprefix(f"{SITE}/media/")).size == (1200, 630)


@pytest.mark.django_db
def test_every_public_page_names_itself_once(demo_site: object, client: Client) -> None:
    for path in (
        "",
        "advocacy/",
        "news/",
        "news/2018/",
        "news/topic/privacy/",
        "policy/copyright/",
        "legislation/",
    ):
        page = client.get(f"/en/{path}").content.decode()
        named = [name for name, _ in META.findall(page)]
        assert sorted(named) == sorted(set(named)), path
        assert page.count('<link rel="canonical"') == 1, path


@given(words=st.text())
def test_no_text_can_end_the_data_block_or_change_on_its_way(words: str) -> None:
    markup = str(script([{"@type": "Thing", "name": words + "</script><!--"}]))
    (block,) = BLOCK.findall(markup)
    assert "<" not in block
    assert json.loads(block)["name"] == words + "</script><!--"
