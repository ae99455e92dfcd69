"""Where everyone is, hour by hour: every status, stacked up to the whole population."""

from __future__ import annotations

import math

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from numpy.typing import NDArray

from experiments.ensemble import Comparison, Ensemble
from experiments.plots import _page
from model.codes import STATUS_LABELS, Status

TITLE = "Where people are"
COLUMNS, SPARE = 4, 2  # panels across; cells that the key needs
TOP, BOTTOM, PANEL, GAP = 1.15, 0.5, 1.85, 0.6  # inches
ABOUT = (
    "Share of the people in the enclave at the start, mean over replicates;"
    " everyone is counted once at every hour.\n"
    "No status is merged with another: those in the key with a dagger (†) stay below 0.5% everywhere,"
    " too thin to see."
)
STEP = 12  # hours between the points drawn
SEEN = 0.005  # share of the population under which a layer is too thin to see
# From the bottom of the stack: tone and hatch of each status. Families share a tone and differ by hatch.
LOOKS: dict[Status, tuple[str, str]] = {
    Status.HOME: ("#2b5c8a", ""),
    Status.DISPLACED_INSIDE: ("#7fb0d9", "////"),
    Status.WAITING: ("#cfe3f3", "...."),
    Status.TRAVELLING: ("#cfe3f3", "xxxx"),
    Status.CHANGED_CONTROL: ("#d9d9d9", ""),
    Status.OVERRUN: ("#d9d9d9", "////"),
    Status.RETURNED: ("#d9d9d9", "...."),
    Status.OUT_GOVERNMENT: ("#f2a65a", ""),
    Status.OUT_CAMP: ("#f2a65a", "////"),
    Status.OUT_KURDISH: ("#ffe08a", ""),
    Status.OUT_OPPOSITION: ("#ffe08a", "////"),
    Status.EVACUATED_BUS: ("#66b89a", "\\\\\\\\"),
    Status.EVACUATED_MEDICAL: ("#66b89a", "xxxx"),
    Status.DETAINED: ("#7a3b2e", "////"),
    Status.KILLED: ("#111111", ""),
}


@_page.styled
def figure(comparison: Comparison) -> Figure:
    """A small panel for each scenario; means over replicates, which add up to everyone at every hour."""
    ensembles = list(comparison.ensembles.values())
    rows = math.ceil((len(ensembles) + SPARE) / COLUMNS)
    height = TOP + BOTTOM + rows * PANEL + (rows - 1) * GAP
    page = _page.page(height, TITLE, ABOUT, ensembles)
    panels = _page.panels(
        page,
        len(ensembles),
        columns=COLUMNS,
        rows=rows,
        top=TOP,
        bottom=BOTTOM,
        left=0.55,
        right=0.25,
        between=(0.22, GAP),
    )
    shares = [_shares(ensemble) for ensemble in ensembles]
    for ax, ensemble, share in zip(panels, ensembles, shares, strict=False):
        _panel(ax, ensemble, share)
    panels[0].set_ylim(0, 1)
    _page.number_axis(panels[0].yaxis, 4, lambda value: f"{value:.0%}")
    _page.panel_dates(panels, len(ensembles), COLUMNS, ensembles[0].moments[0], ensembles[0].moments[-1])
    _key(page, panels[-1], np.asarray(np.max(np.concatenate(shares), axis=0), np.float64), height)
    return page


def _shares(ensemble: Ensemble) -> NDArray[np.float64]:
    """Mean share of everyone, time x status in the order of the stack; each line adds up to 1."""
    counts = ensemble.by_status()[:, ::STEP, :].mean(axis=0)[:, list(LOOKS)]
    share: NDArray[np.float64] = counts / counts.sum(axis=1, keepdims=True)
    return share


def _panel(ax: Axes, ensemble: Ensemble, share: NDArray[np.float64]) -> None:
    when = [_page.number(moment) for moment in ensemble.moments[::STEP]]
    edges = np.concatenate([np.zeros((len(share), 1)), share.cumsum(axis=1)], axis=1)
    for layer, (tone, hatch) in enumerate(LOOKS.values()):
        if share[:, layer].any():
            ax.fill_between(
                when,
                edges[:, layer],
                edges[:, layer + 1],
                facecolor=tone,
                hatch=hatch,
                edgecolor="#333333",
                linewidth=0.3,
            )
    ax.set_title(_page.title_of(ensemble), size=8.5)


def _key(page: Figure, corner: Axes, most: NDArray[np.float64], height: float) -> None:
    """From the top of the stack down, as it stands in the panels."""
    handles = [
        Patch(
            facecolor=tone,
            hatch=hatch,
            edgecolor="#333333",
            linewidth=0.4,
            label=STATUS_LABELS[status] + (" †" if share < SEEN else ""),
        )
        for (status, (tone, hatch)), share in zip(LOOKS.items(), most, strict=True)
    ]
    box = corner.get_position()
    page.legend(
        handles=handles[::-1],
        loc="upper right",
        ncols=2,
        bbox_to_anchor=(1 - 0.12 / _page.WIDTH, box.y1 + 0.12 / height),
        handlelength=2.2,
        handleheight=1.3,
        columnspacing=1.2,
        labelspacing=0.5,
        fontsize=7.5,
    )
