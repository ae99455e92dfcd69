"""Where everyone is, hour by hour: every status, stacked up to the whole population."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from numpy.typing import NDArray

from experiments.ensemble import Comparison, Ensemble
from experiments.plots import _page, _panels
from model.codes import STATUS_LABELS, Status

TITLE = "Where people are"
GRID = _panels.Grid(panel=1.85, left=0.55, right=0.25, bottom=0.5, between=0.22, spare=2)
ABOUT = (
    "Share of the people in the enclave at the start, mean over replicates;"
    " everyone is counted once at every hour.\n"
    "No status is merged with another: those in the key with a dagger (†) stay below 0.5% everywhere,"
    " too thin to see."
)
STEP = 12  # hours between the points drawn
SEEN = 0.005  # share of the population under which a layer is too thin to see
# From the bottom of the stack: tone and hatch of each status. Families share a tone and differ by hatch; two
# families that share a hatch have tones that are apart in grey too.
LOOKS: dict[Status, tuple[str, str]] = {
    Status.HOME: ("#1f4e79", ""),
    Status.DISPLACED_INSIDE: ("#6fa3cf", "////"),
    Status.WAITING: ("#b5d3ec", "...."),
    Status.TRAVELLING: ("#b5d3ec", "xxxx"),
    Status.CHANGED_CONTROL: ("#efefef", ""),
    Status.OVERRUN: ("#efefef", "////"),
    Status.RETURNED: ("#efefef", "...."),
    Status.OUT_GOVERNMENT: ("#e39a4a", ""),
    Status.OUT_CAMP: ("#e39a4a", "||||"),
    Status.OUT_KURDISH: ("#ffe08a", "----"),
    Status.OUT_OPPOSITION: ("#ffe08a", "++++"),
    Status.EVACUATED_BUS: ("#4f9d80", "\\\\\\\\"),
    Status.EVACUATED_MEDICAL: ("#4f9d80", "xxxx"),
    Status.DETAINED: ("#b5534a", ""),
    Status.KILLED: ("#111111", ""),
}


@_page.styled
def figure(comparison: Comparison) -> Figure:
    """A small panel for each scenario; means over replicates, which add up to everyone at every hour."""
    ensembles = list(comparison.ensembles.values())
    page, panels = _panels.page(TITLE, ABOUT, ensembles, GRID)
    shares = [_shares(ensemble) for ensemble in ensembles]
    for ax, ensemble, share in zip(panels, ensembles, shares, strict=False):
        _panel(ax, ensemble, share)
    panels[0].set_ylim(0, 1)
    _page.number_axis(panels[0].yaxis, 4, lambda value: f"{value:.0%}")
    _key(page, panels[-1], np.asarray(np.max(np.concatenate(shares), axis=0), np.float64))
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


def _key(page: Figure, corner: Axes, most: NDArray[np.float64]) -> None:
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
        bbox_to_anchor=(1 - 0.12 / _page.WIDTH, box.y1 + 0.12 / page.get_figheight()),
        handlelength=2.2,
        handleheight=1.3,
        columnspacing=1.2,
        labelspacing=0.5,
        fontsize=7.5,
    )
