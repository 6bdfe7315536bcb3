from django.apps import AppConfig


class DsaConfig(AppConfig):
    name = "clarion.transparency.dsa"
    label = "dsa"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """The series of editions that this room computes and writes."""
        from clarion.transparency.dsa import building, wording
        from clarion.transparency.editions.freezing import write_with
        from clarion.transparency.editions.models import Series
        from clarion.transparency.editions.services import build_with
        from clarion.transparency.editions.wording import tell_with

        build_with(Series.DSA, building.content_of)
        write_with(Series.DSA, building.write)
        tell_with(building.GAP, wording.gap)
