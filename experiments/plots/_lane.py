"""One life on a line of time: events, people, what pressed on them, and the tolerance that they spent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from numpy.typing import NDArray

from experiments.lives.events import Event, moment
from experiments.lives.follow import Life, Lives
from experiments.lives.watch import STAYING, Part
from experiments.plots import _page
from experiments.plots._people import draw_people
from experiments.plots._timeline import LEFT, ROOM, SIZE, Label
from model.codes import Side, Status

ROW, HEAD, RIBBON, PANEL, DATES = 0.15, 0.24, 0.13, 0.8, 0.28  # inches
PERSON, BAND = 0.1, 0.62  # inches of one person, most and in all
TOGETHER = 5  # hours within which events share a label
LONGEST = 46  # characters of such a label
HARM = {"killed": "X", "wounded": "P"}
RIBBONS: dict[str, Callable[[Part], float]] = {
    "fighting": lambda part: sum(part.around.fire) / len(part.around.fire),
    "threat": lambda part: part.around.threat,
    "front": lambda part: part.around.front,
    "ways out": lambda part: _drawn_out(part),
    "belief": lambda part: part.around.belief,
    "hunger": lambda part: float(part.hungry),
}


def lane_height(labels: Sequence[Label], lives: Lives, ribbons: Sequence[str]) -> float:
    """Inches of a lane."""
    return (
        HEAD + _tag_height(labels) + band_height(lives) + 0.08 + RIBBON * len(ribbons) + 0.1 + PANEL + DATES
    )


def _tag_height(labels: Sequence[Label]) -> float:
    return ROW * (1 + max((label.row for label in labels), default=-1)) + 0.1


def band_height(lives: Lives) -> float:
    return min(BAND, max(0.3, PERSON * lives.first.people))


def marks(life: Life) -> list[tuple[float, str]]:
    """Events as (inches, words); those within a few hours share their words."""
    hours = len(life.watch.hours) - 1
    found: list[tuple[int, str]] = []
    for is_apart in (False, True):
        first = len(found)
        for event in (each for each in life.events if (each.part > 0) == is_apart):
            if len(found) > first and found[-1][1].endswith(event.short):
                continue  # the same again
            if len(found) > first and _share_words(found[-1], event):
                found[-1] = (found[-1][0], f"{found[-1][1]}, {event.short}")
            else:
                found.append((event.hour, ("apart: " if is_apart else "") + event.short))
    return [(ROOM * hour / hours, text) for hour, text in found]


def _share_words(label: tuple[int, str], event: Event) -> bool:
    """Whether an event is near enough to the one before it, and both short enough, for one label."""
    return event.hour - label[0] < TOGETHER and len(label[1]) + len(event.short) < LONGEST


def draw_lane(
    page: Figure, life: Life, labels: Sequence[Label], ribbons: Sequence[str], top: float, lives: Lives
) -> None:
    """A lane whose upper edge is so many inches from the foot of the page."""
    tags, band = _tag_height(labels), band_height(lives)
    page.text(0.12 / _page.WIDTH, top / page.get_figheight(), life.title, size=9.5, weight="bold", va="top")
    over = _axes(page, life, top - HEAD - tags, tags)
    _write(over, labels, life)
    people = _axes(page, life, top - HEAD - tags - band, band)
    draw_people(people, life, band)
    low = top - HEAD - tags - band - 0.08 - RIBBON * len(ribbons)
    pressed = _axes(page, life, low, RIBBON * len(ribbons))
    _draw_ribbons(pressed, life, ribbons)
    _draw_tolerance(_axes(page, life, low - 0.1 - PANEL, PANEL), life)


def _axes(page: Figure, life: Life, bottom: float, tall: float) -> Axes:
    """An empty panel over the hours of the run, in inches from the foot of the page."""
    height = page.get_figheight()
    ax = page.add_axes((LEFT / _page.WIDTH, bottom / height, ROOM / _page.WIDTH, max(tall, 0.01) / height))
    ax.set_xlim(0, len(life.watch.hours) - 1)
    for side in ax.spines.values():
        side.set_visible(False)
    ax.set_xticks([])
    ax.set_yticks([])
    ax.patch.set_visible(False)
    return ax


def _write(ax: Axes, labels: Sequence[Label], life: Life) -> None:
    """Each label in its row, with a line down to its hour; the harmed have marks of their own."""
    hours = len(life.watch.hours) - 1
    ax.set_zorder(2)
    ax.set_ylim(0, _tag_height(labels))
    for label in labels:
        x, y = label.x / ROOM * hours, 0.1 + ROW * label.row
        ax.plot([x, x], [0, y + 0.03], color="#888888", linewidth=0.6, clip_on=False)
        shift = 0.025 / ROOM * hours
        ax.text(
            x + (-shift if label.is_left else shift),
            y,
            label.text,
            size=SIZE,
            ha="right" if label.is_left else "left",
            va="baseline",
            path_effects=[withStroke(linewidth=1.6, foreground="white")],
        )
    for event in life.events:
        look: dict[str, Any] = {
            "marker": HARM.get(event.kind, "o"),
            "markersize": 6 if event.kind in HARM else 3,
        }
        ax.plot([event.hour], [0], color=_page.INK, linestyle="", clip_on=False, zorder=6, **look)


def _drawn_out(part: Part) -> float:
    """The ways out, of all that draws the family away."""
    ways = sum(known.appeal for known in part.around.ways)
    return ways / (ways + part.around.inside) if ways > 0.0 else 0.0


def _is_inside(life: Life, part: Part) -> bool:
    return life.watch.simulation.city.places[part.place].enclave and part.around.side == Side.OPPOSITION


def _series(life: Life, read: Callable[[Part], float]) -> NDArray[np.float64]:
    """A quantity by hour while the family is under siege; nothing elsewhere."""
    return np.array(
        [
            read(family[0]) if _is_inside(life, family[0]) and family[0].people else np.nan
            for family in life.watch.hours[1:]
        ]
    )


def varies(lives: Lives, read: Callable[[Part], float]) -> bool:
    """Whether there is anything to see: it is not the same in all hours of both lives."""
    values = np.concatenate([_series(life, read) for life in (lives.a, lives.b)])
    return len(np.unique(values[np.isfinite(values)])) > 1


def _draw_ribbons(ax: Axes, life: Life, ribbons: Sequence[str]) -> None:
    """What pressed on the family, hour by hour: the darker the more, from 0 to 1."""
    ax.set_ylim(len(ribbons), 0)
    for i, name in enumerate(ribbons):
        values = _series(life, RIBBONS[name])[None, :]
        edges = np.arange(values.shape[1] + 1)
        ax.pcolormesh(edges, [i + 0.1, i + 0.9], values, cmap="Greys", vmin=-0.06, vmax=1.15, rasterized=True)
        ax.text(-0.008, i + 0.5, name, transform=ax.get_yaxis_transform(), ha="right", va="center", size=7.5)


def _draw_tolerance(ax: Axes, life: Life) -> None:
    """What the family has lived through since it began to wait, and the tolerance at which it goes."""
    through, tolerance = (np.array(each) for each in zip(*life.pressed, strict=True))
    through[~np.isfinite(through)] = np.nan
    low, high = (0.0, 1.25) if life.is_share else _levels(through, tolerance)
    hours, edge = np.arange(len(through)), high - 0.04 * (high - low)
    ax.set_ylim(low, high)
    ax.grid(axis="x")
    reached = np.clip(np.fmin(through, tolerance) if life.is_share else through, low, edge)
    starts = np.flatnonzero(np.diff(through) < 0.0) + 1 if life.is_share else np.array([], np.int64)
    for wait in np.split(hours, starts):  # a new wait begins at nothing
        ax.fill_between(wait, low, reached[wait], color="#dbe7f3", linewidth=0)
        ax.plot(wait, reached[wait], color=_page.MEDIAN, linewidth=1.6)
        ax.plot(
            wait, np.clip(tolerance[wait], low, edge), color=_page.INK, linewidth=1, linestyle=(0, (3, 2))
        )
    for hour in _decisions(life):
        ax.plot([hour], [reached[hour]], marker="o", markersize=5.5, color=_page.MEDIAN, zorder=5)
    ax.spines["left"].set_visible(True)
    ax.spines["bottom"].set_visible(True)
    if life.is_share:
        ax.set_yticks([0, 0.5, 1.0], ["0", "½", "1"])
    else:
        _page.number_axis(ax.yaxis, 3, "{:g}".format)
    ax.set_ylabel("lived through,\nof its tolerance" if life.is_share else "level, and\nthreshold", size=7.5)
    _dates(ax, life)


def _decisions(life: Life) -> list[int]:
    """Hours by which the tolerance was spent; what a falling place or an ambulance does is no decision."""
    pairs = enumerate(pairwise(hour[0] for hour in life.watch.hours), 1)
    return [h for h, (before, now) in pairs if before.waits_to_leave and _decides(before, now)]


def _decides(before: Part, now: Part) -> bool:
    """Whether it set out; who only comes to wait anew, as when somebody is found again, did not."""
    is_away, is_overtaken = (
        now.status not in STAYING,
        before.status in (Status.CHANGED_CONTROL, Status.OVERRUN),
    )
    counted = 1 if is_away else 2  # it is back and waits anew
    return now.event >= before.event + counted or (is_overtaken and is_away)


def _levels(*values: NDArray[np.float64]) -> tuple[float, float]:
    """Limits of a panel with room for all of these."""
    all_of_them = np.concatenate(values)
    finite = all_of_them[np.isfinite(all_of_them)]
    low, high = float(np.min(finite, initial=np.inf)), float(np.max(finite, initial=-np.inf))
    return (low - 0.1 * (high - low + 0.1), high + 0.15 * (high - low + 0.1)) if low <= high else (0.0, 1.0)


def _dates(ax: Axes, life: Life) -> None:
    days = (len(life.watch.hours) - 1) // 24
    step = next(s for s in (1, 2, 4, 7, 14, 28, max(days, 1)) if days // s + 1 <= 14)
    offset = -moment(life.watch, 0).hour % 24
    ticks = list(range(offset, len(life.watch.hours), 24 * step))
    ax.set_xticks(ticks, [_page.day(moment(life.watch, tick)) for tick in ticks])
