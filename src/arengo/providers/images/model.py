"""What is asked of an image, under which limits, and what comes back.

Every worker imports this before it can begin: nothing here may take long to import.
"""

from enum import StrEnum
from typing import Final, NamedTuple

LYING: Final = "Validation failed: File has contents that are not what they are reported to be"
UNSUPPORTED: Final = "Validation failed: File content type is not supported"
CORRUPT: Final = "Validation failed: File is damaged or incomplete"
TOO_MANY_PIXELS: Final = "Validation failed: File has too many pixels"
TOO_MANY_FRAMES: Final = "Validation failed: File has too many frames"
TOO_BIG: Final = "Validation failed: File is too big"
TOO_HARD: Final = "Validation failed: File takes too much time or memory to process"


class ImageLimits(NamedTuple):
    """What one image may cost."""

    size_bytes: int = 16 * 1024 * 1024
    pixels: int = 33_177_600
    side: int = 16_384
    frames: int = 1_000
    frame_pixels: int = 200_000_000
    memory_bytes: int = 1024 * 1024 * 1024
    cpu_s: int = 20
    wall_s: float = 40


class Fit(StrEnum):
    """How an image is brought to its size; it is never made larger."""

    AREA = "area"
    CROP = "crop"


class Variant(NamedTuple):
    """One output: at most `width` by `height` pixels of area, or cropped to that shape."""

    name: str
    width: int
    height: int
    fit: Fit = Fit.AREA
    animated: bool = False
    exact: bool = False  # a drawing stays one, also when it is made smaller


ATTACHMENT: Final = (
    Variant(name="original", width=3840, height=2160, animated=True),
    Variant(name="small", width=640, height=360),
)
THUMBNAIL: Final = (Variant(name="small", width=640, height=360, exact=True),)
AVATAR: Final = (
    Variant(name="original", width=400, height=400, fit=Fit.CROP, animated=True),
    Variant(name="static", width=400, height=400, fit=Fit.CROP),
)
HEADER: Final = (
    Variant(name="original", width=1500, height=500, fit=Fit.CROP, animated=True),
    Variant(name="static", width=1500, height=500, fit=Fit.CROP),
)


class Picture(NamedTuple):
    """One written variant."""

    name: str
    content_type: str
    width: int
    height: int
    data: bytes


class ProcessedImage:
    """All variants of one image; an unanimated one has equal bytes in `original` and `static`."""

    __slots__ = ("animated", "blurhash", "pictures")

    def __init__(self, *, pictures: tuple[Picture, ...], animated: bool, blurhash: str) -> None:
        """Take what came out."""
        self.pictures = pictures
        self.animated = animated
        self.blurhash = blurhash

    def __getitem__(self, name: str) -> Picture:
        """Return the variant of that name."""
        return next(picture for picture in self.pictures if picture.name == name)

    def meta(self) -> dict[str, dict[str, object]]:
        """Return the sizes in the shape that clients know."""
        return {
            picture.name: {
                "width": picture.width,
                "height": picture.height,
                "size": f"{picture.width}x{picture.height}",
                "aspect": picture.width / picture.height,
            }
            for picture in self.pictures
        }


class Question(NamedTuple):
    """What goes to a worker."""

    data: bytes
    limits: ImageLimits
    variants: tuple[Variant, ...]


class Answer(NamedTuple):
    """What comes back: an image, or the refusal in plain words and its cause for the log."""

    image: ProcessedImage | None = None
    refusal: str = CORRUPT
    cause: str = ""


class Rejected(Exception):
    """An image that will not do; the text is fit to be shown."""
