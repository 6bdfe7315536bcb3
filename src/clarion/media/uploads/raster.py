"""Photographs and other pictures made of pixels."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from clarion.media.uploads.refusal import UploadRefused

ENDINGS = {
    "AVIF": {"avif"},
    "GIF": {"gif"},
    "JPEG": {"jpg", "jpeg"},
    "MPO": {"jpg", "jpeg"},
    "PNG": {"png"},
    "WEBP": {"webp"},
}
"""The formats taken, by Pillow's name, with the endings their files may have. MPO is a JPEG with a second picture."""

MOST_FRAMES = 600
_ORIENTATION = 0x0112
_UPRIGHT = 1
_TOLD_BESIDE = ("exif", "xmp", "XML:com.adobe.xmp", "photoshop", "comment", "Raw profile type exif")
_QUALITY = {"quality": 95}


def checked_raster(data: bytes) -> tuple[str, bytes]:
    """Pillow's name of the format, and the picture upright and without what was told beside it, such as the place.

    Raises:
        UploadRefused: it is no picture that can be shown, or it would take too much to show it.
    """
    try:
        with Image.open(BytesIO(data), formats=["AVIF", "GIF", "JPEG", "PNG", "WEBP"]) as image:
            kind = str(image.format)
            frames = _count_frames(image)
            for frame in range(frames):
                image.seek(frame)
                image.load()
            image.seek(0)
            return kind, _without_the_untold(image, data, frames)
    except UploadRefused:
        raise
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except UnidentifiedImageError as error:
        raise UploadRefused(
            _("This is no image that can be shown. Choose an AVIF, GIF, JPEG, PNG, SVG or WebP file.")
        ) from error
    except Exception as error:  # Pillow's decoders fail in many ways on bytes they did not expect.
        raise UploadRefused(_("The image is damaged or incomplete. Export or download it again.")) from error


def _count_frames(image: Image.Image) -> int:
    """The number of frames, counted no further than is allowed; nothing is decoded before the size is known."""
    pixels = image.width * image.height
    is_moving = image.format in {"AVIF", "GIF", "PNG", "WEBP"}
    frames = 1
    while True:
        if pixels * frames > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
            raise _too_many_pixels()
        if frames > MOST_FRAMES:
            raise UploadRefused(
                _("The animation has more than %(most)s frames. Shorten it.") % {"most": MOST_FRAMES}
            )
        if not is_moving:
            return frames
        try:
            image.seek(frames)
        except EOFError:
            return frames
        frames += 1


def _too_many_pixels() -> UploadRefused:
    return UploadRefused(
        _("The image has more than %(most)s megapixels, all frames together. Make it smaller.")
        % {"most": settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000}
    )


def _without_the_untold(image: Any, data: bytes, frames: int) -> bytes:
    """The same bytes if nothing is told beside the picture; otherwise the picture saved again without it."""
    turn = image.getexif().get(_ORIENTATION, _UPRIGHT)
    told = bool(image.getexif()) or any(name in image.info for name in _TOLD_BESIDE) or image.format == "MPO"
    told = told or bool(getattr(image, "text", None))
    if image.format == "GIF" or not told:
        return data
    kind = "JPEG" if image.format == "MPO" else str(image.format)
    options: dict[str, Any] = {"icc_profile": image.info.get("icc_profile")}
    if frames > 1:
        options["save_all"] = True
    if kind in {"AVIF", "WEBP"}:
        options |= {**_QUALITY, "exif": b"", "xmp": b""}
    elif kind == "JPEG":
        # The same tables as before lose next to nothing; a turned picture has to be made anew.
        options |= {"quality": "keep"} if turn == _UPRIGHT and image.format == "JPEG" else _QUALITY
    for name in _TOLD_BESIDE:
        image.info.pop(name, None)
    upright = image if frames > 1 or turn == _UPRIGHT else _turned(image, turn)
    saved = BytesIO()
    upright.save(saved, kind, **options)
    return saved.getvalue()


def _turned(image: Image.Image, turn: int) -> Image.Image:
    exif = image.getexif()
    exif[_ORIENTATION] = turn
    turned = ImageOps.exif_transpose(image)
    for name in _TOLD_BESIDE:
        turned.info.pop(name, None)
    return turned
