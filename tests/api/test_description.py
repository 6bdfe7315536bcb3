"""The description holds: an outside tester reads it and tries what it says, on real figures."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import load_all_checks
from schemathesis.specs.openapi.checks import positive_data_acceptance

from clarion.api import problems
from clarion.api.application import PARAGRAPHS, description

load_all_checks()
pytestmark = pytest.mark.usefixtures("wikimedia")


# Telling the description needs no database, so that it can be read while tests are collected.
schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """Between requests a server drops its connection to the database; here that would end the test's transaction."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_as_described(case: schemathesis.Case) -> None:
    # Which periods and details exist no schema can say, so that what fits it may still be answered with a problem.
    # The tester asks for compressed answers without unpacking them.
    plain = {"Accept-Encoding": "identity"}
    case.call_and_validate(excluded_checks=[positive_data_acceptance], headers=plain)


def test_the_description_names_no_operation_without_a_summary(client: Client) -> None:
    told = client.get("/api/v1/openapi.json").json()
    operations = [one for methods in told["paths"].values() for one in methods.values()]
    assert {one["operationId"] for one in operations} == {
        "list_editions",
        "list_figures",
        "list_tallies",
        "prove_consistency",
        "prove_inclusion",
        "read_checkpoint",
        "read_edition",
        "read_figure",
    }
    for one in operations:
        assert one["summary"]
        assert all(parameter["description"] for parameter in one["parameters"])
        assert {"200", "304", "400", "405"} <= set(one["responses"])


def _texts(told: object) -> Iterator[str]:
    if isinstance(told, dict):
        for name, one in told.items():
            if name in {"summary", "description"} and isinstance(one, str):
                yield one
            else:
                yield from _texts(one)
    elif isinstance(told, list):
        for one in told:
            yield from _texts(one)


@pytest.mark.parametrize("language", ["ar", "zh-hans", "fr", "es"])
def test_the_page_says_everything_in_every_language(language: str) -> None:
    told = description()
    fields = [schema.get("properties", {}) for schema in told["components"]["schemas"].values()]
    operations = [one for methods in told["paths"].values() for one in methods.values()]
    page = [*_texts([{**one, "responses": {}} for one in operations]), *_texts(fields)]
    page += [text for kind in problems.KINDS for text in (kind.title, kind.meaning)]
    with translation.override(language):
        untold = {one for one in [*PARAGRAPHS, *page] if translation.gettext(one) == one}
    assert not untold
