"""Adding a picture from Wikimedia Commons: name it, look at it and its credits, add it."""

from __future__ import annotations

from base64 import b64encode
from datetime import timedelta
from mimetypes import guess_type
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages
from wagtail.permissions import policy_registry

from clarion.core.rate_limits import allow
from clarion.media.commons import CommonsProblem, FoundFile, add_from_commons, look_up
from clarion.media.commons.adding import existing, small_picture
from clarion.media.models import CreditedImage
from clarion.media.words_field import WordsField

LOOK_UPS = 30
"""A minute, of one person."""


class NameForm(forms.Form):
    """Which file is meant."""

    name = forms.CharField(
        label=gettext_lazy("File"),
        max_length=2000,
        help_text=gettext_lazy("Its name, such as File:Example.jpg, or the address of a page that shows it."),
    )


class AddForm(NameForm):
    """The file once more, and what it is called and shows here."""

    name = forms.CharField(widget=forms.HiddenInput, max_length=2000)
    words = WordsField(
        label=gettext_lazy("Titles and alternative texts"),
        required=False,
        help_text=gettext_lazy("Taken from Wikimedia Commons; say there what the picture shows."),
    )


class AddFromCommons(View):
    """One address: asks for a name, shows the file with its credits, adds it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not policy_registry.get_by_type(CreditedImage).user_has_permission(request.user, "add"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        form = NameForm(request.GET if "name" in request.GET else None)
        if not form.is_bound or not form.is_valid():
            return self._page(request, form)
        try:
            self._count(request)
            found = look_up(form.cleaned_data["name"])
            if image := existing(found):
                return self._there_already(request, image)
            add_form = AddForm(initial={"name": found.name, "words": found.words})
            return self._page(request, form, found, add_form, small_picture(found))
        except CommonsProblem as problem:
            form.add_error("name", str(problem))
            return self._page(request, form)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = AddForm(request.POST)
        if not form.is_valid():
            messages.error(request, " ".join(str(line) for lines in form.errors.values() for line in lines))
            return redirect("media_commons")
        try:
            self._count(request)
            found = look_up(form.cleaned_data["name"])
            added = add_from_commons(found, words=form.cleaned_data["words"], actor=request.user)  # type: ignore[arg-type]
        except (CommonsProblem, ValidationError) as problem:
            reason = " ".join(problem.messages) if isinstance(problem, ValidationError) else str(problem)
            messages.error(request, reason)
            return redirect("media_commons")
        if not added.is_new:
            return self._there_already(request, added.image)
        messages.success(request, _("“%(title)s” was added.") % {"title": added.image.title})
        return redirect("wagtailimages:edit", added.image.pk)

    @staticmethod
    def _count(request: HttpRequest) -> None:
        if not allow("commons", str(request.user.pk), limit=LOOK_UPS, per=timedelta(minutes=1)):
            raise CommonsProblem(_("That was a lot at once. Wait a minute, and go on."))

    @staticmethod
    def _there_already(request: HttpRequest, image: CreditedImage) -> HttpResponseRedirect:
        messages.info(request, _("“%(title)s” is in the library already.") % {"title": image.title})
        return redirect("wagtailimages:edit", image.pk)

    @staticmethod
    def _page(
        request: HttpRequest,
        form: NameForm,
        found: FoundFile | None = None,
        add_form: AddForm | None = None,
        small: bytes = b"",
    ) -> HttpResponse:
        context = {
            "form": form,
            "found": found,
            "add_form": add_form,
            "licence_name": found.licence.name_in(get_language() or "en") if found else "",
            "small": f"data:{guess_type(found.small_address)[0]};base64,{b64encode(small).decode()}"
            if found
            else "",
        }
        return render(request, "media/commons.html", context)
