"""Labels that keep clear of each other: the nearest free spot beside what they name, a line to it if far.

Or on a line that they name, where there is most room.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from numpy.typing import NDArray

Spot = NDArray[np.float64]
Spots = NDArray[np.float64]  # one a row
Boxes = NDArray[np.float64]  # left, bottom, right and top of one a row, in pixels
Look = Mapping[str, Any]

ANGLES = (0, 45, -45, 180, 135, -135, 90, -90, 22, -22, 158, -158, 67, -67, 112, -112)  # degrees, best first
DISTANCES = (6, 8.5, 11, 18, 26, 36, 48, 62, 78, 96, 120)  # points
MANY = 40  # labels in a panel: more than find room in any order
FAR = 12  # points from which a line joins a label to its mark
CLEARANCE = 1.2  # points
THIN = 0.8  # points, of a line that one may write across


@dataclass(frozen=True)
class Offset:
    """Where a label may stand from what it names."""

    distance: float  # points
    angle: int  # degrees

    @property
    def points(self) -> Spot:
        """To the right and up."""
        turn = math.radians(self.angle)
        return self.distance * np.array([math.cos(turn), math.sin(turn)])

    @property
    def across(self) -> str:
        """Which of its sides is there."""
        return {90: "center", -90: "center"}.get(self.angle, "left" if abs(self.angle) < 90 else "right")

    @property
    def along(self) -> str:
        """Which of its heights is there."""
        return {90: "bottom", -90: "top"}.get(self.angle, "center")

    def box(self, anchor: Spot, size: Spot, point: float) -> Boxes:
        """What a label of this size takes up, in pixels, with some clearance."""
        parts = {"left": 0.0, "bottom": 0.0, "center": 0.5, "right": 1.0, "top": 1.0}
        low = anchor + self.points * point - size * [parts[self.across], parts[self.along]]
        return np.concatenate([low - CLEARANCE * point, low + size + CLEARANCE * point])

    def line(self, anchor: Spot, point: float) -> Spots:
        """What joins the label to its mark, if it is far."""
        parts = np.linspace(0.15, 1.0, int(self.distance) if self.distance >= FAR else 0)
        return anchor + np.outer(parts, self.points * point)


OFFSETS = [Offset(distance, angle) for distance, angle in product(DISTANCES, ANGLES)]


class Labels:
    """The labels of one panel, whose limits must be final."""

    def __init__(self, ax: Axes) -> None:
        self.ax = ax
        self.point = ax.figure.dpi / 72.0  # pixels
        self.room = ax.get_window_extent().extents
        self.taken = np.empty((0, 4))
        self.lines = np.empty((0, 4))  # no text may lie on them, but what joins a label to its mark may cross

    def keep_off(self, x: float, y: float, radius: float) -> None:
        """Leave a square around a place in the data free, `radius` in points."""
        self._take(_squares(self.ax.transData.transform([(x, y)]), radius * self.point))

    def keep_off_lines(self) -> None:
        """Write across none of the lines drawn in the panel, but for hairlines."""
        for line in self.ax.lines:
            drawn = line.get_transform().transform(line.get_xydata())
            if line.get_linewidth() >= THIN and line.get_linestyle() != "None":
                squares = _squares(self._along(drawn), CLEARANCE * self.point)
                self.lines = np.concatenate([self.lines, squares])

    def keep_off_text(self) -> None:
        """Leave all that is written in the panel free."""
        for text in self.ax.texts:
            self._take(np.array([text.get_window_extent().extents]))

    def write_all(self, wanted: Sequence[tuple[float, float, str]], look: Look) -> list[str]:
        """Write words near places in the data, in the order that leaves the fewest unwritten; returns these.

        As given, if all find room so or there are many; else the best of that, from its end, by height and by
        length.
        """
        orders = (
            wanted,
            wanted[::-1],
            sorted(wanted, key=lambda each: each[1]),
            sorted(wanted, key=lambda each: -each[1]),
            sorted(wanted, key=lambda each: -len(each[2])),
        )
        before, found = self.taken, []
        for order in orders[: 1 if len(wanted) > MANY else None]:
            self.taken = before
            placed = self._place_each(order, look)
            found.append((placed.count(None), order, placed, self.taken))
            if None not in placed:
                break
        _, order, placed, self.taken = min(found, key=lambda each: each[0])
        for (x, y, words), spot in zip(order, placed, strict=True):
            if spot is not None:
                self._draw(spot, (x, y), words, look)
        return [words for (_, _, words), spot in zip(order, placed, strict=True) if spot is None]

    def write(self, x: float, y: float, words: str, look: Look) -> bool:
        """Write near a place in the data; False, and nothing written, where there is no room at all."""
        found = self._place(x, y, words, look)
        if found is not None:
            self._draw(found, (x, y), words, look)
        return found is not None

    def write_on(self, line: Spots, words: str, look: Look) -> bool:
        """Write on a line in the data, as far from all else as there is room; False where there is none."""
        spots, half = self._along(self.ax.transData.transform(line)), self._size(words, look) / 2.0
        boxes = np.hstack([spots - half, spots + half])
        room = np.minimum(boxes[:, :2] - self.room[:2], self.room[2:] - boxes[:, 2:]).min(axis=1)
        apart = np.maximum(boxes[:, None, :2] - self.taken[:, 2:], self.taken[:, :2] - boxes[:, None, 2:])
        gaps = np.minimum(room, apart.max(axis=2).min(axis=1, initial=np.inf))
        best = np.argmax(gaps)
        if gaps[best] < CLEARANCE * self.point:
            return False
        self._take(boxes[best][None])
        x, y = self.ax.transData.inverted().transform(spots[best])
        halo = [withStroke(linewidth=2.0, foreground="white")]
        self.ax.text(x, y, words, ha="center", va="center", path_effects=halo, **look)
        return True

    def _along(self, drawn: Spots) -> Spots:
        """Spots on a line, in pixels, from one end to the other."""
        length = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(drawn, axis=0).T))])
        at = np.arange(0.0, length[-1] + 1.0, 2.0 * CLEARANCE * self.point)
        return np.column_stack([np.interp(at, length, drawn[:, axis]) for axis in (0, 1)])

    def _size(self, words: str, look: Look) -> Spot:
        text = self.ax.text(0.0, 0.0, words, **look)
        box = text.get_window_extent()
        text.remove()
        return np.array([box.width, box.height])

    def _place_each(self, wanted: Sequence[tuple[float, float, str]], look: Look) -> list[Offset | None]:
        """Where there is room for each in turn, until many have found none: then there is none any more."""
        placed: list[Offset | None] = []
        for x, y, words in wanted:
            is_full = placed.count(None) > MANY // 4
            placed.append(None if is_full else self._place(x, y, words, look))
        return placed

    def _place(self, x: float, y: float, words: str, look: Look) -> Offset | None:
        """Where there is room for it, which is then taken."""
        anchor, size = self.ax.transData.transform((x, y)), self._size(words, look)
        found = next((each for each in OFFSETS if self._is_free(each, anchor, size)), None)
        if found is not None:
            self._take(found.box(anchor, size, self.point)[None])
            self._take(_squares(found.line(anchor, self.point), 0.8 * self.point))
        return found

    def _is_free(self, offset: Offset, anchor: Spot, size: Spot) -> bool:
        box, line = offset.box(anchor, size, self.point), offset.line(anchor, self.point)
        others = self.taken[~_holds(self.taken, anchor)]  # not the mark that it names
        return bool(
            (self.room[:2] <= box[:2]).all()
            and (box[2:] <= self.room[2:]).all()
            and not _overlaps(self.taken, box).any()
            and not _overlaps(self.lines, box).any()
            and not any(_holds(others, spot).any() for spot in line)
        )

    def _draw(self, offset: Offset, data: tuple[float, float], words: str, look: Look) -> None:
        where = (*offset.points,)
        self.ax.annotate(
            words,
            data,
            where,
            textcoords="offset points",
            ha=offset.across,
            va=offset.along,
            path_effects=[withStroke(linewidth=1.8, foreground="white")],
            **look,
        )
        if offset.distance >= FAR:
            line = {"arrowstyle": "-", "lw": 0.5, "color": "#444444"}
            self.ax.annotate("", data, where, textcoords="offset points", arrowprops=line)

    def _take(self, boxes: Boxes) -> None:
        self.taken = np.concatenate([self.taken, boxes])


def _squares(spots: Spots, radius: float) -> Boxes:
    return np.hstack([spots - radius, spots + radius])


def _overlaps(boxes: Boxes, box: Boxes) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = np.logical_and(boxes[:, :2] <= box[2:], box[:2] <= boxes[:, 2:])
    return found[:, 0] & found[:, 1]


def _holds(boxes: Boxes, spot: Spot) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = np.logical_and(boxes[:, :2] <= spot, spot <= boxes[:, 2:])
    return found[:, 0] & found[:, 1]
