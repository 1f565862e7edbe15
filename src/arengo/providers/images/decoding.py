"""From bytes to upright sRGB pixels, refusing what would cost too much before it costs it."""

import io
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from typing import Final

from PIL import Image, ImageCms

from arengo.providers.images.model import (
    CORRUPT,
    LYING,
    TOO_MANY_FRAMES,
    TOO_MANY_PIXELS,
    UNSUPPORTED,
    ImageLimits,
    Rejected,
)
from arengo.providers.images.sniffing import sniffed

_SRGB: Final = ImageCms.createProfile("sRGB")
_ORIENTATION_TAG: Final = 0x0112
_UPRIGHT: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@cache
def prepare(kind: str) -> None:
    """Load the decoder of a rare format, which takes long; the others are always there."""
    if kind == "HEIF":
        import pillow_heif  # noqa: PLC0415

        pillow_heif.register_heif_opener(
            thumbnails=False, depth_images=False, aux_images=False, decode_threads=1
        )
    if kind == "AVIF":
        from PIL import AvifImagePlugin  # noqa: PLC0415

        AvifImagePlugin.DEFAULT_MAX_THREADS = 1


def opened(data: bytes, limits: ImageLimits) -> Image.Image:
    """Read the head of an image with the one decoder that its first bytes name."""
    kind = sniffed(data)
    if kind is None:
        raise Rejected(UNSUPPORTED)
    prepare(kind)
    try:
        image = Image.open(io.BytesIO(data), formats=[kind])
    except (OSError, SyntaxError, ValueError) as error:  # also UnidentifiedImageError
        raise Rejected(LYING) from error
    check_size(image, limits)
    return image


def check_size(image: Image.Image, limits: ImageLimits) -> None:
    """Refuse a picture that is too large to unpack; a GIF frame can enlarge it half-way."""
    if image.width * image.height > limits.pixels or max(image.size) > limits.side:
        raise Rejected(TOO_MANY_PIXELS)


def still(image: Image.Image, *, scale: float) -> Image.Image:
    """Unpack one picture and return its clean pixels, upright, in sRGB, as RGB or RGBA.

    JPEG can be unpacked at half or a quarter of its size for a fraction of the cost; `scale` is
    how small the largest wanted variant is.
    """
    image.draft(None, (int(image.width * scale) + 1, int(image.height * scale) + 1))
    try:
        image.load()
    except (OSError, SyntaxError, EOFError) as error:
        raise Rejected(CORRUPT) from error
    turn = _UPRIGHT.get(_orientation(image))
    pixels = _in_srgb(image)
    return clean(pixels if turn is None else pixels.transpose(turn))


def frames(image: Image.Image, limits: ImageLimits) -> Iterator[tuple[Image.Image, int]]:
    """Unpack an animation frame by frame, with how many milliseconds each is shown."""
    number = 0
    pixels = 0
    while True:
        check_size(image, limits)
        pixels += image.width * image.height
        if number >= limits.frames or pixels > limits.frame_pixels:
            raise Rejected(TOO_MANY_FRAMES)
        duration_ms = int(image.info.get("duration", 0))
        yield clean(image.convert("RGBA")), duration_ms
        number += 1
        try:
            image.seek(number)
        except EOFError:
            return


def is_animated(image: Image.Image) -> bool:
    """Say whether a GIF moves, looking no further than its second frame."""
    if image.format != "GIF":
        return False
    try:
        image.seek(1)
    except EOFError:
        return False
    finally:
        image.seek(0)
    return True


def clean(image: Image.Image) -> Image.Image:
    """Leave the pixels alone to a picture: comments, profiles, text and tags hang on `info`."""
    image.info = {}
    return opaque(image)


def opaque(image: Image.Image) -> Image.Image:
    """Drop a transparency that nothing makes use of."""
    if image.mode == "RGBA" and image.getchannel("A").getextrema() == (255, 255):
        return image.convert("RGB")
    return image


def _orientation(image: Image.Image) -> int:
    """Read how the camera was held; unreadable tags say nothing, they are dropped anyway."""
    with suppress(Exception):
        return int(image.getexif().get(_ORIENTATION_TAG, 1))
    return 1


def _in_srgb(image: Image.Image) -> Image.Image:
    """Return other pixels than those of the file, also where they are the same."""
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert("L")
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "L", "CMYK"}:
        with suppress(ImageCms.PyCMSError, OSError):
            return _converted(image, profile)
    transparent = image.has_transparency_data
    return image.convert("RGBA" if transparent else "RGB")


def _converted(image: Image.Image, profile: bytes) -> Image.Image:
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
    transform = ImageCms.buildTransform(source, _SRGB, image.mode, "RGB")
    return transform.apply(image)
