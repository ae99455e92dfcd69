"""A posterior: numbers that a calibration found together, in two files of one name.

NAME.csv    a header of dotted keys, each with its unit, as `behaviour.front [1]`; each line below it is one
            draw of all of them, and all lines weigh alike
NAME.yaml   where they come from: `Origin`
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import Field, ValidationError

from model.errors import InputError, Problem, Wrong
from model.parameters.base import Parameters
from model.parameters.forms import Moment, Text
from model.parameters.quantities import Measure, Quantity, shown
from model.parameters.trees import changed
from model.reading.messages import problems
from model.reading.tree import Branch, Entry, Grower, Leaf, Node, Place, bare_value, find, text_of

HEAD = re.compile(r"(\S+)\s+\[([^\[\]]+)\]")
HEADED = "a dotted key and its unit, such as 'behaviour.front [1]'"
POINTS = {"value": 0.5, "low": 0.05, "high": 0.95}
P = TypeVar("P", bound=Parameters)


class Origin(Parameters):
    """Where the numbers of a posterior come from."""

    about: Text = Field(description="what was calibrated, and how")
    figures: tuple[Text, ...] = Field(strict=False, min_length=1, description="what they were fitted to")
    as_of: Moment = Field(description="no figure is later")
    requires: dict[Text, Any] = Field(
        default_factory=dict, description="keys, and the words that a scenario must have at them"
    )
    prior: dict[Text, Any] = Field(description="the range of each key before, as a scenario has it")
    seeds: Text = Field(description="with which the model was run")
    revision: Text = Field(description="of the code")
    made: Moment = Field(description="when")
    diagnostics: dict[Text, Any] = Field(default_factory=dict, description="how well it went")


@dataclass(frozen=True, eq=False)
class Column:
    """One number in every draw, in the unit of the header."""

    key: str
    unit: str
    place: Place  # in the header
    cells: tuple[float, ...]
    places: tuple[Place, ...]
    node: Branch  # what stands for it in a scenario


@dataclass(frozen=True, eq=False)
class Posterior:
    """A posterior that was read."""

    path: Path  # of the draws; their origin stands beside them
    origin: Origin
    columns: tuple[Column, ...]
    sha256: Mapping[Path, str]  # of both files

    @property
    def name(self) -> str:
        """The word that scenarios know it by."""
        return self.path.stem

    def held(self, tree: Branch) -> dict[str, Column]:
        """The columns that nothing which lies over the posterior has changed."""
        return {each.key: each for each in self.columns if find(tree, each.key) is each.node}

    def misfits(self, tree: Branch) -> list[Problem]:
        """What it requires of a scenario and does not find, told at the word that names the posterior."""
        return [
            self._misfit(tree, key, value)
            for key, value in self.origin.requires.items()
            if _plain(find(tree, key)) != value
        ]

    def _misfit(self, tree: Branch, key: str, value: object) -> Problem:
        said, there = find(tree, "posterior"), shown(_plain(find(tree, key)))
        wrong = f"'{self.name}' was calibrated with {key}: {shown(value)}, and here is {there}"
        place = tree.place if said is None else said.place
        return place.problem("posterior", wrong, f"one that was calibrated with {there}")


def read(path: Path, name: str) -> Posterior:
    """The posterior in a file that messages call by a name; raises `InputError` with all that is wrong."""
    text, sha256 = text_of(path, name, "CSV")
    columns = _columns(text, name, path.stem)
    beside = path.with_suffix(".yaml")
    origin, sha256_of_origin = _origin(beside, str(Path(name).with_suffix(".yaml").as_posix()))
    return Posterior(path, origin, columns, {path: sha256, beside: sha256_of_origin})


def joined(made: P, held: Mapping[str, Column]) -> P:
    """The scenario, each number that a posterior holds with its draws; raises `InputError` out of bounds."""
    found: list[Problem] = []

    def join(key: str, number: Quantity) -> Quantity:
        if key not in held or number.measure is None:
            return number
        try:
            return replace(number, draws=_drawn(number.measure, held[key]))
        except InputError as error:
            found.extend(error.problems)
            return number

    after = changed(made, join)
    if found:
        raise InputError(found)
    return after


def _plain(node: Node | None) -> object:
    return None if node is None else bare_value(node)


@cache
def _drawn(measure: Measure, column: Column) -> tuple[float, ...]:
    """The draws in the unit of the key; raises `InputError` at the first that its bounds forbid."""
    draws = []
    for cell, place in zip(column.cells, column.places, strict=True):
        try:
            draws.append(measure.parse({"value": cell, "unit": column.unit}).value)
        except Wrong as wrong:
            raise InputError([place.problem(column.key, wrong.wrong, wrong.expected)]) from None
    return tuple(draws)


def _origin(path: Path, name: str) -> tuple[Origin, str]:
    grower = Grower()
    tree, sha256 = grower.file(path, name)
    if tree is None or grower.problems:
        raise InputError(grower.problems)
    try:
        return Origin.model_validate_json(json.dumps(bare_value(tree))), sha256
    except ValidationError as error:
        raise InputError(problems(error, Origin, tree)) from None


def _columns(text: str, name: str, posterior: str) -> tuple[Column, ...]:
    """Every column of a table; raises `InputError` with what is wrong in its header, else in its lines."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    rows = [list(_words(line, name, number)) for number, line in lines]
    if len(rows) < 2:
        wrong, expected = "there is no draw in it", "a header of keys, and a line for each draw"
        raise InputError([Place(name, 1, 1).problem("", wrong, expected)])
    found: list[Problem] = []
    heads = [_head(*cell, found) for cell in rows[0]]
    found += _twice([key for key, _ in heads], [place for _, place in rows[0]])
    if found:
        raise InputError(found)
    numbers = [_numbers(row, [key for key, _ in heads], found) for row in rows[1:]]
    if found:
        raise InputError(found)
    places = [[place for _, place in row] for row in rows]
    columns = zip(heads, places[0], zip(*numbers, strict=True), zip(*places[1:], strict=True), strict=True)
    return tuple(_column(*head, place, cells, below, posterior) for head, place, cells, below in columns)


