"""The API's description, for machines (OpenAPI) and for people (a page of the site)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import patch_vary_headers

from clarion.api import problems
from clarion.api.application import PARAGRAPHS, PREFIX, description
from clarion.api.parameters import LANGUAGE, bad
from clarion.api.problems import ProblemKind

_WRAPPERS = ("anyOf", "oneOf")


def openapi(request: HttpRequest) -> HttpResponse:
    """The description in OpenAPI 3.1."""
    return HttpResponse(json.dumps(description(), ensure_ascii=False), content_type="application/json")


@dataclass(frozen=True, slots=True)
class Row:
    """One parameter, or one field of an answer."""

    name: str
    description: str
    kind: str
    allowed: tuple[str, ...] = ()
    default: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """One address, ready for the page. `example` is an address that can be opened."""

    anchor: str
    summary: str
    description: str
    address: str
    example: str
    parameters: tuple[Row, ...]
    shape: str


@dataclass(frozen=True, slots=True)
class Shape:
    """One kind of object in answers."""

    name: str
    fields: tuple[Row, ...]


def docs(request: HttpRequest) -> HttpResponse:
    """The description as a page, in `?language=`, or else in the reader's own."""
    asked = request.GET.get(LANGUAGE.name, "").lower()
    if asked and asked not in LANGUAGE.allowed:
        raise bad(LANGUAGE, f"{asked[:40]!r} is no language.")
    language = asked or translation.get_language_from_request(request)
    with translation.override(language):
        response = HttpResponse(render_to_string("api/docs.html", _context(), request=request))
    response["Content-Language"] = language
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _context() -> dict[str, Any]:
    told = description()
    schemas = told["components"]["schemas"]
    return {
        "lead": PARAGRAPHS[0],
        "paragraphs": PARAGRAPHS[1:],
        "base": f"{settings.BASE_URL}{PREFIX}",
        "operations": [
            _operation(path, one) for path, methods in told["paths"].items() for one in methods.values()
        ],
        "shapes": [Shape(name, _fields(one)) for name, one in sorted(schemas.items())],
        "problems": [_problem(kind) for kind in problems.KINDS],
        "problem_type": problems.MEDIA_TYPE,
        "alternates": {code: f"{PREFIX}docs?language={code}" for code in LANGUAGE.allowed},
    }


def _operation(path: str, told: dict[str, Any]) -> Operation:
    answer = told["responses"]["200"]["content"]["application/json"]["schema"]
    example = path
    queried = []
    for one in told["parameters"]:
        if one["in"] == "path":
            example = example.replace(f"{{{one['name']}}}", str(_example(one)))
        elif "example" in one and one["in"] == "query" and "default" not in one["schema"]:
            queried.append(f"{one['name']}={one['example']}")
    return Operation(
        anchor=told["operationId"],
        summary=told["summary"],
        description=told.get("description", ""),
        address=path,
        example=f"{settings.BASE_URL}{example}" + (f"?{'&'.join(queried[:1])}" if queried else ""),
        parameters=tuple(_parameter(one) for one in told["parameters"]),
        shape=_named(answer),
    )


def _example(parameter: dict[str, Any]) -> Any:
    return parameter["example"] if "example" in parameter else parameter["examples"][0]


def _parameter(told: dict[str, Any]) -> Row:
    schema = told["schema"]
    allowed = schema.get("enum") or schema.get("items", {}).get("enum") or ()
    return Row(
        told["name"],
        told.get("description", ""),
        _kind(schema),
        tuple(filter(None, allowed)),
        ",".join(default) if isinstance(default := schema.get("default", ""), list) else str(default),
    )


def _fields(schema: dict[str, Any]) -> tuple[Row, ...]:
    return tuple(
        Row(name, one.get("description", ""), _kind(one))
        for name, one in schema.get("properties", {}).items()
    )


def _kind(schema: dict[str, Any]) -> str:
    """The JSON type in a few characters: `integer | null`, `[Part]`."""
    for wrapper in _WRAPPERS:
        if wrapper in schema:
            return " | ".join(_kind(one) for one in schema[wrapper])
    if name := _named(schema):
        return name
    if schema.get("type") == "array":
        return f"[{_kind(schema.get('items', {}))}]"
    return str(schema.get("format") or schema.get("type", ""))


def _named(schema: dict[str, Any]) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]


def _problem(kind: ProblemKind) -> dict[str, Any]:
    return {"slug": kind.slug, "status": int(kind.status), "title": kind.title, "meaning": kind.meaning}
