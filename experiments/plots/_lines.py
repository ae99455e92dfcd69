"""Lines of a study along the axis that is chosen: what another value of it changes, scenario by scenario."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from textwrap import fill
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from experiments.choice import Choice
from experiments.ensemble import heading
from experiments.plots import _page
from experiments.plots._choices import Shown, against, are, doubt_of, grid, named, sheet, values_of
from experiments.statistics import mean

ROW, HEADS = 1.02, 0.32  # inches, of a row and above all
MOST = 24  # values that a tick each has room for
BAND = _page.BANDS[0][1]


@_page.styled
def as_lines(shown: Shown) -> Figure:
    """The difference from the reference along the axis that is chosen: a row for each scenario."""
    first = shown.first
    (axis, unit), *_ = first.axes.items()
    names = list(dict.fromkeys(scenario for scenario, labels in first.options if labels[0]))
    over = f" over the contexts ({', '.join(first.unknown)})" if first.unknown else ""
    about = (
        f"{against(first)} Every panel has a scale of its own.\n"
        f"Bands: 95% interval of the mean{over}; hollow where it holds zero."
        + _step_told(values_of(first), unit)
    )
    page = sheet(shown, ROW * len(names) + HEADS + 0.25, about)
    panels = grid(page, len(shown.choices), 1.7, rows=len(names), between=0.72, right=0.3, heads=HEADS)
    for name, line in zip(names, panels, strict=True):
        _name_row(line[0], name)
        for ax, choice in zip(line, shown.choices, strict=True):
            _line(ax, choice, name)
    for ax, choice in zip(panels[0], shown.choices, strict=True):
        _head(ax, heading(choice.metric))
    for ax in panels[-1]:
        _mark(ax, values_of(first))
        ax.set_xlabel(named(axis, unit))
    return page


def _head(ax: Axes, words: str) -> None:
    ax.annotate(words, (0, 1), (0, 18), "axes fraction", "offset points", weight="bold", size=9)


def _name_row(ax: Axes, name: str) -> None:
    place: dict[str, Any] = {
        "xycoords": "axes fraction",
        "textcoords": "offset points",
        "ha": "right",
        "va": "center",
    }
    ax.annotate(fill(name, 14), (0, 0.5), (-50, 0), **place)


def _line(ax: Axes, choice: Choice, name: str) -> None:
    """One scenario, averaged over the contexts, with the interval of its mean."""
    options = [i for i, (scenario, labels) in enumerate(choice.options) if scenario == name and labels[0]]
    values = values_of(choice)
    at = dict(zip(values, _places(values), strict=True))
    places = np.array([at[choice.options[i][1][0]] for i in options])
    order = np.argsort(places)
    x, gains = places[order], choice.gains[:, options].mean(axis=0)[order]
    means = [mean(runs) for runs in gains]
    faces = ["white" if doubt_of(runs) >= 1.0 else _page.MEDIAN for runs in gains]
    ax.fill_between(x, [m.low for m in means], [m.high for m in means], color=BAND, linewidth=0)
    ax.plot(x, [m.mean for m in means], color=_page.MEDIAN, linewidth=1.0)
    ax.scatter(x, [m.mean for m in means], 8, faces, edgecolors=_page.MEDIAN, linewidths=0.7, zorder=3)
    ax.axhline(0, color=_page.INK, linewidth=0.8)
    if _step(values) and len(x) > 1:
        ax.set_title(_slope(x, gains, _step(values)), size=7, weight="normal", pad=3)
    _page.number_axis(ax.yaxis, 4, _page.signed)
    ax.grid(axis="y")


def _slope(x: NDArray[np.float64], gains: NDArray[np.float64], step: str) -> str:
    """What one step along the axis adds on average: the slope of a straight line, fitted run by run."""
    away = x - x.mean()
    found = mean(np.tensordot(away, gains, 1) / (away @ away))
    return f"{_page.signed(found.mean)} {step} ({_page.signed(found.low)} to {_page.signed(found.high)})"


def _step(values: Sequence[str]) -> str:
    """One step along the axis, in words; none if its values are names."""
    if are(float, values):
        return "per 1"
    return "a day" if are(datetime.fromisoformat, values) else ""


def _step_told(values: Sequence[str], unit: str) -> str:
    """What stands above each panel."""
    if not _step(values):
        return ""
    step = "a day later" if _step(values) == "a day" else f"1 {unit} more".replace("  ", " ")
    return f" Above each: what {step} adds, by a straight line."


def _places(values: Sequence[str]) -> list[float]:
    """Values of an axis as places on it: numbers, dates, or names side by side."""
    if are(float, values):
        return [float(value) for value in values]
    if are(datetime.fromisoformat, values):
        return [_page.number(datetime.fromisoformat(value)) for value in values]
    return [float(place) for place in range(len(values))]


def _mark(ax: Axes, values: Sequence[str]) -> None:
    """Ticks at the values of the axis."""
    if len(values) > MOST and are(float, values):
        _page.number_axis(ax.xaxis, 6, "{:g}".format)
    elif are(float, values) or not are(datetime.fromisoformat, values):
        ax.set_xticks(_places(values), values)
    else:
        days = [datetime.fromisoformat(value) for value in values]
        _page.date_axis(ax, min(days), max(days), most=4)
