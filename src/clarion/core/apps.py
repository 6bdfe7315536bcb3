from django.apps import AppConfig

from clarion.core import statements


class CoreConfig(AppConfig):
    name = "clarion.core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        statements.discover()
