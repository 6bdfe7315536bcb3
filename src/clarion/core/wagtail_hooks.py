"""What the house adds to the editors' rooms."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component


class DemonstrationBanner(Component):
    """Says that this is the demonstration, and what it leaves out."""

    order = 1
    template_name = "core/admin/demonstration_banner.html"


@hooks.register("construct_homepage_panels")
def say_that_this_is_the_demonstration(request: HttpRequest, panels: list[Component]) -> None:
    if settings.CLARION_DEMO:
        panels.insert(0, DemonstrationBanner())


@hooks.register("register_settings_menu_item")
def register_second_factor() -> MenuItem:
    return MenuItem(_("Second factor"), reverse_lazy("mfa_index"), icon_name="lock", order=900)
