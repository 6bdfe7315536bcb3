"""The admin as ours: its colours, and a menu of help that leads nowhere else by itself."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.userbar import ContentCheckerItem


class ReadersCheck(ContentCheckerItem):
    """Wagtail's checker, on what the page itself says, with more of axe's rules than it comes with."""

    axe_include = ["main"]
    axe_run_only = [
        *ContentCheckerItem.axe_run_only,
        "color-contrast",
        "image-alt",
        "list",
        "svg-img-alt",
        "table-duplicate-name",
        "td-headers-attr",
        "valid-lang",
    ]
    axe_messages = {
        **ContentCheckerItem.axe_messages,
        "color-contrast": {
            "error_name": _("Text is too pale against its background"),
            "help_text": _("Choose colours that differ more"),
        },
        "image-alt": {
            "error_name": _("A picture has no alternative text"),
            "help_text": _("Say what it shows, or that it only decorates"),
        },
    }


@hooks.register("construct_wagtail_userbar")
def check_as_readers_need_it(request: HttpRequest, items: list[Any], page: Any = None) -> None:
    items[:] = [
        ReadersCheck(in_editor=one.in_editor) if type(one) is ContentCheckerItem else one for one in items
    ]


@hooks.register("insert_global_admin_css")
def colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("clarion/admin/look.css"))


@hooks.register("construct_help_menu")
def leave_out_news_of_wagtail(request: HttpRequest, items: list[MenuItem]) -> None:
    """What is new in Wagtail is for whoever runs the site, and no badge should wait for everybody else."""
    items[:] = [one for one in items if not one.name.startswith(("whats-new-in-wagtail", "editor-guide"))]
