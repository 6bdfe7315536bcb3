"""A small site, and people in each role who sign in to the admin."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Locale, Page, Site

from clarion.core.models import User
from clarion.editorial.roles import ROLES
from clarion.pages.models import ContentPage, HomePage
from support.mail_server import mail_server

__all__ = ["mail_server"]

Submission = dict[str, Any]


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def home(db: None) -> HomePage:
    """The front page in English, the root of the site."""
    root = Page.get_first_root_node()
    locale, _ = Locale.objects.get_or_create(language_code="en")
    page: HomePage = root.add_child(instance=HomePage(title="Home", slug="en", locale=locale))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "testserver", "port": 80, "root_page": page}
    )
    return page


@pytest.fixture
def page(home: HomePage) -> ContentPage:
    """A live page."""
    made: ContentPage = home.add_child(
        instance=ContentPage(title="Our work", slug="our-work", locale=home.locale)
    )
    return made


def member(key: str, name: str = "") -> User:
    """A member of staff in one role, by the key of the role."""
    (role,) = [one for one in ROLES if one.key == key]
    user = User.objects.create_user(f"{name or key}@commons.example", first_name=name or key.title())
    user.groups.add(Group.objects.get(name=role.group))
    return user


@pytest.fixture
def desk(db: None) -> Callable[..., Client]:
    """Signs somebody in, in a role, and gives the browser; the person is its `user`."""

    def signed_in(key: str, name: str = "") -> Client:
        client = Client()
        client.user = member(key, name)  # type: ignore[attr-defined]
        client.force_login(client.user)  # type: ignore[attr-defined]
        return client

    return signed_in


def editor_of(client: Client, page: Page) -> Submission:
    """What the editor of a page would send back, as it stands when it is opened."""
    answer = client.get(f"/admin/pages/{page.pk}/edit/")
    assert answer.status_code == 200, answer
    form = answer.context["form"]
    fields = {name: form[name].value() for name in form.fields}
    kept = {
        name: value for name, value in fields.items() if isinstance(value, str | int) and value is not False
    }
    shown = answer.context["page"]
    return kept | {
        "opening": form["opening"]
        .as_widget()
        .partition('value="')[2]
        .partition('"')[0]
        .replace("&quot;", '"'),
        "body-count": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        "loaded_revision_id": str(shown.latest_revision_id),
        "loaded_revision_created_at": answer.context["loaded_revision_created_at"] or "",
    }
