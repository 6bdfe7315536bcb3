"""The page editor: two people may write on one page, and neither loses a word."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page, Revision

from clarion.core.languages import language
from clarion.core.models import User
from clarion.editorial import notifications, services


class KeepsBoth:
    """Refuses to save over what somebody else saved meanwhile, and keeps both texts. Stands before `EditView`.

    Comments are announced by our mail room, in the language of whoever reads them.
    """

    request: HttpRequest
    page: Page
    form: Any

    def dispatch(self, request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and request.POST.get("go_live_at"):
            services.keep_live_version(page_id=page_id)
        answer: HttpResponse = super().dispatch(request, page_id, **kwargs)  # type: ignore[misc]
        return answer

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        view: Any = self
        if (
            not view.is_out_of_date
            or view.expects_json_response
            or view.locked_for_user
            or view.is_cancelling_workflow
            or view.page.alias_of_id
        ):
            answer: HttpResponse = super().post(request, *args, **kwargs)  # type: ignore[misc]
            return answer
        return self._keep_apart(view)

    def send_commenting_notifications(self, changes: notifications.Changes) -> None:
        actor = self.request.user
        assert isinstance(actor, User)
        notifications.tell_about_comments(self.page, changes, actor)

    def _keep_apart(self, view: Any) -> HttpResponse:
        newest: Revision = view.latest_revision
        form = view.form = view.form_class(
            self.request.POST,
            self.request.FILES,
            instance=view.page,
            subscription=view.subscription,
            parent_page=view.parent,
            for_user=self.request.user,
        )
        form.defer_required_fields()
        if not form.is_valid():
            form.restore_required_fields()
            messages.warning(self.request, self._overtaken(newest), buttons=[self._see_theirs(newest)])
            answer: HttpResponse = view.form_invalid(form)
            return answer
        kept = services.keep_beside(
            page=form.save(commit=False),
            newest=newest,
            actor=self.request.user,  # type: ignore[arg-type]
        )
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        mine = reverse("wagtailadmin_pages:revisions_revert", args=[self.page.pk, kept.pk])
        messages.warning(
            self.request,
            self._overtaken(newest)
            + " "
            + _("Yours is kept beside it; nothing was overwritten. Below are the two, compared."),
            buttons=[
                messages.button(edit, _("Go on from theirs")),
                messages.button(mine, _("Go on from mine")),
            ],
        )
        return redirect("wagtailadmin_pages:revisions_compare", self.page.pk, newest.pk, kept.pk)

    def _overtaken(self, newest: Revision) -> str:
        words = language(get_language() or "en")
        return _("%(person)s saved this page while you were writing, on %(day)s at %(time)s.") % {
            "person": get_user_display_name(newest.user) if newest.user else _("Somebody"),
            "day": words.day(timezone.localtime(newest.created_at).date()),
            "time": date_format(timezone.localtime(newest.created_at), "H:i"),
        }

    def _see_theirs(self, newest: Revision) -> Any:
        address = reverse("wagtailadmin_pages:revisions_view", args=[self.page.pk, newest.pk])
        return messages.button(address, _("See theirs"), new_window=True)


class EditPage(KeepsBoth, EditView):
    """Writing a page."""


class RevertPage(KeepsBoth, RevisionsRevertView):
    """Going back to an earlier version."""


class ClarionPageViewSet(PageViewSet):
    """What the admin shows of a page, whatever its type."""

    model = Page
    edit_view_class = EditPage
    revisions_revert_view_class = RevertPage
