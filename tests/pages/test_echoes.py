"""Which language a heading echoes in."""

from __future__ import annotations

from types import SimpleNamespace

from django.utils import translation

from clarion.pages.echoes import Echo, echo_of


def test_an_editors_echo_comes_before_ours() -> None:
    value = {"echo": "Ensemble", "echo_language": "fr"}
    assert echo_of(value, "Connect", None) == Echo("Ensemble", "fr")


def test_a_heading_nobody_translated_has_no_echo() -> None:
    assert echo_of({}, "A heading that no catalogue holds", None) is None
    assert echo_of({}, "", None) is None


def test_an_echo_is_never_in_the_pages_own_language_and_always_the_same() -> None:
    page = SimpleNamespace(translation_key="0d5a")
    for language in ("en", "ar", "zh-hans", "fr", "es"):
        with translation.override(language):
            echoes = {echo_of({}, "News", page) for _ in range(3)}  # type: ignore[arg-type]
        assert len(echoes) == 1
        (echo,) = echoes
        assert echo is not None
        assert echo.language != language
