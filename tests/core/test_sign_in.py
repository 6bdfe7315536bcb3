"""How staff get into the editors' rooms."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache

from clarion.core.models import User
from clarion.core.second_factor import staff_without

PASSWORD = "correct horse battery staple"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _second_factor_is_required(settings):
    settings.SECOND_FACTOR_REQUIRED = True
    cache.clear()


@pytest.fixture
def ada(db) -> User:
    return User.objects.create_superuser("ada@example.org", PASSWORD)


def code() -> str:
    return format_hotp_value(hotp_value(SECRET, next(iter(yield_hotp_counters_from_time()))))


def sign_in(client, password: str = PASSWORD, email: str = "ada@example.org"):
    return client.post("/accounts/login/", {"login": email, "password": password})


@pytest.mark.django_db
def test_the_admin_leads_a_stranger_to_the_sign_in(client):
    assert client.get("/admin/").headers["Location"].startswith("/accounts/login/?next=")
    assert (
        client.get("/admin/login/?next=/admin/pages/").headers["Location"]
        == "/accounts/login/?next=/admin/pages/"
    )


@pytest.mark.django_db
def test_nobody_can_sign_up(client):
    assert client.get("/accounts/signup/").headers["Location"] == "/accounts/login/"
    client.post(
        "/accounts/signup/", {"email": "eve@example.org", "password1": PASSWORD, "password2": PASSWORD}
    )
    assert not User.objects.exists()


def test_staff_without_a_second_factor_are_led_to_set_one_up(client, ada):
    assert sign_in(client).headers["Location"] == "/admin/"
    for address in ["/admin/", "/admin/pages/", "/admin/users/"]:
        assert client.get(address).headers["Location"] == "/accounts/2fa/"
    page = client.get("/accounts/2fa/")
    assert page.status_code == 200
    assert "Set up a second factor" in page.content.decode()


def test_a_password_alone_is_not_a_sign_in_once_there_is_a_factor(client, ada):
    TOTP.activate(ada, SECRET)
    assert sign_in(client).headers["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/admin/").headers["Location"].startswith("/accounts/login/")
    assert client.post("/accounts/2fa/authenticate/", {"code": code()}).headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_wrong_code_lets_nobody_in(client, ada):
    TOTP.activate(ada, SECRET)
    sign_in(client)
    wrong = f"{(int(code()) + 1) % 1_000_000:06d}"
    assert client.post("/accounts/2fa/authenticate/", {"code": wrong}).status_code == 200
    assert client.get("/admin/").status_code == 302


def test_a_recovery_code_stands_in_once(client, ada):
    TOTP.activate(ada, SECRET)
    spare = RecoveryCodes.activate(ada).get_unused_codes()[0]
    sign_in(client)
    assert client.post("/accounts/2fa/authenticate/", {"code": spare}).headers["Location"] == "/admin/"
    client.post("/admin/logout/")
    sign_in(client)
    assert client.post("/accounts/2fa/authenticate/", {"code": spare}).status_code == 200


def test_a_session_from_before_the_factor_has_to_show_it(client, ada):
    sign_in(client)
    TOTP.activate(ada, SECRET)
    detour = client.get("/admin/pages/").headers["Location"]
    assert detour == "/accounts/2fa/reauthenticate/?next=%2Fadmin%2Fpages%2F"
    assert client.post(detour, {"code": code()}).headers["Location"] == "/admin/pages/"
    assert client.get("/admin/pages/").status_code in {200, 302}
    assert not (client.get("/admin/pages/").headers.get("Location") or "").startswith("/accounts/")


def test_recovery_codes_alone_are_no_second_factor(client, ada):
    RecoveryCodes.activate(ada)
    client.force_login(ada)
    assert client.get("/admin/").headers["Location"] == "/accounts/2fa/"
    assert list(staff_without()) == [ada]


def test_staff_without_a_factor_are_named_until_they_have_one(ada):
    User.objects.create_user("reader@example.org", PASSWORD)
    assert list(staff_without()) == [ada]
    Authenticator.objects.create(user=ada, type=Authenticator.Type.WEBAUTHN, data={})
    assert not staff_without().exists()


def test_the_demonstration_goes_straight_in_and_says_so(client, ada, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    settings.CLARION_DEMO = True
    sign_in(client)
    assert "This is the demonstration." in client.get("/admin/").content.decode()


def test_a_real_site_has_no_banner(client, ada, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(ada)
    assert "This is the demonstration." not in client.get("/admin/").content.decode()


def test_guessing_stops_after_ten_tries_even_with_the_right_password(client, ada):
    for _ in range(10):
        sign_in(client, "wrong")
        cache.clear()
    refused = sign_in(client)
    assert refused.status_code == 200
    assert client.get("/admin/").status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "ar", "zh-hans", "fr", "es"])
@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/password/reset/"])
def test_the_pages_of_staff_speak_the_reader_s_language_and_have_no_inline_code(client, address, language):
    page = client.get(address, headers={"accept-language": language}).content.decode()
    assert f'lang="{language}"' in page
    assert ('dir="rtl"' in page) == (language == "ar")
    assert "<style" not in page
    assert " style=" not in page


def test_the_rooms_for_passwords_and_factors_open(client, ada):
    sign_in(client)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    for address in ["/accounts/2fa/", "/accounts/2fa/totp/activate/", "/accounts/2fa/webauthn/add/",
                    "/accounts/password/change/", "/accounts/logout/"]:  # fmt: skip
        assert client.get(address).status_code == 200, address


def test_an_administrator_makes_accounts_for_others(client, ada, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    client.force_login(ada)
    assert client.get("/admin/users/new/").status_code == 200
    client.post(
        "/admin/users/new/",
        {
            "email": "bo@example.org",
            "first_name": "Bo",
            "last_name": "Li",
            "password1": PASSWORD,
            "password2": PASSWORD,
        },
    )
    assert User.objects.get(email="bo@example.org").check_password(PASSWORD)
