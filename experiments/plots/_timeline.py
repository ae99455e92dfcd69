"""Labels above a line of time: each stands over its mark in the lowest row where nothing is in its way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

from experiments.plots._page import WIDTH

LEFT, RIGHT = 0.98, 0.22  # inches beside a line of time
ROOM = WIDTH - LEFT - RIGHT
SIZE = 7.2  # points
GAP = 0.07  # inches between labels
SLACK = 0.01  # inches by which a line may pass the beginning of words, which stand a little off their mark
INCH = 72.0  # points


@dataclass(frozen=True)
class Label:
    """Words over a mark, in inches from the left."""

    x: float
    text: str
    row: int
    is_left: bool  # the words end at the mark, rather than begin there

    @property
    def span(self) -> tuple[float, float]:
        """From where to where the words go."""
        wide = width(self.text)
        return (self.x - wide, self.x) if self.is_left else (self.x, self.x + wide)


def width(text: str, size: float = SIZE) -> float:
    """How wide words are, in inches."""
    outline = TextPath((0, 0), text, size=size, prop=FontProperties(family="DejaVu Sans"))
    return float(outline.get_extents().width) / INCH


def place(marks: Sequence[tuple[float, str]], room: float) -> list[Label]:
    """A label for each mark, from the right to the left, so that its line passes beside those after it.

    Those that must end at their mark come last, and find room above the others.
    """
    placed: list[Label] = []
    labels = [Label(x, text, 0, _must_be_left(x, text, room)) for x, text in marks]
    for label in sorted(labels, key=lambda each: (each.is_left, -each.x)):
        tries = [replace(label, row=row) for row in range(len(marks) + 1)]
        free = next(
            (each for each in tries if _is_free(each, placed) and _has_clear_line(each, placed)), None
        )
        placed.append(free or next(each for each in tries if _is_free(each, placed)))
    return placed


def _must_be_left(x: float, text: str, room: float) -> bool:
    """Whether words that begin at the mark would run over the right edge, and those that end there fit."""
    return Label(x, text, 0, False).span[1] > room and Label(x, text, 0, True).span[0] >= 0.0


def _is_free(label: Label, placed: Sequence[Label]) -> bool:
    """Whether the words lie over no others, and no other's line goes through them."""
    low, high = label.span
    for other in placed:
        first, last = other.span
        if other.row == label.row and low < last + GAP and first < high + GAP:
            return False
        if other.row > label.row and low + SLACK < other.x < high + GAP / 2:
            return False
    return True


def _has_clear_line(label: Label, placed: Sequence[Label]) -> bool:
    """Whether the line down to the mark goes through no other words."""
    below = (other.span for other in placed if other.row < label.row)
    return not any(first + SLACK < label.x < last + GAP / 2 for first, last in below)
