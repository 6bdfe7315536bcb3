"""Links that say nothing of where they lead, in the languages we speak."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import Tag
from django.utils.translation import gettext_lazy as _

from clarion.editorial.checks import Check, shortened, words_of

VAGUE = {
    "en": {"here", "click here", "read more", "more", "link", "this", "this page", "learn more"},
    "ar": {"هنا", "اضغط هنا", "انقر هنا", "اقرأ المزيد", "المزيد", "رابط", "هذه الصفحة"},
    "fr": {"ici", "cliquez ici", "lire la suite", "en savoir plus", "plus", "lien", "cette page"},
    "es": {"aquí", "haga clic aquí", "haz clic aquí", "leer más", "más", "enlace", "esta página", "ver más"},
    "zh-hans": {"这里", "此处", "点击这里", "点击此处", "更多", "阅读更多", "链接", "了解更多", "本页"},
}


def _find(main: Tag, language: str) -> Iterator[str]:
    vague = VAGUE.get(language, set())
    for link in main.find_all("a", href=True):
        said = words_of(link)
        if said.lower().strip(" .…→>»:：。") in vague:
            yield shortened(f"{said} → {link['href']}")


CHECK = Check(key="vague-link", label=_("A link does not say where it leads"), find=_find)
