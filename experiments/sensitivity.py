"""How much of an outcome hangs on each uncertain number: Morris's screening, and Sobol's total orders.

Both are laid out in blocks of points (`experiments.points`). In a block of Morris's, a trajectory, each point
differs from the one before in one number, by two thirds of the way from its 5% to its 95% point; in a block
of Sobol's, each point but the last differs from the first in one. All points share their seeds. What a change
of a number does with one seed times what it does with another is, in the mean, the square of what it does to
the expected outcome: luck, which a change turns as well, adds nothing to it, as it does to the square itself.
So with two seeds or more the sizes are free of luck. Intervals are by Student's t over blocks.

Source: Morris (1991), elementary effects; Kucherenko and Sobol' (2009), Mathematics and Computers in
Simulation 79: 3009-3017, their mean square; Saltelli et al. (2010), total orders; Clopper and Pearson (1934),
shares.
"""

from __future__ import annotations

import csv
import math
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.choice import Labels, Option, references
from experiments.design import named
from experiments.index import Held
from experiments.points import BLOCKS
from experiments.statistics import Mean, half_widths, mean, share
from model.errors import InputError, Problem

PerPointAndSeed = NDArray[np.float64]


@dataclass(frozen=True)
class Effect:
    """How much of one outcome hangs on one number."""

    size: float  # Morris: root mean square of what a step changes; Sobol: the total order
    low: float  # of its 95% interval
    high: float
    slope: float  # Morris: the mean of what a step up changes; Sobol: not a number
    bend: float  # Morris: the deviation of that over the other numbers; Sobol: not a number
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
    references: list[int]  # of each option, the one that it is compared with
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
        """What is asked about: each reference, and what each other option changes against its own."""
        levels = {self.options[of]: self.outcomes[of] for of in self.references}
        gains = {
            f"{self.options[i]} − {self.options[of]}": self.outcomes[i] - self.outcomes[of]
            for i, of in enumerate(self.references)
            if i != of
        }
        return levels | gains

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
    def order_changes(self) -> list[Mean]:
        """In what share of pairs each number changes the order of the options, and the 95% interval."""
        order = _order(self.outcomes.mean(axis=2))
        turned = (order[:, self.pairs[..., 0]] != order[:, self.pairs[..., 1]]).any(axis=0)
        return [share(int(column.sum()), len(column)) for column in turned.T]

    @property
    def order_by_luck(self) -> float:
        """In what share of pairs of seeds at the same point the order differs; not a number with one seed."""
        orders = [_order(self.outcomes[:, :, seed]) for seed in range(self.seeds)]
        turned = [(one != other).any(axis=0).mean() for one, other in combinations(orders, 2)]
        return float(np.mean(turned)) if turned else math.nan

    @property
    def ranked(self) -> list[int]:
        """The numbers by their largest effect that is seen; then those without one, by their largest."""
        every = np.nan_to_num([[each.size for each in found] for found in self.effects.values()])
        marked = [[each.is_seen is False for each in found] for found in self.effects.values()]
        seen = np.where(marked, 0.0, every)
        return [int(i) for i in np.lexsort((-np.max(every, axis=0), -np.max(seen, axis=0)))]

    def is_seen(self, number: int) -> bool:
        """Whether a number matters to any outcome more than luck explains, as far as it can be told."""
        return any(
            found[number].is_seen is not False and found[number].size > 0.0 for found in self.effects.values()
        )

    def _effects(self, values: PerPointAndSeed) -> list[Effect]:
        steps = values[self.pairs[..., 1]] - values[self.pairs[..., 0]]  # block x number x seed
        squares = _squares(steps)
        of = self._steps(steps, squares) if self.method == "morris" else self._orders(squares, values)
        seen = [None if self.seeds < 2 else bool(mean(column).low > 0.0) for column in squares.T]
        return [
            Effect(size, low, high, slope, bend, is_seen)
            for (size, low, high, slope, bend), is_seen in zip(of.tolist(), seen, strict=True)
        ]

    def _steps(self, steps: NDArray[np.float64], squares: NDArray[np.float64]) -> NDArray[np.float64]:
        """Size, low, high, slope and bend of each number, by what a step of it changes."""
        moved = np.arange(len(self.numbers))
        before, after = (self.quantiles[self.pairs[..., side], moved] for side in (0, 1))
        slopes = (steps.mean(axis=2) * np.sign(after - before)).mean(axis=0)
        found = [mean(column) for column in squares.T]
        rows = [
            (each.mean, each.low, each.high, each.mean - slope**2)
            for each, slope in zip(found, slopes, strict=True)
        ]
        size, low, high, bend = np.sqrt(np.maximum(rows, 0.0)).T
        return np.column_stack([size, low, high, slopes, bend])

    def _orders(self, squares: NDArray[np.float64], values: PerPointAndSeed) -> NDArray[np.float64]:
        """The same of total orders, which have no slope and no bend; intervals by leaving out each block."""
        ends = values.reshape(self.blocks, -1, self.seeds)[:, [0, -1]]  # which differ in every number
        whole = _total_orders(squares, ends)
        without = np.array(
            [
                _total_orders(*(np.delete(each, block, 0) for each in (squares, ends)))
                for block in range(self.blocks)
            ]
        )
        half = half_widths((self.blocks * whole - (self.blocks - 1) * without).T[:, None])
        found = np.maximum([whole, whole - half, whole + half], 0.0).T
        return np.column_stack([found, np.full((len(found), 2), np.nan)])


