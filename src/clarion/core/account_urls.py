"""The doors of staff: signing in, the password, the second factor. What allauth offers the public is closed."""

from __future__ import annotations

from django.urls import include, path
from django.views.generic import RedirectView

_to_sign_in = RedirectView.as_view(pattern_name="account_login")
_to_factors = RedirectView.as_view(pattern_name="mfa_index")

urlpatterns = [
    path("", _to_factors),
    path("signup/", _to_sign_in),
    # Addresses of staff are changed by an administrator, who knows the person.
    path("email/", _to_factors),
    path("confirm-email/", _to_factors),
    path("", include("allauth.account.urls")),
    path("2fa/", include("allauth.mfa.urls")),
]
