"""A small canvas over Pillow: shapes in logical pixels, drawn at double size and then smoothed."""

import io
import math
from collections.abc import Iterable
from random import Random
from typing import Final, Self, TypeAlias

import msgspec
from PIL import Image, ImageDraw

Point: TypeAlias = tuple[float, float]
OVERSAMPLING: Final = 2
FAST_COMPRESSION: Final = 3


def dice(seed: str) -> Random:
    """Give the chance of a drawing: the same seed throws the same numbers."""
    return Random(seed)  # noqa: S311 - a drawing keeps no secret


class Stroke(msgspec.Struct, frozen=True):
    """How a line is drawn."""

    colour: str
    width: float


class Canvas(msgspec.Struct, frozen=True):
    """One drawing in the making."""

    width: int
    height: int
    image: Image.Image
    pen: ImageDraw.ImageDraw

    @classmethod
    def blank(cls, width: int, height: int, ground: str) -> Self:
        """Start a drawing on an even ground."""
        image = Image.new("RGB", (width * OVERSAMPLING, height * OVERSAMPLING), ground)
        return cls(width, height, image, ImageDraw.Draw(image))

    def polygon(self, points: Iterable[Point], colour: str) -> None:
        """Fill the shape between the points."""
        self.pen.polygon([(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in points], fill=colour)

    def line(self, points: Iterable[Point], colour: str, width: float) -> None:
        """Draw a line through the points, with rounded corners and ends."""
        scaled = [(x * OVERSAMPLING, y * OVERSAMPLING) for x, y in points]
        self.pen.line(scaled, fill=colour, width=round(width * OVERSAMPLING), joint="curve")
        radius = width * OVERSAMPLING / 2 - 0.5
        for x, y in (scaled[0], scaled[-1]):
            self.pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)

    def ellipse(self, centre: Point, across: float, down: float, colour: str) -> None:
        """Fill an ellipse of two radii around its centre."""
        self.pen.ellipse(self._box(centre, across, down), fill=colour)

    def circle(self, centre: Point, radius: float, colour: str) -> None:
        """Fill a circle."""
        self.ellipse(centre, radius, radius, colour)

    def ring(self, centre: Point, radius: float, colour: str, width: float) -> None:
        """Draw the outline of a circle."""
        box = self._box(centre, radius, radius)
        self.pen.ellipse(box, outline=colour, width=round(width * OVERSAMPLING))

    def arc(self, centre: Point, radius: float, span: tuple[float, float], stroke: Stroke) -> None:
        """Draw a part of a circle's outline, from one angle to another in degrees."""
        box = self._box(centre, radius, radius)
        width = round(stroke.width * OVERSAMPLING)
        self.pen.arc(box, span[0], span[1], fill=stroke.colour, width=width)

    def half_disc(self, centre: Point, radius: float, colour: str) -> None:
        """Fill the lower half of a circle."""
        self.pen.pieslice(self._box(centre, radius, radius), 0, 180, fill=colour)

    def rectangle(self, corner: Point, size: Point, colour: str, radius: float = 0) -> None:
        """Fill a rectangle given by its upper left corner and its size."""
        (x, y), (width, height) = corner, size
        box = [value * OVERSAMPLING for value in (x, y, x + width, y + height)]
        self.pen.rounded_rectangle(box, radius * OVERSAMPLING, fill=colour)

    def arch(self, corner: Point, size: Point, colour: str) -> None:
        """Fill a doorway: a half circle on a rectangle."""
        (x, y), (width, height) = corner, size
        self.circle((x + width / 2, y + width / 2), width / 2, colour)
        self.rectangle((x, y + width / 2), (width, height - width / 2), colour)

    def ridge(self, rng: Random, base: float, swing: float, colour: str) -> None:
        """Fill everything below a softly waving line, a row of hills."""
        waves = [(rng.uniform(0.6, 1.6) * n, rng.uniform(0, math.tau), 1 / n) for n in (1, 2, 3)]
        step = 6
        line = [
            (x, base + swing * sum(a * math.sin(f * x / self.width * 4 + p) for f, p, a in waves))
            for x in range(0, self.width + step, step)
        ]
        self.polygon([(0, self.height), *line, (self.width, self.height)], colour)

    def png(self) -> bytes:
        """Smooth the drawing down to its size and give it as a PNG file."""
        buffer = io.BytesIO()
        small = self.image.reduce(OVERSAMPLING)
        small.save(buffer, "PNG", compress_level=FAST_COMPRESSION)
        return buffer.getvalue()

    @staticmethod
    def _box(centre: Point, across: float, down: float) -> tuple[float, float, float, float]:
        (x, y), scale = centre, OVERSAMPLING
        return (x - across) * scale, (y - down) * scale, (x + across) * scale, (y + down) * scale
