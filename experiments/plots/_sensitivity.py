"""The figure of a sensitivity: a row for each number that matters most, a bar for each outcome."""

from __future__ import annotations

import math
from collections.abc import Sequence
from textwrap import wrap

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.ensemble import heading
from experiments.plots import _page
from experiments.sensitivity import Effect, Sensitivity

ROWS = 15
ROW = 0.24  # inches
TOP, BOTTOM, LEFT = 1.35, 0.75, 2.25
WIDE = 1.6  # longest bars, that a panel has room for
BAR, LUCK = "#6a9fd0", "#ffffff"
SIZES = {
    "morris": "Change of an outcome when one number moves two thirds of the way from 5% to 95%",
    "sobol-total": "Total-order index: share of the variance left when all numbers but this are known",
}


@_page.styled
def figure(what: tuple[Sensitivity, str]) -> Figure:
    """Bars of size with 95% intervals, hollow where they cannot be told from luck."""
    found, foot = what
    numbers = found.ranked[:ROWS]
    about = (
        f"{SIZES[found.method]}; {found.laid_out}, {_page.plural(found.seeds, 'seed')}, {found.date}.\n"
        "Lines: 95% interval, cut at the panel. Hollow: it may be luck. Last column: how often the order of"
        " the options changes.\n"
        "Rows: by the largest filled bar of the other columns, then by the largest hollow one."
    )
    page = _page.sheet(
        TOP + BOTTOM + ROW * len(numbers), f"{heading(found.metric)}: what it hangs on", about, foot
    )
    (line,) = _page.axes(
        page,
        1,
        len(found.effects) + 1,
        top=TOP,
        bottom=BOTTOM,
        left=LEFT,
        right=0.2,
        between=(0.2, 0.0),
        sharey=True,
    )
    for ax, (outcome, effects) in zip(line, found.effects.items(), strict=False):
        _bars(ax, [effects[number] for number in numbers])
        ax.set_title("\n".join(wrap(outcome, 22, break_on_hyphens=False)), size=8)
        ax.set_xlabel(heading(found.metric) if found.method == "morris" else "index")
    shares = [found.order_changes[number] for number in numbers]
    _bars(line[-1], [Effect(share.mean, share.low, share.high, 0.0, 0.0, None) for share in shares])
    line[-1].set_title("Order of the options", size=8)
    line[-1].set_xlabel("share of cases")
    line[-1].set_xlim(0.0, 1.0)
    line[0].set_yticks(range(len(numbers)), [found.numbers[number] for number in numbers])
    line[0].set_ylim(len(numbers) - 0.4, -0.6)
    return page


def _bars(ax: Axes, effects: Sequence[Effect]) -> None:
    for row, effect in enumerate(effects):
        face = LUCK if effect.is_seen is False else BAR
        ax.barh(row, effect.size, 0.62, facecolor=face, edgecolor=_page.MEDIAN, linewidth=0.7)
        ax.plot([effect.low, effect.high], [row, row], color=_page.INK, linewidth=1.0)
    told = [effect.size for effect in effects if math.isfinite(effect.size)]
    if effects and not told:
        ax.text(0.5, 0.5, "luck alone", {"ha": "center", "color": _page.QUIET}, transform=ax.transAxes)
    ax.set_xlim(0.0, WIDE * max(told, default=0.0) or 1.0)
    _page.number_axis(ax.xaxis, 2, form=lambda value: f"{value:,g}")
    ax.grid(axis="x")
