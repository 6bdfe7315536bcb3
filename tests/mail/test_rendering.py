"""Every registered e-mail renders in every language, right-to-left where it has to be, and escapes what it is given."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from clarion.mail.registry import KINDS, EmailKind, register
from clarion.mail.rendering import RenderingError, render

EVERY = [(key, code) for key in sorted(KINDS) for code, _name in settings.LANGUAGES]


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def _tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Tags()
    parser.feed(html)
    return parser.found


@pytest.mark.parametrize(("key", "language"), EVERY)
def test_every_email_in_every_language_has_a_subject_a_text_and_html_of_its_direction(
    key: str, language: str
) -> None:
    kind = KINDS[key]
    rendered = render(kind, kind.sample(language), language)
    html = dict(_tags(rendered.html))["html"]
    assert rendered.subject
    assert "\n" not in rendered.subject
    assert rendered.text.strip()
    assert html["lang"] == language
    assert html["dir"] == ("rtl" if language == "ar" else "ltr")
    assert "prefers-color-scheme: dark" in rendered.html
    assert "{{" not in rendered.html + rendered.text + rendered.subject


@pytest.mark.parametrize("key", sorted(KINDS))
def test_no_email_loads_anything_or_runs_anything(key: str) -> None:
    kind = KINDS[key]
    tags = _tags(render(kind, kind.sample("en"), "en").html)
    assert not [tag for tag, _attributes in tags if tag in {"img", "script", "link", "iframe"}]


@pytest.mark.parametrize("key", sorted(KINDS))
@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES if code != "en"])
def test_no_email_falls_back_to_english(key: str, language: str) -> None:
    kind = KINDS[key]
    english, translated = (render(kind, kind.sample(code), code) for code in ("en", language))
    assert translated.subject != english.subject
    assert translated.text.split("-- \n")[1] != english.text.split("-- \n")[1]


def test_an_arabic_email_is_aligned_to_the_right() -> None:
    kind = KINDS["newsletter.confirm"]
    rendered = render(kind, kind.sample("ar"), "ar")
    assert "text-align:right" in rendered.html
    assert "direction:rtl" in rendered.html


def test_an_arabic_email_counts_in_arabic_digits() -> None:
    kind = KINDS["newsletter.confirm"]
    rendered = render(kind, kind.sample("ar"), "ar")
    assert "٧ أيام" in rendered.text
    assert "٧ أيام" in rendered.html


def test_a_language_that_the_site_does_not_speak_becomes_its_first() -> None:
    kind = KINDS["contact.acknowledged"]
    assert render(kind, {}, "tlh").language == "en"


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"), max_size=60))
def test_nothing_typed_becomes_markup_or_a_header(typed: str) -> None:
    kind = KINDS["contact.received"]
    hostile = f'<img src=x onerror=1>{typed}</mj-text><mj-image src="//evil.example"/>\r\nBcc: x@y.example'
    rendered = render(kind, {**kind.sample("en"), "name": hostile, "body": hostile}, "en")
    assert not [tag for tag, _attributes in _tags(rendered.html) if tag == "img"]
    assert rendered.subject.isprintable() or not set(rendered.subject) & set("\r\n\0")
    assert len(rendered.subject.splitlines()) == 1


def test_an_email_without_its_templates_or_with_a_known_key_is_a_clear_error() -> None:
    with pytest.raises(ValueError, match="registered twice"):
        register(KINDS["contact.answer"])


def test_broken_mjml_names_its_template(tmp_path: Any, settings: Any) -> None:
    folder = tmp_path / "mail"
    folder.mkdir()
    (folder / "broken.subject.txt").write_text("Hello")
    (folder / "broken.txt").write_text("Hello")
    (folder / "broken.mjml").write_text("<mjml><mj-body>")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    kind: EmailKind = replace(KINDS["contact.acknowledged"], key="broken")
    with pytest.raises(RenderingError, match=r"mail/broken\.mjml is not valid MJML"):
        render(kind, {}, "en")
