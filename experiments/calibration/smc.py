"""Sequential Monte Carlo: a population of particles moves from the prior to the posterior by steps.

A particle is a place over the uncertain numbers and the seed of the one run that was made there. The target
of a step is prior x likelihood^temperature, over places and seeds together. So no likelihood has to be
averaged over seeds: at temperature 1 the places are draws from the posterior, whatever the seeds are
(Andrieu and Roberts 2009). The likelihood is that of an observation model, which makes this approximate
Bayesian computation exact, without a tolerance (Wilkinson 2013).

A step raises the temperature until the effective sample size of the weights falls to half of the particles,
draws the particles anew by weight, and moves each by Metropolis and Hastings: a normal step of the
population's own covariance, half of the time with a new seed.

Source: Del Moral, Doucet and Jasra (2006); step size: Roberts, Gelman and Gilks (1997).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from model.randomness import Decision, draw, draw_normal

Places = NDArray[np.float64]  # particle x key; standard normal under the prior
PerParticle = NDArray[np.float64]
Seeds = NDArray[np.int64]
Likelihood = Callable[[Places, Seeds], PerParticle]  # the log likelihood of a run at each place
Allowed = Callable[[Places], NDArray[np.bool_]]
STEP = 2.38  # over the square root of the number of keys
MOST = 60  # steps: more means that the likelihood cannot be followed with so few particles


class StuckError(RuntimeError):
    """The steps get too small to arrive."""


@dataclass(frozen=True, eq=False)
class Population:
    """Particles of equal weight, and how the step went that made them."""

    places: Places
    seeds: Seeds
    log_likelihood: PerParticle
    temperature: float = 0.0
    effective: float = 0.0  # sample size by weight, before they were drawn anew
    accepted: float = 0.0  # share of the moves

    @property
    def distinct(self) -> int:
        """Different places among the particles."""
        return len(np.unique(self.places, axis=0))


@dataclass(frozen=True)
class Settings:
    """How the steps are made."""

    particles: int
    moves: int  # of each particle in a step
    seed: int  # of all that is drawn here
    fresh: int  # the first seed that no run has had


def weights(log_weight: PerParticle) -> PerParticle:
    """Weights that add up to 1, from their logarithms."""
    found: PerParticle = np.exp(log_weight - np.max(log_weight))
    found /= np.sum(found)
    return found


def effective(share: PerParticle) -> float:
    """Effective sample size of weights: 1 / sum of squares. Source: Kong, Liu and Wong (1994)."""
    return float(1.0 / np.square(share).sum())


def posterior(
    start: Population, likelihood: Likelihood, allowed: Allowed, how: Settings
) -> Iterator[Population]:
    """The populations that lead from draws of the prior to the posterior, which is the last.

    Places that are not `allowed` have no prior, and are never run. Raises `StuckError` when the steps
    get too small to arrive.
    """
    population = start
    for number in range(1, MOST + 1):
        if population.temperature >= 1.0:
            return
        population = _stepped(population, number, likelihood, allowed, how)
        yield population
    if population.temperature < 1.0:
        raise StuckError(
            f"after {MOST} steps the temperature is {population.temperature:.2g}: more particles"
        )


def _stepped(
    before: Population, number: int, likelihood: Likelihood, allowed: Allowed, how: Settings
) -> Population:
    """The population after one step: hotter, drawn anew by weight, moved."""
    temperature = hotter(before, how.particles / 2.0)
    share = weights((temperature - before.temperature) * before.log_likelihood)
    chosen = resampled(share, how.particles, draw(how.seed, Decision.CALIBRATION, "resample", number))
    root = _root(before.places, share)
    moving, accepted = _taken(before, chosen, temperature), 0.0
    for move in range(how.moves):
        luck = _Luck(how.seed, f"step {number} move {move}")
        fresh = how.fresh + ((number - 1) * how.moves + move) * how.particles
        moving, went = _moved(moving, root, likelihood, allowed, luck, fresh)
        accepted += went / how.moves
    return replace(moving, effective=effective(share), accepted=accepted)


def hotter(population: Population, least: float) -> float:
    """The temperature, at most 1, at which the effective sample size has fallen to `least`; by bisection."""
    low, high = population.temperature, 1.0

    def size(temperature: float) -> float:
        return effective(weights((temperature - population.temperature) * population.log_likelihood))

    if size(high) >= least:
        return high
    for _ in range(60):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if size(middle) >= least else (low, middle)
    return low if low > population.temperature else high


def resampled(share: PerParticle, count: int, lot: float) -> NDArray[np.int64]:
    """Numbers of the particles drawn by weight, systematically, with one uniform lot.

    Source: Kitagawa (1996).
    """
    ends = np.cumsum(share)
    found = np.searchsorted(ends / ends[-1], (np.arange(count) + lot) / count)
    return found.astype(np.int64)


def _root(places: Places, share: PerParticle) -> Places:
    """What turns standard normal draws into a step: a root of the covariance of the population."""
    keys = places.shape[1]
    covariance = np.atleast_2d(np.cov(places, rowvar=False, aweights=share))
    root = np.linalg.cholesky(covariance + 1e-9 * np.eye(keys))
    return np.asarray(root * (STEP / np.sqrt(keys)), dtype=np.float64)


def _taken(population: Population, chosen: NDArray[np.int64], temperature: float) -> Population:
    return Population(
        population.places[chosen], population.seeds[chosen], population.log_likelihood[chosen], temperature
    )


@dataclass(frozen=True)
class _Luck:
    """The draws of one move."""

    seed: int
    move: str

    def uniform(self, what: str, count: int) -> PerParticle:
        name = f"{self.move} {what}"
        return np.array([draw(self.seed, Decision.CALIBRATION, name, i) for i in range(count)])

    def normal(self, count: int, keys: int) -> Places:
        names = [f"{self.move} key {key}" for key in range(keys)]
        return np.array(
            [[draw_normal(self.seed, Decision.CALIBRATION, name, i) for name in names] for i in range(count)]
        )


def _moved(
    here: Population, root: Places, likelihood: Likelihood, allowed: Allowed, luck: _Luck, fresh: int
) -> tuple[Population, float]:
    """Every particle after one move, and the share of them that went."""
    count, keys = here.places.shape
    places = here.places + luck.normal(count, keys) @ root.T
    anew = luck.uniform("seed", count) < 0.5
    seeds = np.where(anew, fresh + np.arange(count), here.seeds)
    may = np.flatnonzero(allowed(places))
    found = np.full(count, -np.inf)
    if len(may):
        found[may] = likelihood(places[may], seeds[may])
    prior = 0.5 * (np.square(here.places).sum(axis=1) - np.square(places).sum(axis=1))
    gain = here.temperature * (found - here.log_likelihood) + prior
    goes = np.log(luck.uniform("lot", count)) < gain
    moved = Population(
        np.where(goes[:, None], places, here.places),
        np.where(goes, seeds, here.seeds),
        np.where(goes, found, here.log_likelihood),
        here.temperature,
    )
    return moved, float(goes.mean())
