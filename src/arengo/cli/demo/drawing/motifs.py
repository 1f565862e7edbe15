"""Things that appear in several drawings: bicycle, cypress, bell tower, boat, loggia, star."""

import math
from random import Random

from arengo.cli.demo.drawing.canvas import Canvas, Point
from arengo.cli.demo.drawing.palette import (
    ACCENT,
    BOOST_PALE,
    CLAY,
    CRUST,
    DUSK,
    FAV_PALE,
    FOREST,
    INK,
    NOTICE_PALE,
    PAPER,
    SAGE,
    SAND,
    mix,
)


def bicycle(canvas: Canvas, ground: Point, size: float, colour: str) -> None:
    """Draw a bicycle standing on the point below its middle; size is the distance of its wheels."""
    (x, y), wheel, pen = ground, size * 0.36, size * 0.05
    back, front = (x - size / 2, y - wheel), (x + size / 2, y - wheel)
    saddle, crank = (x - size * 0.2, y - wheel * 2.1), (x - size * 0.04, y - wheel)
    head = (x + size * 0.33, y - wheel * 2.1)
    for hub in (back, front):
        canvas.ring(hub, wheel, colour, pen)
    canvas.line([back, saddle, crank, back], colour, pen)
    canvas.line([saddle, head, crank], colour, pen)
    canvas.line([front, head, (head[0] - size * 0.03, head[1] - wheel * 0.4)], colour, pen)
    bar = (head[0] - size * 0.03, head[1] - wheel * 0.4)
    canvas.line([bar, (bar[0] + size * 0.14, bar[1] - wheel * 0.08)], colour, pen)
    seat = saddle[1] - wheel * 0.16
    canvas.line(
        [(saddle[0] - size * 0.1, seat), (saddle[0] + size * 0.08, seat)], colour, pen * 1.5
    )


def cypress(canvas: Canvas, foot: Point, height: float, colour: str = FOREST) -> None:
    """Draw a slender tree on its foot."""
    x, y = foot
    canvas.line([(x, y), (x, y - height / 3)], colour, height * 0.035)
    canvas.ellipse((x, y - height * 0.56), height * 0.125, height * 0.46, colour)


def bell_tower(canvas: Canvas, foot: Point, height: float, colour: str, light: str = PAPER) -> None:
    """Draw the tower of Montelarco with its small church."""
    (x, y), wide = foot, height * 0.2
    canvas.rectangle((x, y - height), (wide, height), colour)
    tip = (x + wide / 2, y - height * 1.28)
    canvas.polygon([(x - 4, y - height), tip, (x + wide + 4, y - height)], colour)
    canvas.arch((x + wide * 0.28, y - height * 0.88), (wide * 0.44, height * 0.2), light)
    nave, eave = x + wide * 2.7, y - height * 0.3
    canvas.polygon(
        [(x, y), (x, eave), (x + wide * 1.7, eave - height * 0.16), (nave, eave), (nave, y)], colour
    )


def sailing_boat(canvas: Canvas, keel: Point, size: float, colours: tuple[str, str]) -> None:
    """Draw a boat with two sails; the point lies under its middle on the water."""
    (x, y), (hull, sail) = keel, colours
    canvas.polygon(
        [
            (x - size / 2, y - size * 0.16),
            (x + size / 2, y - size * 0.16),
            (x + size * 0.36, y),
            (x - size * 0.34, y),
        ],
        hull,
    )
    canvas.line([(x, y - size * 0.16), (x, y - size * 1.02)], hull, size * 0.025)
    foot, top = y - size * 0.22, y - size
    canvas.polygon([(x + size * 0.04, foot), (x + size * 0.04, top), (x + size * 0.44, foot)], sail)
    canvas.polygon([(x - size * 0.04, foot), (x - size * 0.04, top), (x - size * 0.32, foot)], sail)


def loggia(canvas: Canvas, corner: Point, size: Point, colours: tuple[str, str], bays: int) -> None:
    """Draw a row of arches under a beam: wall colour, then the colour seen through the arches."""
    (x, y), (width, height), (wall, light) = corner, size, colours
    canvas.rectangle((x, y), (width, height), wall)
    bay, beam = width / bays, height * 0.2
    for number in range(bays):
        opening = (x + bay * (number + 0.14), y + beam)
        canvas.arch(opening, (bay * 0.72, height - beam), light)


def star(canvas: Canvas, centre: Point, radius: float, colour: str) -> None:
    """Draw a four-pointed star."""
    x, y = centre
    spokes = [radius if n % 2 == 0 else radius * 0.32 for n in range(8)]
    turns = [math.tau * n / 8 for n in range(8)]
    rays = zip(spokes, turns, strict=True)
    canvas.polygon([(x + r * math.sin(t), y - r * math.cos(t)) for r, t in rays], colour)


def starry(canvas: Canvas, rng: Random, floor: float, colour: str) -> None:
    """Scatter small stars above a height, a few of them bright."""
    for number in range(110):
        place = (rng.uniform(0, canvas.width), rng.uniform(0, floor))
        if number % 14 == 0:
            star(canvas, place, rng.uniform(5, 9), colour)
        else:
            canvas.circle(place, rng.uniform(0.7, 2.0), colour)


def ripples(canvas: Canvas, rng: Random, band: tuple[float, float], colour: str) -> None:
    """Draw short level lines on water between two heights."""
    for _ in range(26):
        x, y = rng.uniform(-20, canvas.width), rng.uniform(*band)
        canvas.line([(x, y), (x + rng.uniform(24, 90), y)], colour, 2)


def bookshelf(canvas: Canvas, rng: Random, left: Point, length: float) -> None:
    """Fill a board with books of all sizes; the point is the board's left end."""
    x, floor = left
    colours = (CLAY, SAND, FAV_PALE, SAGE, ACCENT, NOTICE_PALE, BOOST_PALE, PAPER, DUSK)
    while x < left[0] + length:
        wide, tall = rng.uniform(14, 36), rng.uniform(70, 110)
        canvas.rectangle((x, floor - tall), (wide, tall), rng.choice(colours), radius=2)
        x += wide + rng.choice((2, 2, 2, 2, 24))
    canvas.rectangle((left[0] - 10, floor), (length + 20, 10), mix(CRUST, INK, 0.25))
