"""Public addresses of pages, without asking the database."""

from __future__ import annotations

from wagtail.models import Site


def address_of(url_path: str, language: str) -> str:
    """The public address of a page.

    `url_path` is Wagtail's internal path, whose first part is the language's home page: `/home-ar/advocacy/`
    in Arabic is `/ar/advocacy/`.
    """
    _, _, below_home = url_path.lstrip("/").partition("/")
    return f"/{language}/{below_home}"


def url_path_of(path: str, language: str) -> str | None:
    """Wagtail's internal path for a public one below `/{language}/`, or None if the language has no home page."""
    for root in Site.get_site_root_paths():
        if root.language_code == language:
            return f"{root.root_path}{path.strip('/')}/" if path.strip("/") else root.root_path
    return None
