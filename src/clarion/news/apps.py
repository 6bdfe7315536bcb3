from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "clarion.news"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from clarion.news.elsewhere import archive_places, articles_about
        from clarion.pages.related import register_related
        from clarion.pages.sitemap import register_places

        register_related("news", _("News"), articles_about)
        register_places(archive_places)
