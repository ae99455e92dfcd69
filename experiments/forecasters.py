"""Naive forecasters: each a whole distribution of what a reporter will say, from what had been said by then.

A series is what one organisation had said of one observable by the day of the forecast: levels; or, for what
is counted up or by the day, people per day between its figures (a count begins with nobody at the start of
the run). Each forecaster draws paths of the series, day by day from the last figure on:

- persistence: the last value stays;
- expanding mean: the mean of all values so far;
- linear trend: the least-squares line through them, never below nobody;
- log-normal random walk: from the last value, the logarithm moving by a normal step each day.

The first three are off by a factor, log-normal, with the standard deviation of the logarithms of all series
about their own mean; the steps of the fourth have the standard deviation of their changes by the day. An
organisation that had said nothing yet is forecast from all others, and its own doubt is added. The
reporter's spread is added to every figure, its margin to every bound, nobody takes people back, and nobody
says more than there can be, all as for the model.

Source: the usual references of forecast evaluation (Hyndman and Athanasopoulos, 2021, Forecasting:
Principles and Practice, chapter 5).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from experiments import luck
from experiments.reported import Figure, Reported
from experiments.reporters import most
from experiments.targets import DAY, Target, going_on

Values = NDArray[np.float64]
DRAWS = 2000
LEAST = 0.1  # standard deviation of a logarithm when two equal figures would show none


@dataclass(frozen=True)
class Series:
    """What had been said: values at days since the start, and the total of the last figure."""

    days: Values
    values: Values  # levels, or people per day
    last: float  # day of the last figure
    total: float  # counted by then, where people are counted up
    spread: float = LEAST  # of the logarithm about the mean, over all series
    step: float = LEAST  # of the logarithm by the day, over all series
    is_own: bool = True
    of_day: float = 0.5  # of a day ahead, the moment that its value is of: of a level its end


Paths = Callable[[Series, Values], Values]  # normals (draw, 1 + day) -> values (draw, day)


def persistence(series: Series, normals: Values) -> Values:
    """The last value stays."""
    return _about(np.full(_days(normals), series.values[-1]), series, normals)


def expanding_mean(series: Series, normals: Values) -> Values:
    """The mean of all values so far."""
    return _about(np.full(_days(normals), series.values.mean()), series, normals)


def linear_trend(series: Series, normals: Values) -> Values:
    """The least-squares line, from the last figure on; the mean if there is one value."""
    ahead = series.last + np.arange(_days(normals)) + series.of_day
    if np.ptp(series.days) == 0.0:
        return expanding_mean(series, normals)
    slope, level = np.polyfit(series.days, series.values, 1)
    return _about(np.maximum(level + slope * ahead, 0.0), series, normals)


def log_normal_random_walk(series: Series, normals: Values) -> Values:
    """A step of the logarithm each day from the last value."""
    steps = np.cumsum(series.step * normals[:, 1:], axis=1)
    return np.asarray(series.values[-1] * np.exp(steps))


FORECASTERS: dict[str, Paths] = {
    "persistence": persistence,
    "expanding mean": expanding_mean,
    "linear trend": linear_trend,
    "log-normal random walk": log_normal_random_walk,
}


def _days(normals: Values) -> int:
    """Days ahead to which paths are drawn."""
    return int(normals.shape[1]) - 1


def _about(path: Values, series: Series, normals: Values) -> Values:
    return np.asarray(path * np.exp(series.spread * normals[:, :1]))


class Naive:
    """A naive forecaster at work on the figures of a city, from the start of a run to its end."""

    draws = 1

    def __init__(self, paths: Paths, reported: Reported, start: datetime, end: datetime) -> None:
        self.paths, self.reported, self.start = paths, reported, start
        self.days = math.ceil((end - start) / DAY)
        normals = luck.normal(DRAWS, 1 + self.days + 3)
        self.normals, self.noise = normals[:, : 1 + self.days], normals[:, 1 + self.days :]
        self.exponential = -np.log(luck.uniform(DRAWS, 2, luck.SEED + 1))
        self._series: dict[tuple[str, str, str], Series] = {}

    def totals(self, target: Target) -> Values:
        """A sample of the figure itself."""
        if target.is_flow:
            return self.increments(target) * (target.days or 1.0)
        return going_on(self._said(target, target.figure, 0), target, self._before)

    def increments(self, target: Target) -> Values:
        """A sample of people per day since the figure before, or in the window."""
        if target.days is None:
            raise ValueError(f"{target.figure.id} goes on from no earlier figure")
        if target.is_flow:
            begin = target.figure.begin or self.start
            flow = self._truth(target, target.figure.moment) - self._truth(target, begin)
            return self._noisy(flow, target, target.figure, 0) / target.days
        return (self.totals(target) - self._before(target)) / target.days

    def _before(self, target: Target) -> Values:
        """The figure that the target goes on from, as it is known or foretold."""
        previous = target.previous
        if previous is None:
            return np.zeros(DRAWS)
        return np.full(DRAWS, previous.low) if target.is_previous_known else self._said(target, previous, 1)

    def _said(self, target: Target, figure: Figure, which: int) -> Values:
        return self._noisy(self._truth(target, figure.moment), target, figure, which)

    def _noisy(self, value: Values, target: Target, figure: Figure, which: int) -> Values:
        reporter, off = target.reporter, self.noise[:, which]
        doubt = 0.0 if self.series(target).is_own else reporter.doubt
        toward = {"at-least": -1.0, "at-most": 1.0}.get(figure.sign, 0.0)
        top = most(figure.observable)
        believed = np.minimum(value * np.exp(reporter.spread * off + doubt * self.noise[:, 2]), top)
        margin = toward * reporter.margin * self.exponential[:, which]
        return np.asarray(np.minimum(believed * np.exp(margin), top))

    def _truth(self, target: Target, moment: datetime) -> Values:
        """The level, or what has been counted up, at a moment; shape (draw,)."""
        series = self.series(target)
        if not series.values.size:
            return np.zeros(DRAWS)
        paths = np.minimum(self.paths(series, self.normals), most(target.figure.observable))
        day = (moment - self.start) / DAY - series.last
        if target.reporter.counts == "level":
            return np.asarray(paths[:, int(np.clip(math.ceil(day) - 1, 0, self.days - 1))])
        counted = np.concatenate([np.zeros((DRAWS, 1)), np.cumsum(paths, axis=1)], axis=1)
        at = float(np.clip(day, -series.last, self.days - 1))
        if at < 0.0:  # before the last figure, as it had been by the day
            return series.total + at * paths[:, 0]
        whole = int(at)
        return np.asarray(series.total + counted[:, whole] + (at - whole) * paths[:, whole])

    def series(self, target: Target) -> Series:
        """What the forecaster goes by: the organisation's own figures, or all there are if it has none."""
        key = target.organisation, target.figure.observable, target.reporter.counts
        if key not in self._series:
            self._series[key] = series(target, self.reported, self.start)
        return self._series[key]


