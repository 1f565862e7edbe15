"""Pictures of hills, water, roads and sky for the posts of the demo, 1080 by 720."""

from random import Random
from typing import Final

from arengo.cli.demo.drawing.canvas import Canvas
from arengo.cli.demo.drawing.motifs import (
    bell_tower,
    bicycle,
    cypress,
    loggia,
    ripples,
    sailing_boat,
    starry,
)
from arengo.cli.demo.drawing.palette import (
    ACCENT,
    CLAY,
    CRUST,
    DUSK,
    FAV_PALE,
    FOCUS_PALE,
    FOREST,
    INK,
    LINE,
    MIST,
    NOTICE,
    NOTICE_PALE,
    PAPER,
    SAGE,
    SAND,
    WASH,
    WATER,
    mix,
)

EDGE_OF_DAY: Final = mix(NOTICE_PALE, PAPER, 0.4)


def hills(canvas: Canvas, rng: Random) -> None:
    """Draw the valley with mist between its rows of hills, and the bell tower above it."""
    canvas.rectangle((0, 0), (1080, 720), SAND)
    canvas.circle((760, 236), 84, mix(FAV_PALE, PAPER, 0.7))
    canvas.ridge(rng, 300, 44, mix(MIST, EDGE_OF_DAY, 0.4))
    canvas.ridge(rng, 380, 34, MIST)
    bell_tower(canvas, (250, 480), 210, mix(ACCENT, SAGE, 0.35), SAND)
    for base, colour in ((446, SAGE), (492, PAPER), (530, mix(SAGE, ACCENT, 0.4)), (588, SAND)):
        canvas.ridge(rng, base, 16, colour)
    for x, height in ((810, 160), (858, 196), (904, 186), (950, 150)):
        cypress(canvas, (x, 650), height)
    canvas.ridge(rng, 650, 14, FOREST)


def harbour(canvas: Canvas, rng: Random) -> None:
    """Draw boats at anchor before the houses of the quay."""
    canvas.rectangle((0, 0), (1080, 720), mix(FOCUS_PALE, PAPER, 0.45))
    canvas.ridge(rng, 250, 30, MIST)
    colours = (SAND, NOTICE_PALE, PAPER, mix(FAV_PALE, PAPER, 0.3), CLAY, MIST)
    for number in range(9):
        _house(canvas, rng, 40 + number * 112, colours[number % len(colours)])
    canvas.rectangle((0, 400), (1080, 26), mix(LINE, INK, 0.3))
    canvas.rectangle((0, 426), (1080, 294), WATER)
    ripples(canvas, rng, (446, 710), mix(WATER, PAPER, 0.5))
    sailing_boat(canvas, (250, 560), 230, (FOREST, PAPER))
    sailing_boat(canvas, (590, 500), 140, (NOTICE, PAPER))
    sailing_boat(canvas, (850, 640), 290, (DUSK, SAND))


def towpath(canvas: Canvas, rng: Random) -> None:
    """Draw the towpath beside the river with a bicycle leaning on its stand."""
    canvas.rectangle((0, 0), (1080, 720), WASH)
    canvas.ridge(rng, 250, 34, MIST)
    canvas.ridge(rng, 312, 20, SAGE)
    canvas.rectangle((0, 340), (1080, 380), mix(SAGE, ACCENT, 0.45))
    canvas.polygon([(640, 340), (1080, 340), (1080, 720), (930, 720)], WATER)
    canvas.polygon([(560, 340), (604, 340), (860, 720), (330, 720)], SAND)
    for x, foot, height in ((120, 420, 180), (222, 400, 150), (306, 384, 122), (376, 374, 96)):
        cypress(canvas, (x, foot), height)
    bicycle(canvas, (590, 646), 230, INK)


def bridge(canvas: Canvas, rng: Random) -> None:
    """Draw the old bridge in the evening, its arches doubled by the water."""
    canvas.rectangle((0, 0), (1080, 720), NOTICE_PALE)
    canvas.circle((300, 260), 90, mix(FAV_PALE, PAPER, 0.5))
    canvas.ridge(rng, 320, 36, mix(NOTICE_PALE, DUSK, 0.3))
    canvas.ridge(rng, 380, 22, mix(NOTICE_PALE, DUSK, 0.55))
    canvas.rectangle((0, 520), (1080, 200), mix(WATER, DUSK, 0.3))
    stone, evening = mix(CRUST, LINE, 0.4), mix(NOTICE_PALE, DUSK, 0.46)
    loggia(canvas, (-30, 330), (1140, 190), (stone, evening), 4)
    canvas.rectangle((0, 316), (1080, 22), mix(stone, INK, 0.3))
    for number in range(4):
        canvas.half_disc((112 + number * 285, 520), 100, mix(evening, DUSK, 0.35))
    ripples(canvas, rng, (540, 710), mix(WATER, PAPER, 0.3))


def stars(canvas: Canvas, rng: Random) -> None:
    """Draw the night sky above the hill of the observatory."""
    sky = mix(DUSK, INK, 0.4)
    canvas.rectangle((0, 0), (1080, 720), sky)
    for number in range(260):
        x = number * 4.2 + rng.uniform(-30, 30)
        y = 420 - number * 1.5 + rng.gauss(0, 36)
        canvas.circle((x, y), rng.uniform(0.8, 2.2), mix(sky, PAPER, rng.uniform(0.2, 0.6)))
    starry(canvas, rng, 520, PAPER)
    canvas.ridge(rng, 560, 26, mix(sky, ACCENT, 0.3))
    canvas.arch((690, 470), (150, 190), INK)
    canvas.polygon([(742, 508), (770, 474), (838, 400), (852, 414)], INK)
    canvas.arch((750, 580), (30, 60), FAV_PALE)
    canvas.ridge(rng, 640, 14, INK)


