from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class PublishingConfig(AppConfig):
    name = "clarion.publishing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        pre_migrate.connect(self._before, sender=self)
        post_migrate.connect(self._after, sender=self)

    _were_there = False

    def _before(self, **told: Any) -> None:
        """Triggers name columns, which a migration may remove."""
        from clarion.publishing import triggers

        self._were_there = triggers.remove()

    def _after(self, **told: Any) -> None:
        from clarion.publishing import triggers

        if self._were_there:
            triggers.install()
