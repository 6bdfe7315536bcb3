"""Places of the site that are no pages: the same in every language, named by ourselves."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PLACES: dict[str, Promise] = {
    "transparency/": _("Transparency Report"),
    "transparency/figures/": _("Figures"),
    "transparency/compare/": _("Compare periods"),
    "transparency/cases/": _("Cases"),
    "transparency/peers/": _("Among peers"),
    "transparency/data/": _("Data"),
    "transparency/data/explore/": _("Explore the numbers"),
    "transparency/log/": _("The log"),
    "transparency/log/verify/": _("Check a report yourself"),
    "transparency/faq/": _("Questions and answers"),
    "transparency/glossary/": _("Glossary"),
    "subscribe/": _("E-mail updates"),
    "contact/": _("Contact"),
}
"""The path below the language, and what a menu calls the place where an editor says nothing else."""
