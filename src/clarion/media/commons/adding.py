"""From a file's name to an image of the library."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha1
from typing import NamedTuple

from django.conf import settings
from django.core.files.base import ContentFile
from django.db.models import Q
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from wagtail.models import Collection

from clarion.core.models import User
from clarion.media.commons import client
from clarion.media.commons.found import FoundFile, found_in
from clarion.media.commons.names import file_name
from clarion.media.commons.problem import CommonsProblem
from clarion.media.models import CreditedImage
from clarion.media.models.image import Words
from clarion.media.services import add_image

SMALL_WIDTH = 640
LARGEST_SMALL = 2 * 1024 * 1024
_TOLD = "Artist|License|LicenseShortName|LicenseUrl|ImageDescription|ObjectName"


class Added(NamedTuple):
    """An image of the library, and whether it is new there."""

    image: CreditedImage
    is_new: bool


def look_up(text: str) -> FoundFile:
    """What Wikimedia Commons says of a file, named in any way that `file_name` reads.

    Raises:
        CommonsProblem: it cannot be taken, or not now.
    """
    name = file_name(text)
    answer = client.ask(
        action="query",
        titles=f"File:{name}",
        redirects="1",
        prop="imageinfo",
        iiprop="url|size|mime|extmetadata|sha1",
        iiurlwidth=str(SMALL_WIDTH),
        iiextmetadatamultilang="1",
        iiextmetadatafilter=_TOLD,
    )
    return found_in(answer, name)


def existing(found: FoundFile) -> CreditedImage | None:
    """The image of the library that is this file."""
    same = Q(original_sha1=found.sha1) | Q(source_url=found.page)
    return CreditedImage.objects.filter(same).order_by("pk").first()


def small_picture(found: FoundFile) -> bytes:
    """The file in a size to look at."""
    return client.fetch(found.small_address, LARGEST_SMALL)


def add_from_commons(
    found: FoundFile,
    *,
    words: Mapping[str, Words] | None = None,
    collection: Collection | None = None,
    actor: User | None = None,
) -> Added:
    """Fetches a file and adds it with its credits; one that is in the library already is left as it is.

    Raises:
        CommonsProblem: the file does not come, or not as it was described.
        ValidationError: it is no image that can be taken, or `words` cannot be kept.
    """
    if image := existing(found):
        return Added(image, is_new=False)
    most = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE
    if found.size > most:
        raise CommonsProblem(
            _(
                "“%(name)s” has %(size)s; files of up to %(most)s are taken here. Upload a smaller version yourself."
            )
            % {"name": found.name, "size": filesizeformat(found.size), "most": filesizeformat(most)}
        )
    data = client.fetch(found.address, most)
    if sha1(data, usedforsecurity=False).hexdigest() != found.sha1:
        raise CommonsProblem(
            _("“%(name)s” did not arrive whole: its digest is another. Try again.") % {"name": found.name}
        )
    image = add_image(
        file=ContentFile(data, name=found.name),
        name=found.name,
        title=found.title,
        author=found.author,
        source_url=found.page,
        licence=found.licence.code,
        words=found.words if words is None else words,
        collection=collection,
        actor=actor,
    )
    return Added(image, is_new=True)