def series(target: Target, reported: Reported, start: datetime) -> Series:
    """The series of a target's organisation and observable up to the day of the forecast."""
    known = _by_organisation(target, reported, start)
    positive = [(each.days, each.values, each.values > 0.0) for each in known.values()]
    logs = [(days[is_some], np.log(values[is_some])) for days, values, is_some in positive]
    spread = _pooled([log - log.mean() for _, log in logs if log.size > 1], fewer=True)
    step = _pooled([np.diff(log) / np.sqrt(np.diff(days)) for days, log in logs if log.size > 1])
    own = known.get(target.organisation)
    if own is not None:
        return replace(own, spread=spread, step=step)
    if not known:
        return Series(np.zeros(0), np.zeros(0), 0.0, 0.0, is_own=False)
    days = np.concatenate([each.days for each in known.values()])
    values = np.concatenate([each.values for each in known.values()])
    order = np.argsort(days, kind="stable")
    last = max(each.last for each in known.values())
    total = float(np.mean([each.total for each in known.values()]))
    of_day = next(each.of_day for each in known.values())
    return Series(days[order], values[order], last, total, spread, step, is_own=False, of_day=of_day)


def _pooled(parts: Sequence[Values], *, fewer: bool = False) -> float:
    """The standard deviation over all parts, of deviations from a mean of their own if `fewer`."""
    number = sum(part.size - fewer for part in parts)
    if number == 0:
        return LEAST
    return max(LEAST, float(np.sqrt(sum(float((part**2).sum()) for part in parts) / number)))


def is_known(figure: Figure, start: datetime) -> bool:
    """Whether it had been said by the day of the forecast, of the time of the runs."""
    return not figure.is_held_out and figure.moment > start


def _by_organisation(target: Target, reported: Reported, start: datetime) -> dict[str, Series]:
    """What each organisation had said of the observable in the run's time, by the day of the forecast."""
    found: dict[str, list[Figure]] = {}
    for figure in reported.figures:
        if is_known(figure, start) and figure.observable == target.figure.observable:
            found.setdefault(reported.organisation(figure), []).append(figure)
    return {who: _series(figures, target.reporter.counts, start) for who, figures in found.items()}


def _series(figures: Sequence[Figure], counts: str, start: datetime) -> Series:
    """The series of some figures; several of one moment are one, at their mean."""
    moments = sorted({figure.moment for figure in figures})
    days = np.array([(moment - start) / DAY for moment in moments])
    stated = np.array([np.mean([_value(f) for f in figures if f.moment == moment]) for moment in moments])
    if counts == "level":
        return Series(days, stated, float(days[-1]), 0.0, of_day=1.0)
    if counts == "flow":
        lengths = [np.mean([_length(f) for f in figures if f.moment == moment]) for moment in moments]
        length = np.array(lengths)
        return Series(days - length / 2.0, stated / length, float(days[-1]), 0.0)
    days, stated = np.insert(days, 0, 0.0), np.insert(stated, 0, 0.0)
    rates = np.maximum(np.diff(stated) / np.diff(days), 0.0)
    return Series((days[1:] + days[:-1]) / 2.0, rates, float(days[-1]), float(stated[-1]))


def _value(figure: Figure) -> float:
    return (figure.low + figure.high) / 2.0


def _length(figure: Figure) -> float:
    """Days that a flow was counted over."""
    return 1.0 if figure.begin is None else (figure.moment - figure.begin) / DAY
