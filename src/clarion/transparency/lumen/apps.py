from django.apps import AppConfig


class LumenConfig(AppConfig):
    name = "clarion.transparency.lumen"
    label = "lumen"
    default_auto_field = "django.db.models.BigAutoField"
