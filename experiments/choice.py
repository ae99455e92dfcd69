"""A study as a choice: what can be chosen, in which contexts, and what came of it.

An option is what can be chosen: a scenario, and its value on each axis of the study that is not `unknown`. A
context is what nobody chooses: a value of each axis that is. Outcomes are arrays context x option x run; all
options of a context and run share their luck.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from experiments.compare import REFERENCE
from experiments.design import named
from experiments.index import Held
from model.errors import InputError, Problem

Outcomes = NDArray[np.float64]  # context x option x run
Labels = tuple[str, ...]  # a value on each of some axes; empty where a scenario does not have the axis
Runs = Mapping[Labels, float]  # point and seed -> value


@dataclass(frozen=True, eq=False)
class Choice:
    """The outcomes of a study by one metric at one date."""

    metric: str
    date: str  # as in "by 22 December"
    axes: dict[str, str]  # of the options: axis -> unit
    unknown: dict[str, str]  # axes of the contexts: axis -> unit
    options: list[tuple[str, Labels]]  # scenario and its value on each axis
    contexts: list[Labels]
    outcomes: Outcomes

    @property
    def runs(self) -> int:
        """Runs of each option in each context."""
        return int(self.outcomes.shape[2])

    @property
    def reference(self) -> int:
        """Number of the option that the others are compared with."""
        return next((i for i, (scenario, _) in enumerate(self.options) if scenario == REFERENCE), 0)

    @property
    def gains(self) -> Outcomes:
        """What each option changes against the reference with the same luck."""
        return self.outcomes - self.outcomes[:, self.reference : self.reference + 1]

    def option(self, number: int) -> str:
        """An option in words."""
        scenario, labels = self.options[number]
        return named(scenario, _shown(self.axes, labels))

    def context(self, number: int) -> str:
        """A context in words."""
        return named("", _shown(self.unknown, self.contexts[number]))


def choice(held: Held, metric: str) -> Choice:
    """What a study says of a metric at the last of its dates, as far as every option was run alike.

    Raises `InputError` for a metric that is not kept, and when there are no two runs of every option.
    """
    sweeps: Mapping[str, Mapping[str, object]] = held.about["design"]["sweeps"]
    unknown = {axis: unit for axis, unit in held.axes.items() if sweeps[axis]["unknown"]}
    axes = {axis: unit for axis, unit in held.axes.items() if axis not in unknown}
    found = _found(held, metric, list(axes), list(unknown))
    options = list(dict.fromkeys(option for option, _ in found))
    contexts = _contexts(held, unknown)
    cells = [[_cell(found, option, context) for option in options] for context in contexts]
    runs = _shared(held, [cell for line in cells for cell in line])
    outcomes = np.array([[[cell[run] for run in runs] for cell in line] for line in cells])
    split = [(option[0], option[1:]) for option in options]
    return Choice(metric, list(held.moments)[-1], axes, unknown, split, contexts, outcomes)


def _found(
    held: Held, metric: str, axes: list[str], unknown: list[str]
) -> dict[tuple[Labels, Labels], dict[Labels, float]]:
    """Option and context -> the runs that are there."""
    found: dict[tuple[Labels, Labels], dict[Labels, float]] = {}
    moment = list(held.moments.values())[-1]
    for row, (value,) in zip(held.rows, held.values([metric], moment), strict=True):
        if not np.isnan(value):
            cell = (row["scenario"], *_of(row, axes)), _of(row, unknown)
            found.setdefault(cell, {})[_of(row, ("point", "seed"))] = float(value)
    return found


def _of(row: Mapping[str, str], columns: Iterable[str]) -> Labels:
    return tuple(row.get(column, "") for column in columns)


def _contexts(held: Held, unknown: Iterable[str]) -> list[Labels]:
    """Every combination of the values of what nobody chooses."""
    return list(product(*(dict.fromkeys(row[axis] for row in held.rows if row[axis]) for axis in unknown)))


def _cell(found: Mapping[tuple[Labels, Labels], Runs], option: Labels, context: Labels) -> Runs:
    """The runs of an option in a context; one that an axis does not touch is the same all along it."""
    for blanks in product((False, True), repeat=len(context)):
        labels = tuple("" if blank else value for blank, value in zip(blanks, context, strict=True))
        if (option, labels) in found:
            return found[option, labels]
    return {}


def _shared(held: Held, cells: list[Runs]) -> list[Labels]:
    """The runs that every cell has, in the order of points and seeds; raises `InputError` below two."""
    runs = set.intersection(*map(set, cells)) if cells else set()
    if len(runs) < 2:
        wrong = f"there {'is one run' if runs else 'is no run'} of every option in every context"
        _refuse(held, wrong, "two at least: a study that has come further, or has more seeds")
    return sorted(runs, key=lambda run: tuple(int(part or 0) for part in run))


def _shown(axes: Mapping[str, str], labels: Labels) -> dict[str, str]:
    """Axis -> value with its unit, for the axes that there are."""
    return {
        axis: f"{label} {unit}".strip()
        for (axis, unit), label in zip(axes.items(), labels, strict=True)
        if label
    }


def _refuse(held: Held, wrong: str, expected: str) -> None:
    raise InputError([Problem(str(held.store.folder), 1, 1, "", wrong, expected)])
