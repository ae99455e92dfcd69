"""What the model foretold each reporter to say, from runs: a sample of each target.

A run tells what there was to be counted; the model of each reporter (docs/observation.md) what would have
been said of it. What the same organisation had said of the same observable up to the day of the forecast
tells something of its bias: with r_j the logarithm of figure j over what the run has in its place, less the
declared bias (and more or less its margin where it is a bound), and s_j its standard deviation, the bias in
this run is normal with

    mean v x sum r_j / s_j^2,    variance v = 1 / (1 / doubt^2 + sum 1 / s_j^2)

and the mean no more than three doubts away: beyond that it is the run that is off, not the reporter.

The model's own discrepancy adds to the spread of every figure, as in the likelihood. A count that goes on
from an earlier figure of the organisation is at least that. Nobody believes or says more than there can be.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from experiments import luck
from experiments.ensemble import Runs
from experiments.observation import count
from experiments.reported import Figure, Reported
from experiments.reporters import most
from experiments.targets import Target, going_on

Values = NDArray[np.float64]
DRAWS = 20  # of reporters' luck for each replicate
BELIEVED = 3.0  # doubts; beyond them it is the run that is off, not the reporter
SHARED, OWN, BEFORE, MARGIN, MARGIN_BEFORE = range(5)


class Foretold:
    """Samples of what would be said, from one ensemble; replicate after replicate, DRAWS of each."""

    draws = DRAWS

    def __init__(self, reported: Reported, ensemble: Runs) -> None:
        self.reported, self.ensemble = reported, ensemble
        number = len(ensemble.seeds) * DRAWS
        self.normal = luck.normal(number, 3)
        self.exponential = -np.log(luck.uniform(number, 2, luck.SEED + 1))
        self._pulls: dict[tuple[str, str], tuple[Values, float]] = {}

    def totals(self, target: Target) -> Values:
        """A sample of the figure itself."""
        return going_on(self._said(target.figure, OWN), target, self._before)

    def increments(self, target: Target) -> Values:
        """A sample of people per day since the figure before, or in the window."""
        if target.days is None:
            raise ValueError(f"{target.figure.id} goes on from no earlier figure")
        if target.is_flow:
            return self._said(target.figure, OWN) / target.days
        return (self.totals(target) - self._before(target)) / target.days

    def _before(self, target: Target) -> Values:
        """The figure that the target goes on from, as it is known or foretold."""
        previous = target.previous
        if previous is None:
            return np.zeros(self.normal.shape[0])
        if target.is_previous_known:
            return np.full(self.normal.shape[0], previous.low)
        return self._said(previous, BEFORE)

    def _said(self, figure: Figure, own: int) -> Values:
        reporter, off = self.reported.reporter(figure), self.reported.discrepancy(figure)
        top = most(figure.observable)
        truth = count(figure, self.reported, self.ensemble).truth
        if truth is None:
            raise ValueError(f"{figure.id} cannot be compared with the run")
        mean, deviation = self._bias(figure)
        sd = float(np.hypot(reporter.spread, off.relative))
        log = np.log(np.maximum(truth, 0.0) + off.count) + reporter.bias + mean
        said = np.repeat(log, DRAWS) + deviation * self.normal[:, SHARED] + sd * self.normal[:, own]
        toward = {"at-least": -1.0, "at-most": 1.0}.get(figure.sign, 0.0)
        said = np.minimum(said, np.log(top + off.count))
        said += toward * reporter.margin * self.exponential[:, own - OWN]
        return np.asarray(np.clip(np.exp(said) - off.count, 0.0, top))

    def _bias(self, figure: Figure) -> tuple[Values, float]:
        """The mean by replicate, and the deviation, of the organisation's bias beside the declared one."""
        doubt = self.reported.reporter(figure).doubt
        pull, weight = self._pull(figure)
        if doubt == 0.0:
            return np.zeros_like(pull), 0.0
        variance = 1.0 / (1.0 / doubt**2 + weight)
        mean = np.clip(variance * pull, -BELIEVED * doubt, BELIEVED * doubt)
        return mean, float(np.sqrt(variance))

    def _pull(self, figure: Figure) -> tuple[Values, float]:
        """What the series had said tells of the bias: the sum of r / s^2 by replicate, and of 1 / s^2."""
        series = self.reported.organisation(figure), figure.observable
        if series not in self._pulls:
            self._pulls[series] = self._pull_of(self._earlier(figure))
        return self._pulls[series]

    def _pull_of(self, known: list[Figure]) -> tuple[Values, float]:
        weight, pull = 0.0, np.zeros(len(self.ensemble.seeds))
        for earlier in known:
            reporter, off = self.reported.reporter(earlier), self.reported.discrepancy(earlier)
            counted = count(earlier, self.reported, self.ensemble)
            if counted.truth is None:
                continue
            toward = {"at-least": 1.0, "at-most": -1.0}.get(earlier.sign, 0.0)
            middle = max((counted.low + counted.high) / 2.0, 0.0)  # a count taken back adds nobody
            gap = np.log(middle + off.count) - np.log(np.maximum(counted.truth, 0.0) + off.count)
            variance = max(reporter.spread**2 + off.relative**2 + (toward * reporter.margin) ** 2, 1e-12)
            pull = pull + (gap - reporter.bias + toward * reporter.margin) / variance
            weight += 1.0 / variance
        return pull, weight

    def _earlier(self, figure: Figure) -> list[Figure]:
        """What the organisation said of the observable that may be used, each statement once."""
        who = self.reported.organisation(figure)
        return [
            each
            for each in self.reported.figures
            if not each.is_held_out
            and not each.restates
            and (self.reported.organisation(each), each.observable) == (who, figure.observable)
        ]
