from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class EditorialConfig(AppConfig):
    name = "clarion.editorial"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Editorial")

    def ready(self) -> None:
        from clarion.editorial.setting_up import after_migrate

        # After the last room has been migrated, so that the permissions of all of them are there.
        last = [one for one in apps.get_app_configs() if one.models_module][-1]
        post_migrate.connect(after_migrate, sender=last, dispatch_uid="clarion.editorial.set_up")
