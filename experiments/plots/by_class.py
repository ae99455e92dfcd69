"""Who bears it: what each class of person, and those who cannot walk, go through under each proposal."""

from __future__ import annotations

from textwrap import fill
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from experiments.ensemble import Comparison, Ensemble
from experiments.plots import _page
from experiments.statistics import interval
from experiments.summary import each_of
from model.codes import GROUP_LABELS, Group
from model.record import METRICS

TITLE = "Who bears it"
SHOWN = ("out_all", "killed_civilians", "detentions", "hunger_days")
PER = 1000  # people
# Told apart by shape and by filling, in print too.
MARKS: dict[Group, dict[str, Any]] = {
    Group.CHILD: {"marker": "o", "markerfacecolor": "white"},
    Group.WOMAN: {"marker": "D", "markerfacecolor": "#6a9fd0", "markersize": 3.6},
    Group.MAN: {"marker": "s", "markerfacecolor": _page.MEDIAN},
    Group.ELDERLY: {"marker": "^", "markerfacecolor": "white", "markersize": 4.8},
    Group.IMMOBILE: {"marker": "X", "markerfacecolor": _page.INK, "color": _page.INK, "markersize": 5.0},
}
EVERYONE: dict[str, Any] = {"color": "#9aa3ad", "linewidth": 2.2, "zorder": 1}
STEP = 0.17  # of a row, between two classes
ROW, TOP, BOTTOM = 0.6, 1.63, 0.72  # inches


@_page.styled
def figure(comparison: Comparison) -> Figure:
    """A panel for each quantity, a row for each proposal, in it a mark for each group of people."""
    height = TOP + BOTTOM + ROW * len(comparison.ensembles)
    ensembles = list(comparison.ensembles.values())
    page = _page.page(height, TITLE, _about(comparison), ensembles)
    (line,) = _page.axes(
        page,
        1,
        len(SHOWN),
        top=TOP,
        bottom=BOTTOM,
        left=1.75,
        right=0.15,
        between=(0.26, 0.0),
        sharey=True,
    )
    moment = list(comparison.moments.values())[-1]
    for ax, metric in zip(line, SHOWN, strict=True):
        for row, ensemble in enumerate(ensembles):
            _row(ax, ensemble, metric, ensemble.hour_of(moment), row)
        _dress(ax, metric, len(ensembles))
    line[0].set_yticks(range(len(ensembles)), [_page.title_of(each) for each in ensembles])
    _key(page, height)
    return page


def _about(comparison: Comparison) -> str:
    label = list(comparison.moments)[-1]
    return (
        f"Per {PER:,} people who were of that group in the first hour, {label}:"
        f" the median and the interval of 90% of {_page.plural(len(comparison.seeds), 'replicate')}.\n"
        "Each quantity has its own scale; a group off the grey bar fares otherwise than people at large.\n"
        "Those who cannot walk unaided are of one of the four classes too."
    )


def _row(ax: Axes, ensemble: Ensemble, metric: str, hour: int, row: int) -> None:
    """The groups below each other in the row of a proposal."""
    if row % 2 == 0:
        ax.axhspan(row - 0.5, row + 0.5, color="#f3f5f8", linewidth=0, zorder=0)
    all_people = float(np.median(each_of(ensemble, metric, None, hour))) * PER
    ax.plot([all_people, all_people], [row - 0.43, row + 0.43], **EVERYONE)
    for place, (group, mark) in enumerate(MARKS.items()):
        found = interval(each_of(ensemble, metric, group, hour) * PER)
        y = row + STEP * (place - (len(MARKS) - 1) / 2)
        ax.plot([found.low, found.high], [y, y], color=_page.MEDIAN, linewidth=0.9, zorder=2)
        ax.plot(found.median, y, **_look(mark), zorder=3, clip_on=False)


def _look(mark: dict[str, Any]) -> dict[str, Any]:
    return {"linestyle": "", "color": _page.MEDIAN, "markersize": 4.2, "markeredgewidth": 0.9, **mark}


def _dress(ax: Axes, metric: str, rows: int) -> None:
    label, unit = str(METRICS[metric].LABEL), str(METRICS[metric].UNIT)
    ax.set_title(fill(label[0].upper() + label[1:], 20), size=8.5)
    ax.set_xlabel(f"{unit} per {PER:,}")
    ax.set_xlim(left=0)
    ax.set_ylim(rows - 0.5, -0.5)
    _page.number_axis(ax.xaxis, 4, lambda value: f"{value:,g}")
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    ax.grid(axis="x")


def _key(page: Figure, height: float) -> None:
    """What the marks stand for, above the panels."""
    handles = [Line2D([], [], **_look(mark), label=GROUP_LABELS[group]) for group, mark in MARKS.items()]
    handles.append(Line2D([], [], color=_page.MEDIAN, linewidth=0.9, label="90% of replicates"))
    handles.append(Line2D([], [], **EVERYONE, label="median of everyone"))
    page.legend(
        handles=handles,
        loc="upper left",
        ncols=len(handles),
        bbox_to_anchor=(0.12 / _page.WIDTH, 1 - 0.95 / height),
        columnspacing=1.4,
        handletextpad=0.4,
    )
