"""Sign-up, confirmation and the ways out. Opening a link changes nothing; only its button does."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from clarion.core.form_pages import GuardedFormPage, SeeOther
from clarion.core.forms import GuardedForm
from clarion.newsletter import links, services
from clarion.newsletter.consent import wording
from clarion.newsletter.forms import SignUpForm
from clarion.newsletter.models import Action, Door, State, Subscriber

GONE = 410


class Subscribe(GuardedFormPage):
    """The form, and what it says afterwards: the same for every address."""

    form_class: ClassVar[type[GuardedForm]] = SignUpForm
    template_name: ClassVar[str] = "newsletter/subscribe.html"

    def accept(self, given: dict[str, Any]) -> str:
        """Signs the address up."""
        services.sign_up(email=given["email"], language=translation.get_language() or settings.LANGUAGE_CODE)
        return reverse("newsletter:check_your_mail")


@method_decorator([csrf_exempt, never_cache], name="dispatch")
class Confirm(View):
    """The page behind the link in the confirmation mail. Its secret is in its address, so it needs no cookie."""

    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest, token: str) -> HttpResponseBase:
        """A button. Programs that open every link in a mail confirm nothing."""
        try:
            said = links.read_confirm_token(token)
        except links.LinkIsVoid:
            return _void(request)
        if not Subscriber.objects.filter(pk=said.subscriber_id, round=said.round).exists():
            return _void(request)
        words = wording(Action.CONFIRMED, said.language)
        return render(
            request, "newsletter/confirm.html", {"words": words.text, "words_language": said.language}
        )

    def post(self, request: HttpRequest, token: str) -> HttpResponseBase:
        """Confirms."""
        try:
            services.confirm(token=token)
        except links.LinkIsVoid:
            return _void(request)
        return SeeOther(reverse("newsletter:confirmed"))


@method_decorator([csrf_exempt, never_cache], name="dispatch")
class Unsubscribe(View):
    """The way out for people. Its secret is in its address."""

    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest, key: str) -> HttpResponseBase:
        """A button."""
        subscriber = Subscriber.objects.filter(unsubscribe_key=key).first()
        if subscriber is None:
            return _void(request)
        if subscriber.state == State.UNSUBSCRIBED:
            return redirect("newsletter:unsubscribed")
        return render(request, "newsletter/unsubscribe.html")

    def post(self, request: HttpRequest, key: str) -> HttpResponseBase:
        """Unsubscribes."""
        try:
            services.unsubscribe(key=key, door=Door.LINK)
        except links.LinkIsVoid:
            return _void(request)
        return SeeOther(reverse("newsletter:unsubscribed"))


@method_decorator([csrf_exempt, never_cache], name="dispatch")
class OneClick(View):
    """The way out for mail programs (RFC 8058): a POST without cookie, login or redirect."""

    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest, key: str) -> HttpResponseBase:
        """Older mail programs open the address instead: people get the page with the button."""
        subscriber = Subscriber.objects.filter(unsubscribe_key=key).first()
        language = subscriber.language if subscriber else settings.LANGUAGE_CODE
        with translation.override(language):
            return redirect("newsletter:unsubscribe", key)

    def post(self, request: HttpRequest, key: str) -> HttpResponseBase:
        """Unsubscribes, any number of times, if the body says List-Unsubscribe=One-Click."""
        if request.POST.get("List-Unsubscribe") != "One-Click":
            return _plain("Send List-Unsubscribe=One-Click in the body (RFC 8058).", status=400)
        try:
            services.unsubscribe(key=key, door=Door.ONE_CLICK)
        except links.LinkIsVoid:
            return _plain("There is no such subscription.", status=GONE)
        return _plain("Unsubscribed.", status=200)


@require_safe
def check_your_mail(request: HttpRequest) -> HttpResponse:
    """Thanks for signing up: the rest is in the mail."""
    return render(request, "newsletter/check_your_mail.html")


@require_safe
def confirmed(request: HttpRequest) -> HttpResponse:
    """The subscription is real."""
    return render(request, "newsletter/confirmed.html")


@require_safe
def unsubscribed(request: HttpRequest) -> HttpResponse:
    """The subscription is over."""
    return render(request, "newsletter/unsubscribed.html")


def _void(request: HttpRequest) -> HttpResponse:
    return render(request, "newsletter/void.html", status=GONE)


def _plain(words: str, *, status: int) -> HttpResponse:
    return HttpResponse(words + "\n", status=status, content_type="text/plain; charset=utf-8")
