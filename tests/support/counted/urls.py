"""Addresses at which work is asked for, and something is remembered in the cache."""

from __future__ import annotations

import time

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from clarion.config import urls
from support.counted.tasks import work, write_down


def ask(request: HttpRequest, name: str, milliseconds: int) -> HttpResponse:
    work.enqueue(name, milliseconds)
    return HttpResponse("asked")


def remember(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponse("new" if cache.add(f"counted-{name}", 1, 60) else "known")


@csrf_exempt
def answer(request: HttpRequest, number: int, milliseconds: int) -> HttpResponse:
    """Takes its time; what is written is written down, once for each time that it was asked."""
    time.sleep(milliseconds / 1000)
    if request.method == "POST":
        write_down("answers", "written", number)
    return HttpResponse("answered")


urlpatterns = [
    path("answer/<int:number>/<int:milliseconds>", answer),
    path("counted/<name>/<int:milliseconds>", ask),
    path("remember/<name>", remember),
    *urls.urlpatterns,
]
