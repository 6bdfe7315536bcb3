from django.apps import AppConfig


class NewsletterConfig(AppConfig):
    name = "clarion.newsletter"
    default_auto_field = "django.db.models.BigAutoField"
