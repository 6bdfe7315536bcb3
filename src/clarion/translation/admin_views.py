"""The translators' rooms: how far each language is, a page beside its original, files out and in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.models import Locale, Page

from clarion.core.complaint import Complaint
from clarion.core.models import User
from clarion.translation import comparing, machine, services
from clarion.translation.exchange.files import file_name, po_of, site_archive, unpack
from clarion.translation.exchange.intake import take_in
from clarion.translation.models import Original, TranslatedPage

_LARGEST_UPLOAD = 20 * 1024 * 1024
_MAY_EDIT = permission_required("wagtailadmin.access_admin")


@require_GET
@_MAY_EDIT
def overview(request: HttpRequest) -> HttpResponse:
    """How far each language is, and what there is to do in the one that is chosen."""
    locales = list(Locale.objects.exclude(language_code=settings.LANGUAGE_CODE))
    progress = {one["language"]: one for one in TranslatedPage.objects.live().progress()}
    languages = [_line(locale, progress.get(locale.language_code, {})) for locale in locales]
    chosen = next((one for one in locales if one.language_code == request.GET.get("language")), None)
    found: dict[str, Any] = {"languages": languages, "chosen": chosen}
    if chosen is not None:
        here = TranslatedPage.objects.live().filter(page__locale=chosen).select_related("page", "original")
        found["stale"] = here.stale().order_by("original__changed_at")
        found["unreviewed"] = here.unreviewed()
        found["missing"] = (
            Original.objects.missing_in(chosen)
            .exclude(page__locale=chosen)
            .select_related("page", "page__locale")
        )
    return render(request, "translation/overview.html", found)


@_MAY_EDIT
def beside(request: HttpRequest, pk: int) -> HttpResponseBase:
    """GET shows a translation beside its original; POST with `action` confirms it, or takes a PO file in."""
    page = get_object_or_404(Page, pk=pk)
    actor = _editor_of(request, page)
    state = (
        TranslatedPage.objects.filter(page=page)
        .select_related(
            "page__locale",
            "original__page__locale",
            "original__wording",
            "source_wording",
            "wording",
            "checked_by",
        )
        .first()
    )
    if state is None:
        return _versions(request, page)
    if request.method == "POST":
        _act(request, state, actor)
        return redirect(request.path)
    return render(
        request,
        "translation/beside.html",
        {
            "state": state,
            "rows": list(comparing.rows(state, services.untold_of(page))),
            "page": page,
            "has_machine": machine.is_available(),
            "draft": page.has_unpublished_changes,
        },
    )


@require_GET
@_MAY_EDIT
def export_page(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """A page's PO file in a language."""
    original = get_object_or_404(Page, pk=pk)
    _editor_of(request, original)
    locale = get_object_or_404(Locale, language_code=language)
    content = str(po_of(original.specific, locale)).encode()
    name = file_name(original).replace("/", "-").replace(".po", f".{language}.po")
    return _download(content, name, "text/x-gettext-translation; charset=utf-8")


@require_GET
@_MAY_EDIT
def export_site(request: HttpRequest, language: str) -> HttpResponse:
    """All pages' PO files in a language, as a ZIP."""
    locale = get_object_or_404(Locale, language_code=language)
    _editor_of(request, Page.get_first_root_node())
    return _download(site_archive(locale), f"{language}.zip", "application/zip")


@require_POST
@_MAY_EDIT
def import_site(request: HttpRequest, language: str) -> HttpResponseBase:
    """Takes the files of a ZIP, or one PO file, in as drafts."""
    locale = get_object_or_404(Locale, language_code=language)
    actor = _editor_of(request, Page.get_first_root_node())
    _take(request, actor, locale, None)
    return redirect(f"{reverse('translation_overview')}?language={language}")


def _act(request: HttpRequest, state: TranslatedPage, actor: User) -> None:
    action = request.POST.get("action")
    if action == "confirm":
        services.confirm(page=state.page, actor=actor)
        messages.success(request, _("Noted: the translation is right as it stands."))
    elif action == "import":
        _take(request, actor, state.page.locale, state.page)
    elif action == "machine" and machine.is_available():
        try:
            machine.translate(original=state.original.page.specific, locale=state.page.locale, actor=actor)
            messages.success(request, _("What was missing is in the draft. Review it before you publish."))
        except Complaint as error:
            messages.error(request, str(error))
    else:
        raise Http404


def _take(request: HttpRequest, actor: User, locale: Locale, page: Page | None) -> None:
    upload = request.FILES.get("file")
    if upload is None or not upload.name:
        messages.error(request, _("Choose a .po or .zip file first."))
        return
    if (upload.size or 0) > _LARGEST_UPLOAD:
        messages.error(request, _("The file is larger than 20 MB. Send fewer pages at once."))
        return
    try:
        taken = take_in(files=unpack(upload.name, upload.read()), locale=locale, page=page, actor=actor)
    except Complaint as error:
        for line in str(error).splitlines():
            messages.error(request, line)
        return
    messages.success(
        request,
        _(
            "Taken in as drafts: pages %(pages)s, pieces %(pieces)s. Left out, as their original changed: %(outdated)s."
        )
        % {"pieces": taken.pieces, "pages": taken.pages, "outdated": taken.outdated},
    )


def _versions(request: HttpRequest, page: Page) -> HttpResponse:
    original = services.original_of(page) or page
    states = TranslatedPage.objects.filter(original__page=original).select_related("page__locale", "original")
    there = {state.page.locale_id for state in states} | {original.locale_id}
    absent = Locale.objects.exclude(pk__in=there)
    return render(
        request, "translation/versions.html", {"page": original, "states": states, "absent": absent}
    )


def _line(locale: Locale, row: dict[str, Any]) -> dict[str, Any]:
    total = Original.objects.filter(page__live=True).exclude(page__locale=locale).count()
    standing, pieces = row.get("standing") or 0, row.get("pieces") or 0
    return {
        "locale": locale,
        "total": total,
        "pages": row.get("pages", 0),
        "missing": Original.objects.missing_in(locale).exclude(page__locale=locale).count(),
        "stale": row.get("stale", 0),
        "unreviewed": row.get("unreviewed", 0),
        "share": standing / pieces if pieces else 0.0,
    }


def _editor_of(request: HttpRequest, page: Page) -> User:
    """Whoever acts.

    Raises:
        PermissionDenied: unless they may edit the page, or what stands below it.
    """
    user = request.user
    allowed = page.permissions_for_user(user)
    if not isinstance(user, User) or not (
        allowed.can_edit() or (page.is_root() and allowed.can_add_subpage())
    ):
        raise PermissionDenied
    return user


def _download(content: bytes, name: str, kind: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=kind,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )
