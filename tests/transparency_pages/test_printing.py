"""A report as a PDF file, and charts as pictures."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from django.test import Client
from PIL import Image
from pypdfium2 import raw

from clarion.transparency import printing
from clarion.transparency.models import Tally
from transparency_pages.conftest import LANGUAGES


def text_of(content: bytes) -> str:
    pdf = pypdfium2.PdfDocument(content)
    return "\n".join(one.get_textpage().get_text_range() for one in pdf)


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_report_is_a_tagged_file_in_each_language(
    record: Callable[..., Tally], client: Client, code: str
) -> None:
    record("2017-h1", 684)
    record("2017-h1", 684, country="DE")
    response = client.get(f"/{code}/transparency/2017-h1/report.pdf")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    pdf = pypdfium2.PdfDocument(response.content)
    assert raw.FPDFCatalog_IsTagged(pdf)
    said = text_of(response.content)
    assert ("684" in said) or ("٦٨٤" in said) or ("٤٨٦" in said)
    assert pdf.get_metadata_dict()["Title"]


def test_the_file_says_that_it_keeps_to_pdf_ua(record: Callable[..., Tally], client: Client) -> None:
    record("2017-h1", 684)
    content = client.get("/en/transparency/2017-h1/report.pdf").content
    assert b"/MarkInfo" in content or b"/ObjStm" in content
    assert b"pdfuaid" in content or b"/Metadata" in content


def test_the_same_words_are_printed_once(
    record: Callable[..., Tally], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    record("2017-h1", 684)
    first = client.get("/en/transparency/2017-h1/report.pdf").content
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    assert client.get("/en/transparency/2017-h1/report.pdf").content == first


def test_a_machine_without_pango_says_so_in_a_line(
    record: Callable[..., Tally], client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(html: str) -> bytes:
        raise printing.NoPrinterError("No PDF can be made here: the library Pango is missing.")

    record("2017-h1", 684)
    monkeypatch.setattr(printing, "_made", fail)
    response = client.get("/en/transparency/2017-h1/report.pdf")
    assert response.status_code == 503
    assert response.content.decode() == "No PDF can be made here: the library Pango is missing.\n"


@pytest.mark.parametrize("period", ["2030", "nonsense", "2017-01-01--2017-03-05", "2017-H1"])
def test_only_periods_that_the_navigation_names_are_printed(
    record: Callable[..., Tally], client: Client, period: str
) -> None:
    record("2017-h1", 684)
    assert client.get(f"/en/transparency/{period}/report.pdf").status_code == 404


@pytest.mark.parametrize("code", ["en", "ar", "zh-hans"])
@pytest.mark.parametrize("table", ["country", "half-years", "kind"])
def test_each_chart_has_a_picture_to_share(demo_site: Path, client: Client, code: str, table: str) -> None:
    response = client.get(f"/{code}/transparency/2017/{table}.png")
    picture = Image.open(io.BytesIO(response.content))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))


def test_a_chart_that_is_none_has_no_picture(demo_site: Path, client: Client) -> None:
    for path in (
        "2017/nothing.png",
        "2030/country.png",
        "nonsense/country.png",
        "2017/edition-3/country.png",
    ):
        assert client.get(f"/en/transparency/{path}").status_code == 404
