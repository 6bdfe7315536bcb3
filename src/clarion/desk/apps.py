from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "clarion.desk"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Desk")

    def ready(self) -> None:
        from clarion.desk.answers.shipped import after_migrating
        from clarion.desk.inbox.words import follow as follow_words
        from clarion.desk.rooms import ROOMS
        from clarion.register.listeners import follow

        follow(follow_words)
        post_migrate.connect(after_migrating, sender=self, dispatch_uid="clarion.desk.answers.shipped")

        for room in ROOMS:
            panels = f"clarion.desk.{room}.panels"
            if find_spec(panels):
                import_module(panels)
