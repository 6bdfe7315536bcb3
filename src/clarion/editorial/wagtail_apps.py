"""Wagtail's applications as this house runs them; named in the settings in place of Wagtail's own."""

from wagtail.admin.apps import WagtailAdminAppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class AdminConfig(WagtailAdminAppConfig):
    """The admin, whose e-mails go out through our mail room."""

    def ready(self) -> None:
        super().ready()
        from clarion.editorial.notifications import take_over

        take_over()


class UsersConfig(WagtailUsersAppConfig):
    """The rooms for users, with our rules of who may make whom what."""

    user_viewset = "clarion.editorial.staff.viewset.StaffViewSet"
