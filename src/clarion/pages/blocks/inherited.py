"""Fields of blocks that say what the site says where an editor leaves them empty, and show the editor what that is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.blocks import CharBlock, TextBlock, URLBlock

from clarion.pages.parts.defaults import site_says

if TYPE_CHECKING:
    from clarion.pages.models import SiteTexts

_site: ContextVar[tuple[str, SiteTexts] | None] = ContextVar("clarion_site_edited", default=None)


@contextmanager
def editing(language: str, texts: SiteTexts) -> Iterator[None]:
    """Meanwhile, fields show what these texts of the site say in their language."""
    token = _site.set((language, texts))
    try:
        yield
    finally:
        _site.reset(token)


def inherited_words(field: str) -> str:
    """What an empty field comes to on the page being edited, and who says it; empty if nobody says anything."""
    site = _site.get()
    if site is None:
        return ""
    language, texts = site
    with translation.override(language):
        words = site_says(field, texts)
    if not words:
        return ""
    source = gettext("The site says: %(words)s") if getattr(texts, field) else gettext("Usually: %(words)s")
    return source % {"words": words}


class ShowsInherited(forms.Widget):
    """A widget whose placeholder is what is inherited from a field of `SiteTexts`."""

    def __init__(self, inherits: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.inherits = inherits

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With the placeholder."""
        context = super().get_context(name, value, attrs)
        if words := inherited_words(self.inherits):
            context["widget"]["attrs"]["placeholder"] = words
        return context


class InheritedLine(ShowsInherited, forms.TextInput):
    """A line of text."""


class InheritedAddress(ShowsInherited, forms.URLInput):
    """An address."""


class InheritedParagraph(ShowsInherited, AdminAutoHeightTextInput):
    """A paragraph."""


class InheritedCharBlock(CharBlock):
    """A line of text, or that of the site."""

    def __init__(self, inherits: str, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.field.widget = InheritedLine(inherits)


class InheritedURLBlock(URLBlock):
    """An address, or that of the site."""

    def __init__(self, inherits: str, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.field.widget = InheritedAddress(inherits)


class InheritedTextBlock(TextBlock):
    """A paragraph, or that of the site."""

    def __init__(self, inherits: str, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.field.widget = InheritedParagraph(inherits, attrs={"rows": self.rows})
