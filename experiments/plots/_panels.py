"""A small panel for each scenario, all of them on one vertical scale and one axis of dates."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from experiments.ensemble import Ensemble
from experiments.plots import _page

COLUMNS = 4
TALL = 1.5  # of panels that are wide because there are few, in heights of the others
TOP, GAP = 1.15, 0.6  # inches


@dataclass(frozen=True)
class Grid:
    """Where the panels of a page are, in inches, and how many cells stay free for the key."""

    panel: float
    left: float
    right: float
    bottom: float
    between: float
    spare: int = 0


def page(title: str, about: str, ensembles: Sequence[Ensemble], grid: Grid) -> tuple[Figure, list[Axes]]:
    """A page, and a panel for each scenario with its title and its dates; those left over are empty."""
    count = len(ensembles)
    columns = min(COLUMNS, count + grid.spare)
    rows = math.ceil((count + grid.spare) / columns)
    panel = grid.panel * (TALL if columns < COLUMNS else 1.0)
    made = _page.page(TOP + grid.bottom + rows * panel + (rows - 1) * GAP, title, about, ensembles)
    lines = _page.axes(
        made,
        rows,
        columns,
        top=TOP,
        bottom=grid.bottom,
        left=grid.left,
        right=grid.right,
        between=(grid.between, GAP),
        sharey=True,
    )
    panels = list(chain(*lines))
    for ax in panels[count:]:
        ax.set_axis_off()
    for place, (ax, ensemble) in enumerate(zip(panels, ensembles, strict=False)):
        ax.set_title(_page.title_of(ensemble), size=8.5)
        _page.date_axis(ax, ensembles[0].moments[0], ensembles[0].moments[-1], most=4)
        ax.tick_params(labelbottom=place + columns >= count)  # below the last of each column
    return made, panels
