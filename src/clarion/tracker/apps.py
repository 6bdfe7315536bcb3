from django.apps import AppConfig


class TrackerConfig(AppConfig):
    name = "clarion.tracker"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from clarion.pages.related import register_related
        from clarion.tracker.related import cases_about, laws_about
        from clarion.tracker.vocabulary import TRACKER_NAMES

        register_related("legislation", TRACKER_NAMES["legislation"], laws_about)
        register_related("litigation", TRACKER_NAMES["litigation"], cases_about)
