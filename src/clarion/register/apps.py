from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "clarion.register"
    default_auto_field = "django.db.models.BigAutoField"
