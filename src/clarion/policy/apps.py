from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from clarion.pages.related import register_related


class PolicyConfig(AppConfig):
    name = "clarion.policy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from clarion.policy.related import positions_about

        register_related("positions", _("Positions"), positions_about)
