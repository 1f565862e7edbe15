"""From clean pixels to the bytes of each variant, its size and its format."""

import io
import math
from collections.abc import Iterable
from typing import Any, Final

from PIL import Image

from arengo.providers.images.decoding import opaque
from arengo.providers.images.model import Fit, Picture, Variant

_OPTIONS: Final[dict[str, dict[str, Any]]] = {
    "JPEG": {"quality": 85, "optimize": True},
    "PNG": {"compress_level": 6},
    "WEBP": {"quality": 82, "method": 2},
}
_TYPES: Final = {
    "GIF": "image/gif",
    "JPEG": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
}
# A moving picture costs as much per frame as a still one does at all.
_MOVING: Final = (1280, 720)
_LARGE: Final = 4_000_000


def scale_of(size: tuple[int, int], variant: Variant) -> float:
    """Return by how much a picture shrinks to become this variant: 1 when it already fits."""
    width, height = size
    if variant.fit is Fit.CROP:
        return min(1.0, max(variant.width / width, variant.height / height))
    return min(1.0, math.sqrt(variant.width * variant.height / (width * height)))


def shaped(image: Image.Image, variant: Variant) -> Image.Image:
    """Bring a picture to the size of a variant."""
    box = _crop_box(image.size, variant)
    width, height = box[2] - box[0], box[3] - box[1]
    scale = scale_of((width, height), variant)
    size = (max(1, int(width * scale)), max(1, int(height * scale)))
    if variant.fit is Fit.CROP and scale < 1:
        size = (variant.width, variant.height)
    if size == image.size:
        return image
    return image.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)


def still_picture(image: Image.Image, variant: Variant, *, source: str | None) -> Picture:
    """Write a variant that does not move."""
    form = _still_format(image, variant, source)
    file = io.BytesIO()
    options = _OPTIONS[form]
    if form == "PNG" and image.width * image.height > _LARGE:
        options = {"compress_level": 2}  # a tenth more bytes for a third of the time
    image.save(file, form, **options)
    return _picture(variant, form, image.size, file)


def moving_picture(
    frames: Iterable[tuple[Image.Image, int]], variant: Variant, *, loop: int | None
) -> tuple[Picture, Image.Image]:
    """Write a variant that moves, and return its first frame, full size, for those that do not."""
    bounded = _bounded(variant)
    durations: list[int] = []
    shown: list[Image.Image] = []
    first: Image.Image | None = None
    for frame, duration_ms in frames:
        first = first or frame
        durations.append(duration_ms)
        shown.append(_indexed(shaped(frame, bounded)))
    if first is None:
        raise EOFError
    file = io.BytesIO()
    options: dict[str, Any] = {} if loop is None else {"loop": loop}
    shown[0].save(
        file,
        "GIF",
        save_all=True,
        append_images=shown[1:],
        duration=durations,
        disposal=2 if any("transparency" in frame.info for frame in shown) else 1,
        **options,
    )
    return _picture(variant, "GIF", shown[0].size, file), first


def _still_format(image: Image.Image, variant: Variant, source: str | None) -> str:
    """Photographs stay JPEG; drawings stay exact in full size, and travel light as previews."""
    if source in {"JPEG", "AVIF", "HEIF"} and image.mode == "RGB":
        return "JPEG"
    exact = variant.exact or (variant.name == "original" and variant.fit is Fit.AREA)
    return "PNG" if exact and source in {"PNG", "GIF"} else "WEBP"


def _crop_box(size: tuple[int, int], variant: Variant) -> tuple[int, int, int, int]:
    width, height = size
    if variant.fit is not Fit.CROP:
        return (0, 0, width, height)
    cut_width = min(width, max(1, round(height * variant.width / variant.height)))
    cut_height = min(height, max(1, round(width * variant.height / variant.width)))
    left, top = (width - cut_width) // 2, (height - cut_height) // 2
    return (left, top, left + cut_width, top + cut_height)


def _bounded(variant: Variant) -> Variant:
    if variant.width * variant.height <= _MOVING[0] * _MOVING[1]:
        return variant
    width, height = _MOVING if variant.fit is Fit.AREA else (variant.width, variant.height)
    return Variant(name=variant.name, width=width, height=height, fit=variant.fit, animated=True)


def _indexed(frame: Image.Image) -> Image.Image:
    """Reduce to 256 colours; one of them is nothing when something shines through."""
    frame = opaque(frame)
    if frame.mode == "RGB":
        return frame.quantize(256, Image.Quantize.FASTOCTREE)
    indexed = frame.convert("RGB").quantize(255, Image.Quantize.FASTOCTREE)
    hidden = frame.getchannel("A").point(lambda alpha: 255 if alpha < 128 else 0)  # noqa: PLR2004  half
    indexed.paste(255, mask=hidden)
    indexed.info["transparency"] = 255
    return indexed


def _picture(variant: Variant, form: str, size: tuple[int, int], file: io.BytesIO) -> Picture:
    return Picture(
        name=variant.name,
        content_type=_TYPES[form],
        width=size[0],
        height=size[1],
        data=file.getvalue(),
    )
