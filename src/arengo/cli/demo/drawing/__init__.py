"""The pictures of the demo, drawn by the program: the same name and seed give the same bytes."""

from collections.abc import Callable
from random import Random
from typing import Final

from arengo.cli.demo.drawing import indoor_pictures, outdoor_pictures
from arengo.cli.demo.drawing.canvas import Canvas, dice
from arengo.cli.demo.drawing.emblems import EMBLEMS
from arengo.cli.demo.drawing.headers import HEADERS
from arengo.cli.demo.drawing.palette import PAPER
from arengo.cli.demo.drawing.portraits import FACES, draw_face

__all__ = ["AVATARS", "HEADERS", "PICTURES", "avatar", "header", "picture"]

AVATARS: Final = frozenset(FACES) | frozenset(EMBLEMS)
PICTURES: Final[dict[str, Callable[[Canvas, Random], None]]] = {
    "beehives": outdoor_pictures.beehives,
    "bread": indoor_pictures.bread,
    "bridge": outdoor_pictures.bridge,
    "chart": indoor_pictures.chart,
    "cheese": indoor_pictures.cheese,
    "choir": indoor_pictures.choir,
    "harbour": outdoor_pictures.harbour,
    "hills": outdoor_pictures.hills,
    "library": indoor_pictures.library,
    "refuge": outdoor_pictures.refuge,
    "stars": outdoor_pictures.stars,
    "table": indoor_pictures.table,
    "towpath": outdoor_pictures.towpath,
    "vegetable-beds": outdoor_pictures.vegetable_beds,
    "workshop": indoor_pictures.workshop,
}


def avatar(name: str) -> bytes:
    """Draw a face or an emblem, 400 by 400, as PNG."""
    canvas = Canvas.blank(400, 400, PAPER)
    if name in FACES:
        draw_face(canvas, name)
    else:
        EMBLEMS[name](canvas)
    return canvas.png()


def header(name: str, *, seed: str) -> bytes:
    """Draw the top of a profile, 1200 by 400, as PNG; the seed is its owner's name."""
    canvas = Canvas.blank(1200, 400, PAPER)
    HEADERS[name](canvas, dice(f"{name} {seed}"))
    return canvas.png()


def picture(name: str, *, seed: str = "") -> bytes:
    """Draw the picture of a post, 1080 by 720, as PNG."""
    canvas = Canvas.blank(1080, 720, PAPER)
    PICTURES[name](canvas, dice(f"{name} {seed}"))
    return canvas.png()
