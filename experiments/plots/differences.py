"""What each proposal changes, against the reference run with the same seeds, at the fixed dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.transforms import blended_transform_factory

from experiments import statistics
from experiments.ensemble import Comparison, heading
from experiments.plots import _page

TITLE = "What each proposal changes"
COMPARES = True
FEW = f"With fewer than {statistics.FEWEST} no sign is claimed, and all are hollow."
SHOWN = ("out_all", "killed_civilians", "hunger_days", "patients_evacuated", "remaining")
ROW = 0.158  # inches for each proposal
TOP, BOTTOM, GAP = 1.12, 0.42, 0.62  # inches
MARKER: dict[str, Any] = {"markersize": 4.6, "markeredgewidth": 1.0}


@_page.styled
def figure(comparison: Comparison) -> Figure:
    """A panel for each quantity and date: median, 50% and 90% interval of the paired differences."""
    first = comparison.ensembles[comparison.reference]
    others = [name for name in comparison.ensembles if name != comparison.reference]
    moments = _moments(comparison, others)
    titles = [comparison.ensembles[name].scenario.title for name in others]
    rows = len(others)
    height = TOP + BOTTOM + len(SHOWN) * rows * ROW + (len(SHOWN) - 1) * GAP + 0.25
    page = _page.page(
        height,
        f"{TITLE}, against “{first.scenario.title}”",
        _about(comparison),
        comparison.ensembles.values(),
    )
    grid = _page.axes(
        page,
        len(SHOWN),
        max(len(moments), 1),
        top=TOP,
        bottom=BOTTOM + 0.25,
        left=2.5,
        right=0.85,
        between=(0.88, GAP),
        sharex="row",
    )
    for line, metric in zip(grid, SHOWN, strict=True):
        for ax, (label, at) in zip(line, moments.items(), strict=False):
            _panel(ax, comparison, others, metric, at)
            ax.set_title(label, size=8.5, weight="normal")
        _name_rows(line, metric, titles)
    _key(page, height)
    return page


def _moments(comparison: Comparison, others: list[str]) -> dict[str, datetime]:
    """The fixed dates within the run at which some proposal has changed something."""
    first = comparison.ensembles[comparison.reference]
    within = {
        label: at for label, at in comparison.moments.items() if first.moments[0] < at <= first.moments[-1]
    }

    def is_changed(at: datetime) -> bool:
        hour = first.hour_of(at)
        return any(
            (comparison.ensembles[name].at(hour, metric) != first.at(hour, metric)).any()
            for name in others
            for metric in SHOWN
        )

    return {label: at for label, at in within.items() if is_changed(at)} or within


def _about(comparison: Comparison) -> str:
    pairs = _page.plural(len(comparison.seeds), "pair")
    reference = comparison.ensembles[comparison.reference].scenario.title
    few = len(comparison.seeds) < statistics.FEWEST
    return (
        f"Difference from “{reference}”, paired by seed: {pairs}. "
        + (FEW if few else "Filled: the 90% interval leaves out zero; hollow: even the sign is open.")
        + "\n"
        "Each quantity has its own scale, the same at every date;"
        " the number on its right is the median difference (=: the same with every seed)."
    )


def _panel(ax: Axes, comparison: Comparison, others: list[str], metric: str, at: datetime) -> None:
    reference = comparison.ensembles[comparison.reference]
    hour = reference.hour_of(at)
    right = blended_transform_factory(ax.transAxes, ax.transData)
    ax.axvline(0, color=_page.INK, linewidth=0.9, zorder=1)
    for row, name in enumerate(others):
        values = comparison.ensembles[name].at(hour, metric), reference.at(hour, metric)
        wide, narrow = statistics.difference(*values), statistics.difference(*values, share=0.5)
        is_same = np.array_equal(*values)
        ax.annotate(
            "=" if is_same else _page.signed(wide.median),
            (1, row),
            (5, 0),  # nearer to its own panel than to the next
            right,
            "offset points",
            size=7.5,
            va="center",
            annotation_clip=False,
        )
        if is_same:
            continue
        ax.plot([wide.low, wide.high], [row, row], color=_page.MEDIAN, linewidth=0.9)
        ax.plot([narrow.low, narrow.high], [row, row], color=_page.MEDIAN, linewidth=3.0)
        fill = "white" if wide.holds_zero else _page.MEDIAN
        ax.plot(wide.median, row, "o", color=_page.MEDIAN, markerfacecolor=fill, **MARKER)
    ax.set_ylim(len(others) - 0.4, -0.6)
    ax.set_yticks([])
    ax.spines["left"].set_visible(False)
    ax.grid(axis="x")


def _name_rows(line: Sequence[Axes], metric: str, titles: list[str]) -> None:
    """The name of the quantity above its row, the proposals on its left, and one scale that holds zero."""
    low, high = line[0].get_xlim()
    if max(abs(low), abs(high)) <= 1:  # also where nothing is drawn
        line[0].set_xlim(-1, 1)
    for ax in line:
        _page.number_axis(ax.xaxis, 2)
    line[0].set_yticks(range(len(titles)), titles)
    line[0].tick_params(axis="y", length=0)
    line[0].annotate(
        heading(metric),
        (0, 1),
        (-170, 15),
        "axes fraction",
        "offset points",
        weight="bold",
        size=9,
        va="bottom",
        annotation_clip=False,
    )


def _key(page: Figure, height: float) -> None:
    """What the dots and bars stand for."""
    handles = [
        Line2D([], [], marker="o", color=_page.MEDIAN, linestyle="", label="median", **MARKER),
        Line2D([], [], color=_page.MEDIAN, linewidth=3.0, label="50% of pairs"),
        Line2D([], [], color=_page.MEDIAN, linewidth=0.9, label="90% of pairs"),
        Line2D([], [], color=_page.INK, linewidth=0.9, label="no difference (0)"),
    ]
    page.legend(handles=handles, loc="lower left", ncols=4, bbox_to_anchor=(0.12 / _page.WIDTH, 0.3 / height))
