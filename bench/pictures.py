"""Images as phones make them, drawn on the spot: 12 megapixels with detail everywhere."""

import random
from io import BytesIO

import pillow_heif
from PIL import Image

from bench.load import form_bytes

WIDTH, HEIGHT = 4_000, 3_000


def photographs(token: str) -> dict[str, bytes]:
    """Return the rows of uploads."""
    return {
        "upload of a JPEG, 12 megapixels": _upload(_encoded("JPEG", quality=90), token),
        "upload of a HEIC, 12 megapixels": _upload(_encoded("HEIF", quality=60), token),
    }


def _encoded(kind: str, **options: int) -> bytes:
    pillow_heif.register_heif_opener()
    file = BytesIO()
    _drawn().save(file, kind, **options)
    return file.getvalue()


def _drawn() -> Image.Image:
    """Return soft shapes with fine grain: about as hard to code as a landscape."""
    chance = random.Random(12)
    coarse = Image.frombytes("RGB", (80, 60), chance.randbytes(80 * 60 * 3))
    soft = coarse.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)
    grain = Image.frombytes(
        "RGB", (WIDTH // 4, HEIGHT // 4), chance.randbytes(WIDTH * HEIGHT * 3 // 16)
    )
    return Image.blend(soft, grain.resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR), 0.08)


def _upload(image: bytes, token: str) -> bytes:
    return form_bytes("/api/v2/media", token=token, values={}, name="file", content=image)
