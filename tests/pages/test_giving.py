"""Giving: the organisation's own donation page, with amounts as links. Clarion sees nothing of the gift."""

from __future__ import annotations

from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from clarion.core.languages import language
from clarion.pages.models import Organisation, SiteTexts
from clarion.pages.parts.giving import plain, read_amounts, with_parameters
from clarion.pages.validators import safe_address

NAMES = st.from_regex(r"[a-z][a-z_.-]{0,8}", fullmatch=True)
VALUES = st.text(min_size=1, max_size=20)


@given(st.dictionaries(NAMES, VALUES, max_size=4), st.dictionaries(NAMES, VALUES, max_size=4))
def test_parameters_are_added_and_none_of_the_others_is_lost(
    before: dict[str, str], more: dict[str, str]
) -> None:
    address = with_parameters(with_parameters("https://give.example/now#form", before), more)
    found = {
        name: values for name, (*values,) in parse_qs(urlsplit(address).query, keep_blank_values=True).items()
    }
    assert found == {name: [value] for name, value in {**before, **more}.items()}
    assert urlsplit(address)._replace(query="").geturl() == "https://give.example/now#form"


@given(st.lists(st.decimals("0.01", "99999", places=2), max_size=8))
def test_amounts_are_read_as_they_are_written(amounts: list[Decimal]) -> None:
    assert read_amounts(" ".join(plain(one) for one in amounts)) == amounts


@pytest.mark.parametrize("written", ["10 ten", "0", "-5", "1.234", "NaN", "1e400", "1 2 3 4 5 6 7 8 9"])
def test_what_is_no_amount_is_refused(written: str) -> None:
    with pytest.raises(ValidationError):
        read_amounts(written)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://give.example/", "https://"),
        ("https://me:secret@give.example/", "password"),
        ("https://me@give.example/", "user name"),
        ("https:///no-host", "https://"),
        ("javascript:alert(1)", "https://"),
        ("https://[broken/", "no address"),
    ],
)
def test_an_unsafe_address_is_refused_with_the_reason_and_without_the_password(
    address: str, reason: str
) -> None:
    with pytest.raises(ValidationError, match=reason) as refused:
        safe_address(address)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize(
    ("code", "currency", "amount", "written"),
    [
        ("en", "USD", "25", "$25"),
        ("en", "EUR", "2.50", "€2.50"),
        ("fr", "EUR", "25", "25\u00a0€"),
        ("es", "EUR", "25", "25\u00a0€"),
        ("zh-hans", "CNY", "25", "¥25"),
    ],
)
def test_amounts_are_written_as_the_language_writes_money(
    code: str, currency: str, amount: str, written: str
) -> None:
    assert language(code).money(Decimal(amount), currency) == written


def test_arabic_amounts_are_in_arabic_digits() -> None:
    written = language("ar").money(Decimal(25), "EGP")
    assert "٢٥" in written
    assert "." not in written.replace("ج.م.", "")


def _offer(**more: str) -> None:
    organisation = Organisation.load()
    organisation.donate_url = "https://give.example/now?campaign=spring"
    organisation.donate_amount_parameter, organisation.donate_currency_parameter = "amount", "currency"
    organisation.donate_frequency_parameter, organisation.donate_once = "frequency", "once"
    organisation.donate_source_parameter = "source"
    for name, value in more.items():
        setattr(organisation, name, value)
    organisation.full_clean()
    organisation.save()


@pytest.mark.django_db
def test_amounts_are_links_with_all_the_donation_page_needs(demo_site: object, client: Client) -> None:
    _offer(donate_monthly="monthly")
    SiteTexts.objects.filter(locale__language_code="en").update(donate_currency="EUR", donate_amounts="10 25")
    page = client.get("/en/advocacy/").content.decode()
    once = "https://give.example/now?campaign=spring&amp;amount=25&amp;currency=EUR&amp;source=advocacy&amp;frequency=once"
    assert f'<a class="button" href="{once}">€25</a>' in page
    assert f'href="{once.replace("=once", "=monthly")}"' in page
    assert 'href="https://give.example/now?campaign=spring&amp;source=advocacy"' in page
    assert "gifts.css" in page


@pytest.mark.django_db
def test_without_amounts_there_is_one_button(demo_site: object, client: Client) -> None:
    page = client.get("/en/advocacy/").content.decode()
    assert 'class="gifts"' not in page
    assert "gifts.css" not in page
    assert '<a class="button" href="/en/support/">' in page
