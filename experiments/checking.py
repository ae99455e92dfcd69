"""Whether scenario files can be run: the files, every table of their city, and how they fit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from experiments import catalogue, compare, reported
from experiments.fitting import fitted
from model.errors import InputError, Problem
from model.reading import read
from model.scenario import Scenario


def check(word: str) -> Iterator[tuple[str, tuple[Problem, ...]]]:
    """Each scenario file that a word names, or that is in the folder it names, with what is wrong."""
    try:
        paths = catalogue.every(word)
    except InputError as error:
        yield word, error.problems
        return
    for path in paths:
        yield (str(path) if len(paths) > 1 or Path(word).is_dir() else word), tuple(_problems(path))


def _problems(path: Path) -> list[Problem]:
    problems: list[Problem] = []
    try:
        scenario, document = read(path, Scenario)
    except InputError as error:
        return list(error.problems)
    folder = document.folder("city") / scenario.city
    for part in (
        lambda: fitted(scenario, document),
        lambda: reported.read(folder),
        lambda: list(compare.dates(folder / compare.DATES)),
    ):
        try:
            part()
        except InputError as error:
            problems += error.problems
    return problems
