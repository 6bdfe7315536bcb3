"""How staff sign in. Nobody signs up: accounts are made by an administrator."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse

from clarion.core.rate_limits import allow, visitor

PERIOD = timedelta(minutes=15)
TRIES_PER_ADDRESS = 10
TRIES_PER_NETWORK = 30


class StaffAccountAdapter(DefaultAccountAdapter):
    """No sign-up; tries to sign in are counted in the database, so that a restart or a second process forgets none."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("wagtailadmin_home")

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_login")

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Raises a validation error when an address or a network has tried too often."""
        address = str(credentials.get("email") or credentials.get("username") or "").strip().lower()
        allowed = allow("sign-in network", visitor(request), TRIES_PER_NETWORK, PERIOD) and allow(
            "sign-in address", address, TRIES_PER_ADDRESS, PERIOD
        )
        if not allowed:
            raise self.validation_error("too_many_login_attempts")
        super().pre_authenticate(request, **credentials)
