"""The menus of the site, each made once for every language."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from clarion.pages.blocks.menus import FooterGroupBlock, MenuItemBlock, MenuLinkBlock
from clarion.pages.fields import BlocksField


class MenuSettings(models.Model):
    """What the header, the footer and 'Elsewhere' lead to. Abstract."""

    main_menu = BlocksField(
        [("item", MenuItemBlock())],
        verbose_name=_("main menu"),
        blank=True,
        default=list,
        help_text=_("Empty: the pages right below the front page that are marked to show in menus."),
    )
    footer = BlocksField([("group", FooterGroupBlock())], verbose_name=_("footer"), blank=True, default=list)
    elsewhere = BlocksField(
        [("link", MenuLinkBlock())],
        verbose_name=_("elsewhere"),
        blank=True,
        default=list,
        help_text=_("Shown by blocks 'Elsewhere' that have no links of their own."),
    )

    class Meta:
        abstract = True

    @property
    def menus(self) -> list[Any]:
        """All stored menus."""
        return [self.main_menu.raw_data, self.footer.raw_data, self.elsewhere.raw_data]
