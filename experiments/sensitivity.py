"""How much of an outcome hangs on each uncertain number: Morris's screening, and Sobol's total orders.

Both are laid out in blocks of points (`experiments.points`). In a block of Morris's, a trajectory, each point
differs from the one before in one number; in a block of Sobol's, each point but the last differs from the
first in one. All points share their seeds, so that such a pair differs by what the number does, and by luck
only as far as the number itself turns it.

Source: Morris (1991) and Campolongo, Cariboni and Saltelli (2007), mu* and sigma; Saltelli et al. (2010),
total orders; both with intervals from SALib (Herman and Usher 2017).
"""

from __future__ import annotations

import csv
import math
import warnings
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.compare import REFERENCE
from experiments.design import named
from experiments.index import Held
from experiments.points import BLOCKS, LACKING, LEVELS, REPAIR, has_salib, problem
from experiments.statistics import mean
from model.errors import InputError, Problem

RESAMPLES = 1000
PerPointAndSeed = NDArray[np.float64]


@dataclass(frozen=True)
class Effect:
    """How much of one outcome hangs on one number."""

    size: float  # Morris: mu*, by how much it moves from 5% to 95% of the number; Sobol: the total order
    half: float  # of its 95% interval, from resampled blocks
    slope: float  # Morris: mu, the same with its sign; Sobol: not a number
    bend: float  # Morris: sigma, how much that varies with the other numbers; Sobol: not a number
    is_seen: bool | None  # whether it can be told from luck; None with one seed


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """The outcomes of a study of blocks by one metric at its last date, as far as its seeds are whole."""

    metric: str
    date: str
    method: str
    numbers: list[str]  # those that vary
    quantiles: NDArray[np.float64]  # point x number
    options: list[str]
    reference: int
    outcomes: NDArray[np.float64]  # option x point x seed

    @property
    def seeds(self) -> int:
        """Seeds of every point."""
        return int(self.outcomes.shape[2])

    @property
    def blocks(self) -> int:
        """Trajectories, or base points."""
        step = len(self.numbers) + (1 if self.method == "morris" else 2)
        return len(self.quantiles) // step

    @property
    def laid_out(self) -> str:
        """Its blocks in words: `4 trajectories`, or `64 base points`."""
        return f"{self.blocks} {'trajectories' if self.method == 'morris' else 'base points'}"

    @cached_property
    def told(self) -> dict[str, PerPointAndSeed]:
        """What is asked about: the reference, and what each other option changes against it."""
        base = self.outcomes[self.reference]
        gains = {
            f"{option} − {self.options[self.reference]}": self.outcomes[i] - base
            for i, option in enumerate(self.options)
            if i != self.reference
        }
        return {self.options[self.reference]: base} | gains

    @cached_property
    def pairs(self) -> NDArray[np.int64]:
        """Block x number x 2: the points before and after that number alone was changed."""
        k = len(self.numbers)
        found = np.empty((self.blocks, k, 2), np.int64)
        for block in range(self.blocks):
            if self.method == "morris":
                first = block * (k + 1)
                steps = np.diff(self.quantiles[first : first + k + 1], axis=0)
                moved = np.abs(steps).argmax(axis=1)
                found[block, moved, 0] = first + np.arange(k)
                found[block, moved, 1] = first + np.arange(k) + 1
            else:
                first = block * (k + 2)
                found[block, :, 0], found[block, :, 1] = first, first + 1 + np.arange(k)
        return found

    @cached_property
    def effects(self) -> dict[str, list[Effect]]:
        """Of each outcome, the effect of each number."""
        return {outcome: self._effects(values) for outcome, values in self.told.items()}

    @cached_property
    def order_changes(self) -> list[tuple[float, float]]:
        """In what share of pairs each number changes the order of the options, and half the 95% interval."""
        order = _order(self.outcomes.mean(axis=2))
        turned = (order[:, self.pairs[..., 0]] != order[:, self.pairs[..., 1]]).any(axis=0)
        found = [mean(column.astype(float)) for column in turned.T]
        return [(each.mean, (each.high - each.low) / 2.0) for each in found]

    @property
    def order_by_luck(self) -> float:
        """In what share of pairs of seeds at the same point the order differs; not a number with one seed."""
        orders = [_order(self.outcomes[:, :, seed]) for seed in range(self.seeds)]
        turned = [(one != other).any(axis=0).mean() for one, other in combinations(orders, 2)]
        return float(np.mean(turned)) if turned else math.nan

    @property
    def ranked(self) -> list[int]:
        """The numbers by their largest effect that is seen; then those without one, by their largest."""
        every = [[each.size for each in found] for found in self.effects.values()]
        seen = [
            [0.0 if each.is_seen is False else each.size for each in found] for found in self.effects.values()
        ]
        return [int(i) for i in np.lexsort((-np.max(every, axis=0), -np.max(seen, axis=0)))]

    def is_seen(self, number: int) -> bool:
        """Whether a number matters to any outcome more than luck explains, as far as it can be told."""
        return any(
            found[number].is_seen is not False and found[number].size for found in self.effects.values()
        )

    def _effects(self, values: PerPointAndSeed) -> list[Effect]:
        means = values.mean(axis=1)
        seen = self._seen(values)
        if np.ptp(means) == 0.0:
            signed = 0.0 if self.method == "morris" else math.nan
            return [Effect(0.0, 0.0, signed, signed, each) for each in seen]
        if self.method == "morris":
            from SALib.analyze import morris  # seconds, with what it brings along

            found: dict[str, Any] = morris.analyze(
                problem(self.numbers), self.quantiles, means, RESAMPLES, num_levels=LEVELS, seed=1
            )
            columns = [found[key] for key in ("mu_star", "mu_star_conf", "mu", "sigma")]
        else:
            from SALib.analyze import sobol

            with warnings.catch_warnings():  # of base points that are all alike
                warnings.simplefilter("ignore")
                found = sobol.analyze(
                    problem(self.numbers), means, calc_second_order=False, num_resamples=RESAMPLES, seed=1
                )
            columns = [found["ST"], found["ST_conf"], *[[math.nan] * len(self.numbers)] * 2]
        return [
            Effect(float(size), float(half), float(slope), float(bend), is_seen)
            for size, half, slope, bend, is_seen in zip(*columns, seen, strict=True)
        ]

    def _seen(self, values: PerPointAndSeed) -> list[bool | None]:
        """Whether each number does the same thing with different luck.

        The product of what a change does with one seed and with another is, in the mean, the square of what
        it does to the expected outcome: luck adds nothing to it, as it does to the square itself. A number is
        seen when the 95% interval of that mean over blocks lies above zero.
        """
        if self.seeds < 2:
            return [None] * len(self.numbers)
        steps = values[self.pairs[..., 1]] - values[self.pairs[..., 0]]  # block x number x seed
        products = (steps.sum(axis=2) ** 2 - (steps**2).sum(axis=2)) / (self.seeds * (self.seeds - 1))
        return [bool(mean(column).low > 0.0) for column in products.T]


