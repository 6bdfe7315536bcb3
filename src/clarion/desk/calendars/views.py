"""Deadlines as a calendar: a secret address that calendar programs, which cannot sign in, read from."""

from __future__ import annotations

import hashlib
import secrets

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.admin import messages

from clarion.core.languages import active_language
from clarion.desk.access import actor_of, needs
from clarion.desk.models import CalendarAddress
from clarion.register.calendars import calendar_of
from clarion.register.roles import Action

_BYTES = 24


@needs(Action.VIEW)
def calendar(request: HttpRequest) -> HttpResponseBase:
    """GET says whether there is an address; POST makes a new one, shown once, or takes it away."""
    user = actor_of(request)
    address = ""
    if request.method == "POST" and request.POST.get("do") == "delete":
        CalendarAddress.objects.filter(user=user).delete()
        messages.success(request, _("The address is gone; nothing can be read there any more."))
    elif request.method == "POST":
        secret = secrets.token_urlsafe(_BYTES)
        CalendarAddress.objects.update_or_create(
            user=user, defaults={"secret_hash": _hash(secret), "made_at": timezone.now()}
        )
        language = active_language().code
        address = request.build_absolute_uri(f"{reverse('desk-calendar', args=[secret])}?language={language}")
    return render(
        request,
        "desk/calendars/calendar.html",
        {
            "page_title": _("Calendar"),
            "header_icon": "calendar-alt",
            "kept": CalendarAddress.objects.filter(user=user).first(),
            "address": address,
        },
    )


def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """The deadlines of whoever the address belongs to, as long as their roles let them see demands.

    Raises:
        Http404: the address is nobody's.
    """
    kept = CalendarAddress.objects.filter(secret_hash=_hash(secret)).select_related("user").first()
    if kept is None:
        raise Http404
    wanted = request.GET.get("language", "")
    language = wanted if translation.check_for_language(wanted) else translation.get_language()
    with translation.override(language):
        content = calendar_of(kept.user)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "no-store, private"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def _hash(secret: str) -> str:
    """It is random and long, so that a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()
