"""Figures of a study: what they share, a map over two axes, and ranks over what is unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.contour import ContourSet
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from experiments.choice import Choice
from experiments.decision import pairs
from experiments.ensemble import heading
from experiments.plots import _page
from experiments.plots._labels import Labels
from experiments.statistics import FEWEST, Crossed, fewest, mean

SHOWN = ("out_all", "killed_civilians", "hunger_days")  # got out, killed, fed
LESS = "RdBu_r"  # fewer is blue
COLOURS = ("#08519c", "#d55e00", "#009e73", "#cc79a7", "#444444", "#8c6d00", "#56b4e9", "#7f3b08", "#000000")
DASHES = ("-", (0, (5, 1.5)), (0, (1.5, 1.2)), (0, (6, 1.5, 1.5, 1.5)))
LEVEL = "#cccccc"  # those that cannot be told apart
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
    page = sheet(
        shown,
        3.1,
        against(first)
        + "\nBlue, dashed: fewer than there; red: more. Dots: what was run."
        + " Hatched, hollow: the 95% interval of the mean holds zero.",
    )
    (line,) = grid(page, len(shown.choices), 0.6, between=0.6)
    for ax, choice in zip(line, shown.choices, strict=True):
        _surface(ax, choice)
        ax.set_xlabel(named(across, unit_across))
    line[0].set_ylabel(named(up, unit_up))
    return page


def _surface(ax: Axes, choice: Choice) -> None:
    x, y, gains = _gridded(choice)
    means = gains.mean(axis=(2, 3))
    most = max(float(np.abs(means).max()), 1e-9)
    levels = MaxNLocator(10, steps=[1, 2, 2.5, 5, 10], symmetric=True).tick_values(-most, most)
    ax.contourf(x, y, means, levels, cmap=LESS, alpha=0.75)
    doubt = np.array([[doubt_of(runs) for runs in row] for row in gains])
    open_ = ax.contourf(x, y, doubt, [1.0, MOST_DOUBT], colors="none", hatches=["///"])
    open_.set(edgecolor=_page.QUIET, linewidth=0.0)
    lines = ax.contour(x, y, means, levels, colors=_page.INK, linewidths=0.5)
    for row, column in np.ndindex(means.shape):
        face = "white" if doubt[row, column] >= 1.0 else _page.INK
        ax.plot(x[column], y[row], "o", ms=3.2, mec=_page.INK, mew=0.6, mfc=face, clip_on=False, zorder=3)
    ax.set_xticks(x, [f"{value:g}" for value in x])
    ax.set_yticks(y, [f"{value:g}" for value in y])
    ax.set_title(heading(choice.metric))
    _name_levels(ax, lines, product(x, y))


def _name_levels(ax: Axes, lines: ContourSet, dots: Iterable[tuple[float, float]]) -> None:
    """The number of each contour line, on it, inside the panel and clear of the dots."""
    labels = Labels(ax)
    for dot in dots:
        labels.keep_off(*dot, 2.5)
    for level, path in zip(lines.levels, lines.get_paths(), strict=True):
        for part in path.to_polygons(closed_only=False):
            labels.write_on(np.asarray(part), _page.signed(_page.rounded(level)), {"size": 7})


def _gridded(choice: Choice) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Both axes in the order of their numbers, and what is gained, up x across x point x seed."""
    options = [i for i, (_, labels) in enumerate(choice.options) if labels[0]]
    x = np.array([float(choice.options[i][1][0]) for i in options])
    y = np.array([float(context[0]) for context in choice.contexts])
    gains = choice.gains[:, options][np.argsort(y)][:, np.argsort(x)]
    return np.sort(x), np.sort(y), gains


def doubt_of(runs: Crossed) -> float:
    """Half of the 95% interval of the mean, in sizes of the mean: from 1 on it holds zero."""
    found = mean(runs)
    if fewest(runs) < FEWEST or found.sureness == 0.0:
        return MOST_DOUBT
    return min(1.0 / found.sureness, MOST_DOUBT)


def values_of(choice: Choice) -> list[str]:
    """The values of the axis that is chosen, in their order."""
    return list(dict.fromkeys(labels[0] for _, labels in choice.options if labels[0]))


def are(kind: Callable[[str], object], values: Sequence[str]) -> bool:
    """Whether all of the values can be read as something."""
    try:
        return bool([kind(value) for value in values])
    except ValueError:
        return False


@_page.styled
def as_ranks(shown: Shown) -> Figure:
    """The rank of each scenario, by its mean, for each value of what is unknown."""
    first = shown.first
    (axis, unit), *_ = first.unknown.items()
    about = (
        f"Rank of each scenario by the mean of its {first.counted} {first.date}, 1 the most."
        "\nGrey bars join neighbours of which it is open who comes first: the interval of their mean"
        " difference (95% for all pairs) holds zero."
    )
    page = sheet(shown, 0.27 * len(first.options) + 2.0, about)
    (line,) = grid(page, len(shown.choices), 0.55, between=0.28, right=1.75)
    for ax, choice in zip(line, shown.choices, strict=True):
        _ranked(ax, choice)
        ax.set_xlabel(named(axis, unit))
    _name_ends(line[-1], shown.choices[-1])
    line[0].set_ylabel("rank")
    return page


def _ranked(ax: Axes, choice: Choice) -> None:
    ranks = _ranks(choice)
    for place, (line, gaps) in enumerate(zip(ranks, pairs(choice.outcomes), strict=True)):
        for rank, (ahead, behind) in enumerate(pairwise(line.argsort()), 1):
            if choice.are_few or gaps.low[ahead, behind] <= 0.0:
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
    means = choice.outcomes.mean(axis=(2, 3))
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
    if not are(float, [label]):
        return label
    number = float(label)
    return f"{number / 1000:g}k" if number >= 1000 else f"{number:g}"


def sheet(shown: Shown, height: float, about: str) -> Figure:
    """A page for a study, so high without its title."""
    return _page.sheet(height + TOP, shown.title, about, shown.about)


def grid(
    page: Figure,
    columns: int,
    left: float,
    *,
    rows: int = 1,
    between: float = 0.5,
    right: float = 0.25,
    heads: float = 0.0,
) -> list[list[Axes]]:
    """Rows of axes between title and foot, margins in inches."""
    return _page.axes(
        page,
        rows,
        columns,
        top=TOP + heads,
        bottom=BOTTOM,
        left=left,
        right=right,
        between=(between, 0.36),
        sharex=rows > 1,
    )


def against(choice: Choice) -> str:
    """What is shown, in words."""
    return (
        f"Mean difference from “{choice.reference}” {choice.date}, paired: {choice.counted} of each option."
    )


def named(axis: str, unit: str) -> str:
    """An axis with its unit."""
    return f"{axis} ({unit})" if unit else axis
