"""Where addresses lead at which there is nothing any more."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.deprecation import MiddlewareMixin
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect


class Target(NamedTuple):
    """Where an address leads, and the status that says whether for good."""

    link: str
    status: int


def target_of(redirect: Redirect) -> Target | None:
    """Where a redirect leads, if that is anywhere.

    A page that was moved and then withdrawn is nowhere: its new address is nobody's business. One that has come back
    leads to itself, by the redirect that its leaving has left behind: as long as it is withdrawn, that would be round
    and round for ever.
    """
    page = redirect.redirect_page
    link = redirect.link if page is None or page.live else None
    if not link or (link.startswith("/") and Redirect.normalise_path(link) == redirect.old_path):
        return None
    return Target(link, 301 if redirect.is_permanent else 302)


def target_for(request: HttpRequest) -> Target | None:
    """Where the address of a request leads: as it was asked for, or else without its query."""
    asked = Redirect.normalise_path(request.get_full_path(), decode_unicode=False)
    for path in dict.fromkeys((asked, urlsplit(asked).path)):
        redirect = get_redirect(request, path)
        if redirect is not None:
            return target_of(redirect)
    return None


class MovedAddresses(MiddlewareMixin):
    """Sends for what has moved, in place of saying that there is nothing."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code != 404:
            return response
        target = target_for(request)
        return HttpResponseRedirect(target.link, status=target.status) if target else response
