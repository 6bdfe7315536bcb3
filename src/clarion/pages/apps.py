from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "clarion.pages"
    default_auto_field = "django.db.models.BigAutoField"
