"""Reading images: with the words of one language, and those that lack something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, FilteredRelation, Q, Value
from wagtail.images.models import ImageQuerySet

if TYPE_CHECKING:
    pass

_UNCREDITED = Q(author="") | Q(source_url="", made_here=False) | Q(licence="")


class CreditedImageQuerySet(ImageQuerySet):
    """Images. What `lacks` of an image says one by one, these find all at once."""

    def with_words(self, language: str) -> CreditedImageQuerySet:
        """Reads title and alternative text of one language in the same query."""
        return self.annotate(
            words=FilteredRelation("texts", condition=Q(texts__language=language)),
            words_language=Value(language),
            words_title=F("words__title"),
            words_alt=F("words__alt"),
        )

    def uncredited(self) -> CreditedImageQuerySet:
        """Those without author, source or licence."""
        return self.filter(_UNCREDITED)

    def lacking_text(self, language: str) -> CreditedImageQuerySet:
        """Those that are not mere decoration and have no alternative text in a language."""
        described = self.model.texts.rel.related_model.objects.filter(language=language).exclude(alt="")
        return self.filter(only_decorates=False).exclude(pk__in=described.values("image"))
