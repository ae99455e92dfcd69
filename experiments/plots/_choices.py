"""Figures of a study: a map over two axes, lines along one, or ranks over what is unknown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patheffects import withStroke
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from experiments.choice import Choice
from experiments.ensemble import heading
from experiments.plots import _page
from experiments.statistics import FEWEST, mean

SHOWN = ("out_all", "killed_civilians", "hunger_days")  # got out, killed, fed
LESS = "RdBu_r"  # fewer is blue
COLOURS = ("#08519c", "#d55e00", "#009e73", "#cc79a7", "#444444", "#8c6d00", "#56b4e9", "#7f3b08", "#000000")
DASHES = ("-", (0, (5, 1.5)), (0, (1.5, 1.2)), (0, (6, 1.5, 1.5, 1.5)))
LEVEL = "#cccccc"  # those that cannot be told apart
MARKS = "os^Dv<>Px"
TOP, BOTTOM = 1.0, 0.75  # inches
MOST_DOUBT = 10.0  # a mean of nothing is in no finite doubt


@dataclass(frozen=True, eq=False)
class Shown:
    """A study and what is drawn of it."""

    title: str
    about: str  # at the foot: what was run
    choices: Sequence[Choice]  # one for each quantity

    @property
    def first(self) -> Choice:
        """Whichever is asked for what they share."""
        return self.choices[0]


@_page.styled
def as_map(shown: Shown) -> Figure:
    """The difference from the reference over what is chosen (across) and what is not (up)."""
    first = shown.first
    (across, unit_across), (up, unit_up) = [*first.axes.items(), *first.unknown.items()]
    page = _sheet(
        shown,
        3.1,
        _against(first)
        + "\nBlue, dashed: fewer than there; red: more. Dots: what was run."
        + " Hatched, hollow: the 95% interval of the mean holds zero.",
    )
    (line,) = _grid(page, len(shown.choices), 0.6, between=0.6)
    for ax, choice in zip(line, shown.choices, strict=True):
        _surface(ax, choice)
        ax.set_xlabel(_named(across, unit_across))
    line[0].set_ylabel(_named(up, unit_up))
    return page


def _surface(ax: Axes, choice: Choice) -> None:
    x, y, gains = _gridded(choice)
    means = gains.mean(axis=2)
    most = max(float(np.abs(means).max()), 1e-9)
    levels = MaxNLocator(10, steps=[1, 2, 2.5, 5, 10], symmetric=True).tick_values(-most, most)
    ax.contourf(x, y, means, levels, cmap=LESS, alpha=0.75)
    doubt = np.array([[_doubt(runs) for runs in row] for row in gains])
    open_ = ax.contourf(x, y, doubt, [1.0, MOST_DOUBT], colors="none", hatches=["///"])
    open_.set(edgecolor=_page.QUIET, linewidth=0.0)
    lines = ax.contour(x, y, means, levels, colors=_page.INK, linewidths=0.5)
    for label in ax.clabel(lines, fontsize=7, fmt=lambda value: _page.signed(_page.rounded(value))):
        label.set_path_effects([withStroke(linewidth=2.0, foreground="white")])
    for row, column in np.ndindex(means.shape):
        face = "white" if doubt[row, column] >= 1.0 else _page.INK
        ax.plot(x[column], y[row], "o", ms=3.2, mec=_page.INK, mew=0.6, mfc=face, clip_on=False, zorder=3)
    ax.set_xticks(x, [f"{value:g}" for value in x])
    ax.set_yticks(y, [f"{value:g}" for value in y])
    ax.set_title(heading(choice.metric))


def _gridded(choice: Choice) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Both axes in the order of their numbers, and what is gained, up x across x run."""
    options = [i for i, (_, labels) in enumerate(choice.options) if labels[0]]
    x = np.array([float(choice.options[i][1][0]) for i in options])
    y = np.array([float(context[0]) for context in choice.contexts])
    gains = choice.gains[:, options][np.argsort(y)][:, np.argsort(x)]
    return np.sort(x), np.sort(y), gains


