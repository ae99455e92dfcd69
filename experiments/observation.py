"""What each reporter would have said of a simulated city, beside what each did say.

Reports are not truth: a reporter counts from some day on, estimates with some spread, and rounds. What such a
reporter would have said of each replicate, before rounding, is what is compared; the reported figure stands
for all that rounds to it, half its own rounding to either side, and beyond that where its sign is a bound.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from experiments.ensemble import Ensemble
from experiments.reported import FLOW, Figure, Reported, Reporter
from experiments.statistics import Interval, interval
from model.randomness import Decision, draw_normal
from model.record import METRICS

SHARE = 0.80
AS_IT_HAPPENED = "as-happened"
ONE_SIDED = ("at-least", "at-most")
SIGNED = {"exact": "", "about": "about ", "at-least": "≥ ", "at-most": "≤ ", "range": ""}


@dataclass(frozen=True)
class Observed:
    """A reported figure, and what the same reporter would have said in each replicate."""

    figure: Figure
    low: float  # as reported, counted from `begin` on; the same as `high` unless a range
    high: float
    begin: datetime | None
    said: NDArray[np.float64] | None  # not rounded: a coarse rounding must not hide a miss
    why_not: str = ""  # the reason why it cannot be compared

    @property
    def interval(self) -> Interval | None:
        """The interval that holds 80% of what would have been said, before rounding."""
        return None if self.said is None else interval(self.said, SHARE)

    @property
    def is_inside(self) -> bool | None:
        """Whether the figure, give or take half its rounding and with its sign, meets the interval.

        None if it cannot be compared, or one replicate makes no interval.
        """
        found = self.interval
        if self.said is None or found is None or len(self.said) < 2:
            return None
        half = self.figure.rounding / 2.0
        # "At least" is refuted only by a run that stays below it, "at most" only by one that stays above it.
        under = self.figure.sign == "at-most" or self.low - half <= found.high
        over = self.figure.sign == "at-least" or self.high + half >= found.low
        return under and over

    @property
    def is_one_sided(self) -> bool:
        """Whether it claims a bound only."""
        return self.figure.sign in ONE_SIDED

    @property
    def reported(self) -> str:
        """The figure with its sign in words."""
        sign = SIGNED[self.figure.sign]
        return sign + (f"{self.low:,.0f}" if self.low == self.high else f"{self.low:,.0f}–{self.high:,.0f}")

    def plain(self) -> dict[str, object]:
        """As a table or JSON may hold it; of one replicate, `run_says` is what it says.

        `run_says`, `low` and `high` are not rounded; `rounding` is that of the reported figure.
        """
        found, figure = self.interval, self.figure
        return {
            "id": figure.id,
            "use": figure.use,
            "reporter": figure.reporter,
            "observable": figure.observable,
            "since": None if self.begin is None else self.begin.isoformat(),
            "until": figure.moment.isoformat(),
            "sign": figure.sign,
            "reported_low": self.low,
            "reported_high": self.high,
            "rounding": figure.rounding,
            "run_says": None if found is None else found.median,
            "low": None if found is None else found.low,
            "high": None if found is None else found.high,
            "inside": self.is_inside,
            "not_comparable": self.why_not or None,
        }


def observe(reported: Reported, ensemble: Ensemble) -> list[Observed]:
    """Every reported figure beside the ensemble, those that cannot be compared with the reason why."""
    return [_observe(figure, reported, ensemble) for figure in reported.figures]


def only(observed: Iterable[Observed], *, held_out: bool) -> list[Observed]:
    """The figures of one use: those that calibrated and those that score never share a table."""
    return [each for each in observed if each.figure.is_held_out is held_out]


def check_one_use(observed: Iterable[Observed]) -> None:
    """Raise ValueError when figures that calibrated are mixed with figures that score."""
    if len({each.figure.is_held_out for each in observed}) > 1:
        raise ValueError("figures for calibration and held-out figures do not belong in one table")


def label(observable: str) -> str:
    """What an observable is, in words."""
    return "out on foot" if observable == FLOW else str(METRICS[observable].LABEL)


def _observe(figure: Figure, reported: Reported, ensemble: Ensemble) -> Observed:
    reporter = reported.reporter(figure)
    start, end = ensemble.moments[0], ensemble.moments[-1]
    begin, offset = _counted_from(figure, reporter, reported, start)
    low, high = figure.low - offset, figure.high - offset
    if figure.moment > end:
        return Observed(figure, low, high, begin, None, "after the end of the run")
    if figure.moment <= start:
        return Observed(figure, low, high, begin, None, "before the start of the run")
    if begin is not None and begin < start:
        why = f"counted from {begin.day} {begin:%B}, and no earlier figure of this reporter lies in the run"
        return Observed(figure, low, high, begin, None, why)
    return Observed(figure, low, high, begin, _said(figure, reporter, ensemble, begin))


def _counted_from(
    figure: Figure, reporter: Reporter, reported: Reported, start: datetime
) -> tuple[datetime | None, float]:
    """From when the figure is compared, and what the reporter had counted by then."""
    if reporter.counts == "level":
        return None, 0.0
    if reporter.counts == "flow":
        return figure.begin, 0.0
    if figure.begin is None or figure.begin >= start:
        return figure.begin, 0.0
    if reporter.counts == "sum":  # nothing of it had happened before the start
        return None, 0.0
    earlier = _earlier(figure, reported, start)
    return (figure.begin, 0.0) if earlier is None else (earlier.moment, earlier.low)


def _earlier(figure: Figure, reported: Reported, start: datetime) -> Figure | None:
    """The last figure before this one that the same reporter gave of the same quantity, since the start."""
    same = [
        each
        for each in reported.figures
        if (each.reporter, each.quantity, each.begin) == (figure.reporter, figure.quantity, figure.begin)
        and start <= each.moment < figure.moment
    ]
    return max(same, key=lambda each: each.moment, default=None)


def _said(
    figure: Figure, reporter: Reporter, ensemble: Ensemble, begin: datetime | None
) -> NDArray[np.float64]:
    """The simulated value as this reporter would have estimated it, not rounded, replicate by replicate."""
    values = ensemble.metric("out_total" if figure.observable == FLOW else figure.observable)
    truth = values[:, ensemble.hour_of(figure.moment)].copy()
    if begin is not None:
        truth -= values[:, ensemble.hour_of(begin)]
    luck = np.array([draw_normal(int(seed), Decision.REPORTER, figure.id) for seed in ensemble.seeds])
    said: NDArray[np.float64] = truth * np.exp(reporter.bias + reporter.spread * luck)
    return said
