from __future__ import annotations

from typing import Any

from django.apps import AppConfig


class TranslationConfig(AppConfig):
    name = "clarion.translation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Teaches wagtail-localize figures, pages what to say of translations, and listens for what is published."""
        from wagtail.signals import page_published

        from clarion.pages.notices import register
        from clarion.translation import figures_in_text
        from clarion.translation.notices import JOINED, about_translation

        figures_in_text.install()
        register(about_translation, joined=JOINED)
        # Wagtail tells of publishing, by whatever way it comes about, by signal alone.
        page_published.connect(_take_note, dispatch_uid="clarion.translation")


def _take_note(instance: Any, **kwargs: Any) -> None:
    from clarion.translation.services import take_note

    take_note(page=instance)
