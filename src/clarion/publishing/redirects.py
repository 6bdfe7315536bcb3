"""What leads elsewhere, as rules for nginx, Caddy, and CDNs that read `_redirects`."""

from __future__ import annotations

from collections.abc import Iterator

from wagtail.contrib.redirects.models import Redirect

from clarion.pages.moved import target_of
from clarion.publishing.trees import TREE

_UNSAFE = set(" \t\r\n\"'\\{}$;#")


def rules(moved: list[tuple[str, str, int]]) -> dict[str, str]:
    """The files of rules, by their names, for addresses that lead elsewhere: (address, where to, status)."""
    all_of_them = [
        one for one in (*moved, *_made_by_editors({address for address, _, _ in moved})) if _fits(one)
    ]
    return {
        f"{TREE}/_redirects": "".join(f"{old} {new} {status}\n" for old, new, status in all_of_them),
        "redirects.nginx.conf": "".join(
            f'location = "{old}" {{ return {status} "{new}"; }}\n' for old, new, status in all_of_them
        ),
        "redirects.caddy": "".join(f'redir "{old}" "{new}" {status}\n' for old, new, status in all_of_them),
    }


def _made_by_editors(known: set[str]) -> Iterator[tuple[str, str, int]]:
    """The redirects that editors made, for the whole site and without a query; both with and without a slash."""
    for one in Redirect.objects.filter(site=None).select_related("redirect_page").order_by("old_path"):
        target = target_of(one)
        if target is None or "?" in one.old_path:
            continue
        for old in (one.old_path, f"{one.old_path.rstrip('/')}/"):
            if old not in known:
                known.add(old)
                yield old, *target


def _fits(rule: tuple[str, str, int]) -> bool:
    """Whether a rule can be written down safely; what cannot is answered by the site itself."""
    old, new, _ = rule
    return not (_UNSAFE & set(old) or _UNSAFE & set(new)) and old.isascii() and new.isascii()
