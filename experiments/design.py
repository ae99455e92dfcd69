"""A design: which scenarios, sweeps, uncertain numbers and seeds make up a study; read from one YAML file.

docs/studies.md says how to write one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import Field, model_validator

from experiments import axes, catalogue, columns
from experiments.axes import Step, Sweep
from model.errors import InputError, Problem, Wrong
from model.parameters import Measure, Name, Parameters, Quantity, Text
from model.reading import Change, Document, read, variants
from model.scenario import Scenario

T = TypeVar("T")
R = TypeVar("R")
Keep = Literal["daily", "hourly", "dates"]
IDLE = ("title", "about", "source", "horizon")  # by which no cells differ: all run to the latest horizon


class Points(Parameters):
    """Points spread over the ranges of the uncertain numbers, in place of a draw of its own for each seed."""

    n: int = Field(
        ge=1,
        le=1_000_000,
        description="how many; with morris trajectories, with sobol-total base points: each is a point, and"
        " more for each number; a power of 2 if they are a Sobol sequence",
    )
    method: Literal["latin-hypercube", "sobol", "morris", "sobol-total"] = Field(
        "latin-hypercube", description="how they are spread; the last two are for the sensitivity of results"
    )
    over: tuple[Text, ...] | None = Field(
        None,
        strict=False,
        min_length=1,
        description="names of the numbers that vary, as in points.csv, all others being at their medians;"
        " if not given, all",
    )
    seed: int = Field(0, ge=0, description="from which they are drawn")

    @model_validator(mode="after")
    def _is_balanced(self) -> Self:
        if self.method.startswith("sobol") and self.n & (self.n - 1):
            raise Wrong(f"{self.n} is no power of 2", "64, 128, 256 or another, or latin-hypercube", key="n")
        if self.method in ("morris", "sobol-total") and self.n < 2:
            raise Wrong(f"{self.n} leaves no interval", "at least 2", key="n")
        if self.over is not None and len({*self.over}) < len(self.over):
            raise Wrong("a name stands twice", "each number once", key="over")
        return self


class Design(Parameters):
    """What a study runs: every scenario with every value of its sweeps, every point and every seed."""

    title: Text = Field(description="name in summaries")
    about: Text = Field(description="the question that it answers")
    scenarios: tuple[Text, ...] = Field(
        strict=False,
        min_length=1,
        description="scenario files, or folders: every proposal in them; beside this file, or shipped",
    )
    set_: dict[Text, Any] = Field(
        default_factory=dict, alias="set", description="dotted keys that have the same value in all of them"
    )
    sweeps: dict[Name, Sweep] = Field(
        default_factory=dict,
        description="axes, by name, which no table of results has as a column already; a scenario that has"
        " none of its keys has no such axis",
    )
    points: Points | None = Field(
        None, description="points over the uncertain numbers; if not given, each seed draws its own"
    )
    seeds: int = Field(ge=1, le=1_000_000, description="replicates of each, which share their seeds")
    first_seed: int = Field(1, ge=0, lt=2**62, description="the first of the seeds")
    beyond: Annotated[Quantity, Measure("h", at_least=0, whole=True)] | None = Field(
        None,
        description="how long all run beyond the latest horizon; if not given, as long as the longest pause",
    )
    keep: Keep = Field("daily", description="lines of each run that are kept, the fixed dates always")


@dataclass(frozen=True)
class Cell:
    """A scenario at one value of each of its axes."""

    name: str  # of the scenario
    labels: Mapping[str, str]  # axis -> value
    scenario: Scenario
    document: Document

    @property
    def label(self) -> str:
        """As messages call it: 'ten-day-pause (length 10, kept 0.5)'."""
        return named(self.name, self.labels)


@dataclass(frozen=True)
class Read:
    """A design that was read, and its cells."""

    design: Design
    document: Document
    bases: dict[str, tuple[Scenario, Document]]  # each scenario before the axes change it
    cells: tuple[Cell, ...]
    units: dict[str, str]  # axis -> the unit of its numbers


def named(name: str, labels: Mapping[str, str]) -> str:
    """A scenario with its value on each axis, in words; the values alone if it has no name."""
    said = ", ".join(f"{axis} {value}" for axis, value in labels.items())
    return f"{name} ({said})" if name and said else name or said


def load(path: Path) -> Read:
    """The design in a file, with every scenario that it makes.

    Raises one `InputError` for all that is wrong in the file; else for all that is in the scenarios.
    """
    design, document = read(path, Design)
    files = _files(design, document)
    settings = axes.changes(document.spot("set").node)
    named = list(design.sweeps.items())
    steps = dict(zip(design.sweeps, _each(named, lambda item: _steps(document, *item)), strict=True))
    bases = _each(files.items(), lambda item: variants(item[1], Scenario, [settings])[0])
    problems = [
        problem
        for name, found in steps.items()
        for problem in _reaches_none(found, [base for _, base in bases])
    ] + list(_laid_twice(steps))
    if problems:
        raise InputError(dict.fromkeys(problems))
    cells = _each(
        zip(files.items(), bases, strict=True),
        lambda item: list(_cells(*item[0], item[1][1], settings, steps)),
    )
    units = {name: found[0].unit for name, found in steps.items() if found[0].unit}
    whole = tuple(cell for found in cells for cell in found)
    return Read(design, document, dict(zip(files, bases, strict=True)), whole, units)


def _files(design: Design, document: Document) -> dict[str, Path]:
    """Name -> file for each scenario that is meant; raises `InputError` at the word that means none."""
    words: list[str] = []
    problems: list[Problem] = []
    for index, word in enumerate(design.scenarios):
        try:
            words.append(str(catalogue.find(word, document.folder("scenarios"))))
        except InputError as error:
            (first,) = error.problems
            place = document.place(f"scenarios.{index}")
            problems.append(place.problem(f"scenarios.{index}", first.wrong, first.expected, first.nearest))
    if problems:
        raise InputError(problems)
    return catalogue.named(words)


def _steps(document: Document, name: str, sweep: Sweep) -> list[Step]:
    """The values of an axis; `InputError` for a name that tables have, or a key that changes no run."""
    if columns.is_taken(name):
        wrong = "the tables of every study have a column of this name"
        raise InputError([document.problem(f"sweeps.{name}", wrong, "another name for the axis")])
    found = axes.steps(document, name, sweep)
    idle = [target for step in found for target in step.targets if target.key in IDLE]
    if idle:
        wrong, expected = "every cell would be run alike", "a key on which a run depends"
        raise InputError(dict.fromkeys(each.place.problem(each.key, wrong, expected) for each in idle))
    return found


def _laid_twice(steps: Mapping[str, Sequence[Step]]) -> Iterator[Problem]:
    """What is wrong where two axes change the same: only the last would count, under the labels of both.

    Dates may move in what another axis changes, or takes away.
    """
    for (first, before), (_, after) in combinations(steps.items(), 2):
        if (before[0].to is None) != (after[0].to is None):
            continue
        laid = {target.key for step in before for target in step.targets}
        for target in (target for step in after for target in step.targets):
            if any(_overlap(target.key, key) for key in laid):
                wrong = f"the axis '{first}' changes it too, in whole or in part"
                yield target.place.problem(target.key, wrong, "a key that no other axis changes")


def _overlap(first: str, second: str) -> bool:
    """Whether two dotted keys are the same, or one is inside the other."""
    return f"{first}.".startswith(f"{second}.") or f"{second}.".startswith(f"{first}.")


def _reaches_none(steps: Sequence[Step], bases: Sequence[Document]) -> Iterator[Problem]:
    """What is wrong with each key of an axis that no scenario has."""
    for step in steps:
        for target in step.targets:
            problems = [each for each in (step.missing(target, base) for base in bases) if each]
            if len(problems) == len(bases):
                yield next((each for each in problems if each.nearest), problems[0])


def _cells(
    name: str, path: Path, base: Document, settings: tuple[Change, ...], steps: Mapping[str, list[Step]]
) -> Iterator[Cell]:
    """Every combination of the axes that a scenario has."""
    own = {
        axis: found
        for axis, found in steps.items()
        if any(step.missing(target, base) is None for step in found for target in step.targets)
    }
    chosen = list(product(*own.values()))
    laid = [[*settings, *_laid(steps, base)] for steps in chosen]
    made = variants(path, Scenario, laid)
    for steps_of_cell, (scenario, document) in zip(chosen, made, strict=True):
        labels = {axis: step.label for axis, step in zip(own, steps_of_cell, strict=True)}
        yield Cell(name, labels, scenario, document)


def _laid(steps: Sequence[Step], base: Document) -> Iterator[Change]:
    """What the values of a cell change; dates first, since what is taken away has none to move."""
    for step in sorted(steps, key=lambda step: step.to is None):
        yield from step.lay(base)


def _each(items: Iterable[T], make: Callable[[T], R]) -> list[R]:
    """What is made of each; raises one `InputError` with what is wrong in any."""
    made: list[R] = []
    problems: list[Problem] = []
    for item in items:
        try:
            made.append(make(item))
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(dict.fromkeys(problems))
    return made