def _words(line: str, name: str, number: int) -> Iterator[tuple[str, Place]]:
    """The cells of a line, each where it stands."""
    column = 1
    for cell in line.split(","):
        yield cell.strip(), Place(name, number, column + len(cell) - len(cell.lstrip()))
        column += len(cell) + 1


def _head(word: str, place: Place, found: list[Problem]) -> tuple[str, str]:
    """The key and the unit that head a column; notes when they do not."""
    match = HEAD.fullmatch(word)
    if match is None:
        found.append(place.problem("", f"{shown(word)} does not head a column", HEADED))
    return (match[1], match[2]) if match else ("", "")


def _twice(keys: Sequence[str], places: Sequence[Place]) -> Iterator[Problem]:
    for i, (key, place) in enumerate(zip(keys, places, strict=True)):
        if key and key in keys[:i]:
            yield place.problem(key, "stands twice", "each key once")


def _numbers(row: Sequence[tuple[str, Place]], keys: Sequence[str], found: list[Problem]) -> list[float]:
    """The numbers of a draw; notes each cell that holds none, and a line of another length."""
    if len(row) != len(keys):
        wrong = f"the line has {len(row)} numbers, and the header {len(keys)} keys"
        found.append(row[0][1].problem("", wrong, "a number for each key"))
        return []
    numbers = [_number(word) for word, _ in row]
    for key, number, (word, place) in zip(keys, numbers, row, strict=True):
        if number is None:
            wrong, expected = f"{shown(word)} is no number", "a number in the unit of the header"
            found.append(place.problem(key, wrong, expected))
    return [math.nan if number is None else number for number in numbers]


def _number(word: str) -> float | None:
    for read_number in (int, float):  # a whole number stays one: a key that counts takes no point
        with suppress(ValueError):
            number: float = read_number(word)
            return number if math.isfinite(number) else None
    return None


def _column(
    key: str, unit: str, place: Place, cells: tuple[float, ...], places: tuple[Place, ...], posterior: str
) -> Column:
    """A column, and what stands for it in a scenario: its median, 5% and 95% points, all of them draws."""
    ordered = sorted(cells)
    parts: dict[str, float | str] = {
        part: ordered[round(share * (len(ordered) - 1))] for part, share in POINTS.items()
    }
    parts |= {"unit": unit, "source": f"posterior {posterior}"}
    node = Branch(place, {part: Entry(place, Leaf(place, value)) for part, value in parts.items()})
    return Column(key, unit, place, cells, places, node)