def _doubt(runs: NDArray[np.float64]) -> float:
    """Half of the 95% interval of the mean, in sizes of the mean: from 1 on it holds zero."""
    found = mean(runs)
    if runs.size < FEWEST or found.sureness == 0.0:
        return MOST_DOUBT
    return min(1.0 / found.sureness, MOST_DOUBT)


@_page.styled
def as_lines(shown: Shown) -> Figure:
    """The difference from the reference along the axis that is chosen: a line for each scenario."""
    first = shown.first
    (axis, unit), *_ = first.axes.items()
    over = f", over the contexts ({', '.join(first.unknown)})" if first.unknown else ""
    about = f"{_against(first)}\nBands: 95% interval of the mean{over}."
    page = _sheet(shown, 2.0 * len(shown.choices) + 1.2, about)
    names = list(dict.fromkeys(scenario for scenario, labels in first.options if labels[0]))
    for (ax,), choice in zip(_grid(page, 1, 0.85, rows=len(shown.choices)), shown.choices, strict=True):
        for number, name in enumerate(names):
            _line(ax, choice, name, number)
        ax.axhline(0, color=_page.INK, linewidth=0.8)
        ax.set_title(heading(choice.metric))
        _page.number_axis(ax.yaxis, form=_page.signed)
        ax.grid(axis="y")
    _mark(ax, _values(first))
    ax.set_xlabel(_named(axis, unit))
    handles, labels = ax.get_legend_handles_labels()
    page.legend(handles, labels, loc="lower left", ncols=3, bbox_to_anchor=(0.1, 0.35 / page.get_figheight()))
    return page


def _line(ax: Axes, choice: Choice, name: str, number: int) -> None:
    """One scenario, averaged over the contexts, with the interval of its mean."""
    options = [i for i, (scenario, labels) in enumerate(choice.options) if scenario == name and labels[0]]
    values = _values(choice)
    x = [_places(values)[values.index(choice.options[i][1][0])] for i in options]
    means = [mean(choice.gains[:, i].mean(axis=0)) for i in options]
    colour = COLOURS[number % len(COLOURS)]
    ax.fill_between(x, [m.low for m in means], [m.high for m in means], color=colour, alpha=0.15, linewidth=0)
    look: dict[str, Any] = {
        "color": colour,
        "linestyle": DASHES[number % len(DASHES)],
        "marker": MARKS[number % len(MARKS)],
    }
    ax.plot(x, [m.mean for m in means], label=name, markersize=3, linewidth=1.2, **look)


def _values(choice: Choice) -> list[str]:
    """The values of the axis that is chosen, in their order."""
    return list(dict.fromkeys(labels[0] for _, labels in choice.options if labels[0]))


def _places(values: Sequence[str]) -> list[float]:
    """Values of an axis as places on it: numbers, dates, or names side by side."""
    if _are(float, values):
        return [float(value) for value in values]
    if _are(datetime.fromisoformat, values):
        return [_page.number(datetime.fromisoformat(value)) for value in values]
    return [float(place) for place in range(len(values))]


def _are(kind: Callable[[str], object], values: Sequence[str]) -> bool:
    """Whether all of the values can be read as something."""
    try:
        return bool([kind(value) for value in values])
    except ValueError:
        return False


def _mark(ax: Axes, values: Sequence[str]) -> None:
    """Ticks at the values of the axis."""
    if _are(float, values) or not _are(datetime.fromisoformat, values):
        ax.set_xticks(_places(values), values)
    else:
        days = [datetime.fromisoformat(value) for value in values]
        _page.date_axis(ax, min(days), max(days), most=11)


@_page.styled
def as_ranks(shown: Shown) -> Figure:
    """The rank of each scenario, by its mean, for each value of what is unknown."""
    first = shown.first
    (axis, unit), *_ = first.unknown.items()
    about = (
        f"Rank of each scenario by the mean of its {first.runs} runs {first.date}, 1 the most."
        "\nGrey bars join neighbours of which it is open who comes first: the 95% interval of their mean"
        " difference, paired, holds zero."
    )
    page = _sheet(shown, 0.27 * len(first.options) + 2.0, about)
    (line,) = _grid(page, len(shown.choices), 0.55, between=0.28, right=1.75)
    for ax, choice in zip(line, shown.choices, strict=True):
        _ranked(ax, choice)
        ax.set_xlabel(_named(axis, unit))
    _name_ends(line[-1], shown.choices[-1])
    line[0].set_ylabel("rank")
    return page


