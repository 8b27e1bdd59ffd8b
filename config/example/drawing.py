"""Illustrations for the example, drawn by this code: the same picture every time, from nobody else.

Each scene is cut from plain shapes in the colours of the frontend's paper (tokens.css). The sheet
is 4:3 and coordinates are percent of its width, so a scene reads like a sketch.
"""

import io
from collections.abc import Callable
from typing import Final

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1280, 960
INK: Final = "#0c2629"
PAPER: Final = "#fff8ec"
Point = tuple[float, float]


class Sheet:
    """A sheet to draw on, in percent of its width, at twice the size for smooth edges."""

    def __init__(self, ground: str) -> None:
        self.image = Image.new("RGB", (2 * WIDTH, 2 * HEIGHT), ground)
        self.pen = ImageDraw.Draw(self.image)

    def _at(self, *points: Point) -> list[Point]:
        scale = 2 * WIDTH / 100
        return [(x * scale, y * scale) for x, y in points]

    def shape(self, colour: str, *points: Point) -> None:
        self.pen.polygon(self._at(*points), fill=colour)

    def box(self, colour: str, left: float, top: float, right: float, bottom: float) -> None:
        self.shape(colour, (left, top), (right, top), (right, bottom), (left, bottom))

    def disc(self, colour: str, x: float, y: float, radius: float) -> None:
        corners = self._at((x - radius, y - radius), (x + radius, y + radius))
        self.pen.ellipse([*corners[0], *corners[1]], fill=colour)

    def line(self, colour: str, thick: float, *points: Point) -> None:
        self.pen.line(self._at(*points), fill=colour, width=round(thick * 2 * WIDTH / 100))

    def png(self) -> bytes:
        out = io.BytesIO()
        self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(out, "PNG")
        return out.getvalue()


def _hall(sheet: Sheet) -> None:
    """A ball on its way to the hoop."""
    sheet.box("#c8662a", 0, 58, 100, 75)
    sheet.line(PAPER, 0.8, (0, 66), (100, 60))
    sheet.box(PAPER, 60, 8, 88, 30)
    sheet.line(INK, 0.8, (68, 27), (68, 16), (80, 16), (80, 27))
    sheet.box(INK, 73, 30, 75, 75)
    sheet.line("#d8401f", 1.6, (66, 31), (82, 31))
    for left in range(67, 83, 3):
        sheet.line(PAPER, 0.5, (left, 32), (71 + (left - 67) / 2, 42))
    sheet.disc("#d8401f", 32, 30, 11)
    sheet.line(INK, 0.7, (21, 30), (43, 30))
    sheet.line(INK, 0.7, (32, 19), (32, 41))


def _club(sheet: Sheet) -> None:
    """A sofa under a lamp, and a table with two cups."""
    sheet.box("#2f8d80", 0, 56, 100, 75)
    sheet.line(INK, 0.7, (74, 0), (74, 14))
    sheet.shape("#ffd04a", (66, 24), (70, 13), (78, 13), (82, 24))
    sheet.shape("#8fe3d6", (66, 24), (82, 24), (94, 56), (54, 56))
    sheet.box("#ff8fb3", 12, 34, 62, 58)
    sheet.box("#d9628b", 8, 42, 18, 62)
    sheet.box("#d9628b", 56, 42, 66, 62)
    sheet.box("#ffb3cb", 18, 46, 56, 58)
    sheet.box(INK, 70, 52, 92, 54)
    sheet.box(INK, 80, 54, 82, 66)
    for left in (74, 84):
        sheet.box(PAPER, left, 47, left + 4, 52)


def _shelf(sheet: Sheet) -> None:
    """Books on two shelves."""
    colours = ("#d8401f", "#ffd04a", "#2f8d80", PAPER, "#6d4fb3", "#ff9c52")
    for row, bottom in enumerate((34, 66)):
        left = 8.0
        for number in range(13):
            wide, tall = 4 + (number * 7 + row * 3) % 4, 17 + (number * 5 + row * 4) % 9
            sheet.box(colours[(number + row * 2) % 6], left, bottom - tall, left + wide, bottom)
            left += wide + 0.5
        sheet.box("#22508a", 4, bottom, 96, bottom + 3)


