from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "clarion.transparency.editions"
    label = "editions"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from clarion.transparency.editions.computing import report
        from clarion.transparency.editions.models import Series
        from clarion.transparency.editions.services import build_with

        build_with(Series.REPORT, report.compute)