def refuge(canvas: Canvas, rng: Random) -> None:
    """Draw the first snow around the mountain hut, with its window lit."""
    canvas.rectangle((0, 0), (1080, 720), mix(DUSK, FOCUS_PALE, 0.55))
    for left, top, right in ((-120, 190, 460), (240, 120, 900), (680, 220, 1240)):
        middle = (left + right) / 2
        canvas.polygon([(left, 520), (middle, top), (right, 520)], mix(DUSK, SAGE, 0.4))
        cap = (520 - top) * 0.26
        canvas.polygon(
            [(middle - cap * 0.9, top + cap), (middle, top), (middle + cap * 0.9, top + cap)], PAPER
        )
    canvas.ridge(rng, 500, 16, mix(PAPER, FOCUS_PALE, 0.3))
    canvas.rectangle((430, 440), (200, 120), mix(CRUST, INK, 0.4))
    canvas.polygon([(400, 446), (530, 356), (660, 446)], PAPER)
    canvas.rectangle((466, 476), (44, 44), FAV_PALE)
    canvas.rectangle((556, 480), (44, 80), NOTICE)
    canvas.ridge(rng, 566, 12, PAPER)
    for _ in range(150):
        place = (rng.uniform(0, 1080), rng.uniform(0, 700))
        canvas.circle(place, rng.uniform(1.2, 3.4), PAPER)


def vegetable_beds(canvas: Canvas, rng: Random) -> None:
    """Draw the allotments: rows of vegetables running to a shed."""
    canvas.rectangle((0, 0), (1080, 720), WASH)
    canvas.ridge(rng, 240, 26, MIST)
    canvas.rectangle((0, 300), (1080, 420), mix(CRUST, LINE, 0.25))
    canvas.rectangle((760, 210), (170, 110), CLAY)
    canvas.polygon([(740, 214), (845, 150), (950, 214)], mix(CLAY, INK, 0.45))
    canvas.rectangle((826, 250), (40, 70), PAPER)
    leaves = (ACCENT, SAGE, FOREST, mix(ACCENT, FAV_PALE, 0.4), NOTICE, ACCENT)
    for bed in range(6):
        for step in range(13):
            depth = step / 12
            x = 470 + (bed - 2.5) * (60 + 170 * depth)
            size = 10 + 24 * depth
            _plant(canvas, (x, 336 + 350 * depth**1.4), size, leaves[bed])


def beehives(canvas: Canvas, rng: Random) -> None:
    """Draw four coloured hives under an apple tree."""
    canvas.rectangle((0, 0), (1080, 720), mix(FOCUS_PALE, PAPER, 0.6))
    canvas.ridge(rng, 360, 24, MIST)
    canvas.ridge(rng, 440, 12, SAGE)
    canvas.rectangle((800, 300), (40, 240), mix(CRUST, INK, 0.45))
    for x, y, radius in ((740, 270, 110), (850, 200, 140), (930, 290, 110), (830, 310, 100)):
        canvas.circle((x, y), radius, ACCENT)
    for _ in range(16):
        canvas.circle((rng.uniform(680, 990), rng.uniform(120, 370)), 13, NOTICE)
    canvas.ridge(rng, 540, 8, mix(SAGE, ACCENT, 0.5))
    for number, colour in enumerate((FAV_PALE, NOTICE_PALE, FOCUS_PALE, PAPER)):
        _hive(canvas, 110 + number * 150, colour)
    for _ in range(14):
        canvas.ellipse((rng.uniform(80, 720), rng.uniform(300, 440)), 6, 4, INK)


def _house(canvas: Canvas, rng: Random, x: float, colour: str) -> None:
    tall = rng.uniform(120, 180)
    canvas.rectangle((x, 400 - tall), (104, tall), colour)
    canvas.polygon([(x - 6, 400 - tall), (x + 52, 364 - tall), (x + 110, 400 - tall)], CLAY)
    for column in range(3):
        for row in range(2):
            place = (x + 14 + column * 30, 400 - tall + 22 + row * 44)
            canvas.rectangle(place, (16, 26), mix(colour, INK, 0.5))


def _plant(canvas: Canvas, foot: tuple[float, float], size: float, colour: str) -> None:
    x, y = foot
    canvas.ellipse((x - size * 0.4, y - size * 0.3), size * 0.5, size * 0.4, colour)
    canvas.ellipse((x + size * 0.4, y - size * 0.3), size * 0.5, size * 0.4, colour)
    canvas.ellipse((x, y - size * 0.6), size * 0.45, size * 0.5, mix(colour, PAPER, 0.2))


def _hive(canvas: Canvas, x: float, colour: str) -> None:
    for storey in range(2):
        canvas.rectangle((x, 476 + storey * 64), (108, 60), mix(colour, INK, 0.06 * storey))
    canvas.rectangle((x - 8, 460), (124, 16), mix(CRUST, INK, 0.3))
    canvas.rectangle((x + 32, 584), (44, 8), INK)
    canvas.line([(x + 12, 604), (x + 12, 636)], INK, 8)
    canvas.line([(x + 96, 604), (x + 96, 636)], INK, 8)
