from django.apps import AppConfig


class TrackerConfig(AppConfig):
    name = "clarion.tracker"
    default_auto_field = "django.db.models.BigAutoField"
