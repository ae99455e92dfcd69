"""Whether scenario files can be run: the files, the tables of their city, and the fit; what to look at."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from experiments import catalogue, compare, reported, reporters
from experiments.calibration.plan import Calibration
from experiments.design import Design
from experiments.fitting import fitted, untimely
from experiments.rows import table
from model.errors import InputError, Problem, Wrong
from model.reading import Document, json_schema, read
from model.scenario import Scenario

# Tables of the record that no run reads.
FOR_PEOPLE = ("control_conflicts.csv", "crossings.csv", "evacuation.csv", "events.csv")


@dataclass(frozen=True)
class Checked:
    """A scenario file, what is wrong with it, and what is not wrong but should be looked at."""

    name: str
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...] = ()


def check(word: str) -> Iterator[Checked]:
    """Each scenario file that a word names, or that is in the folder it names."""
    try:
        paths = catalogue.every(word)
    except InputError as error:
        yield Checked(word, error.problems)
        return
    for path in paths:
        yield _checked(path, str(path) if len(paths) > 1 or Path(word).is_dir() else word)


def _checked(path: Path, name: str) -> Checked:
    try:
        scenario, document = read(path, Scenario)
    except InputError as error:
        return Checked(name, error.problems)
    problems = _problems(scenario, document)
    notes = [*document.unsourced("proposals"), *document.overridden()]
    if not problems:
        folder = document.folder("city") / scenario.city
        notes += untimely(scenario, document)
        notes += reporters.doubtful(folder, scenario.start, float(scenario.horizon))
    return Checked(name, tuple(problems), tuple(notes))


def _problems(scenario: Scenario, document: Document) -> list[Problem]:
    problems: list[Problem] = []
    folder = document.folder("city") / scenario.city
    others = [folder / name for name in FOR_PEOPLE if (folder / name).is_file()]
    parts: list[Callable[[], object]] = [
        lambda: fitted(scenario, document),
        lambda: reported.read(folder),
        lambda: compare.dates(folder / compare.DATES),
        *(partial(table, path) for path in others),
    ]
    for part in parts:
        try:
            part()
        except InputError as error:
            problems += error.problems
    return problems


def schema(*, studies: bool, calibrations: bool) -> str:
    """The JSON Schema of scenario files, or of the designs of studies or calibrations, for editors."""
    if studies and calibrations:
        raise Wrong("--studies stands beside --calibrations", "one of the two")
    if studies or calibrations:
        made = json_schema(Design if studies else Calibration, ["extends"])
    else:
        made = json_schema(Scenario)
    return json.dumps(made, indent=2, ensure_ascii=False)
