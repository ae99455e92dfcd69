"""The city on four dates: who holds what, where people are, and which way they went since the date before."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from numpy.typing import NDArray

from experiments.ensemble import Comparison, Ensemble
from experiments.plots import _page
from experiments.plots._cells import Cells, frame, polygons
from experiments.plots._flows import Flow, flows
from experiments.plots._labels import Labels
from experiments.plots.outflow import happened
from model.city import City
from model.codes import Side

Values = NDArray[np.float64]

TITLE = "Who holds what, where people are, which way they went"
DAYS = (0, 5, 11, 17)  # after the start: 26 November, 1, 7 and 13 December in Aleppo
USUAL, LONG = 27, 60  # days of which those are parts; a run from which on they are the same parts of it
TOP, BOTTOM, GAP = 1.15, 1.08, 0.32  # inches
TONES = {Side.OPPOSITION: "#8fb8dc", Side.GOVERNMENT: "#f3efe8", Side.KURDISH: "#f7dc7a"}
HATCHES = {Side.OPPOSITION: "", Side.GOVERNMENT: "", Side.KURDISH: "...."}
SURE = 0.9  # share of replicates that must agree for control to be drawn as certain
CIRCLE: dict[str, Any] = {"color": "#7a1f5c", "alpha": 0.55, "linewidth": 0.5, "edgecolor": "white"}
ARROW = "#111111"
SIZES = (5.0, 0.32, 0.72)  # inches from the left and from below, and tall: where the key of circles is
INK = 0.38  # the squares around all circles at the start, of the besieged ground as it is drawn
NAMED, APART = 14, 0.081  # places with a name: those with the most people, so far apart, of the map's width
FAR = 2  # places beyond the map that are named each
FEWEST = 0.15  # share of those who crossed from which a flow is drawn


@_page.styled
def figure(comparison: Comparison) -> Figure:
    """Four maps of one scenario: control of most replicates, mean people, mean flows."""
    ensemble, city = happened(comparison), comparison.city
    days = _days(ensemble)
    shown = frame(city)
    columns, rows = min(2, len(days)), -(-len(days) // 2)
    wide = (_page.WIDTH - 0.24 - (columns - 1) * 0.14) / columns
    tall = wide * shown.height / shown.width
    height = TOP + BOTTOM + rows * tall + (rows - 1) * GAP
    page = _page.page(height, f"{TITLE}: {ensemble.scenario.title}", _about(ensemble), [ensemble])
    grid = _page.axes(page, rows, columns, top=TOP, bottom=BOTTOM, left=0.12, right=0.12, between=(0.14, GAP))
    cells, dot = polygons(city, shown), _dot(ensemble, city, wide / shown.width)
    for number, (ax, day) in enumerate(zip(chain(*grid), days, strict=False)):
        ax.set_xlim(shown.x0, shown.x1)
        ax.set_ylim(shown.y0, shown.y1)
        before = days[number - 1] if number else None
        _map(ax, city, cells, dot, ensemble, day, before)
    for ax in list(chain(*grid))[len(days) :]:
        ax.set_axis_off()
    _scale(grid[0][0])
    _key(page, city)
    _sizes(
        page,
        dot,
        max(float(np.max(ensemble.people_on(day).mean(axis=0)[list(cells)])) for day in days),
    )
    return page


def _days(ensemble: Ensemble) -> list[int]:
    """The dates of the maps, in days after the start."""
    length = ensemble.hours / 24
    days = [round(day * length / USUAL) if length >= LONG else day for day in DAYS]
    return [day for day in days if day < ensemble.side.shape[1]] or [0]


def _about(ensemble: Ensemble) -> str:
    return (
        f"Mean of {_page.plural(len(ensemble.seeds), 'replicate')}; control is that of most of them."
        " Cells are drawn around the middle of each neighbourhood:\nthey are not its limits."
        " Arrows: people who crossed a front or a way out since the map before, small flows left out;\n"
        "whoever the front overtook crosses none and is seen only where they arrive."
    )


def _map(
    ax: Axes, city: City, cells: Cells, dot: float, ensemble: Ensemble, day: int, before: int | None
) -> None:
    at = ensemble.scenario.start + timedelta(days=day)
    ax.set_title(_title(at, ensemble, day), size=9)
    ax.set_xticks([])
    ax.set_yticks([])
    for spine in ax.spines.values():
        spine.set_visible(True)
    _control(ax, cells, ensemble.side[:, day])
    people = ensemble.people_on(day).mean(axis=0)
    xy = city.xy()
    size = people * dot * 72.0**2
    seen = np.array([i in cells for i in range(len(xy))]) & (people >= 1)
    ax.scatter(
        xy[seen, 0],
        xy[seen, 1],
        size[seen],
        zorder=3,
        **CIRCLE,
    )
    _elsewhere(ax, city, cells, people)
    labels = Labels(ax)
    labels.keep_off_text()
    if before is not None:
        for flow in flows(city, ensemble, before, day, FEWEST):
            _arrow(ax, labels, flow, float(ensemble.first()[0]))
    _names(labels, city, cells, ensemble, few=before is not None)


def _title(at: datetime, ensemble: Ensemble, day: int) -> str:
    out = float(ensemble.metric("out_all")[:, min(24 * day, ensemble.hours)].mean())  # as circles and arrows
    return f"{_page.day(at)}, 00:00" + (
        f": {_page.thousands(_page.rounded(out))} out since the start" if day else ": the start"
    )


def _control(ax: Axes, cells: Cells, sides: NDArray[np.int8]) -> None:
    """The side of most replicates; hatched where less than nine in ten agree."""
    for place, cell in cells.items():
        shares = np.array([(sides[:, place] == side).mean() for side in Side])
        side = Side(int(np.argmax(shares)))
        unsure = np.max(shares) < SURE
        for part in getattr(cell, "geoms", [cell]):
            ax.fill(
                *np.array(part.exterior.coords).T,
                facecolor=TONES[side],
                edgecolor="#777777" if unsure else "#ffffff",
                hatch="//////" if unsure else HATCHES[side],
                linewidth=0.5,
                zorder=1,
            )


def _arrow(ax: Axes, labels: Labels, flow: Flow, everyone: float) -> None:
    """An arrow as wide as people are many, and their number beside it."""
    width = 1.2 + 60.0 * flow.people / everyone
    style = f"simple,head_width={0.5 + width / 12:.2f},head_length=0.55,tail_width={width / 14:.2f}"
    ax.annotate(
        "",
        flow.end,
        flow.start,
        zorder=4,
        arrowprops={
            "arrowstyle": style,
            "mutation_scale": 10,
            "facecolor": ARROW,
            "edgecolor": "white",
            "linewidth": 0.7,
            "shrinkA": 0,
            "shrinkB": 0,
        },
    )
    for part in np.linspace(0, 1, 7):
        x, y = np.array(flow.start) * (1 - part) + np.array(flow.end) * part
        labels.keep_off(x, y, 4 + width / 3)
    number = _page.thousands(_page.rounded(flow.people))
    labels.write(*flow.end, number, {"size": 8, "weight": "bold", "zorder": 6})


def _names(labels: Labels, city: City, cells: Cells, ensemble: Ensemble, *, few: bool) -> None:
    """The largest neighbourhoods, and where people are taken in."""
    first = ensemble.people_on(0).mean(axis=0)
    taken_in = [s.place for s in city.shelters if s.place in cells]
    apart = APART * (labels.ax.get_xlim()[1] - labels.ax.get_xlim()[0])
    for place in _chosen(city.xy(), first, taken_in, set(cells), 4 if few else NAMED, apart):
        name = city.places[place].name.split(" / ")[0].split(" (")[0].removesuffix(" collective shelter")
        x, y = city.xy()[place]
        style = "italic" if place in taken_in else "normal"
        labels.write(x, y, name, {"size": 7.5, "zorder": 6, "style": style})


def _chosen(
    xy: Values, people: Values, taken_in: list[int], shown: set[int], most: int, apart: float
) -> list[int]:
    """Where people are taken in, then the largest places that are not close to one already chosen."""
    chosen = list(dict.fromkeys(taken_in))
    for place in map(int, np.argsort(-people, kind="stable")):
        near = np.hypot(*(xy[chosen] - xy[place]).T).min(initial=np.inf) < apart
        if place in shown and people[place] > 0 and not near and len(chosen) < len(taken_in) + most:
            chosen.append(place)
    return chosen


def _elsewhere(ax: Axes, city: City, cells: Cells, people: Values) -> None:
    """Those whom places beyond the frame have taken in."""
    far = [i for i in sorted({s.place for s in city.shelters} - set(cells)) if people[i] >= 1]
    named = far if len(far) <= FAR else [max(far, key=lambda i: people[i])]
    said = [(city.places[i].name, people[i]) for i in named]
    if len(named) < len(far):
        rest = float(people[far].sum() - people[named].sum())
        said.append((f"{len(far) - len(named)} other places", rest))
    words = [f"{name}: {_page.thousands(_page.rounded(number))} people" for name, number in said]
    if words:
        ax.annotate(
            "beyond the map: " + ", ".join(words), (0, 0), (4, 4), "axes fraction", "offset points", size=7.5
        )


def _scale(ax: Axes) -> None:
    """Two kilometres."""
    (x0, x1), (y0, y1) = ax.get_xlim(), ax.get_ylim()
    x, y = x1 - 0.04 * (x1 - x0), y0 + 0.05 * (y1 - y0)
    ax.plot([x - 2, x], [y, y], color=_page.INK, linewidth=2)
    ax.annotate("2 km", (x - 1, y), (0, 3), textcoords="offset points", ha="center", va="bottom", size=7.5)


def _key(page: Figure, city: City) -> None:
    """What tones, hatches and arrows stand for."""
    sides = [
        Patch(
            facecolor=TONES[s],
            hatch=HATCHES[s],
            edgecolor="#999999",
            linewidth=0.5,
            label=f"held by {city.holders[s]}",
        )
        for s in city.sides
    ]
    unsure = Patch(
        facecolor="white",
        hatch="//////",
        edgecolor="#777777",
        linewidth=0.5,
        label="fewer than 90% of replicates agree",
    )
    arrow = Line2D(
        [],
        [],
        color=ARROW,
        linewidth=4,
        marker=">",
        markersize=8,
        markeredgecolor=ARROW,
        label="way and number of people",
    )
    page.legend(
        handles=[*sides, unsure, arrow],
        loc="lower left",
        ncols=2,
        bbox_to_anchor=(0.12 / _page.WIDTH, 0.32 / page.get_figheight()),
        columnspacing=2.0,
        handlelength=2.2,
        handleheight=1.2,
        labelspacing=0.75,
    )


def _dot(ensemble: Ensemble, city: City, inches: float) -> float:
    """Square inches of the square around a circle, for each person, on a map of so many inches to the km."""
    km2 = sum(city.places[i].hectares for i in city.enclave) / 100.0
    return float(INK * km2 * inches**2 / ensemble.first().mean())


def _sizes(page: Figure, dot: float, most: float) -> None:
    """Circles to read the others by, the first of them near to the largest on the maps."""
    tall, wide = page.get_figheight(), _page.WIDTH - SIZES[0]
    ax = page.add_axes((SIZES[0] / _page.WIDTH, SIZES[1] / tall, wide / _page.WIDTH, SIZES[2] / tall))
    ax.set_axis_off()
    ax.set_xlim(0, wide)
    ax.set_ylim(-1, 1)
    largest, at = round_below(most), 0.0  # inches
    for people, words in ((largest, " people"), (largest / 5, ""), (largest / 25, "")):
        across = math.sqrt(people * dot)
        ax.scatter(at + across / 2, 0, people * dot * 72.0**2, **CIRCLE)
        at += across + 0.06
        text = ax.text(at, 0, _page.thousands(people) + words, size=8, va="center")
        at += text.get_window_extent().width / page.dpi + 0.18


def round_below(number: float) -> float:
    """The largest of 1, 2, 5, 10, 20... that is not above a number; 1 for any below."""
    power = 10.0 ** math.floor(math.log10(max(number, 1.0)))
    return max(step * power for step in (1, 2, 5) if step * power <= max(number, 1.0))
