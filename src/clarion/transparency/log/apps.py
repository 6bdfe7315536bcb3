from django.apps import AppConfig


class LogConfig(AppConfig):
    name = "clarion.transparency.log"
    label = "log"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from clarion.register.listeners import follow
        from clarion.transparency.log import periodic  # noqa: F401
        from clarion.transparency.log.entering import follow_demand

        follow(follow_demand)
