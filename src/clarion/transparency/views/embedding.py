"""A figure on the pages of others: a frame that says it with its source, and oEmbed, which tells where the frame is.

Nothing in it follows whoever looks: no script, no cookie, nothing from a third place.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from clarion.core.numbers import whole_number
from clarion.transparency.downloads import FRESH_FOR, answer, json_answer
from clarion.transparency.figures import Figure, FigureError, Reading, read
from clarion.transparency.periods import ALL
from clarion.transparency.presentation import Fact
from clarion.transparency.report import series
from clarion.transparency.report.drawing import series_figure
from clarion.transparency.views.reports import language, organisation


class Size(NamedTuple):
    """Of a frame, in CSS pixels."""

    width: int
    height: int


PLAIN, WITH_CHART = Size(480, 280), Size(640, 560)
NARROWEST, LOWEST = 240, 160

_PAGE = re.compile(r"/(?P<code>[a-z-]+)/transparency/figures/(?P<figure>[^/]+)/(?:embed/)?")


@require_safe
def embed(request: HttpRequest, figure: str) -> HttpResponseBase:
    """The figure in a frame; with `?chart=yes` its series as well. The one page that any site may frame."""
    code = language()
    try:
        wanted = Figure.parse(figure)
    except FigureError as error:
        context: dict[str, Any] = {"fault": str(error), "language": code}
        return _framed(render(request, "transparency/embed.html", context, status=404))
    whole = Figure.of(wanted.measure, ALL, dict(wanted.filters))
    has_chart = request.GET.get("chart") == "yes"
    readings = read([wanted, whole] if has_chart else [wanted])
    fact = Fact(readings[wanted], code)
    context = {
        "fact": fact,
        "language": code,
        "markup": _chart(readings[wanted], readings[whole], code) if has_chart else "",
        "publishers": list(dict.fromkeys(one.publisher for one in fact.sources)),
    }
    body = render_to_string("transparency/embed.html", context, request=request).encode()
    return _framed(answer(request, body, "text/html; charset=utf-8", "inline"))


def _framed(response: HttpResponseBase) -> HttpResponseBase:
    """The answer, which any site may show in a frame."""
    response.xframe_options_exempt = True  # type: ignore[attr-defined]
    response._csp_replace = {"frame-ancestors": ["*"]}  # type: ignore[attr-defined]
    return response


@require_safe
def oembed(request: HttpRequest) -> HttpResponseBase:
    """What https://oembed.com asks of a provider: `url` of a figure in, its frame as JSON out.

    404 for an address that is none of a figure here, 501 for another form than JSON.
    """
    if request.GET.get("format", "json") != "json":
        return HttpResponse("json is the only format.\n", status=501, content_type="text/plain")
    found = _figure_at(request.GET.get("url", ""), request)
    if found is None:
        return HttpResponse("url names no figure of this site.\n", status=404, content_type="text/plain")
    figure, code, size = found
    width = _bounded(request.GET.get("maxwidth"), size.width, NARROWEST)
    height = _bounded(request.GET.get("maxheight"), size.height, LOWEST)
    with translation.override(code):
        fact = Fact(read([figure])[figure], code)
        name = organisation(request)
        told: dict[str, Any] = {
            "type": "rich",
            "version": "1.0",
            "title": fact.title,
            "author_name": name,
            "provider_name": name,
            "provider_url": f"{settings.BASE_URL}/{code}/",
            "cache_age": FRESH_FOR,
            "html": frame_code(fact, Size(width, height), with_chart=size == WITH_CHART),
            "width": width,
            "height": height,
            "thumbnail_url": f"{settings.BASE_URL}{fact.address}share.png",
            "thumbnail_width": 1200,
            "thumbnail_height": 630,
        }
    return json_answer(request, fact.key, told)


def frame_code(fact: Fact, size: Size = PLAIN, *, with_chart: bool = False) -> str:
    """What somebody pastes into a page of theirs: markup for there, and plain text here."""
    markup = format_html(
        '<iframe src="{}{}embed/{}" title="{}" width="{}" height="{}" loading="lazy" '
        'referrerpolicy="no-referrer" frameborder="0"></iframe>',
        settings.BASE_URL, fact.address, "?chart=yes" if with_chart else "", fact.title, size.width, size.height,
    )  # fmt: skip
    return "".join([markup])


def discovery(fact: Fact) -> str:
    """The address at which programs find the frame of a figure."""
    return f"{settings.BASE_URL}/{fact.language}/transparency/oembed/?url={settings.BASE_URL}{fact.address}"


def _chart(reading: Reading, whole: Reading, code: str) -> str:
    points = series.points(whole)
    figure = reading.figure
    emphasised = reading.period if figure.period != ALL else None
    return series_figure(figure.measure, points, code, emphasised=emphasised) if points else ""


def _figure_at(address: str, request: HttpRequest) -> tuple[Figure, str, Size] | None:
    """The figure, the language and the size that an address of this site asks for."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    found = _PAGE.fullmatch(unquote(parts.path))
    is_ours = parts.netloc in {urlsplit(settings.BASE_URL).netloc, request.get_host()}
    if not found or not is_ours or found["code"] not in dict(settings.LANGUAGES):
        return None
    try:
        figure = Figure.parse(found["figure"])
    except FigureError:
        return None
    return figure, found["code"], WITH_CHART if "chart=yes" in parts.query else PLAIN


def _bounded(asked: str | None, usual: int, least: int) -> int:
    most = whole_number(asked)
    return usual if not most else max(min(usual, most), least)
