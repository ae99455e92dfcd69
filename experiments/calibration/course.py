"""A calibration from its first run to its last: history matching, then the posterior, then its check."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments import likelihood, observation, points
from experiments.calibration import emulator, smc
from experiments.calibration.emulator import Emulator, Window
from experiments.calibration.plan import NORMAL, Ready, check_calibrates
from experiments.calibration.runs import FailedError, Lines, Runner
from experiments.calibration.smc import PerParticle, Places, Population, Seeds, Settings
from experiments.design import Points
from experiments.observation import Counted, Observed
from model.simulation import shared


@dataclass(frozen=True, eq=False)
class Wave:
    """The runs that are spread over the prior, and what they leave of it."""

    places: Places
    seeds: Seeds
    log_likelihood: PerParticle
    counted: tuple[Counted, ...]  # what there was to be counted in them for each figure
    values: NDArray[np.float64]  # its logarithm, run x figure
    emulator: Emulator
    window: Window

    def implausible(self, places: Places) -> PerParticle:
        """The largest implausibility of each place, over the observables."""
        kinds = [self.counted[column].figure.observable for column in self.window.columns]
        return emulator.worst(self.window.implausibility(self.emulator, places), kinds)

    def allowed(self, places: Places) -> NDArray[np.bool_]:
        """Whether each place is not ruled out."""
        allowed: NDArray[np.bool_] = self.implausible(places) < emulator.LIMIT
        return allowed

    @property
    def start(self) -> Population:
        """Its runs that are not ruled out: draws of what is left of the prior."""
        left = self.allowed(self.places)
        return Population(self.places[left], self.seeds[left], self.log_likelihood[left])


@dataclass(frozen=True, eq=False)
class Course:
    """What came of a calibration."""

    ready: Ready
    wave: Wave
    populations: list[Population]
    checked: list[Observed]  # each figure beside what its reporter would say of new runs of the posterior

    @property
    def posterior(self) -> Population:
        """The last population."""
        return self.populations[-1]


def first_wave(runner: Runner) -> Wave:
    """The runs spread over the prior, emulated; raises `FailedError` if one cannot be run."""
    ready = runner.ready
    places = spread(ready, ready.design.design)
    seeds = ready.design.first_seed + np.arange(len(places))
    runner.listener.say(
        f"history matching: {len(places):,} runs over the priors of {len(ready.keys)} numbers"
    )
    lines = runner.lines(places, seeds)
    counted = [observation.count(figure, ready.reported, lines) for figure in ready.figures]
    counted = [each for each in counted if each.truth is not None and not each.figure.restates]
    values = np.array([logged(each, ready) for each in counted]).T
    made = emulator.fitted(places, values)
    return Wave(
        places, seeds, log_likelihood(ready, lines), tuple(counted), values, made, _window(ready, counted)
    )


def carry_out(runner: Runner) -> Course:
    """All of it; whatever the store holds is not run again. Raises `FailedError` when it cannot go on."""
    ready, wave = runner.ready, first_wave(runner)
    populations = list(_populations(runner, wave))
    last, runs = populations[-1].places, len(populations) * ready.design.moves * ready.design.particles
    runner.listener.say("checking: runs of the posterior with new seeds")
    fresh = ready.design.first_seed + ready.design.design + runs
    again = runner.lines(last, fresh + np.arange(len(last)))
    return Course(ready, wave, populations, observe(ready, again))


def _populations(runner: Runner, wave: Wave) -> Iterator[Population]:
    """From what is left of the prior to the posterior; raises `FailedError` if that is too little."""
    ready, say, start = runner.ready, runner.listener.say, wave.start
    design = ready.design
    say(f"{len(start.places) / len(wave.places):.0%} of the prior is not ruled out")
    if len(start.places) < design.particles // 2:
        raise FailedError(
            f"{len(start.places)} of {len(wave.places)} runs are not ruled out, too few to go on from;"
            " a larger design, or priors nearer to the figures, leave more"
        )

    def likelihood_of(places: Places, seeds: Seeds) -> PerParticle:
        return log_likelihood(ready, runner.lines(places, seeds))

    how = Settings(design.particles, design.moves, design.first_seed, design.first_seed + design.design)
    for number, each in enumerate(smc.posterior(start, likelihood_of, wave.allowed, how), 1):
        say(
            f"population {number}: temperature {each.temperature:.3f}, effective sample size"
            f" {each.effective:.0f}, {each.accepted:.0%} of the moves taken"
        )
        yield each


def log_likelihood(ready: Ready, lines: Lines) -> PerParticle:
    """The log likelihood of each run: the only way by which a figure enters a calibration."""
    check_calibrates(ready.figures)
    return likelihood.log_likelihood(ready.figures, ready.reported, lines)


def observe(ready: Ready, lines: Lines) -> list[Observed]:
    """Each figure beside what its reporter would have said of the runs, as far as they can be compared."""
    check_calibrates(ready.figures)
    wanted = {figure.id for figure in ready.figures}
    found = observation.observe(ready.reported, lines)
    return [each for each in found if each.figure.id in wanted and each.said is not None]


def spread(ready: Ready, count: int) -> Places:
    """So many places over the priors: a Latin hypercube."""
    names = [shared(key) for key in ready.keys]
    drawn = points.spread(Points(n=count, seed=ready.design.first_seed), names)
    return np.array([[NORMAL.inv_cdf(point[name]) for name in names] for point in drawn])


def logged(counted: Counted, ready: Ready) -> PerParticle:
    """The logarithm of what there was to be counted, with a few added, as the likelihood has it."""
    truth = np.zeros(0) if counted.truth is None else counted.truth
    return np.log(np.maximum(truth, 0.0) + ready.reported.discrepancy(counted.figure).count)


def _window(ready: Ready, counted: Sequence[Counted]) -> Window:
    """What was reported, in logarithms; a bound only of an observable of which nobody said how much."""
    level = {each.figure.observable for each in counted if not _is_bound(each)}
    columns = [
        i for i, each in enumerate(counted) if not (_is_bound(each) and each.figure.observable in level)
    ]
    low, high, variance = np.array([_ends(ready, counted[column]) for column in columns]).T
    return Window(np.array(columns), low, high, variance)


def _is_bound(counted: Counted) -> bool:
    return counted.figure.sign in observation.ONE_SIDED


def _ends(ready: Ready, counted: Counted) -> tuple[float, float, float]:
    """Between which logarithms a figure lies, and its variance: its reporter's and the model's own."""
    figure, half = counted.figure, counted.figure.rounding / 2.0
    reporter, off = ready.reported.reporter(figure), ready.reported.discrepancy(figure)
    low = math.log(max(counted.low - half, 0.0) + off.count) - reporter.bias
    high = math.log(max(counted.high + half, 0.0) + off.count) - reporter.bias
    return (
        -math.inf if figure.sign == "at-most" else low,
        math.inf if figure.sign == "at-least" else high,
        reporter.doubt**2 + reporter.spread**2 + off.relative**2,
    )
