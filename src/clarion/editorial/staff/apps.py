from wagtail.users.apps import WagtailUsersAppConfig


class StaffConfig(WagtailUsersAppConfig):
    """Wagtail's rooms for users, with our rules of who may make whom what."""

    user_viewset = "clarion.editorial.staff.viewset.StaffViewSet"
