"""Pictures of tables, rooms and one chart for the posts of the demo, 1080 by 720."""

import math
from random import Random

from arengo.cli.demo.drawing.canvas import Canvas, Stroke
from arengo.cli.demo.drawing.motifs import bookshelf, loggia
from arengo.cli.demo.drawing.palette import (
    ACCENT,
    BOOST,
    CLAY,
    CRUST,
    DUSK,
    EDGE,
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
    SURFACE,
    WASH,
    mix,
)


def bread(canvas: Canvas, rng: Random) -> None:
    """Draw a scored loaf on a board with chestnuts and a striped cloth."""
    canvas.rectangle((0, 0), (1080, 720), mix(SAGE, WASH, 0.4))
    canvas.rectangle((0, 430), (1080, 290), mix(CRUST, INK, 0.25))
    for number in range(7):
        canvas.rectangle((40 + number * 44, 470), (22, 250), PAPER if number % 2 else NOTICE)
    canvas.rectangle((300, 520), (700, 70), mix(CRUST, SAND, 0.5), radius=30)
    canvas.ellipse((640, 400), 270, 150, CRUST)
    canvas.rectangle((382, 400), (516, 136), CRUST, radius=60)
    canvas.ellipse((640, 380), 244, 120, mix(CRUST, SAND, 0.35))
    for number in range(4):
        x = 480 + number * 92
        canvas.line([(x, 440), (x + 60, 306)], PAPER, 20)
    for _ in range(7):
        place = (rng.uniform(90, 330), rng.uniform(600, 690))
        canvas.circle(place, 24, mix(NOTICE, INK, 0.5))
        canvas.ellipse((place[0], place[1] + 13), 14, 8, mix(CRUST, SAND, 0.4))


def library(canvas: Canvas, rng: Random) -> None:
    """Draw the reading room: shelves, a long table and three lit lamps."""
    canvas.rectangle((0, 0), (1080, 720), mix(FOREST, INK, 0.25))
    for floor in (130, 260, 390):
        bookshelf(canvas, rng, (40, floor), 980)
    for x in (220, 540, 860):
        canvas.polygon([(x - 20, 470), (x + 20, 470), (x + 150, 580), (x - 150, 580)], FAV_PALE)
        canvas.line([(x, 470), (x, 576)], INK, 6)
        canvas.polygon([(x - 26, 430), (x + 26, 430), (x + 60, 482), (x - 60, 482)], NOTICE_PALE)
    canvas.rectangle((60, 574), (960, 30), mix(CRUST, SAND, 0.2), radius=8)
    for x in (110, 950):
        canvas.rectangle((x, 600), (26, 120), mix(CRUST, INK, 0.35))
    for x in (330, 660):
        canvas.polygon([(x, 574), (x + 50, 552), (x + 100, 574)], PAPER)


def cheese(canvas: Canvas, rng: Random) -> None:
    """Draw the cellar wall with wheels of cheese on three boards."""
    canvas.rectangle((0, 0), (1080, 720), mix(LINE, INK, 0.55))
    for floor in (220, 440, 660):
        for number in range(6):
            x, shade = 110 + number * 172, rng.uniform(0.1, 0.6)
            canvas.rectangle((x - 70, floor - 66), (140, 66), mix(FAV_PALE, CRUST, shade), 12)
            canvas.ellipse((x, floor - 66), 70, 24, mix(FAV_PALE, PAPER, 0.55 - shade / 2))
            canvas.ellipse((x, floor - 66), 20, 7, mix(FAV_PALE, CRUST, 0.5))
        canvas.rectangle((0, floor), (1080, 22), mix(CRUST, INK, 0.3))


def workshop(canvas: Canvas, rng: Random) -> None:
    """Draw a wooden boat on its trestles, half planked, ribs still open to the air."""
    canvas.rectangle((0, 0), (1080, 720), mix(SAND, LINE, 0.5))
    for number in range(4):
        canvas.arch((70 + number * 250, 90), (170, 250), mix(WASH, PAPER, 0.4))
    canvas.rectangle((0, 560), (1080, 160), mix(CRUST, LINE, 0.5))
    for number in range(13):
        x = 190 + number * 58
        sag = 110 * math.sin(math.pi * (number + 1) / 14)
        canvas.line([(x, 300 - sag * 0.1), (x, 400 + sag)], mix(CRUST, INK, 0.35), 12)
    for plank in range(4):
        y = 374 + plank * 34
        reach = 330 - plank * 46
        bow = [(540 + t * reach, y + 34 * (1 - (t * t))) for t in [n / 10 for n in range(-10, 11)]]
        canvas.line(bow, mix(CRUST, SAND, 0.15 + plank * 0.12), 28)
    canvas.line([(150, 300), (300, 326), (540, 334), (780, 326), (930, 290)], ACCENT, 16)
    for x in (320, 740):
        canvas.line([(x - 50, 620), (x, 500), (x + 50, 620)], INK, 14)
    for _ in range(22):
        spot = (rng.uniform(160, 920), rng.uniform(640, 700))
        canvas.arc(spot, 12, (0, 250), Stroke(SAND, 4))


