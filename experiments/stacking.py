"""Forecasts that differ in structure, pooled: each with the same weight, or stacked.

A pool foretells the mixture of what its forecasts foretell. The stack is the pool whose weights w, none below
zero and one in all, have the largest mean log score

    mean over groups g of log(sum over forecasts k of w_k p_k(g))

where a group is all that one organisation said of one observable, whose bias it shares, and p_k(g) the mean
over the replicates of forecast k of the probability that just this was said (experiments.likelihood). Only
figures for calibration enter. They are the figures to which the numbers of the forecasts were fitted or set,
so the weights are in sample.

Source: Yao, Vehtari, Simpson and Gelman (2018), Bayesian Analysis 13: 917-1007; the weights by expectation
maximisation, as of any mixture of known parts (Dempster, Laird and Rubin 1977).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp

from experiments import likelihood
from experiments.calibration.plan import check_calibrates
from experiments.ensemble import Ensemble, Runs
from experiments.forecast import Foretold
from experiments.forecasters import FORECASTERS
from experiments.likelihood import Shared
from experiments.observation import count
from experiments.reported import Figure, Reported
from experiments.scoring import MODEL, Forecaster, Score, scored
from experiments.targets import Target

Values = NDArray[np.float64]

EQUAL, STACK = "equal weights", "stack"
MEMBERS = 2400  # of the sample of a pool
ENOUGH = 1e-7  # by which the mean log score may stay below the largest
MOST = 100_000  # steps


@dataclass(frozen=True)
class Stack:
    """Pools of some forecasts, and how likely each made what was said up to the day of the forecast."""

    weights: dict[str, dict[str, float]]  # pool -> forecast -> weight; the stack only if there are groups
    log_scores: dict[str, float]  # forecast or pool -> mean over the groups, in sample
    groups: int

    def pools(self, forecasts: Mapping[str, Forecaster]) -> dict[str, Forecaster]:
        """Each pool as a forecaster."""
        return {
            name: Pool([(forecasts[each], weight) for each, weight in of.items()])
            for name, of in self.weights.items()
        }


@dataclass(frozen=True)
class Pool:
    """A forecaster that mixes others, each by its weight; its members are spread evenly, and not drawn."""

    draws = 1
    parts: Sequence[tuple[Forecaster, float]]

    def totals(self, target: Target) -> Values:
        """A sample of the figure."""
        return self._mixed([each.totals(target) for each, _ in self.parts])

    def increments(self, target: Target) -> Values:
        """A sample of people per day."""
        return self._mixed([each.increments(target) for each, _ in self.parts])

    def _mixed(self, samples: Sequence[Values]) -> Values:
        """As many members of each sample as its weight says, evenly from its least to its largest."""
        ends = np.cumsum([0.0, *(weight for _, weight in self.parts)])
        numbers = np.diff(np.round(MEMBERS * ends / ends[-1]).astype(int))
        return np.concatenate(
            [
                np.quantile(sample, (np.arange(number) + 0.5) / number, method="inverted_cdf")
                for sample, number in zip(samples, numbers, strict=True)
                if number
            ]
        )


@dataclass(frozen=True)
class Pooled:
    """Forecasts of a city and their pools, scored on what was held out."""

    stack: Stack
    scores: list[Score]  # of each forecast and pool under its name, and of the naive forecasters


def pooled(
    reported: Reported, ensembles: Mapping[str, Ensemble], found: Mapping[str, Sequence[Score]]
) -> Pooled:
    """The pools of some forecasts beside the forecasts themselves, of which the scores have been found."""
    stacked = stack(reported, ensembles)
    pools = stacked.pools({name: Foretold(reported, each) for name, each in ensembles.items()})
    alone = [
        replace(each, forecaster=name)
        for name in ensembles
        for each in found[name]
        if each.forecaster == MODEL
    ]
    first = next(iter(ensembles))  # all have the same targets, and so the same naive forecasts
    naive = [each for each in found[first] if each.forecaster in FORECASTERS]
    return Pooled(stacked, [*alone, *scored(pools, reported, ensembles[first]), *naive])


def stack(reported: Reported, ensembles: Mapping[str, Runs]) -> Stack:
    """The pools of some forecasts of one city, from the figures that may calibrate."""
    figures = [
        each for each in reported.figures if not each.is_held_out and likelihood.is_doubted(each, reported)
    ]
    found = {name: log_densities(figures, reported, ensemble) for name, ensemble in ensembles.items()}
    rows = np.array([list(each.values()) for each in found.values()]).T  # group x forecast
    equal = np.full(len(found), 1.0 / len(found))
    pools = {EQUAL: equal} | ({STACK: weights(rows)} if rows.size else {})
    alone = dict(zip(found, np.eye(len(found)), strict=True))
    return Stack(
        {name: dict(zip(found, map(float, of), strict=True)) for name, of in pools.items()},
        {name: mean_log_score(rows, of) for name, of in (alone | pools).items()} if rows.size else {},
        len(rows),
    )


def log_densities(figures: Sequence[Figure], reported: Reported, runs: Runs) -> dict[Shared, float]:
    """The log of the mean probability of each group of figures over the runs.

    A held-out figure is a ValueError.
    """
    check_calibrates(figures)
    counted = [count(each, reported, runs) for each in figures]
    return {
        group: float(logsumexp(values) - np.log(values.size))
        for group, values in likelihood.by_bias(counted, reported).items()
    }


def weights(log_densities: Values) -> Values:
    """The weights of the stack from group x forecast; where forecasts are as good, the more even ones."""
    parts = _scaled(log_densities)
    shares = np.full(parts.shape[1], 1.0 / parts.shape[1])
    for _ in range(MOST if len(parts) else 0):
        gain = (parts / (parts @ shares)[:, None]).mean(axis=0)
        if gain.max() - 1.0 <= ENOUGH:  # the score is concave: no other weights are better by more
            break
        shares = shares * gain
    return shares


def mean_log_score(log_densities: Values, shares: Values) -> float:
    """The mean over groups of the log of what a pool of these weights gives each."""
    return float(logsumexp(log_densities, axis=1, b=shares).mean())


def _scaled(log_densities: Values) -> Values:
    """Densities in units of the largest of their group; without a group that no forecast holds possible."""
    most: Values = log_densities.max(axis=1, keepdims=True)
    is_possible = np.isfinite(most[:, 0])
    return np.exp(log_densities[is_possible] - most[is_possible])
