from django.apps import AppConfig


class TranslationConfig(AppConfig):
    name = "clarion.translation"
    default_auto_field = "django.db.models.BigAutoField"
