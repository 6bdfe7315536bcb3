"""Adding images to the library, and writing what they are called and show."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.files.base import File
from django.db import transaction
from wagtail.models import Collection

from clarion.core.models import User
from clarion.media.models import CreditedImage, ImageText
from clarion.media.models.image import Words
from clarion.media.uploads import checked_image
from clarion.media.uploads.names import readable, title_from

_NO_WORDS: Mapping[str, Words] = {}


@transaction.atomic
def add_image(
    *,
    file: File[Any],
    name: str = "",
    title: str = "",
    author: str = "",
    source_url: str = "",
    made_here: bool = False,
    licence: str = "",
    only_decorates: bool = False,
    directional: bool = False,
    words: Mapping[str, Words] = _NO_WORDS,
    collection: Collection | None = None,
    actor: User | None = None,
) -> CreditedImage:
    """Adds an image. `name` is what its file is called where it comes from; without a title, it becomes the title.

    Raises:
        UploadRefused: the file is not taken.
        ValidationError: something said of it cannot be kept, such as a title that is too long.
    """
    checked = checked_image(file, name)
    image = CreditedImage(
        title=readable(title) or title_from(name or file.name or ""),
        file=checked,
        author=readable(author),
        source_url=source_url,
        made_here=made_here,
        licence=licence,
        only_decorates=only_decorates,
        directional=directional,
        collection=collection or Collection.get_first_root_node(),
        uploaded_by_user=actor,
    )
    # The file is checked already, and its name is made by us.
    image.full_clean(exclude=["file"])
    texts = _texts(image, words)
    image._set_image_file_metadata()
    image.save()
    ImageText.objects.bulk_create(texts)
    return image


@transaction.atomic
def write_words(*, image: CreditedImage, words: Mapping[str, Words]) -> None:
    """Writes the words of some languages, in the place of those there were. Empty words are taken away.

    Raises:
        ValidationError: a title or an alternative text is too long.
    """
    texts = _texts(image, words)
    image.texts.filter(language__in=words).delete()
    ImageText.objects.bulk_create(texts)


def _texts(image: CreditedImage, words: Mapping[str, Words]) -> list[ImageText]:
    texts = [
        ImageText(image=image, language=language, title=readable(title), alt=readable(alt))
        for language, (title, alt) in words.items()
        if title or alt
    ]
    for text in texts:
        text.clean_fields(exclude=["image"])
    return texts
