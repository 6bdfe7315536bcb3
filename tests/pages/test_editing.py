"""Figures in the editor: checked when saved, stored by key, the same after a round trip."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from pytest_django import Settings
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from clarion.core.models import User
from clarion.pages.blocks.figures import FigureBlock

KEY = "takedown-requests-received.2017"
STORED = f'<p>We received <embed embedtype="figure" figure="{KEY}" format="phrase"/> and more.</p>'


def test_a_figure_that_names_no_measure_is_refused_with_the_reason() -> None:
    with pytest.raises(ValidationError, match="takedwn"):
        FigureBlock().clean("takedwn-requests.2017")


def test_a_figures_key_is_kept_in_its_canonical_form() -> None:
    assert (
        FigureBlock().clean("takedown-requests-received.half:2017-H1") == "takedown-requests-received.2017-h1"
    )


def test_a_figure_in_a_sentence_survives_the_editor() -> None:
    converter = ContentstateConverter(features=["bold", "figure", "link"])
    state = json.loads(converter.from_database_format(STORED))
    (entity,) = [one for one in state["entityMap"].values() if one["type"] == "FIGURE"]
    assert entity["data"] == {"figure": "takedown-requests-received.2017", "format": "phrase"}
    back = converter.to_database_format(json.dumps(state))
    assert 'figure="takedown-requests-received.2017"' in back
    assert 'format="phrase"' in back
    assert "We received " in back
    assert " and more." in back


@pytest.mark.django_db
def test_the_dialogue_shows_what_a_figure_says_now(
    demo_site: object, client: Client, settings: Settings
) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(User.objects.create_superuser("e@example.org", "a long enough password"))
    answer = client.get("/admin/figures/preview/?figure=takedown-requests-received.2017").json()
    assert answer["says"]["en"]["phrase"] == "684 takedown requests"
    assert answer["says"]["ar"]["number"] == "٦٨٤"
    wrong = client.get("/admin/figures/preview/?figure=nothing.2017")
    assert wrong.status_code == 422
    assert "nothing" in wrong.json()["error"]


@pytest.mark.django_db
def test_the_dialogue_is_for_staff_alone(client: Client) -> None:
    assert client.get("/admin/figures/choices/").status_code == 302
