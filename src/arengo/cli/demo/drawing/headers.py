"""Wide pictures for the tops of profiles; the seed moves hills, stars and tiles."""

from collections.abc import Callable
from random import Random
from typing import Final

from arengo.cli.demo.drawing.canvas import Canvas
from arengo.cli.demo.drawing.motifs import bell_tower, bookshelf, cypress, loggia, ripples, starry
from arengo.cli.demo.drawing.palette import (
    ACCENT,
    ACCENT_PALE,
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


def _dawn(canvas: Canvas, rng: Random) -> None:
    canvas.rectangle((0, 0), (1200, 400), SAND)
    canvas.circle((rng.uniform(260, 940), 180), 74, NOTICE_PALE)
    for number, colour in enumerate((MIST, SAGE, mix(SAGE, ACCENT, 0.5), FOREST)):
        canvas.ridge(rng, 210 + number * 52, 22, colour)


def _night(canvas: Canvas, rng: Random) -> None:
    sky = mix(DUSK, INK, 0.35)
    canvas.rectangle((0, 0), (1200, 400), sky)
    starry(canvas, rng, 260, PAPER)
    canvas.ridge(rng, 280, 24, mix(sky, ACCENT, 0.35))
    bell_tower(canvas, (rng.uniform(300, 800), 372), 110, INK, FAV_PALE)
    canvas.ridge(rng, 356, 10, INK)


def _lake(canvas: Canvas, rng: Random) -> None:
    canvas.rectangle((0, 0), (1200, 400), mix(FOCUS_PALE, PAPER, 0.5))
    canvas.ridge(rng, 150, 28, MIST)
    canvas.ridge(rng, 190, 16, SAGE)
    canvas.rectangle((0, 226), (1200, 174), WATER)
    ripples(canvas, rng, (246, 392), mix(WATER, PAPER, 0.45))


def _portico(canvas: Canvas, rng: Random) -> None:
    light = rng.choice((mix(FOCUS_PALE, PAPER, 0.4), SAND, WASH))
    canvas.rectangle((0, 0), (1200, 400), light)
    loggia(canvas, (-40, 40), (1280, 330), (mix(CLAY, SAND, 0.55), light), rng.choice((6, 7, 8)))
    canvas.ridge(rng, 344, 3, mix(CRUST, LINE, 0.5))


def _fields(canvas: Canvas, rng: Random) -> None:
    canvas.rectangle((0, 0), (1200, 400), WASH)
    for number, colour in enumerate((MIST, mix(FAV_PALE, PAPER, 0.3), SAGE, FAV_PALE, ACCENT)):
        canvas.ridge(rng, 140 + number * 56, 16, colour)
    for _ in range(9):
        cypress(canvas, (rng.uniform(40, 1160), rng.uniform(330, 352)), rng.uniform(70, 120))
    canvas.ridge(rng, 354, 6, FOREST)


def _shelves(canvas: Canvas, rng: Random) -> None:
    canvas.rectangle((0, 0), (1200, 400), mix(CRUST, INK, 0.5))
    for floor in (126, 258, 390):
        bookshelf(canvas, rng, (10, floor), 1170)


def _tiles(canvas: Canvas, rng: Random) -> None:
    canvas.rectangle((0, 0), (1200, 400), PAPER)
    colours = (ACCENT, ACCENT_PALE, NOTICE, NOTICE_PALE, FAV_PALE, MIST, SAND)
    for column in range(12):
        for row in range(4):
            first, second = rng.sample(colours, 2)
            corner = (column * 100, row * 100)
            canvas.rectangle(corner, (100, 100), first)
            canvas.arch((corner[0] + 14, corner[1] + 14), (72, 86), second)


HEADERS: Final[dict[str, Callable[[Canvas, Random], None]]] = {
    "dawn": _dawn,
    "night": _night,
    "lake": _lake,
    "portico": _portico,
    "fields": _fields,
    "shelves": _shelves,
    "tiles": _tiles,
}
