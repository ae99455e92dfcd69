"""One family in two worlds: a lane for each life, and between them where they part and what differed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from textwrap import wrap
from typing import Any

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments.lives.events import moment
from experiments.lives.follow import Lives
from experiments.plots import _page
from experiments.plots._lane import DATES, HEAD, RIBBONS, draw_lane, lane_height, marks, varies
from experiments.plots._people import blocks
from experiments.plots._timeline import LEFT, ROOM, place
from experiments.plots.whereabouts import LOOKS
from model.codes import STATUS_LABELS, Status

TITLE = "One family in two worlds"
TOP, FOOT, SPLIT, LINE, EDGE = 1.0, 0.42, 0.34, 0.14, 0.12  # inches
SPLITS = "#a50f15"
HEADS = ("what differed there", "since", "above", "below", "alone*")
ALONE = "* pressure to leave lived through above, had this one thing been as it was below"
NOTHING = "Nothing that was watched and bears on it differs there."
CELLS = (32, 14, 37, 37, 16)  # characters
COLUMNS = (0.0, 1.8, 2.6, 4.72, 6.87)  # inches


@_page.styled
def figure(lives: Lives) -> Figure:
    """Two lanes on one line of time: events, people, what pressed on them, and tolerance."""
    tags = [place(marks(life), ROOM + EDGE) for life in (lives.a, lives.b)]
    ribbons = [name for name, read in RIBBONS.items() if varies(lives, read)]
    reason = _reason(lives)
    between = SPLIT + 0.2 + LINE * len(reason)
    heights = [lane_height(labels, lives, ribbons) for labels in tags]
    statuses = _statuses(lives)
    key = 0.2 * -(-(len(statuses) + 2) // 3) + 0.1
    height = TOP + sum(heights) + between + key + FOOT
    page = _page.sheet(height, TITLE, _about(lives), _foot(lives))
    top = height - TOP
    for life, labels, tall in zip((lives.a, lives.b), tags, heights, strict=True):
        draw_lane(page, life, labels, ribbons, top, lives)
        top -= tall + between
    _part_line(page, lives, height - TOP, heights, between, reason)
    _key(page, statuses, height)
    return page


def _about(lives: Lives) -> str:
    lines = wrap(f"{lives.about[:1].upper()}{lives.about[1:]}.", 118)
    lines.append(
        f"{lives.which}; an invented family."
        " One life is an illustration, not evidence.\n"
        "A row of a band is one person. Strips below it: the darker, the more, from nothing to all."
    )
    return "\n".join(lines)


def _foot(lives: Lives) -> str:
    start, end = (moment(lives.a.watch, h) for h in (0, len(lives.a.watch.hours) - 1))
    return (
        f"{lives.a.title} / {lives.b.title}; the same luck in both; {_page.day(start)} to {_page.day(end)}"
        f" {end.year};\nhouseholds of the model stand for no real family; {_page.LIMITS}"
    )


def _reason(lives: Lives) -> list[tuple[str, ...]]:
    """Where the lives part, and what differed that bears on it, as lines of cells."""
    found = lives.parting
    if found is None:
        return [("The two lives are the same to the end.",)]
    a, b = found.happened
    lines: list[tuple[str, ...]] = [
        (line,) for line in wrap(f"Above: {a}. Below: {b}.", 122, break_on_hyphens=False)
    ]
    if not found.reasons:
        return [*lines, (NOTHING,)]
    is_weighed = any(each.alone for each in found.reasons)
    lines.append((HEADS[0], *HEADS[1:4], HEADS[4] if is_weighed else ""))
    for each in found.reasons:
        when = moment(lives.a.watch, each.since)
        told = (each.what, f"{_page.day(when)} {when:%H:%M}", each.a, each.b, each.alone)
        cells = [
            wrap(cell, most, break_on_hyphens=False) or [""] for cell, most in zip(told, CELLS, strict=True)
        ]
        lines += zip_longest(*cells, fillvalue="")
    return [*lines, (ALONE,)] if is_weighed else lines


def _part_line(
    page: Figure, lives: Lives, top: float, heights: Sequence[float], between: float, reason: Sequence[Any]
) -> None:
    """A line through both lanes where the lives part, and between them what differed."""
    height, at = page.get_figheight(), top - heights[0] - 0.08
    if lives.parting is not None:
        when = moment(lives.a.watch, lives.parting.hour)
        head = f"{_page.day(when)} {when:%H:%M}: here the two lives part"
        page.text(LEFT / _page.WIDTH, at / height, head, size=8.5, va="top", weight="bold", color=SPLITS)
        for lane, tall in ((top, heights[0]), (top - heights[0] - between, heights[1])):
            _line(page, lives, lives.parting.hour, (lane - tall + DATES, lane - HEAD))
    for i, line in enumerate(reason):
        for x, cell in zip(COLUMNS, line, strict=False):
            y = at - 0.2 - LINE * i
            look: dict[str, Any] = {"color": _page.QUIET} if line[0] in (HEADS[0], ALONE) else {}
            page.text((LEFT + x) / _page.WIDTH, y / height, cell, size=7.5, va="top", **look)


def _line(page: Figure, lives: Lives, hour: int, span: tuple[float, float]) -> None:
    x = (LEFT + ROOM * hour / (len(lives.a.watch.hours) - 1)) / _page.WIDTH
    y = [each / page.get_figheight() for each in span]
    page.add_artist(Line2D([x, x], y, color=SPLITS, linewidth=1.2, linestyle=(0, (5, 2)), zorder=1))


def _statuses(lives: Lives) -> list[Status]:
    found = {block.status for life in (lives.a, lives.b) for block in blocks(life)}
    return [status for status in LOOKS if status in found]


def _key(page: Figure, statuses: Sequence[Status], height: float) -> None:
    """What the tones and lines stand for."""
    people = [
        Patch(
            facecolor=LOOKS[status][0],
            hatch=LOOKS[status][1],
            edgecolor="#333333",
            linewidth=0.4,
            label=STATUS_LABELS[status],
        )
        for status in statuses
    ]
    lines = [
        Line2D([], [], color=_page.MEDIAN, label="lived through: pressure to leave, added up"),
        Line2D([], [], color=_page.INK, linewidth=1, linestyle=(0, (3, 2)), label="tolerance: there it goes"),
    ]
    page.legend(
        handles=[*people, *lines],
        loc="lower left",
        ncols=3,
        bbox_to_anchor=(0.12 / _page.WIDTH, FOOT / height),
        columnspacing=1.8,
        handleheight=1.1,
        fontsize=7.5,
    )
