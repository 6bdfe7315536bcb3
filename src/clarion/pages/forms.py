"""The editor's forms: what they show where a field is left empty, and what they let be published."""

from __future__ import annotations

from typing import Any

from django.utils import translation
from wagtail.admin.forms import WagtailAdminModelForm, WagtailAdminPageForm
from wagtail.blocks import BlockWidget
from wagtail.models import Locale

from clarion.pages.blocks.inherited import editing
from clarion.pages.parts.defaults import DEFAULTS
from clarion.pages.publication import objections


class ShownPageForm(WagtailAdminPageForm):
    """A page's form: publishing what may not be published is refused with the reasons, saving a draft never is."""

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.is_deferred_validation:
            for objection in objections(self.instance):
                self.add_error(None, objection)


class ComposedPageForm(ShownPageForm):
    """A page of blocks; empty fields of blocks show what the site says in the page's language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        from clarion.pages.models import SiteTexts

        super().__init__(*args, **kwargs)
        widgets = [field.widget for field in self.fields.values() if isinstance(field.widget, BlockWidget)]
        if self.instance.locale_id and widgets:
            language = self.instance.locale.language_code
            with editing(language, SiteTexts.in_language(language)):
                for widget in widgets:
                    widget.block_json  # noqa: B018 - written now, and kept by the widget


class SiteTextsForm(WagtailAdminModelForm):
    """The texts of the site; empty fields show what we say in their language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        locale = self.instance.locale if self.instance.locale_id else Locale.get_active()
        with translation.override(locale.language_code):
            for name, words in DEFAULTS.items():
                if name in self.fields:
                    self.fields[name].widget.attrs["placeholder"] = str(words)