def _keys(sheet: Sheet) -> None:
    """The keys of a piano, and a note that flies up."""
    sheet.box(INK, 0, 36, 100, 42)
    for left in range(0, 100, 10):
        sheet.box(PAPER, left + 0.3, 42, left + 9.7, 75)
        if left % 70 not in (20, 60):
            sheet.box(INK, left + 7, 42, left + 13, 60)
    sheet.disc("#5a33a8", 40, 26, 5)
    sheet.disc("#5a33a8", 60, 22, 5)
    sheet.line("#5a33a8", 1.6, (44.2, 26), (44.2, 8), (64.2, 4), (64.2, 22))


def _forest(sheet: Sheet) -> None:
    """Firs on two hills under the sun."""
    sheet.disc("#ffd04a", 78, 16, 9)
    sheet.disc("#6fae3c", 25, 95, 45)
    sheet.disc("#4d8a2a", 80, 100, 48)
    for x, foot, tall in ((18, 56, 30), (34, 58, 24), (58, 60, 34), (74, 58, 22), (90, 62, 28)):
        sheet.box("#7a4a24", x - 1.2, foot - 4, x + 1.2, foot + 3)
        for step in range(3):
            top = foot - 4 - tall + step * tall / 4
            wide = 5 + step * 2.5
            sheet.shape("#1e5b3a", (x, top), (x + wide, top + tall / 2), (x - wide, top + tall / 2))


def _stage(sheet: Sheet) -> None:
    """A microphone in the light between two curtains."""
    sheet.shape("#ffc2d6", (50, 0), (72, 62), (28, 62))
    sheet.box("#7c2347", 0, 60, 100, 75)
    for edge, way in ((0, 1), (100, -1)):
        for fold in range(3):
            near, far = edge + way * fold * 8, edge + way * (fold + 1) * 8
            colour = ("#b3275d", "#d1407a", "#b3275d")[fold]
            sheet.shape(colour, (near, 0), (far + way * 4, 0), (far - way * 3, 62), (near, 62))
    sheet.line(INK, 1.2, (50, 60), (50, 30))
    sheet.line(INK, 1.6, (43, 61), (57, 61))
    sheet.disc(INK, 50, 25, 5)
    sheet.line("#8a9a9b", 0.6, (45.5, 24), (54.5, 24))


def _pool(sheet: Sheet) -> None:
    """Lanes of a pool, and a ring to hold on to."""
    sheet.box("#2b9fd1", 0, 26, 100, 75)
    for top in (38, 50, 62):
        for left in range(0, 100, 6):
            sheet.box(("#d8401f", PAPER)[left // 6 % 2], left, top, left + 6, top + 1.4)
    sheet.disc("#d8401f", 64, 45, 12)
    for x, y in ((57.6, 38.6), (70.4, 38.6), (57.6, 51.4), (70.4, 51.4)):
        sheet.disc(PAPER, x, y, 2.6)
    sheet.disc("#2b9fd1", 64, 45, 6)
    sheet.box(PAPER, 0, 23, 100, 26)


#: The scenes, each with the colour of its sheet.
SCENES: Final[dict[str, tuple[str, Callable[[Sheet], None]]]] = {
    "hall": ("#ff9c52", _hall),
    "club": ("#55d3c1", _club),
    "shelf": ("#82b7ff", _shelf),
    "keys": ("#c3a4ff", _keys),
    "forest": ("#cdeff2", _forest),
    "stage": ("#ff8fb3", _stage),
    "pool": ("#ffd04a", _pool),
}


def drawn(scene: str) -> bytes:
    """A scene as PNG. Raises KeyError for one that nobody has drawn."""
    ground, draw = SCENES[scene]
    sheet = Sheet(ground)
    draw(sheet)
    return sheet.png()
