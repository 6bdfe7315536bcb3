"""What the editor's dialogue for figures asks: the measures there are, and what a figure says now."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.utils.translation import get_language, gettext
from wagtail.admin.auth import require_admin_access

from clarion.transparency.figures import Figure, FigureError, read_one
from clarion.transparency.measures import every
from clarion.transparency.presentation import Fact, years_on_record
from clarion.transparency.wording import definition, label


@require_admin_access
def choices(request: HttpRequest) -> JsonResponse:
    """Measures with their definitions, the periods on record, and the forms a figure can take in a sentence."""
    language = get_language() or settings.LANGUAGE_CODE
    periods = [
        {"key": "all", "label": gettext("All years")},
        {"key": "last_year", "label": gettext("Last year")},
        {"key": "this_year", "label": gettext("This year")},
    ]
    for year in years_on_record():
        periods += [{"key": key, "label": key.upper()} for key in (str(year), f"{year}-h1", f"{year}-h2")]
    return JsonResponse(
        {
            "measures": [
                {
                    "key": measure.key,
                    "label": label(measure, language),
                    "definition": definition(measure, language),
                }
                for measure in every()
            ],
            "periods": periods,
            "formats": [
                {"key": "phrase", "label": gettext("number and noun")},
                {"key": "number", "label": gettext("number alone")},
                {"key": "spelled", "label": gettext("small numbers in words")},
                {"key": "spelled-phrase", "label": gettext("small numbers in words, with noun")},
            ],
            "words": {
                "heading": gettext("Figure"),
                "measure": gettext("Measure"),
                "period": gettext("Period"),
                "country": gettext("Country (two letters, optional)"),
                "format": gettext("Form"),
                "insert": gettext("Insert"),
                "cancel": gettext("Cancel"),
                "now": gettext("Now"),
            },
        }
    )


@require_admin_access
def preview(request: HttpRequest) -> JsonResponse:
    """What a figure says now, in every language of the site; or what is wrong with its key, with status 422."""
    try:
        figure = Figure.parse(request.GET.get("figure", ""))
    except FigureError as error:
        return JsonResponse({"error": str(error)}, status=422)
    reading = read_one(figure)
    facts = {code: Fact(reading, code) for code, _ in settings.LANGUAGES}
    return JsonResponse(
        {
            "figure": figure.key,
            "says": {
                code: {
                    "phrase": fact.phrase,
                    "number": fact.number,
                    "spelled": fact.spelled,
                    "spelled-phrase": fact.spelled_phrase,
                    "note": fact.explanation,
                }
                for code, fact in facts.items()
            },
        }
    )
