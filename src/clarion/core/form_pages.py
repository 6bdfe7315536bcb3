"""The page around a public form: GET shows it, POST accepts it and sends the reader on to a page of thanks."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from clarion.core.forms import GuardedForm, came_from_us
from clarion.core.rate_limits import allow, visitor


class SeeOther(HttpResponseRedirect):
    """303: the answer to a POST is another page (RFC 9110 15.4.4), so that reloading it sends nothing again."""

    status_code = 303


@method_decorator([csrf_exempt, never_cache], name="dispatch")
class GuardedFormPage(View):
    """A guarded form on its own page. It sets no cookie and needs none."""

    form_class: ClassVar[type[GuardedForm]]
    template_name: ClassVar[str]
    limit: ClassVar[int] = 10
    per: ClassVar[timedelta] = timedelta(hours=1)
    http_method_names = ["get", "head", "post", "options"]

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """The empty form."""
        return self.show(self.form_class(initial=self.initial()))

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """303 to the page of thanks, or the form again: 422 with errors, 403 from elsewhere, 429 too often."""
        form = self.form_class(request.POST, initial=self.initial())
        if not came_from_us(request):
            form.is_valid()
            form.add_error(
                None,
                ValidationError(
                    _("This form was sent from another site. Please look it over and send it from here."),
                    code="foreign",
                ),
            )
            return self.show(form, status=403)
        if not form.is_valid():
            return self.show(form, status=422)
        if not allow(form.form_name, visitor(request), self.limit, self.per):
            form.add_error(
                None,
                ValidationError(
                    _("This form has been sent many times from your network. Please try again in an hour."),
                    code="too_often",
                ),
            )
            answer = self.show(form, status=429)
            answer["Retry-After"] = str(int(self.per.total_seconds()))
            return answer
        return SeeOther(self.accept(form.cleaned_data))

    def initial(self) -> dict[str, Any]:
        """What the empty form starts with."""
        return {}

    def accept(self, given: dict[str, Any]) -> str:
        """Does what the form asks for. Returns the address of the page of thanks."""
        raise NotImplementedError

    def show(self, form: GuardedForm, status: int = 200) -> HttpResponse:
        """The page with the form in it."""
        return render(self.request, self.template_name, {"form": form}, status=status)
