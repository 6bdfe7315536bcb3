"""The pages of the voice, and what belongs to the whole site."""

from clarion.pages.models.composed import ComposedPage, ContentPage, HomePage
from clarion.pages.models.shown import PicturedPage, ShownPage
from clarion.pages.models.site import Organisation, SiteTexts
from clarion.pages.models.topics import FiledPage, FiledPageForm, FiledPageQuerySet, Topic

__all__ = [
    "ComposedPage",
    "ContentPage",
    "FiledPage",
    "FiledPageForm",
    "FiledPageQuerySet",
    "HomePage",
    "Organisation",
    "PicturedPage",
    "ShownPage",
    "SiteTexts",
    "Topic",
]