def choir(canvas: Canvas, rng: Random) -> None:
    """Draw the choir from behind its lamps, two rows of singers under the arches."""
    canvas.rectangle((0, 0), (1080, 720), mix(NOTICE, INK, 0.3))
    loggia(canvas, (-30, 40), (1140, 420), (mix(CLAY, SAND, 0.3), mix(NOTICE, INK, 0.45)), 5)
    coats = (ACCENT, BOOST, FOREST, DUSK, CLAY, NOTICE)
    skins = (NOTICE_PALE, CRUST, mix(NOTICE, INK, 0.3), mix(NOTICE_PALE, PAPER, 0.4))
    for row, (y, count) in enumerate(((430, 8), (540, 7))):
        for number in range(count):
            x = 130 + row * 60 + number * 117
            canvas.arch((x - 52, y + 34), (104, 300), coats[(number + row * 2) % len(coats)])
            canvas.circle((x, y - 8), 42, rng.choice((INK, CRUST, LINE, mix(NOTICE, INK, 0.5))))
            canvas.ellipse((x, y + 4), 32, 34, rng.choice(skins))
            canvas.ellipse((x, y + 15), 7, 9, INK)
            canvas.rectangle((x - 34, y + 86), (68, 48), PAPER, radius=4)
    canvas.rectangle((0, 690), (1080, 30), INK)


def chart(canvas: Canvas, rng: Random) -> None:
    """Draw the river's level over four weeks, with the warning line above it."""
    canvas.rectangle((0, 0), (1080, 720), SURFACE)
    for number in range(6):
        canvas.line([(90, 110 + number * 100), (1010, 110 + number * 100)], LINE, 2)
    level, points = 0.3, []
    for day in range(29):
        rain = 0.50 * math.exp(-((day - 19) ** 2) / 6) + 0.16 * math.exp(-((day - 6) ** 2) / 4)
        level = 0.28 + rain + rng.uniform(-0.015, 0.015)
        points.append((90 + day * 920 / 28, 610 - level * 500))
    canvas.polygon([(90, 610), *points, (1010, 610)], WASH)
    canvas.line(points, ACCENT, 7)
    for number in range(24):
        x = 90 + number * 39
        canvas.line([(x, 190), (x + 20, 190)], NOTICE, 4)
    peak = min(points, key=lambda point: point[1])
    canvas.circle(peak, 14, NOTICE)
    canvas.line([(90, 610), (1010, 610)], INK, 4)
    for week in range(5):
        canvas.line([(90 + week * 230, 610), (90 + week * 230, 626)], EDGE, 4)


def table(canvas: Canvas, rng: Random) -> None:
    """Draw the long table of the assembly seen from above, plates, jugs and ballot papers."""
    canvas.rectangle((0, 0), (1080, 720), mix(LINE, EDGE, 0.25))
    canvas.rectangle((90, 190), (900, 340), mix(CRUST, SAND, 0.45), radius=24)
    canvas.rectangle((90, 338), (900, 44), PAPER)
    for number in range(7):
        x = 160 + number * 127
        for y, chair in ((250, 130), (470, 590)):
            canvas.circle((x, chair), 40, rng.choice((ACCENT, CLAY, DUSK, FAV_PALE, MIST)))
            canvas.circle((x, y), 44, PAPER)
            canvas.ring((x, y), 32, LINE, 3)
            canvas.circle((x + 6, y), 20, rng.choice((CRUST, SAGE, FAV_PALE, NOTICE)))
    for x in (300, 540, 780):
        canvas.circle((x, 360), 26, ACCENT)
        canvas.circle((x, 360), 16, NOTICE)
    for x in (400, 440, 660, 890):
        canvas.rectangle((x, 342), (28, 36), SURFACE)
        canvas.line([(x + 6, 352), (x + 22, 352)], EDGE, 3)
