"""Labels that keep clear of each other: the nearest free spot beside what they name, a line to it if far."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import chain, product
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke
from matplotlib.transforms import Bbox
from numpy.typing import NDArray

Spot = NDArray[np.float64]
Look = Mapping[str, Any]

ANGLES = (0, 45, -45, 180, 135, -135, 90, -90, 22, -22, 158, -158, 67, -67, 112, -112)  # degrees, best first
DISTANCES = (6, 8.5, 11, 18, 26, 36, 48, 62, 78, 96, 120)  # points
FAR = 12  # points from which a line joins a label to its mark
CLEARANCE = 1.2  # points
THIN = 0.8  # points, of a line that one may write across


class Labels:
    """The labels of one panel, whose limits must be final."""

    def __init__(self, ax: Axes) -> None:
        self.ax = ax
        self.point = ax.figure.dpi / 72.0  # pixels
        self.taken: list[Bbox] = []
        self.lines: list[Bbox] = []  # no text may lie on them, but what joins a label to its mark may cross

    def keep_off(self, x: float, y: float, radius: float) -> None:
        """Leave a square around a place in the data free, `radius` in points."""
        self.taken.append(_square(self.ax.transData.transform((x, y)), radius * self.point))

    def keep_off_lines(self) -> None:
        """Write across none of the lines drawn in the panel, but for hairlines."""
        for line in self.ax.lines:
            drawn = line.get_transform().transform(line.get_xydata())
            if line.get_linewidth() >= THIN and line.get_linestyle() != "None":
                length = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(drawn, axis=0).T))])
                at = np.arange(0.0, length[-1], 2.0 * CLEARANCE * self.point)
                spots = np.column_stack([np.interp(at, length, drawn[:, axis]) for axis in (0, 1)])
                self.lines += [_square(spot, CLEARANCE * self.point) for spot in spots]

    def keep_off_text(self) -> None:
        """Leave all that is written in the panel free."""
        self.taken += [text.get_window_extent() for text in self.ax.texts]

    def write(self, x: float, y: float, words: str, look: Look) -> bool:
        """Write near a place in the data; False, and nothing written, where there is no room at all."""
        anchor = self.ax.transData.transform((x, y))
        for distance, angle in product(DISTANCES, ANGLES):
            if self._write_at(anchor, (x, y), words, distance, angle, look):
                return True
        return False

    def _write_at(
        self,
        anchor: Spot,
        data: tuple[float, float],
        words: str,
        distance: float,
        angle: float,
        look: Look,
    ) -> bool:
        dx, dy = distance * math.cos(math.radians(angle)), distance * math.sin(math.radians(angle))
        text = self.ax.annotate(
            words,
            data,
            (dx, dy),
            textcoords="offset points",
            ha="left" if dx > 1 else "right" if dx < -1 else "center",
            va="bottom" if angle in (90,) else "top" if angle in (-90,) else "center",
            path_effects=[withStroke(linewidth=1.8, foreground="white")],
            **look,
        )
        box = text.get_window_extent().padded(CLEARANCE * self.point)
        line = [
            anchor + np.array([dx, dy]) * self.point * part
            for part in (np.linspace(0.15, 1, int(distance)) if distance >= FAR else [])
        ]
        if not self._is_free(box, line, anchor):
            text.remove()
            return False
        self.taken.append(box)
        for spot in line:
            self.taken.append(_square(spot, 0.8 * self.point))
        if distance >= FAR:
            self.ax.annotate(
                "",
                data,
                (dx, dy),
                textcoords="offset points",
                arrowprops={"arrowstyle": "-", "lw": 0.5, "color": "#444444"},
            )
        return True

    def _is_free(self, box: Bbox, line: Sequence[Spot], anchor: Spot) -> bool:
        others = [other for other in self.taken if not other.contains(*anchor)]  # not the mark that it names
        room = self.ax.get_window_extent()
        inside = room.x0 <= box.x0 and box.x1 <= room.x1 and room.y0 <= box.y0 and box.y1 <= room.y1
        return (
            inside
            and not any(box.overlaps(other) for other in chain(self.taken, self.lines))
            and not any(other.contains(*spot) for other in others for spot in line)
        )


def _square(spot: Spot, radius: float) -> Bbox:
    x, y = spot
    return Bbox([[x - radius, y - radius], [x + radius, y + radius]])
