"""What each reporter would have said of a simulated city, beside what each did say.

Reports are not truth: a reporter counts whom it can, from some day on, late, with a bias of its own that
nobody knows, with a spread, and rounds. What such a reporter would have said of each replicate, before
rounding, is what is compared; the reported figure stands for all that rounds to it, half its own rounding to
either side, and beyond that where its sign is a bound. docs/observation.md has the whole model.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from experiments.ensemble import Runs
from experiments.reported import Figure, Reported
from experiments.reporters import FLOW, Reporter, most
from experiments.statistics import FEWEST, Interval, interval
from model.randomness import Decision, draw_normal
from model.record import METRICS

SHARE = 0.80
AS_IT_HAPPENED = "as-happened"
ONE_SIDED = ("at-least", "at-most")
SIGNED = {"exact": "", "about": "about ", "at-least": "≥ ", "at-most": "≤ ", "range": ""}


@dataclass(frozen=True)
class Compared:
    """A reported figure as it is compared, or why it cannot be."""

    figure: Figure
    low: float  # as reported, counted from `begin` on; the same as `high` unless a range
    high: float
    begin: datetime | None
    why_not: str = field(default="", kw_only=True)  # the reason why it cannot be compared


@dataclass(frozen=True)
class Counted(Compared):
    """A reported figure, and what there was to be counted in each replicate."""

    truth: NDArray[np.float64] | None


@dataclass(frozen=True)
class Observed(Compared):
    """A reported figure, and what the same reporter would have said in each replicate."""

    said: NDArray[np.float64] | None  # not rounded: a coarse rounding must not hide a miss

    @property
    def interval(self) -> Interval | None:
        """The interval that holds 80% of what would have been said, before rounding."""
        return None if self.said is None else interval(self.said, SHARE)

    @property
    def is_inside(self) -> bool | None:
        """Whether the figure, give or take half its rounding and with its sign, meets the interval.

        None if it cannot be compared, or too few replicates make no interval to judge by.
        """
        found = self.interval
        if self.said is None or found is None or len(self.said) < FEWEST:
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


def observe(reported: Reported, ensemble: Runs) -> list[Observed]:
    """Every reported figure beside the ensemble, those that cannot be compared with the reason why."""
    return [_observe(figure, reported, ensemble) for figure in reported.figures]


def only(observed: Iterable[Observed], *, held_out: bool) -> list[Observed]:
    """The figures of one use: those that calibrated and those that score never share a table."""
    return [each for each in observed if each.figure.is_held_out is held_out]


def once(observed: Iterable[Observed]) -> list[Observed]:
    """Each statement once: what only restates another figure is shown, and is no evidence of its own."""
    return [each for each in observed if not each.figure.restates]


def check_one_use(observed: Iterable[Observed]) -> None:
    """Raise ValueError when figures that calibrated are mixed with figures that score."""
    if len({each.figure.is_held_out for each in observed}) > 1:
        raise ValueError("figures for calibration and held-out figures do not belong in one table")


def label(observable: str) -> str:
    """What an observable is, in words."""
    return "out on foot" if observable == FLOW else str(METRICS[observable].LABEL)


def _observe(figure: Figure, reported: Reported, ensemble: Runs) -> Observed:
    counted = count(figure, reported, ensemble)
    said = None if counted.truth is None else _said(counted, reported, ensemble.seeds)
    return Observed(figure, counted.low, counted.high, counted.begin, said, why_not=counted.why_not)


def count(figure: Figure, reported: Reported, ensemble: Runs) -> Counted:
    """What a figure tells of, as its reporter counts: whom, from when, and how late."""
    reporter = reported.reporter(figure)
    start, end = ensemble.moments[0], ensemble.moments[-1]
    begin, offset = _counted_from(figure, reporter, reported, start)
    low, high = figure.low - offset, figure.high - offset
    if figure.moment > end:
        return Counted(figure, low, high, begin, None, why_not="after the end of the run")
    if figure.moment <= start:
        return Counted(figure, low, high, begin, None, why_not="before the start of the run")
    if begin is not None and begin < start:
        why = f"counted from {begin.day} {begin:%B}, and no earlier figure of this reporter lies in the run"
        return Counted(figure, low, high, begin, None, why_not=why)
    return Counted(figure, low, high, begin, _truth(figure, reporter, ensemble, begin))


def _counted_from(
    figure: Figure, reporter: Reporter, reported: Reported, start: datetime
) -> tuple[datetime | None, float]:
    """From when the figure is compared, and what the reporter had counted by then."""
    if reporter.counts == "level":
        return None, 0.0
    if reporter.counts == "flow":
        return figure.begin, 0.0
    since = figure.begin or reporter.since
    if since is None or since >= start:
        return since, 0.0
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


def _truth(figure: Figure, reporter: Reporter, ensemble: Runs, begin: datetime | None) -> NDArray[np.float64]:
    """What there was for this reporter to count, by replicate, as it stood `lag` hours before.

    What is counted in a window, or since the reporter's own earlier figure, is as long as it is told to be:
    its first hour is as late as its last, and neither is before the run.
    """
    values = np.sum([ensemble.metric(name) for name in reporter.scope], axis=0)
    lag, start = timedelta(hours=reporter.lag), ensemble.moments[0]

    def stood(moment: datetime) -> NDArray[np.float64]:
        beyond = 0.0 if reporter.beyond is None else reporter.beyond.at(moment, start)
        return np.asarray(values[:, ensemble.hour_of(moment)] + beyond)

    if begin is None:
        return stood(max(figure.moment - lag, start))
    if figure.is_of_window or begin not in (figure.begin, reporter.since):
        lag = min(lag, begin - start)
        begin -= lag
    return stood(max(figure.moment - lag, begin)) - stood(begin)


def _said(counted: Counted, reported: Reported, seeds: NDArray[np.int64]) -> NDArray[np.float64]:
    """What this reporter would have estimated, not rounded, replicate by replicate; never more than can be.

    In one replicate all figures of one organisation on one observable share its bias.
    """
    figure, reporter = counted.figure, reported.reporter(counted.figure)
    whose = f"{reported.organisation(figure)} {figure.observable}"
    shared = np.array([draw_normal(int(seed), Decision.REPORTER, whose, 1) for seed in seeds])
    luck = np.array([draw_normal(int(seed), Decision.REPORTER, figure.id) for seed in seeds])
    off = reporter.bias + reporter.doubt * shared + reporter.spread * luck
    said: NDArray[np.float64] = np.minimum(counted.truth * np.exp(off), most(figure.observable))
    return said
