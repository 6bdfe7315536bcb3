"""The page that proves an edition: what it offers, its words, and that it finds what the command finds."""

from __future__ import annotations

import gzip
import io
import json
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import translation

from bench.published import publish
from clarion.transparency.verifying import command
from clarion.transparency.views.verifying_words import CHECKS, ENDS, MEANINGS, SAID, VERDICTS
from transparency_pages.conftest import LANGUAGES

LARGEST = {"clarion/js/verify.js": 10_000, "clarion/js/explore.js": 3_000}
_FACT = re.compile(r"\{\w+\}")


@pytest.mark.once
def test_the_script_names_what_the_command_names(tmp_path: Path) -> None:
    edition = publish(tmp_path, 5)
    receipt = tmp_path / "receipt.json"
    receipt.write_text(json.dumps({"reference": edition.reference, "secret": edition.secret}))
    out = io.StringIO()
    status = command.run(
        str(edition.folder), key="", receipt=receipt, log="", stdout=out, stderr=io.StringIO()
    )  # fmt: skip
    named = [line.partition(":")[0] for line in out.getvalue().splitlines() if ": holds." in line]
    assert status == 0
    # Where medians can lie, which rows do not tell outright, the command alone looks at.
    named.remove("Time to decide")
    assert named == [*CHECKS] == [*MEANINGS]


def test_the_script_says_nothing_that_has_no_words() -> None:
    found = finders.find("clarion/js/verify.js")
    script = Path(str(found)).read_text(encoding="utf-8")
    asked = set(re.findall(r'(?:say|step)\("(\w+)"', script))
    assert asked <= SAID.keys()
    assert set(re.findall(r'show\("([\w ]+)"', script)) == CHECKS.keys()
    assert [key for key in SAID if f'"{key}"' not in script] == []


@pytest.mark.parametrize("name", LARGEST)
def test_scripts_are_small(name: str) -> None:
    content = Path(str(finders.find(name))).read_bytes()
    assert len(gzip.compress(content, 9)) <= LARGEST[name]


@pytest.mark.parametrize("code", [one for one in LANGUAGES if one != "en"])
def test_every_finding_is_told_with_its_facts_in_every_language(code: str) -> None:
    for texts in (CHECKS, MEANINGS, VERDICTS, ENDS, SAID):
        for key, text in texts.items():
            with translation.override("en"):
                english = str(text)
            with translation.override(code):
                told = str(text)
            assert sorted(_FACT.findall(told)) == sorted(_FACT.findall(english)), key


@pytest.mark.django_db
@pytest.mark.parametrize("code", LANGUAGES)
def test_before_anything_is_published_the_page_says_so(client: Client, code: str) -> None:
    answer = client.get(f"/{code}/transparency/log/verify/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "verify.js" not in page
    assert 'class="notice"' in page


def test_editions_are_offered_and_the_page_of_one_leads_to_it(demo_site: Path, client: Client) -> None:
    page = client.get("/en/transparency/2017/").content.decode()
    found = re.search(r'href="(/en/transparency/log/verify/\?edition=[^"]+)"', page)
    assert found
    shown = client.get(found[1]).content.decode()
    assert re.search(r'value="/api/v1/editions/2017/1/" data-page="[^"]+" selected', shown)
    assert "/api/v1/editions/2017/1/manifest.json -O" in shown
    assert 'href="verify/"' in client.get("/en/transparency/log/").content.decode()
