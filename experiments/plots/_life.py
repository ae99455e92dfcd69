"""One family in two worlds: a lane for each life, and between them where they part and what differed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from textwrap import wrap
from typing import Any, NamedTuple

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments.lives.events import moment
from experiments.lives.follow import Lives
from experiments.lives.parting import Parting
from experiments.plots import _page
from experiments.plots._lane import DATES, HEAD, RIBBONS, draw_lane, lane_height, marks, varies
from experiments.plots._people import blocks
from experiments.plots._timeline import LEFT, ROOM, place
from experiments.plots.whereabouts import LOOKS
from model.codes import STATUS_LABELS, Status

TITLE = "One family in two worlds"
TOP, FOOT, SPLIT, LINE, LEAD, EDGE = 1.0, 0.42, 0.34, 0.14, 0.05, 0.12  # inches
SPLITS = "#a50f15"
HEADS = ("what differed there", "since", "above", "below", "alone*")
ALONE = "* pressure to leave lived through above, had this one thing been as it was below"
NOTHING = "Nothing that was watched and bears on it differs there."
CELLS = (32, 14, 37, 37, 16)  # characters
COLUMNS = (0.0, 1.8, 2.6, 4.72, 6.87)  # inches
HEAD_LOOK: dict[str, Any] = {"size": 8.5, "weight": "bold", "color": SPLITS}
QUIET_LOOK: dict[str, Any] = {"color": _page.QUIET}


class Row(NamedTuple):
    """A line of words in columns."""

    cells: tuple[str, ...]
    look: dict[str, Any] = {}  # noqa: RUF012 (never written)


@_page.styled
def figure(lives: Lives) -> Figure:
    """Two lanes on one line of time: events, people, what pressed on them, and tolerance."""
    tags = [place(marks(life), ROOM + EDGE) for life in (lives.a, lives.b)]
    ribbons = [name for name, read in RIBBONS.items() if varies(lives, read)]
    reasons = _reasons(lives)
    between = SPLIT + LINE * len(reasons) + LEAD * (2 * sum(row.look is HEAD_LOOK for row in reasons) - 1)
    heights = [lane_height(labels, lives, ribbons) for labels in tags]
    statuses = _statuses(lives)
    key = 0.2 * -(-(len(statuses) + 2) // 3) + 0.1
    height = TOP + sum(heights) + between + key + FOOT
    page = _page.sheet(height, TITLE, _about(lives), _foot(lives))
    tops = (height - TOP, height - TOP - heights[0] - between)
    for life, labels, top in zip((lives.a, lives.b), tags, tops, strict=True):
        draw_lane(page, life, labels, ribbons, top, lives)
    _draw_partings(page, lives, list(zip(tops, heights, strict=True)))
    _draw_reasons(page, reasons, tops[0] - heights[0] - 0.08)
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


def _reasons(lives: Lives) -> list[Row]:
    """Where the lives part, and what differed that bears on it, line by line."""
    if not lives.partings:
        return [Row(("The two lives are the same to the end.",), HEAD_LOOK)]
    rows = [row for found in lives.partings for row in _parting(lives, found)]
    is_weighed = any(each.alone for found in lives.partings for each in found.reasons)
    return [*rows, Row((ALONE,), QUIET_LOOK)] if is_weighed else rows


def _parting(lives: Lives, found: Parting) -> Iterator[Row]:
    """One hour of parting: what happened, and a table of what differed."""
    a, b = found.happened
    yield Row((f"{_when(lives, found.hour)}: here {found.what} part",), HEAD_LOOK)
    for line in wrap(f"Above: {a}. Below: {b}.", 122, break_on_hyphens=False):
        yield Row((line,))
    if not found.reasons:
        yield Row((NOTHING,))
        return
    yield Row(HEADS if any(each.alone for each in found.reasons) else HEADS[:-1], QUIET_LOOK)
    for each in found.reasons:
        told = (each.what, _when(lives, each.since), each.a, each.b, each.alone)
        cells = (
            wrap(cell, most, break_on_hyphens=False) or [""] for cell, most in zip(told, CELLS, strict=True)
        )
        yield from (Row(line) for line in zip_longest(*cells, fillvalue=""))


def _when(lives: Lives, hour: int) -> str:
    when = moment(lives.a.watch, hour)
    return f"{_page.day(when)} {when:%H:%M}"


def _draw_reasons(page: Figure, rows: Sequence[Row], top: float) -> None:
    """The lines of what differed, in columns."""
    for row in rows:
        top -= LEAD if row.look is HEAD_LOOK and row is not rows[0] else 0.0
        for x, cell in zip(COLUMNS, row.cells, strict=False):
            place_ = ((LEFT + x) / _page.WIDTH, top / page.get_figheight())
            page.text(*place_, cell, va="top", **{"size": 7.5, **row.look})
        top -= LINE + (LEAD if row.look is HEAD_LOOK else 0.0)


def _draw_partings(page: Figure, lives: Lives, lanes: Sequence[tuple[float, float]]) -> None:
    """A line through both lanes in each hour of parting; lanes by upper edge and height in inches."""
    for found in lives.partings:
        for top, tall in lanes:
            _line(page, lives, found.hour, (top - tall + DATES, top - HEAD))


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
