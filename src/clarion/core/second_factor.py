"""The second factor of staff: an authenticator app or a passkey; recovery codes stand in for either."""

from __future__ import annotations

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from clarion.core.models import User

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def detour(request: HttpRequest) -> HttpResponseRedirect | None:
    """Where a signed-in member of staff must go before the admin; nowhere if this session has shown a second factor.

    Having a factor is not enough: a session that began with the password alone, perhaps before the factor was set
    up, has to show it.
    """
    user = request.user
    assert isinstance(user, User)
    factors = set(Authenticator.objects.filter(user=user, type__in=FACTORS).values_list("type", flat=True))
    if not factors:
        messages.warning(
            request, _("Set up a second factor before you enter: an authenticator app or a passkey.")
        )
        return redirect("mfa_index")
    if any(record.get("method") == "mfa" for record in get_authentication_records(request, user)):
        return None
    view = "mfa_reauthenticate" if Authenticator.Type.TOTP in factors else "mfa_reauthenticate_webauthn"
    response = redirect(view)
    response["Location"] += "?" + urlencode(
        {"next": request.get_full_path() if request.method == "GET" else "/admin/"}
    )
    return response


def staff_without() -> QuerySet[User]:
    """Active staff who may enter the admin but have no second factor yet."""
    factor = Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)
    enters = Q(is_superuser=True) | Q(is_staff=True) | Q(groups__permissions__codename="access_admin")
    return User.objects.filter(enters, ~Exists(factor), is_active=True).distinct()
