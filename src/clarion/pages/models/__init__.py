"""The pages of the voice, and what belongs to the whole site."""

from clarion.pages.models.composed import ComposedPage, ContentPage, HomePage
from clarion.pages.models.settings_pages import About, Giving, Menus, Theme
from clarion.pages.models.shown import PicturedPage, ShownPage
from clarion.pages.models.site import Organisation, SiteTexts
from clarion.pages.models.topics import FiledPage, FiledPageForm, FiledPageQuerySet, Topic

__all__ = [
    "About",
    "ComposedPage",
    "ContentPage",
    "FiledPage",
    "FiledPageForm",
    "FiledPageQuerySet",
    "Giving",
    "HomePage",
    "Menus",
    "Organisation",
    "PicturedPage",
    "ShownPage",
    "SiteTexts",
    "Theme",
    "Topic",
]
