"""What a calibration fits, and to what: read from one YAML file, and checked.

docs/calibration.md says how to write one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np
from pydantic import Field

from experiments import axes, catalogue, compare, identity
from experiments.calibration import emulator
from experiments.calibration.smc import Places
from experiments.compare import Plan
from experiments.likelihood import is_doubted
from experiments.parts import Kept
from experiments.reported import Figure, Reported
from experiments.reporters import OBSERVABLES
from model.errors import InputError, nearest
from model.parameters import Parameters, Quantity, Text, changed
from model.reading import Document, read, variants
from model.scenario import Scenario
from model.simulation import shared

NORMAL = NormalDist()
PRIOR = "value, low and high: the prior"


class Calibration(Parameters):
    """Which numbers of a scenario are fitted to which figures, and at what cost."""

    title: Text = Field(description="name in summaries and figures")
    about: Text = Field(description="what is fitted, and why these numbers")
    scenario: Text = Field(description="a scenario file, beside this one or shipped: what happened")
    set_: dict[Text, Any] = Field(
        default_factory=dict, alias="set", description="dotted keys of the scenario that have other values"
    )
    priors: dict[Text, Any] = Field(
        min_length=1,
        description="dotted keys of the numbers that are fitted, each with value, low, high and source: what"
        " was known of it without the figures; all other uncertain numbers are drawn by each run",
    )
    observables: tuple[Text, ...] = Field(
        strict=False, min_length=1, description="the observables whose calibration figures are used"
    )
    design: int = Field(
        1024, ge=1, le=1_000_000, description="runs spread over the priors, for history matching"
    )
    particles: int = Field(400, ge=8, le=100_000, description="places and runs in a population")
    moves: int = Field(1, ge=1, le=100, description="runs with which each particle moves in a step")
    first_seed: int = Field(1, ge=0, lt=2**61, description="the first of the seeds")


@dataclass(frozen=True)
class Ready:
    """A calibration with everything that it needs, checked."""

    name: str
    design: Calibration
    scenario: Scenario
    plan: Plan
    priors: dict[str, Quantity]  # of the numbers that are fitted, by their dotted keys
    figures: tuple[Figure, ...]
    lines: Kept

    @property
    def keys(self) -> tuple[str, ...]:
        """The numbers that are fitted."""
        return tuple(self.priors)

    @cached_property
    def content(self) -> list[object]:
        """All that its replicates depend on, but for point and seed."""
        city = identity.of_city(self.plan.folder)
        return [identity.of_scenario(self.scenario), city, list(self.lines.hours), identity.of_code()]

    @property
    def reported(self) -> Reported:
        """What was reported of the city, and by whom."""
        return self.plan.reported

    def points(self, places: Places) -> list[dict[str, float]]:
        """The quantiles of the fitted numbers at each place, under the names by which they are drawn."""
        names = [shared(key) for key in self.keys]
        return [dict(zip(names, map(NORMAL.cdf, row), strict=True)) for row in places.tolist()]

    def numbers(self, places: Places) -> Places:
        """The fitted numbers themselves, in their own units: place x key."""
        columns = [
            [self.priors[key].at(NORMAL.cdf(each)).value for each in column]
            for key, column in zip(self.keys, places.T.tolist(), strict=True)
        ]
        return np.array(columns).T


def usable(figures: Iterable[Figure], observables: Iterable[str]) -> tuple[Figure, ...]:
    """The figures of these observables that may calibrate: no held-out one, whatever is asked for."""
    wanted = set(observables)
    return tuple(each for each in figures if not each.is_held_out and each.observable in wanted)


def check_calibrates(figures: Iterable[Figure]) -> None:
    """Raise ValueError at a held-out figure: it scores, and may never calibrate."""
    held_out = [each.id for each in figures if each.is_held_out]
    if held_out:
        raise ValueError(f"held-out figures do not calibrate: {', '.join(held_out)}")


def load(path: Path) -> Ready:
    """Read and check a calibration and all that it needs; raises `InputError` with all that is wrong."""
    design, document = read(path, Calibration)
    file = _file(design, document)
    changes = [*axes.changes(document.spot("set").node), *axes.changes(document.spot("priors").node)]
    found, whole = variants(file, Scenario, [changes])[0]
    priors = _priors(design, document, found)
    plan = compare.plan({path.stem: (found, whole)}, with_tail=False)
    (scenario,) = plan.scenarios.values()
    return Ready(
        name=path.stem,
        design=design,
        scenario=scenario,
        plan=plan,
        priors=priors,
        figures=_figures(design, document, plan),
        lines=Kept(tuple(range(int(float(scenario.horizon)) + 1)), ()),
    )


def _file(design: Calibration, document: Document) -> Path:
    """The scenario that is meant; raises `InputError` if there is none, or with what else is wrong."""
    problems = []
    for index, word in enumerate(design.observables):
        if word not in OBSERVABLES:
            key, wrong = f"observables.{index}", f"'{word}' is no observable"
            near, place = nearest(word, OBSERVABLES), document.place(f"observables.{index}")
            problems.append(place.problem(key, wrong, "one that is reported", near))
    try:
        file = catalogue.find(design.scenario, document.folder("scenario"))
    except InputError as error:
        (first,) = error.problems
        place = document.place("scenario")
        problems.append(place.problem("scenario", first.wrong, first.expected, first.nearest))
    least = emulator.fewest(len(design.priors))
    if design.design < least:
        wrong = f"{design.design} runs are too few to emulate {len(design.priors)} numbers"
        problems.append(document.problem("design", wrong, f"{least} at least"))
    if problems:
        raise InputError(problems)
    return file


def _priors(design: Calibration, document: Document, scenario: Scenario) -> dict[str, Quantity]:
    """The prior of each fitted number; raises `InputError` at one without a range, or where none is drawn."""
    if not scenario.uncertainty:
        wrong, expected = "uncertainty is false: its runs draw no number", "a scenario whose runs draw them"
        raise InputError([document.problem("scenario", wrong, expected)])
    found: dict[str, Quantity] = {}
    every = quantities(scenario)
    problems = []
    for key in design.priors:
        if key in every:
            found[key] = every[key]
        else:
            place = document.spot("priors").step(key).place() or document.tree.place
            problems.append(place.problem(f"priors.{key}", "it has no range to fit in", PRIOR))
    if problems:
        raise InputError(problems)
    return found


def quantities(scenario: Scenario) -> Mapping[str, Quantity]:
    """Every uncertain number of a scenario by its dotted key."""
    found: dict[str, Quantity] = {}

    def note(key: str, number: Quantity) -> Quantity:
        if number.uncertain:
            found[key] = number
        return number

    changed(scenario, note)
    return found


def _figures(design: Calibration, document: Document, plan: Plan) -> tuple[Figure, ...]:
    """The figures to fit; raises `InputError` without any, or if one is said to be exact."""
    found = usable(plan.reported.figures, design.observables)
    if not found:
        wrong, expected = "no figure of these observables may calibrate", "observables of which one may"
        raise InputError([document.problem("observables", wrong, expected)])
    exact = [each.id for each in found if not is_doubted(each, plan.reported)]
    if exact:
        wrong = f"{exact[0]}: neither its reporter nor the model is given a spread"
        raise InputError([document.problem("observables", wrong, "one in reporters.csv or discrepancy.csv")])
    return found
