"""People who got out by any way, hour by hour: every proposal beside the reference."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments.ensemble import Comparison, Ensemble
from experiments.plots import _page, _panels

TITLE = "Out by any way, proposal by proposal"
COMPARES = True
METRIC = "out_all"
GRID = _panels.Grid(panel=1.35, left=0.72, right=0.15, bottom=0.95, between=0.3)
BANDS = ((80, "#c4d9ee"),)
DASHES = (0, (3, 1.5))


@_page.styled
def figure(comparison: Comparison) -> Figure:
    """A small panel for each scenario, all on one scale, with the median of the reference in each."""
    ensembles = list(comparison.ensembles.values())
    reference = comparison.ensembles[comparison.reference]
    page, panels = _panels.page(TITLE, _about(reference), ensembles, GRID)
    for ax, ensemble in zip(panels, ensembles, strict=False):
        _panel(ax, ensemble, reference)
    top = max(float(np.max(np.percentile(each.metric(METRIC), 90, axis=0))) for each in ensembles)
    panels[0].set_ylim(0, 1.12 * max(top, 1.0))
    _page.number_axis(panels[0].yaxis)
    _key(page, reference)
    return page


def _about(reference: Ensemble) -> str:
    return (
        "People out on foot, by bus or by ambulance, since the start;"
        " at the right the median at the end, rounded to three figures.\n"
        f"All panels have the same scale; the dashed line is the median of “{reference.scenario.title}”."
    )


def _panel(ax: Axes, ensemble: Ensemble, reference: Ensemble) -> None:
    when = [_page.number(moment) for moment in ensemble.moments]
    median = _page.fan(ax, ensemble.moments, ensemble.metric(METRIC), BANDS)
    if ensemble is not reference:
        ax.plot(
            when,
            np.median(reference.metric(METRIC), axis=0),
            color=_page.INK,
            linewidth=1.0,
            linestyle=DASHES,
        )
    ax.grid(axis="y")
    ax.annotate(
        _page.thousands(_page.rounded(float(median[-1]), 3)),
        (1, 0),
        (-1, 3),
        "axes fraction",
        "offset points",
        ha="right",
        va="bottom",
        size=8,
        color=_page.MEDIAN,
    )


def _key(page: Figure, reference: Ensemble) -> None:
    title = reference.scenario.title
    handles = [
        Line2D([], [], color=_page.MEDIAN, label="median"),
        Patch(color=BANDS[0][1], label="80% of replicates"),
        Line2D(
            [],
            [],
            color=_page.INK,
            linewidth=1.0,
            linestyle=DASHES,
            label=f"median of “{title}”",
        ),
    ]
    place = (0.12 / _page.WIDTH, 0.32 / page.get_figheight())
    page.legend(handles=handles, loc="lower left", ncols=3, bbox_to_anchor=place)
