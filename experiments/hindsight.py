"""How well any forecast could have scored: the one course of events that scores best, known in hindsight.

Reporters contradict each other, and each is off by a doubt and a spread of its own, so that not even who knew
what was going to happen would have foretold what was going to be said. The course here is what happens in
every replicate: as the runs' median up to the day of the forecast, and then whatever brings the mean CRPS of
the increments down most. It is chosen with the held-out figures in hand: no forecast, but what one is to be
measured by beside the naive ones. Found by a pattern search, so the very best is at least as good.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

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
STEPS = (4.0, 2.0, 1.3, 1.1)  # factors by which a flow is changed as long as that helps, the large ones first
SWEEPS = 2


class Course:
    """One course of events in the place of runs: people per hour of each metric, from knot to knot."""

    def __init__(self, runs: Runs, wanted: Sequence[Target]) -> None:
        self.moments, self.hour_of = runs.moments, runs.hour_of
        self.seeds = np.arange(REPEATS)
        self._known = runs.hour_of(max(wanted[0].origin, runs.moments[0]))
        names = {name for target in wanted for name in target.reporter.scope}
        self._middle = {name: np.median(runs.metric(name), axis=0) for name in sorted(names)}
        self.knots = {name: self._read(name, wanted) for name in self._middle}
        self.flows = {
            name: np.maximum(np.diff(self._middle[name][at]) / np.diff(at), LEAST)
            for name, at in self.knots.items()
        }

    def metric(self, name: str) -> Values:
        """One metric, the same in all replicates: replicate x hour."""
        at, middle = self.knots.get(name), self._middle[name]
        if at is None:
            return np.broadcast_to(middle, (REPEATS, middle.size))
        added = np.concatenate([[0.0], np.cumsum(self.flows[name] * np.diff(at))])
        whole = middle.copy()
        hours = np.arange(self._known, middle.size)
        whole[self._known :] = middle[self._known] + np.interp(hours, at, added)
        return np.broadcast_to(whole, (REPEATS, whole.size))

    def _read(self, name: str, wanted: Sequence[Target]) -> NDArray[np.int64]:
        """The hours at which the targets read a metric, from the day of the forecast on."""
        hours = {self._known}
        for target in wanted:
            if name in target.reporter.scope:
                before = None if target.previous is None else target.previous.moment
                for moment in (target.figure.begin, before, target.figure.moment):
                    hours.add(self._known if moment is None else self._hour(moment, target))
        return np.array(sorted(hours))

    def _hour(self, moment: datetime, target: Target) -> int:
        return max(self._known, self.hour_of(max(moment, self.moments[0])) - round(target.reporter.lag))


def best(reported: Reported, runs: Runs, wanted: Sequence[Target]) -> Foretold:
    """What would be foretold of the targets' increments by who knew the course that suits them best."""
    course = Course(runs, wanted)
    told = Foretold(reported, course)
    for name, flows in course.flows.items():
        of = [target for target in wanted if name in target.reporter.scope]
        for step in STEPS:
            for _ in range(SWEEPS):
                for gap in range(flows.size):
                    _improve(flows, gap, step, told, of)
    return told


def _improve(flows: Values, gap: int, step: float, told: Foretold, of: Sequence[Target]) -> None:
    """Change one flow by a factor, up or down, as long as the scores get better."""
    least = _loss(told, of)
    for factor in (step, 1.0 / step):
        while True:
            before = flows[gap]
            flows[gap] = before * factor
            loss = _loss(told, of)
            if loss >= least:
                flows[gap] = before
                break
            least = loss


def _loss(told: Foretold, of: Sequence[Target]) -> float:
    return sum(scores.crps(told.increments(target), float(target.increment or 0.0)) for target in of)
