"""What the voice adds to the editors' rooms: figures in rich text, and the texts of the site."""

from __future__ import annotations

from typing import ClassVar

import wagtail.admin.rich_text.editors.draftail.features as draftail_features
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.log_actions import LogActionRegistry, LogFormatter
from wagtail.models import BaseLogEntry
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet

from clarion.pages.figure_chooser import choices, preview
from clarion.pages.figure_entity import FigureEntityElementHandler, figure_entity
from clarion.pages.publication import REFUSED
from clarion.pages.rich_text import FigureHandler, ScopedPageLinkHandler
from clarion.pages.site_texts import SiteTextsViewSet

ENTITY = "FIGURE"

register_snippet(SiteTextsViewSet)


class GuardedPages(PagesAdminAPIViewSet):
    """Pages for the admin's own scripts. None of them publishes, and doing so here would pass by what refuses it."""

    actions: ClassVar = {name: one for name, one in PagesAdminAPIViewSet.actions.items() if name != "publish"}


@hooks.register("construct_admin_api")
def guard_pages(router: WagtailAPIRouter) -> None:
    router.register_endpoint("pages", GuardedPages)


@hooks.register("register_rich_text_features")
def register_figures(features: FeatureRegistry) -> None:
    """Teaches the editor figures: stored as `<embed embedtype="figure">`, chosen in a dialogue with a live value."""
    features.register_embed_type(FigureHandler)
    features.register_editor_plugin(
        "draftail",
        "figure",
        draftail_features.EntityFeature(
            {"type": ENTITY, "icon": "order", "description": _("Figure"), "attributes": ["figure", "format"]},
            js=["clarion/admin/figure-entity.js"],
            css={"all": ["clarion/admin/figure-entity.css"]},
        ),
    )
    features.register_converter_rule(
        "contentstate",
        "figure",
        {
            "from_database_format": {'embed[embedtype="figure"]': FigureEntityElementHandler(ENTITY)},
            "to_database_format": {"entity_decorators": {ENTITY: figure_entity}},
        },
    )


@hooks.register("register_rich_text_features", order=100)
def register_page_links(features: FeatureRegistry) -> None:
    """Replaces Wagtail's page link handler by one that asks the database once a page."""
    features.register_link_type(ScopedPageLinkHandler)


@hooks.register("register_admin_urls")
def register_figure_addresses() -> list[URLPattern]:
    """What the editor's dialogue asks: which measures there are, and what a figure says now."""
    return [
        path("figures/choices/", choices, name="clarion_figure_choices"),
        path("figures/preview/", preview, name="clarion_figure_preview"),
    ]


@hooks.register("register_log_actions")
def register_refusals(actions: LogActionRegistry) -> None:
    """Lets a page's history say that it was not published, and why."""

    @actions.register_action(REFUSED)
    class RefusalFormatter(LogFormatter):
        label = _("Refuse to publish")

        def format_message(self, log_entry: BaseLogEntry) -> str:
            return gettext("Not published. %(reasons)s") % {"reasons": " ".join(log_entry.data["reasons"])}
