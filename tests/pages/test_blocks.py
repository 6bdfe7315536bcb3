"""Blocks as editors meet them: each has an icon, a name, a word on what it is for, and shows itself."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import Settings
from wagtail.admin.icons import get_icons

from clarion.core.models import User
from clarion.pages.blocks.registry import BODY_BLOCKS, FRONT_PAGE_BLOCKS, body_blocks
from clarion.pages.models import ContentPage, HomePage

LANGUAGES = ("ar", "zh-hans", "fr", "es")


@pytest.mark.parametrize("name", BODY_BLOCKS)
def test_every_block_has_an_icon_a_name_and_a_description_in_every_language(name: str) -> None:
    ((_, block),) = body_blocks(name)
    block.set_name(name)
    assert f'id="icon-{block.meta.icon}"' in get_icons()
    assert block.is_previewable
    with translation.override("en"):
        label, description = str(block.label), str(block.get_description())
    assert label
    assert description.endswith(".")
    for language in LANGUAGES:
        with translation.override(language):
            assert str(block.get_description()) not in {"", description}, language


@pytest.mark.django_db
@pytest.mark.parametrize("name", BODY_BLOCKS)
def test_every_block_shows_itself_before_it_is_chosen(
    demo_site: object, client: Client, settings: Settings, name: str
) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(User.objects.create_superuser("e@example.org", "a long enough password"))
    block = ContentPage._meta.get_field("body").stream_block.child_blocks[name]
    answer = client.get("/admin/block-preview/", {"id": block.definition_prefix})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "clarion/css/site.css" in page
    assert "<script" not in page
    assert len(page.partition("<main>")[2]) > 100


def test_what_belongs_on_legal_pages_is_not_offered_on_a_front_page() -> None:
    assert set(HomePage._meta.get_field("body").stream_block.child_blocks) == set(FRONT_PAGE_BLOCKS)
    assert "statement" in ContentPage._meta.get_field("body").stream_block.child_blocks
    assert "statement" not in FRONT_PAGE_BLOCKS
