"""Emblems for clubs, shops, bots and people who prefer a sign to a face."""

from typing import Final

from arengo.cli.demo.drawing.canvas import Canvas, dice
from arengo.cli.demo.drawing.motifs import (
    bicycle,
    cypress,
    loggia,
)
from arengo.cli.demo.drawing.palette import (
    ACCENT,
    BOOST,
    BOOST_PALE,
    CLAY,
    CRUST,
    DUSK,
    FAV_PALE,
    FOCUS_PALE,
    FOREST,
    INK,
    MIST,
    NOTICE,
    NOTICE_PALE,
    PAPER,
    SAGE,
    SAND,
    WATER,
    mix,
)


def _arches(canvas: Canvas) -> None:
    canvas.rectangle((0, 0), (400, 400), ACCENT)
    canvas.rectangle((66, 104), (268, 30), PAPER)
    loggia(canvas, (82, 146), (236, 146), (PAPER, ACCENT), 3)
    canvas.rectangle((66, 292), (268, 24), PAPER)


def _books(canvas: Canvas) -> None:
    canvas.rectangle((0, 0), (400, 400), FOREST)
    spines = ((112, 110, CLAY), (150, 90, PAPER), (188, 130, FAV_PALE), (226, 104, SAGE))
    for x, top, colour in spines:
        canvas.rectangle((x, top), (32, 290 - top), colour, radius=4)
        canvas.rectangle((x, top + 26), (32, 8), mix(colour, INK, 0.35))
    canvas.polygon([(264, 132), (292, 122), (334, 284), (306, 290)], NOTICE_PALE)
    canvas.rectangle((88, 290), (258, 14), PAPER, radius=4)


def _cloud(canvas: Canvas) -> None:
    canvas.rectangle((0, 0), (400, 400), DUSK)
    canvas.circle((250, 166), 64, FAV_PALE)
    for place, radius in (((150, 236), 50), ((206, 208), 66), ((266, 240), 46)):
        canvas.circle(place, radius, PAPER)
    canvas.rectangle((150, 236), (116, 50), PAPER)


def _wheels(canvas: Canvas) -> None:
    canvas.rectangle((0, 0), (400, 400), FAV_PALE)
    bicycle(canvas, (196, 276), 170, INK)


def _loaf(canvas: Canvas) -> None:
    canvas.rectangle((0, 0), (400, 400), CLAY)
    canvas.ellipse((200, 222), 116, 72, SAND)
    canvas.rectangle((92, 226), (216, 62), SAND, radius=26)
    for x in (146, 192, 238):
        canvas.line([(x, 250), (x + 26, 190)], CRUST, 13)


def _scales(canvas: Canvas) -> None:
    canvas.rectangle((0, 0), (400, 400), BOOST)
    canvas.line([(200, 104), (200, 296)], PAPER, 12)
    canvas.line([(104, 138), (296, 138)], PAPER, 12)
    canvas.line([(148, 300), (252, 300)], PAPER, 14)
    for x in (104, 296):
        canvas.line([(x - 40, 214), (x, 140), (x + 40, 214)], BOOST_PALE, 5)
        canvas.half_disc((x, 212), 46, PAPER)


def _gauge(canvas: Canvas) -> None:
    canvas.rectangle((0, 0), (400, 400), MIST)
    for number, colour in enumerate((WATER, mix(WATER, ACCENT, 0.4), ACCENT)):
        canvas.ridge(dice(f"wave {number}"), 236 + number * 48, 11, colour)
    canvas.rectangle((176, 76), (48, 224), PAPER)
    for number in range(7):
        canvas.rectangle((176, 92 + number * 30), (30 if number % 2 else 20, 9), NOTICE)


def _notes(canvas: Canvas) -> None:
    canvas.rectangle((0, 0), (400, 400), NOTICE)
    for x, y in ((142, 272), (258, 250)):
        canvas.ellipse((x, y), 36, 27, PAPER)
        canvas.line([(x + 31, y - 8), (x + 31, y - 148)], PAPER, 10)
    canvas.polygon([(168, 112), (294, 88), (294, 126), (168, 150)], PAPER)


def _wedge(canvas: Canvas) -> None:
    canvas.rectangle((0, 0), (400, 400), SAGE)
    canvas.polygon([(84, 216), (302, 128), (322, 216)], SAND)
    canvas.rectangle((84, 216), (238, 74), FAV_PALE)
    for x, y, radius in ((140, 256, 17), (214, 244, 13), (272, 266, 15), (246, 186, 12)):
        canvas.circle((x, y), radius, mix(FAV_PALE, CRUST, 0.5))


def _sprout(canvas: Canvas) -> None:
    canvas.rectangle((0, 0), (400, 400), SAND)
    canvas.half_disc((200, 268), 112, CRUST)
    canvas.line([(200, 270), (200, 168)], ACCENT, 12)
    canvas.polygon([(200, 202), (112, 176), (102, 104), (184, 132)], ACCENT)
    canvas.polygon([(200, 172), (286, 156), (302, 88), (222, 108)], FOREST)


def _peaks(canvas: Canvas) -> None:
    canvas.rectangle((0, 0), (400, 400), FOCUS_PALE)
    canvas.circle((288, 112), 38, FAV_PALE)
    canvas.polygon([(10, 340), (160, 110), (310, 340)], ACCENT)
    canvas.polygon([(160, 110), (204, 178), (164, 166), (124, 186), (116, 178)], PAPER)
    canvas.polygon([(150, 340), (282, 190), (420, 340)], FOREST)
    canvas.rectangle((0, 336), (400, 64), FOREST)


def _grove(canvas: Canvas) -> None:
    canvas.rectangle((0, 0), (400, 400), MIST)
    canvas.circle((200, 150), 66, NOTICE_PALE)
    canvas.ridge(dice("far hill"), 268, 12, SAGE)
    for x, height in ((124, 170), (172, 214), (226, 226), (278, 184)):
        cypress(canvas, (x, 318), height)
    canvas.ridge(dice("near hill"), 318, 8, ACCENT)


EMBLEMS: Final = {
    "arches": _arches,
    "books": _books,
    "cloud": _cloud,
    "wheels": _wheels,
    "loaf": _loaf,
    "scales": _scales,
    "gauge": _gauge,
    "notes": _notes,
    "wedge": _wedge,
    "sprout": _sprout,
    "peaks": _peaks,
    "grove": _grove,
}
