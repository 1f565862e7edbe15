"""Faces for the people of the demo: a head, a coat and one of seven ways to wear one's hair."""

from collections.abc import Callable
from typing import Final, TypeAlias

import msgspec

from arengo.cli.demo.drawing.canvas import Canvas
from arengo.cli.demo.drawing.palette import (
    ACCENT,
    BOOST,
    CLAY,
    CRUST,
    DUSK,
    EDGE,
    FAV,
    FAV_PALE,
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
    mix,
)

LIGHT: Final = mix(NOTICE_PALE, PAPER, 0.5)
OLIVE: Final = mix(CRUST, SAND, 0.45)
BROWN: Final = mix(CRUST, NOTICE, 0.35)
DARK: Final = mix(NOTICE, INK, 0.45)
CHESTNUT: Final = mix(NOTICE, INK, 0.35)
WHITE: Final = mix(LINE, PAPER, 0.5)


class Face(msgspec.Struct, frozen=True):
    """How one person looks."""

    ground: str
    skin: str
    hair: str
    coat: str
    style: str
    glasses: bool = False


FACES: Final = {
    "nives": Face(MIST, LIGHT, mix(INK, NOTICE, 0.25), ACCENT, "bun"),
    "mireille": Face(mix("#c3a1f0", PAPER, 0.6), LIGHT, NOTICE, BOOST, "bob"),
    "hazel": Face(mix("#a8c7fa", PAPER, 0.4), BROWN, INK, CLAY, "short"),
    "elio": Face(SAND, LIGHT, WHITE, DUSK, "cap"),
    "bastien": Face(mix(SAGE, FAV_PALE, 0.5), LIGHT, CRUST, FOREST, "short", glasses=True),
    "odile": Face(FAV_PALE, OLIVE, EDGE, PAPER, "bob", glasses=True),
    "tomaso": Face(DUSK, OLIVE, INK, FAV_PALE, "curls"),
    "ida": Face(mix(BOOST, PAPER, 0.55), LIGHT, WHITE, DUSK, "bun", glasses=True),
    "callum": Face(SAGE, LIGHT, CLAY, DUSK, "beard"),
    "priya": Face(SAND, BROWN, INK, ACCENT, "long"),
    "jun": Face(WASH, OLIVE, INK, BOOST, "short", glasses=True),
    "samir": Face(NOTICE_PALE, BROWN, INK, FOREST, "beard"),
    "wren": Face(mix(ACCENT, PAPER, 0.35), LIGHT, FAV, NOTICE, "curls", glasses=True),
    "yanis": Face(CLAY, DARK, INK, PAPER, "curls"),
}


def draw_face(canvas: Canvas, name: str) -> None:
    """Draw the portrait of that name on a square of 400."""
    face = FACES[name]
    canvas.rectangle((0, 0), (400, 400), face.ground)
    behind, front = STYLES[face.style]
    behind(canvas, face)
    canvas.ellipse((200, 412), 138, 118, face.coat)
    canvas.rectangle((170, 230), (60, 84), mix(face.skin, CHESTNUT, 0.16), radius=28)
    canvas.ellipse((200, 184), 68, 82, face.skin)
    front(canvas, face)
    if face.glasses:
        _glasses(canvas)


def _nothing(_canvas: Canvas, _face: Face) -> None:
    """Draw no hair on this side of the head."""


def _fringe(canvas: Canvas, face: Face) -> None:
    points = [(130, 190), (128, 140), (150, 100), (200, 84), (250, 100), (272, 140), (270, 190)]
    canvas.polygon([*points, (256, 148), (214, 128), (168, 142), (146, 156)], face.hair)
    canvas.ellipse((200, 118), 66, 32, face.hair)


def _bun(canvas: Canvas, face: Face) -> None:
    canvas.circle((200, 74), 36, face.hair)


def _bob(canvas: Canvas, face: Face) -> None:
    canvas.arch((118, 92), (164, 184), face.hair)


def _long(canvas: Canvas, face: Face) -> None:
    canvas.arch((112, 88), (176, 270), face.hair)


def _curls(canvas: Canvas, face: Face) -> None:
    for x, y in ((140, 150), (152, 112), (184, 92), (220, 92), (250, 114), (262, 152)):
        canvas.circle((x, y), 31, face.hair)


def _cap(canvas: Canvas, face: Face) -> None:
    canvas.rectangle((132, 150), (14, 50), face.hair, radius=6)
    canvas.rectangle((254, 150), (14, 50), face.hair, radius=6)
    canvas.ellipse((200, 124), 78, 44, face.coat)
    canvas.rectangle((118, 130), (164, 24), mix(face.coat, INK, 0.4), radius=12)
    canvas.circle((200, 116), 11, FAV_PALE)


def _beard(canvas: Canvas, face: Face) -> None:
    canvas.half_disc((200, 194), 69, face.hair)
    canvas.ellipse((200, 206), 40, 26, face.skin)
    canvas.ellipse((200, 230), 22, 6, mix(face.hair, face.skin, 0.4))
    _fringe(canvas, face)


def _glasses(canvas: Canvas) -> None:
    for x in (172, 228):
        canvas.ring((x, 188), 22, INK, 5)
    canvas.line([(194, 186), (206, 186)], INK, 5)


Hair: TypeAlias = tuple[Callable[[Canvas, Face], None], Callable[[Canvas, Face], None]]
STYLES: Final[dict[str, Hair]] = {
    "bun": (_bun, _fringe),
    "bob": (_bob, _fringe),
    "long": (_long, _fringe),
    "curls": (_curls, _curls),
    "short": (_nothing, _fringe),
    "cap": (_nothing, _cap),
    "beard": (_nothing, _beard),
}