def _squares(steps: NDArray[np.float64]) -> NDArray[np.float64]:
    """The square of what each change does to the expected outcome, block x number; of one seed, to that."""
    seeds = steps.shape[2]
    if seeds < 2:
        return steps[..., 0] ** 2
    squares: NDArray[np.float64] = (steps.sum(axis=2) ** 2 - (steps**2).sum(axis=2)) / (seeds * (seeds - 1))
    return squares


def _total_orders(squares: NDArray[np.float64], ends: NDArray[np.float64]) -> NDArray[np.float64]:
    """Of each number, free of luck from two seeds on; not a number where no variance is told from luck.

    ``ends`` are the first and last points of the blocks, block x 2 x seed.
    """
    seeds = ends.shape[2]
    away = ends.reshape(-1, seeds) - ends.mean(axis=(0, 1))
    shared = away.T @ away / (len(away) - 1)  # covariance of the outcomes with one seed and with another
    variance = shared[0, 0] if seeds < 2 else (shared.sum() - np.trace(shared)) / (seeds * (seeds - 1))
    orders: NDArray[np.float64] = squares.mean(axis=0) / (2.0 * variance if variance > 0.0 else np.nan)
    return orders


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
    numbers, quantiles = _quantiles(held, points)
    options, outcomes = _outcomes(held, metric, len(quantiles))
    return Sensitivity(
        metric=metric,
        date=list(held.moments)[-1],
        method=points["method"],
        numbers=numbers,
        quantiles=quantiles,
        options=[named(scenario, _shown(held, labels)) for scenario, labels in options],
        references=references(options),
        outcomes=outcomes,
    )


def _quantiles(held: Held, points: dict[str, Any]) -> tuple[list[str], NDArray[np.float64]]:
    """The numbers that vary, and point x number."""
    with (held.store.study(held.name) / "points.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    numbers = [name for name in rows[0] if name != "point" and name in (points.get("over") or rows[0])]
    return numbers, np.array([[float(row[name]) for name in numbers] for row in rows])


def _shown(held: Held, labels: Labels) -> dict[str, str]:
    return {axis: label for axis, label in zip(held.axes, labels, strict=True) if label}


def _outcomes(held: Held, metric: str, points: int) -> tuple[list[Option], NDArray[np.float64]]:
    """The options, and option x point x seed, for seeds of which nothing is missing."""
    values = held.values([metric], list(held.moments.values())[-1])[:, 0]
    cells = [(row["scenario"], tuple(row[axis] for axis in held.axes)) for row in held.rows]
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
