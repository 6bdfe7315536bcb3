"""What every request passes: the loopback door, the policies of a page, the second factor before the admin."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from ipaddress import ip_address

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest, HttpResponseForbidden
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.urls import reverse
from django.utils.translation import get_language

from clarion.core import second_factor

Answer = Callable[[HttpRequest], HttpResponseBase]

_SIGNS_OF_A_PROXY = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_REAL_IP")
_REFUSAL = (
    "This is the demonstration: it lets staff in without a second factor, and so answers this machine alone. "
    "Run `clarion serve` with your own settings to be reached from elsewhere.\n"
)


class LoopbackOnly:
    """Refuses whoever reaches the demonstration from another machine, also through a proxy on this one."""

    def __init__(self, get_response: Answer) -> None:
        if not settings.CLARION_DEMO:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if any(request.META.get(name) for name in _SIGNS_OF_A_PROXY) or not _from_here(request):
            return HttpResponseForbidden(_REFUSAL, content_type="text/plain; charset=utf-8")
        return self.get_response(request)


class Languages(LocaleMiddleware):
    """Django's, which looks for what is not found in the reader's language. What has an address without a language, and
    is not there, is not there in any.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code == HTTPStatus.NOT_FOUND and request.resolver_match is not None:
            response.headers.setdefault("Content-Language", get_language() or settings.LANGUAGE_CODE)
            return response
        return super().process_response(request, response)


class PolicyHeaders:
    """Says what a page may do. The strict content policy is the rule; the editors' rooms alone have a wider one."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.admin = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        if getattr(request, "is_dummy", False):
            # A page previewed in the editor: as strict as for readers, but shown in a frame of ours.
            response._csp_replace = {"frame-ancestors": ["'self'"]}  # type: ignore[attr-defined]
        if request.path.startswith(self.admin):
            response._csp_config = settings.ADMIN_CONTENT_SECURITY_POLICY  # type: ignore[attr-defined]
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
            response.headers["Cache-Control"] = response.headers.get("Cache-Control", "no-store, private")
        return response


class OnionLocation:
    """Tells readers who use Tor where the same page is within its network.

    Tor Browser minds the header on pages that came over https alone
    (https://community.torproject.org/onion-services/advanced/onion-location/).
    """

    def __init__(self, get_response: Answer) -> None:
        if not settings.CLARION_ONION_ADDRESS:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.not_for_readers = (reverse("wagtailadmin_home"), "/accounts/")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if (
            request.is_secure()
            and response.headers.get("Content-Type", "").startswith("text/html")
            and not request.path.startswith(self.not_for_readers)
            and not request.get_host().partition(":")[0].endswith(".onion")
        ):
            response.headers["Onion-Location"] = settings.CLARION_ONION_ADDRESS + request.get_full_path()
        return response


class SecondFactorRequired:
    """Lets nobody into the admin whose session has not shown a second factor; leads them to set one up or show it."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.admin = reverse("wagtailadmin_home")
        self.open = {reverse("wagtailadmin_login"), reverse("wagtailadmin_logout")}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if (
            settings.SECOND_FACTOR_REQUIRED
            and request.path.startswith(self.admin)
            and request.path not in self.open
            and request.user.is_authenticated
            and (detour := second_factor.detour(request))
        ):
            return detour
        return self.get_response(request)


def _from_here(request: HttpRequest) -> bool:
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