def _order(outcomes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Which of each two options has more, pair of options x point."""
    signs = [np.sign(one - other) for one, other in combinations(outcomes, 2)]
    return np.array(signs).reshape(len(signs), outcomes.shape[1])


def sensitivity(held: Held, metric: str) -> Sensitivity:
    """What a study says of a metric; raises `InputError` where its points, or a whole seed, are not there."""
    points = held.about["design"].get("points") or {}
    if points.get("method") not in BLOCKS:
        expected = f"a study whose points.method is {' or '.join(BLOCKS)}"
        _refuse(held, "its points are not laid out for it", expected)
    if not has_salib():
        _refuse(held, LACKING, REPAIR)
    numbers, quantiles = _quantiles(held, points)
    options, outcomes = _outcomes(held, metric, len(quantiles))
    scenarios = [scenario for scenario, _ in options]
    return Sensitivity(
        metric=metric,
        date=list(held.moments)[-1],
        method=points["method"],
        numbers=numbers,
        quantiles=quantiles,
        options=[words for _, words in options],
        reference=scenarios.index(REFERENCE) if REFERENCE in scenarios else 0,
        outcomes=outcomes,
    )


def _quantiles(held: Held, points: dict[str, Any]) -> tuple[list[str], NDArray[np.float64]]:
    """The numbers that vary, and point x number."""
    with (held.store.study(held.name) / "points.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    numbers = [name for name in rows[0] if name != "point" and name in (points.get("over") or rows[0])]
    return numbers, np.array([[float(row[name]) for name in numbers] for row in rows])


def _outcomes(held: Held, metric: str, points: int) -> tuple[list[tuple[str, str]], NDArray[np.float64]]:
    """Each option's scenario and words, and option x point x seed, for seeds of which nothing is missing."""
    values = held.values([metric], list(held.moments.values())[-1])[:, 0]
    cells = [
        (row["scenario"], named(row["scenario"], {axis: row[axis] for axis in held.axes if row[axis]}))
        for row in held.rows
    ]
    options = list(dict.fromkeys(cells))
    seeds = sorted({int(row["seed"]) for row in held.rows})
    found = np.full((len(options), points, len(seeds)), np.nan)
    for cell, row, value in zip(cells, held.rows, values, strict=True):
        found[options.index(cell), int(row["point"]), seeds.index(int(row["seed"]))] = value
    whole = found[:, :, ~np.isnan(found).any(axis=(0, 1))]
    if whole.shape[2] == 0:
        _refuse(held, "no seed of it is whole", "a study that has come further")
    return options, whole


def _refuse(held: Held, wrong: str, expected: str) -> None:
    raise InputError([Problem(str(held.store.study(held.name)), 1, 1, "", wrong, expected)])
