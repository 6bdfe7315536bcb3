"""What may be read from a replica, and what never is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import router, transaction
from django.http import HttpResponse
from wagtail.models import Page

from clarion.core import replica
from clarion.core.models import User
from clarion.core.replica import PUBLISHED, ReadersMayUseReplica
from clarion.register.models import Demand


@pytest.fixture(autouse=True)
def with_replica(settings, monkeypatch) -> Iterator[None]:
    settings.DATABASE_ROUTERS = ["clarion.core.replica.ReplicaRouter"]
    kept = router.__dict__.pop("routers", None), router._routers
    router._routers = settings.DATABASE_ROUTERS
    monkeypatch.setattr(replica, "_answers", lambda: True)
    yield
    router.__dict__.pop("routers", None)
    router._routers = kept[1]


def during(request, ask) -> object:
    """What `ask` says during a request."""
    found = []

    def view(request):
        found.append(ask())
        return HttpResponse()

    ReadersMayUseReplica(view)(request)
    return found[0]


def test_an_anonymous_reader_reads_what_is_published_from_the_replica(rf):
    assert during(rf.get("/"), lambda: router.db_for_read(Page)) == "replica"
    assert during(rf.head("/"), lambda: router.db_for_read(Page)) == "replica"
    assert router.db_for_read(Page) == "default"


def test_a_process_that_makes_files_never_asks_it(rf):
    with replica.forgone():
        assert during(rf.get("/"), lambda: router.db_for_read(Page)) == "default"
    assert during(rf.get("/"), lambda: router.db_for_read(Page)) == "replica"


def test_demands_people_and_forms_are_never_read_from_it(rf):
    for model in (Demand, User):
        assert during(rf.get("/"), lambda model=model: router.db_for_read(model)) == "default"
    confidential = {
        "register",
        "core",
        "intake",
        "desk",
        "mail",
        "contact",
        "newsletter",
        "sessions",
        "account",
        "mfa",
    }
    assert not PUBLISHED & confidential
    assert {one.label for one in apps.get_app_configs()} >= PUBLISHED


def test_staff_writers_and_forms_read_what_is_true_now(rf, settings):
    staff = rf.get("/")
    staff.COOKIES[settings.SESSION_COOKIE_NAME] = "x"
    assert during(staff, lambda: router.db_for_read(Page)) == "default"
    assert during(rf.post("/"), lambda: router.db_for_read(Page)) == "default"

    def after_writing():
        router.db_for_write(Demand)
        return router.db_for_read(Page)

    assert during(rf.get("/"), after_writing) == "default"


@pytest.mark.django_db
def test_a_transaction_reads_from_one_database(rf):
    def within():
        with transaction.atomic():
            return router.db_for_read(Page)

    assert during(rf.get("/"), within) == "default"
    assert not router.allow_migrate("replica", "pages")
