"""A study as a choice: what can be chosen, in which contexts, and what came of it.

An option is what can be chosen: a scenario, and its value on each axis of the study that is not `unknown`. A
context is what nobody chooses: a value of each axis that is. Outcomes are arrays context x option x point x
seed, of one point where the design has none; all options of a context share its points and seeds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
from numpy.typing import NDArray

from experiments.compare import REFERENCE
from experiments.design import named
from experiments.index import Held
from experiments.points import BLOCKS
from experiments.statistics import FEWEST, fewest
from model.errors import InputError, Problem

Outcomes = NDArray[np.float64]  # context x option x point x seed
Labels = tuple[str, ...]  # a value on each of some axes; empty where a scenario does not have the axis
Option = tuple[str, Labels]  # a scenario and its value on each axis
Run = tuple[int, int]  # point and seed


@dataclass(frozen=True, eq=False)
class Choice:
    """The outcomes of a study by one metric at one date."""

    metric: str
    date: str  # as in "by 22 December"
    axes: dict[str, str]  # of the options: axis -> unit
    unknown: dict[str, str]  # axes of the contexts: axis -> unit
    options: list[Option]
    contexts: list[Labels]
    outcomes: Outcomes

    @property
    def runs(self) -> int:
        """Runs of each option in each context."""
        points, seeds = self.outcomes.shape[2:]
        return int(points * seeds)

    @property
    def counted(self) -> str:
        """The runs of each option in words, with their points where there are several."""
        points, seeds = self.outcomes.shape[2:]
        return f"{self.runs} runs" + (f" ({points} points x {seeds} seeds)" if points > 1 else "")

    @property
    def are_few(self) -> bool:
        """Whether no sign is claimed of any difference."""
        return fewest(self.outcomes) < FEWEST

    @cached_property
    def references(self) -> list[int]:
        """Of each option the number of the one that it is compared with."""
        return references(self.options)

    @property
    def reference(self) -> str:
        """What the options are compared with, in words."""
        used = {of for option, of in enumerate(self.references) if of != option} or {0}
        if len(used) == 1:
            return self.option(used.pop())
        return f"{self.options[self.references[0]][0]} with the same values"

    @property
    def gains(self) -> Outcomes:
        """What each option changes against its reference with the same luck."""
        return self.outcomes - self.outcomes[:, self.references]

    def option(self, number: int) -> str:
        """An option in words."""
        scenario, labels = self.options[number]
        return named(scenario, _shown(self.axes, labels))

    def context(self, number: int) -> str:
        """A context in words."""
        return named("", _shown(self.unknown, self.contexts[number]))


def references(options: Sequence[Option]) -> list[int]:
    """Of each option the one that it is compared with: the reference with the same values, where it has them.

    Without that, and for the reference itself, its first one. The reference is *No pause*, or else the first
    scenario.
    """
    scenarios = [scenario for scenario, _ in options]
    name = REFERENCE if REFERENCE in scenarios else scenarios[0]
    first, numbers = scenarios.index(name), {option: number for number, option in enumerate(options)}
    return [first if scenario == name else numbers.get((name, labels), first) for scenario, labels in options]


def choice(held: Held, metric: str) -> Choice:
    """What a study says of a metric at the last of its dates, as far as every option was run alike.

    Raises `InputError` for a metric that is not kept, for points that weigh numbers and not options, and when
    there are no two runs of every option.
    """
    check_points((held.about["design"].get("points") or {}).get("method"), str(held.store.folder))
    sweeps: Mapping[str, Mapping[str, object]] = held.about["design"]["sweeps"]
    unknown = {axis: unit for axis, unit in held.axes.items() if sweeps[axis]["unknown"]}
    axes = {axis: unit for axis, unit in held.axes.items() if axis not in unknown}
    found = _found(held, metric, list(axes), list(unknown))
    options = list(dict.fromkeys(option for option, _ in found))
    contexts = _contexts(held, unknown)
    cells = [[_cell(found, option, context) for option in options] for context in contexts]
    points, seeds = _shared(held, [cell for line in cells for cell in line])
    outcomes = np.array([[[[cell[p, s] for s in seeds] for p in points] for cell in line] for line in cells])
    return Choice(metric, list(held.moments)[-1], axes, unknown, options, contexts, outcomes)


def check_points(method: str | None, where: str) -> None:
    """Raise `InputError` for points that weigh numbers: the mean over them is of nothing that may be."""
    if method in BLOCKS:
        wrong = f"points of {method} are no draw of what may be: they show what hangs on each number"
        expected = "--sensitivity, or a study whose points.method is latin-hypercube or sobol"
        raise InputError([Problem(where, 1, 1, "", wrong, expected)])


def _found(
    held: Held, metric: str, axes: list[str], unknown: list[str]
) -> dict[tuple[Option, Labels], dict[Run, float]]:
    """Option and context -> the runs that are there."""
    found: dict[tuple[Option, Labels], dict[Run, float]] = {}
    moment = list(held.moments.values())[-1]
    for row, (value,) in zip(held.rows, held.values([metric], moment), strict=True):
        if not np.isnan(value):
            cell = (row["scenario"], _of(row, axes)), _of(row, unknown)
            found.setdefault(cell, {})[int(row.get("point", 0)), int(row["seed"])] = float(value)
    return found


def _of(row: Mapping[str, str], columns: Iterable[str]) -> Labels:
    return tuple(row.get(column, "") for column in columns)


def _contexts(held: Held, unknown: Iterable[str]) -> list[Labels]:
    """Every combination of the values of what nobody chooses."""
    return list(product(*(dict.fromkeys(row[axis] for row in held.rows if row[axis]) for axis in unknown)))


def _cell(
    found: Mapping[tuple[Option, Labels], Mapping[Run, float]], option: Option, context: Labels
) -> Mapping[Run, float]:
    """The runs of an option in a context; one that an axis does not touch is the same all along it."""
    for blanks in product((False, True), repeat=len(context)):
        labels = tuple("" if blank else value for blank, value in zip(blanks, context, strict=True))
        if (option, labels) in found:
            return found[option, labels]
    return {}


def _shared(held: Held, cells: list[Mapping[Run, float]]) -> tuple[list[int], list[int]]:
    """The points, and the seeds with which every cell has all of them; raises `InputError` below two runs."""
    points = sorted({int(row.get("point", 0)) for row in held.rows})
    there = set.intersection(*map(set, cells)) if cells else set()
    begun = sorted({seed for _, seed in there})
    seeds = [seed for seed in begun if all((point, seed) in there for point in points)]
    if len(points) * len(seeds) < 2:
        wrong = f"there {'is one run' if seeds else 'is no run'} of every option in every context"
        _refuse(held, wrong, "two at least: a study that has come further, or has more seeds")
    return points, seeds


def _shown(axes: Mapping[str, str], labels: Labels) -> dict[str, str]:
    """Axis -> value with its unit, for the axes that there are."""
    return {
        axis: f"{label} {unit}".strip()
        for (axis, unit), label in zip(axes.items(), labels, strict=True)
        if label
    }


def _refuse(held: Held, wrong: str, expected: str) -> None:
    raise InputError([Problem(str(held.store.folder), 1, 1, "", wrong, expected)])