def _ranked(ax: Axes, choice: Choice) -> None:
    ranks = _ranks(choice)
    for place, (line, runs) in enumerate(zip(ranks, choice.outcomes, strict=True)):
        for rank, (ahead, behind) in enumerate(pairwise(line.argsort()), 1):
            if _doubt(runs[ahead] - runs[behind]) >= 1.0:
                ax.plot([place, place], [rank, rank + 1], color=LEVEL, linewidth=7.0, zorder=0)
    for option, row in enumerate(ranks.T):
        colour = COLOURS[option % len(COLOURS)]
        ax.plot(row, color=colour, linestyle=DASHES[option % len(DASHES)], linewidth=1.2)
        for place, rank in enumerate(row):
            ax.text(place, rank, str(option + 1), **_badge(colour))
    ax.set_xticks(range(len(choice.contexts)), [_tick(context[0]) for context in choice.contexts])
    ax.set_ylim(len(choice.options) + 0.6, 0.4)
    ax.set_xlim(-0.35, len(choice.contexts) - 0.65)
    ax.set_yticks(range(1, len(choice.options) + 1))
    ax.set_title(heading(choice.metric))


def _badge(colour: str) -> dict[str, Any]:
    box = {"boxstyle": "circle,pad=0.18", "facecolor": "white", "edgecolor": colour, "linewidth": 0.8}
    return {"size": 7, "ha": "center", "va": "center", "bbox": box, "color": _page.INK}


def _ranks(choice: Choice) -> NDArray[np.int64]:
    """Context x option, 1 the largest mean."""
    means = choice.outcomes.mean(axis=2)
    ranks: NDArray[np.int64] = (-means).argsort(axis=1, kind="stable").argsort(axis=1) + 1
    return ranks


def _name_ends(ax: Axes, choice: Choice) -> None:
    """The scenarios by number, where their lines end."""
    for option, rank in enumerate(_ranks(choice)[-1]):
        words = f"{option + 1}  {choice.option(option)}"
        ax.annotate(
            words, (1, rank), (6, 0), ax.get_yaxis_transform(), "offset points", size=7.5, va="center"
        )


def _tick(label: str) -> str:
    if not _are(float, [label]):
        return label
    number = float(label)
    return f"{number / 1000:g}k" if number >= 1000 else f"{number:g}"


def _sheet(shown: Shown, height: float, about: str) -> Figure:
    return _page.sheet(height + TOP, shown.title, about, shown.about)


def _grid(
    page: Figure, columns: int, left: float, *, rows: int = 1, between: float = 0.5, right: float = 0.25
) -> list[list[Axes]]:
    bottom = BOTTOM + (0.55 if rows > 1 else 0.0)
    return _page.axes(
        page,
        rows,
        columns,
        top=TOP,
        bottom=bottom,
        left=left,
        right=right,
        between=(between, 0.5),
        sharex=rows > 1,
    )


def _against(choice: Choice) -> str:
    return (
        f"Mean difference from “{choice.option(choice.reference)}” {choice.date}, paired:"
        f" {choice.runs} runs of each option."
    )


def _named(axis: str, unit: str) -> str:
    return f"{axis} ({unit})" if unit else axis


def form(choice: Choice) -> Callable[[Shown], Figure] | None:
    """What draws the figure that fits the axes of a study; None if none does."""
    if len(choice.axes) == 1:
        return as_map if _spans_a_map(choice) else as_lines
    return as_ranks if (len(choice.axes), len(choice.unknown)) == (0, 1) else None


def _spans_a_map(choice: Choice) -> bool:
    """Whether one scenario has two numbers at least on the axis that is chosen, and on one that is not."""
    scenarios = {scenario for scenario, labels in choice.options if labels[0]}
    if (len(scenarios), len(choice.unknown)) != (1, 1):
        return False
    across, up = _values(choice), [context[0] for context in choice.contexts]
    return min(len(across), len(up)) >= 2 and _are(float, [*across, *up])
