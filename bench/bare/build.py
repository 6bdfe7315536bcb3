"""Makes the page of the bare project: `python -m bench.bare.build BLOCKS PICTURES CHOSEN LINKS`."""

from __future__ import annotations

import io
import os
import sys

_TEXT = "<p>Knowledge is there for everybody, and <b>nobody</b> has to ask for leave to read it. </p>" * 3
_LINK = '<p>Read <a linktype="page" id="{}">on</a>.</p>'
_SIZE = (1600, 1000)


def build(blocks: int, pictures: int, chosen: int, links: int) -> None:
    """A page `/page/` with so many blocks, of which so many are pictures and chosen pages, evenly among paragraphs.

    So many of the paragraphs hold a link to another page.
    """
    from django.core.files.images import ImageFile
    from django.core.management import call_command
    from PIL import Image as Picture
    from wagtail.images import get_image_model
    from wagtail.models import Page, Site

    from bench.bare.models import BarePage

    call_command("migrate", verbosity=0)
    images = []
    for number in range(pictures):
        file = io.BytesIO()
        Picture.new("RGB", _SIZE, (20 * number % 256, 80, 120)).save(file, "JPEG")
        images.append(
            get_image_model().objects.create(title=f"Picture {number}", file=ImageFile(file, f"{number}.jpg"))
        )
    home = Page.objects.get(depth=2)
    others = [
        home.add_child(instance=BarePage(title=f"Page {n}", slug=f"page-{n}"))
        for n in range(max(chosen, links))
    ]
    body: list[tuple[str, object]] = [
        ("paragraph", _rich(_TEXT + (_LINK.format(others[number].pk) if number < links else "")))
        for number in range(blocks - pictures - chosen)
    ]
    body += [("page", other) for other in others[:chosen]]
    for number, image in enumerate(images):
        body.insert(number * blocks // max(pictures, 1), ("picture", image))
    home.add_child(instance=BarePage(title="A page", slug="page", body=body))
    Site.objects.update(hostname="127.0.0.1", site_name="Bare")


def _rich(text: str) -> object:
    from wagtail.rich_text import RichText

    return RichText(text)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.bare.settings"
    import django

    django.setup()
    build(*(int(number) for number in sys.argv[1:5]))
