"""What it was worth to know what would happen: the course of events that scores best, in hindsight.

Reporters contradict each other, and each is off by a doubt and a spread of its own, so that not even who knew
what was going to happen would have foretold what was going to be said. The course here is what happens in
every replicate: as the runs' median up to the day of the forecast, and then whatever brings the mean CRPS of
the increments down most; each metric for itself, so that parts need not add up. It is told as the runs are,
with the model's own discrepancy. It is chosen with the held-out figures in hand: no forecast, but what one is
to be measured by beside the naive ones. Found by a pattern search, so the very best course is at least as
good. It is no bound: a forecast spread between speakers who contradict each other can score better than any
one course.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments import scores
from experiments.ensemble import Runs
from experiments.forecast import Foretold
from experiments.reported import Reported
from experiments.targets import Target

Values = NDArray[np.float64]
REPEATS = 50  # of the one course, as replicates with luck of their own in what is told
LEAST = 1.0 / 24.0  # people per hour from which the search begins where nobody moves
STEPS = (4.0, 2.0, 1.3, 1.1, 1.03)  # factors by which a flow is changed as long as that helps
SWEEPS = 2


@dataclass(frozen=True, kw_only=True, eq=False)
class Course(Runs):
    """One course of events in the place of runs: people per hour of each metric, from knot to knot."""

    known: int  # the hour up to which it is the median of the runs
    middle: dict[str, Values]  # that median, by metric
    knots: dict[str, NDArray[np.int64]]  # hours at which a figure reads a metric, from `known` on
    flows: dict[str, Values]  # between them, people per hour

    @property
    def hours(self) -> int:
        """Hours simulated."""
        return next(iter(self.middle.values())).size - 1

    def metric(self, name: str) -> Values:
        """One metric, the same in all replicates: replicate x hour."""
        at, course = self.knots[name], self.middle[name].copy()
        added = np.concatenate([[0.0], np.cumsum(self.flows[name] * np.diff(at))])
        course[self.known :] = course[self.known] + np.interp(np.arange(self.known, course.size), at, added)
        return np.broadcast_to(course, (REPEATS, course.size))


def median(runs: Runs, wanted: Sequence[Target]) -> Course:
    """The runs' median, in so many pieces as the targets can tell apart."""
    known = runs.hour_of(max(wanted[0].origin, runs.moments[0]))
    names = sorted({name for target in wanted for name in target.reporter.scope})
    middle = {name: np.median(runs.metric(name), axis=0) for name in names}
    knots = {name: _read(name, wanted, runs, known) for name in names}
    flows = {name: np.diff(middle[name][at]) / np.diff(at) for name, at in knots.items()}
    return Course(
        scenario=runs.scenario,
        seeds=np.arange(REPEATS),
        known=known,
        middle=middle,
        knots=knots,
        flows={name: np.maximum(each, LEAST) for name, each in flows.items()},
    )


def _read(name: str, wanted: Sequence[Target], runs: Runs, known: int) -> NDArray[np.int64]:
    """The hours at which the targets read a metric, none before the day of the forecast."""
    hours = {known}
    for target in wanted:
        before = None if target.previous is None else target.previous.moment
        for moment in (target.figure.begin, before, target.figure.moment):
            if moment is not None and name in target.reporter.scope:
                at = runs.hour_of(max(moment, runs.moments[0])) - round(target.reporter.lag)
                hours.add(max(known, at))
    return np.array(sorted(hours))


def best(reported: Reported, runs: Runs, wanted: Sequence[Target]) -> Foretold:
    """What would be foretold of the targets' increments by who knew the course that suits them best."""
    course = median(runs, wanted)
    told = Foretold(reported, course)
    for name, flows in course.flows.items():
        of = [target for target in wanted if name in target.reporter.scope]
        least = _loss(told, of)
        for step in STEPS:
            for gap in (*range(flows.size),) * SWEEPS:
                least = _improve(flows, gap, step, told, of, least)
    return told


def _improve(
    flows: Values, gap: int, step: float, told: Foretold, of: Sequence[Target], least: float
) -> float:
    """Change one flow by a factor, up or down, as long as the loss gets less; the least."""
    for factor in (step, 1.0 / step):
        while True:
            before = flows[gap]
            flows[gap] = before * factor
            loss = _loss(told, of)
            if loss >= least:
                flows[gap] = before
                break
            least = loss
    return least


def _loss(told: Foretold, of: Sequence[Target]) -> float:
    return sum(
        scores.crps(told.increments(target), float(target.increment or 0.0), told.draws) for target in of
    )
