"""The whole way of one image, as the worker goes it: decode, shape, write."""

from collections.abc import Iterable

from PIL import Image

from arengo.providers.images import decoding, encoding
from arengo.providers.images.blurring import blurred
from arengo.providers.images.model import (
    ImageLimits,
    Picture,
    ProcessedImage,
    Question,
    Variant,
)
from arengo.providers.images.sniffing import sniffed


def processed(question: Question) -> ProcessedImage:
    """Make every variant of an image, or raise Rejected (or whatever a decoder comes up with)."""
    image = decoding.opened(question.data, question.limits)
    if decoding.is_animated(image):
        pictures, first = _moving(image, question.variants, question.limits)
    else:
        scale = max(encoding.scale_of(image.size, variant) for variant in question.variants)
        first = decoding.still(image, scale=scale)
        pictures = _still(first, question.variants, source=sniffed(question.data))
    animated = any(picture.content_type == "image/gif" for picture in pictures)
    in_order = {picture.name: picture for picture in pictures}
    return ProcessedImage(
        pictures=tuple(in_order[variant.name] for variant in question.variants),
        animated=animated,
        blurhash=blurred(first),
    )


def _moving(
    image: Image.Image, variants: Iterable[Variant], limits: ImageLimits
) -> tuple[list[Picture], Image.Image]:
    pictures = []
    loop = image.info.get("loop")
    first: Image.Image | None = None
    for variant in variants:
        if variant.animated:
            image.seek(0)
            shown = decoding.frames(image, limits)
            picture, first = encoding.moving_picture(shown, variant, loop=loop)
            pictures.append(picture)
    if first is None:
        image.seek(0)
        first = decoding.still(image, scale=1)
    stills = [variant for variant in variants if not variant.animated]
    return pictures + _still(first, stills, source="GIF"), first


def _still(first: Image.Image, variants: Iterable[Variant], *, source: str | None) -> list[Picture]:
    """Write variants that do not move; those of one shape are written once."""
    pictures: list[Picture] = []
    made: dict[tuple[int, int, str], Picture] = {}
    for variant in variants:
        shape = (variant.width, variant.height, variant.fit)
        if shape not in made:
            shaped = encoding.shaped(first, variant)
            made[shape] = encoding.still_picture(shaped, variant, source=source)
        same = made[shape]
        pictures.append(
            Picture(
                name=variant.name,
                content_type=same.content_type,
                width=same.width,
                height=same.height,
                data=same.data,
            )
        )
    return pictures
