"""The sign-up form and the pages behind our links, as a visitor, a robot and a mail program see them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.template import Context, Template
from django.test import Client
from django.utils import timezone, translation

from clarion.core.forms import TOKEN_LIVES
from clarion.mail.models import OutboxMessage
from clarion.newsletter import links, services
from clarion.newsletter.forms import FORM_NAME
from clarion.newsletter.models import Door, State, Subscriber
from support.forms import filled_in, token_made

pytestmark = pytest.mark.django_db

FORM = "/en/subscribe/"


@pytest.fixture
def visitor() -> Client:
    return Client(enforce_csrf_checks=True)


def _subscriber(state: State = State.PENDING) -> Subscriber:
    services.sign_up(email="known@example.org", language="en")
    subscriber = Subscriber.objects.get()
    if state != State.PENDING:
        services.confirm(token=links.confirm_token(subscriber, "en"))
    if state == State.UNSUBSCRIBED:
        services.unsubscribe(key=subscriber.unsubscribe_key, door=Door.LINK)
    return subscriber


@pytest.mark.parametrize("language", ["en", "ar", "zh-hans", "fr", "es"])
def test_the_form_works_in_every_language_without_cookie(visitor: Client, language: str) -> None:
    page = visitor.get(f"/{language}/subscribe/")
    assert page.status_code == 200
    answer = visitor.post(f"/{language}/subscribe/", filled_in(FORM_NAME, email="ann@example.org"))
    assert answer.status_code == 303
    thanks = visitor.get(answer["Location"])
    assert thanks.status_code == 200
    assert Subscriber.objects.get().language == language
    assert OutboxMessage.objects.get().language == language
    assert not visitor.cookies


@pytest.mark.parametrize("state", [State.PENDING, State.CONFIRMED, State.UNSUBSCRIBED])
def test_an_outsider_learns_nothing_about_an_address(visitor: Client, state: State) -> None:
    _subscriber(state)
    # The answers name the second in which they were written.
    with time_machine.travel(timezone.now(), tick=False):
        known = visitor.post(FORM, filled_in(FORM_NAME, email="known@example.org"))
        unknown = visitor.post(FORM, filled_in(FORM_NAME, email="unknown@example.org"))
    assert (known.status_code, known.content, known.headers) == (
        unknown.status_code,
        unknown.content,
        unknown.headers,
    )
    page = [visitor.get(answer["Location"]) for answer in (known, unknown)]
    assert page[0].content == page[1].content


def test_too_many_mails_to_one_address_look_like_any_other_answer(visitor: Client) -> None:
    answers = [visitor.post(FORM, filled_in(FORM_NAME, email="ann@example.org")) for _ in range(8)]
    assert len({(one.status_code, one["Location"]) for one in answers}) == 1


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ann",
        "ann@example.org\r\nBcc: all@example.org",
        "ann\u202e@example.org",
        "a" * 300 + "@example.org",
    ],
)
def test_a_wrong_address_is_explained_and_kept(visitor: Client, typed: str) -> None:
    page = visitor.post(FORM, filled_in(FORM_NAME, email=typed))
    text = page.content.decode()
    assert page.status_code == 422
    assert 'aria-describedby="id_email_error"' in text
    assert 'id="id_email_error"' in text
    assert 'aria-invalid="true"' in text
    assert '<a href="#id_email">' in text
    assert "<title>Error: " in text
    assert not Subscriber.objects.exists()
    if typed == "ann":
        assert 'value="ann"' in text


@pytest.mark.parametrize(
    ("changes", "headers", "status"),
    [
        ({"homepage": "https://spam.example"}, {}, 422),
        ({"token": ""}, {}, 422),
        ({}, {"Origin": "https://evil.example"}, 403),
        ({}, {"Origin": "null"}, 403),
        ({}, {"Sec-Fetch-Site": "cross-site"}, 403),
        ({}, {"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_robots_and_other_sites_are_stopped_and_a_person_only_presses_again(
    visitor: Client, changes: dict[str, str], headers: dict[str, str], status: int
) -> None:
    page = visitor.post(FORM, filled_in(FORM_NAME, email="ann@example.org") | changes, headers=headers)
    assert page.status_code == status
    assert 'role="alert"' in page.content.decode()
    assert 'value="ann@example.org"' in page.content.decode()
    assert not Subscriber.objects.exists()
    assert "spam.example" not in page.content.decode()


@pytest.mark.parametrize(
    ("age", "form_name"),
    [
        (timedelta(0), FORM_NAME),
        (TOKEN_LIVES + timedelta(minutes=1), FORM_NAME),
        (timedelta(minutes=1), "contact.message"),
    ],
)
def test_a_form_sent_at_once_or_a_day_later_or_with_the_token_of_another_asks_to_be_sent_again(
    visitor: Client, age: timedelta, form_name: str
) -> None:
    body = {"token": token_made(age, form_name), "homepage": "", "email": "ann@example.org"}
    page = visitor.post(FORM, body)
    assert page.status_code == 422
    assert 'value="ann@example.org"' in page.content.decode()
    with time_machine.travel(timezone.now() + timedelta(seconds=5)):
        renewed = page.content.decode().split('name="token" value="')[1].split('"')[0]
        assert visitor.post(FORM, {**body, "token": renewed}).status_code == 303


@pytest.mark.parametrize("headers", [{"Origin": "http://testserver"}, {"Sec-Fetch-Site": "same-origin"}, {}])
def test_our_own_pages_may_send_the_form(visitor: Client, headers: dict[str, str]) -> None:
    assert visitor.post(FORM, filled_in(FORM_NAME, email="a@b.example"), headers=headers).status_code == 303


def test_a_network_that_sends_too_much_waits_and_keeps_what_it_wrote(visitor: Client) -> None:
    for number in range(10):
        assert visitor.post(FORM, filled_in(FORM_NAME, email=f"a{number}@b.example")).status_code == 303
    page = visitor.post(FORM, filled_in(FORM_NAME, email="eleventh@b.example"))
    assert page.status_code == 429
    assert page["Retry-After"] == "3600"
    assert 'value="eleventh@b.example"' in page.content.decode()


def test_opening_the_link_confirms_nothing_and_the_button_does(visitor: Client) -> None:
    subscriber = _subscriber()
    address = f"/en/subscribe/confirm/{links.confirm_token(subscriber, 'en')}/"
    for method in (visitor.get, visitor.head):
        assert method(address).status_code == 200
    subscriber.refresh_from_db()
    assert subscriber.state == State.PENDING
    answer = visitor.post(address)
    assert answer.status_code == 303
    assert visitor.get(answer["Location"]).status_code == 200
    assert visitor.post(address).status_code == 303
    subscriber.refresh_from_db()
    assert subscriber.state == State.CONFIRMED
    assert OutboxMessage.objects.filter(kind="newsletter.welcome").count() == 1
    assert not visitor.cookies


def test_a_void_link_says_so(visitor: Client) -> None:
    token = links.confirm_token(_subscriber(), "en")
    for address in (f"/en/subscribe/confirm/{token}x/", "/fr/unsubscribe/nobody/"):
        assert visitor.get(address).status_code == 410
        assert visitor.post(address).status_code == 410
    assert Subscriber.objects.get().state == State.PENDING


def test_people_unsubscribe_with_a_button(visitor: Client) -> None:
    subscriber = _subscriber(State.CONFIRMED)
    address = f"/en/unsubscribe/{subscriber.unsubscribe_key}/"
    assert visitor.get(address).status_code == 200
    assert Subscriber.objects.get().state == State.CONFIRMED
    answer = visitor.post(address)
    assert visitor.get(answer["Location"]).status_code == 200
    assert Subscriber.objects.get().state == State.UNSUBSCRIBED
    assert visitor.get(address).status_code == 302


def test_the_small_form_asks_the_database_nothing(django_assert_num_queries: Any, rf: Any) -> None:
    template = Template("{% load newsletter_tags %}{% newsletter_signup %}")
    with translation.override("ar"), django_assert_num_queries(0):
        html = template.render(Context({}))
    assert 'action="/ar/subscribe/"' in html
    assert 'name="token"' in html
    assert "style=" not in html
    assert "<script" not in html


def test_a_small_form_that_was_baked_long_ago_leads_to_the_full_one_filled_in(visitor: Client) -> None:
    baked = {"token": token_made(timedelta(days=90), FORM_NAME), "homepage": "", "email": "ann@example.org"}
    page = visitor.post(FORM, baked)
    assert page.status_code == 422
    assert 'value="ann@example.org"' in page.content.decode()
    renewed = page.content.decode().split('name="token" value="')[1].split('"')[0]
    with time_machine.travel(timezone.now() + timedelta(seconds=5)):
        assert visitor.post(FORM, {**baked, "token": renewed}).status_code == 303
