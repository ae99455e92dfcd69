"""What is forecast: each held-out figure, and where it goes on from an earlier one, people per day since."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from experiments.ensemble import Ensemble
from experiments.observation import count
from experiments.reported import Figure, Reported
from experiments.reporters import Reporter

Values = NDArray[np.float64]

APART = timedelta(hours=12)  # figures closer than this are of one moment
DAY = timedelta(days=1)
SCORED = ("level", "sum", "flow")


@dataclass(frozen=True)
class Target:
    """One held-out figure as a forecaster must meet it."""

    figure: Figure
    low: float  # as counted by the model: less what was counted before the run
    high: float
    reporter: Reporter
    organisation: str
    origin: datetime  # what was reported up to then is known
    previous: Figure | None  # the figure of the same series before this one
    days: float | None  # since then, or of the window of a flow

    @property
    def value(self) -> float:
        """The figure; the middle of a range."""
        return (self.low + self.high) / 2.0

    @property
    def is_flow(self) -> bool:
        """Whether the figure itself is of a window of time."""
        return self.reporter.counts == "flow"

    @property
    def is_previous_known(self) -> bool:
        """Whether the earlier figure may be used by a forecaster."""
        return self.previous is not None and not self.previous.is_held_out

    @property
    def increment(self) -> float | None:
        """People per day, if the figure has one."""
        if self.days is None:
            return None
        before = 0.0 if self.is_flow or self.previous is None else self.previous.low
        return (self.value - before) / self.days


def going_on(sample: Values, target: Target, before: Callable[[Target], Values]) -> Values:
    """A sample of a count that goes on from an earlier figure: nobody takes people back."""
    return sample if target.previous is None else np.maximum(sample, before(target))


def origin(reported: Reported) -> datetime:
    """When the forecast is made: the end of the last day of which a figure may be used, if there is one.

    Otherwise a day before the first figure; there must be one.
    """
    first = min(figure.moment for figure in reported.figures) - DAY
    return max((figure.moment for figure in reported.figures if not figure.is_held_out), default=first)


def targets(reported: Reported, ensemble: Ensemble) -> list[Target]:
    """Every held-out figure that the run can be compared with, but for those that restate another one.

    Counts from before the run are left out: naive forecasters would have to be told what they begin with.
    """
    known = origin(reported)
    found = []
    for figure in sorted(reported.figures, key=lambda each: (each.observable, each.moment, each.id)):
        counted = count(figure, reported, ensemble)
        is_scored = figure.is_held_out and not figure.restates and counted.truth is not None
        if is_scored and figure.moment > known and reported.reporter(figure).counts in SCORED:
            found.append(_target(figure, counted.low, counted.high, reported, known))
    return found


def _target(figure: Figure, low: float, high: float, reported: Reported, known: datetime) -> Target:
    reporter, who = reported.reporter(figure), reported.organisation(figure)
    previous = _previous(figure, reported) if reporter.counts == "sum" else None
    days = None if previous is None else (figure.moment - previous.moment) / DAY
    if reporter.counts == "flow" and figure.begin is not None:
        days = (figure.moment - figure.begin) / DAY
    return Target(figure, low, high, reporter, who, known, previous, days)


def _previous(figure: Figure, reported: Reported) -> Figure | None:
    """The last figure of the same quantity by the same organisation."""
    who = reported.organisation(figure)
    before = [
        each
        for each in reported.figures
        if (reported.organisation(each), each.observable, each.quantity)
        == (who, figure.observable, figure.quantity)
        and each.moment <= figure.moment - APART
    ]
    return max(before, key=lambda each: each.moment, default=None)
