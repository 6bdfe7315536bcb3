from django.apps import AppConfig


class TransparencyConfig(AppConfig):
    name = "clarion.transparency"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from clarion.register.listeners import listen
        from clarion.transparency.datasets import writing
        from clarion.transparency.editions.freezing import write_with
        from clarion.transparency.editions.models import Series
        from clarion.transparency.from_register import follow

        listen(follow)
        write_with(Series.REPORT, writing.write)
