from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "clarion.organisation"
    default_auto_field = "django.db.models.BigAutoField"
