from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "clarion.search"
    label = "site_search"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from clarion.search import signals

        signals.connect()
