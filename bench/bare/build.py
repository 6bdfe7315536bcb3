"""Makes the page of the bare project: `python -m bench.bare.build BLOCKS PICTURES`."""

from __future__ import annotations

import io
import os
import sys

_TEXT = "<p>Knowledge is there for everybody, and <b>nobody</b> has to ask for leave to read it. </p>" * 3
_SIZE = (1600, 1000)


def build(blocks: int, pictures: int) -> None:
    """A page `/page/` with so many blocks, of which so many are pictures, evenly among paragraphs."""
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
    body: list[tuple[str, object]] = [("paragraph", _rich(_TEXT)) for _ in range(blocks - pictures)]
    for number, image in enumerate(images):
        body.insert(number * blocks // max(pictures, 1), ("picture", image))
    home = Page.objects.get(depth=2)
    home.add_child(instance=BarePage(title="A page", slug="page", body=body))
    Site.objects.update(hostname="127.0.0.1", site_name="Bare")


def _rich(text: str) -> object:
    from wagtail.rich_text import RichText

    return RichText(text)


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.bare.settings"
    import django

    django.setup()
    build(int(sys.argv[1]), int(sys.argv[2]))
