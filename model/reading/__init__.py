"""Reading scenarios: every file that adds up to one, checked against the schema, every problem at its place.

The only code that reads scenario files.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from model.errors import InputError, Problem, nearest
from model.parameters.base import Parameters
from model.parameters.quantities import Measure, Quantity, plain
from model.parameters.reference import measure_of
from model.reading.editor import json_schema
from model.reading.layers import NAMING, SET, Change, Layers, Source, absent
from model.reading.messages import problems
from model.reading.posterior import Posterior, joined
from model.reading.schema import Spot
from model.reading.tree import Branch, Grower, Place, bare_value, child

__all__ = ["Change", "Document", "Place", "Source", "json_schema", "read", "variants"]

SOURCED = "{value: ..., source: where it comes from}; 'assumed' is a source"
P = TypeVar("P", bound=Parameters)


@dataclass(frozen=True)
class Document:
    """Where a scenario came from: its file, every file read for it, and the place of every key."""

    path: Path
    sources: tuple[Source, ...]
    schema: type[Parameters]
    tree: Branch
    posterior: Posterior | None = None
    removed: frozenset[str] = frozenset()  # keys that were set to null

    def place(self, key: str) -> Place:
        """Where the value of a key stands, or what is around it when the key has its default."""
        return self.spot(key).place() or self.tree.place

    def folder(self, key: str) -> Path:
        """The folder that a relative path at this key starts from: that of the file it is written in."""
        file = self.place(key).file
        return self.path.parent if file == SET else Path(file).parent

    def problem(self, key: str, wrong: str, expected: str, known: Iterable[str] = ()) -> Problem:
        """What is wrong at a key, for checks that come after reading; names the nearest known word."""
        value = self.spot(key).node
        word = None if value is None else bare_value(value)
        near = nearest(word, known) if isinstance(word, str) else None
        return self.place(key).problem(key, wrong, expected, near)

    def unsourced(self, key: str) -> list[Problem]:
        """The numbers below a key that stand in a file without a source.

        What was agreed, such as the length of a pause, needs none of its own, and no more does a default.
        """
        return [
            each.node.place.problem(each.key(), "a number without a source", SOURCED)
            for each in self.spot(key).numbers()
            if each.node is not None and not _is_sourced(each)
        ]

    def overridden(self) -> list[Problem]:
        """The keys that this scenario states itself, over its posterior."""
        if self.posterior is None:
            return []
        held = self.posterior.held(self.tree)
        wrong = f"stands over the posterior '{self.posterior.name}', which has it too"
        expected = "no such key, where that of the posterior is meant"
        keys = (column.key for column in self.posterior.columns if column.key not in held)
        return [self.place(key).problem(key, wrong, expected) for key in keys]

    def lacks(self, change: Change) -> Problem | None:
        """What is wrong with changing a thing that is not there; None when it is, or needs not be."""
        return absent(change, self.tree, self.schema)

    def spot(self, key: str) -> Spot:
        """What the schema says of a key, and what stands there."""
        spot = Spot(self.schema, self.tree)
        for part in key.split(".") if key else ():
            spot = spot.step(part)
        return spot


def read(
    path: Path, schema: type[P], sets: Sequence[str] = (), parameters: Path | None = None
) -> tuple[P, Document]:
    """The scenario in a file, and where each part of it came from.

    Lays parameter files, what the file extends, the file itself and the `a.b=c` of `sets` over each other;
    `parameters=[...]` among these names other parameter files than the scenario's, `posterior=` another
    posterior.
    `parameters` is the folder of parameter files, if it is not `parameters` in the nearest folder above named
    `scenarios`. Raises one `InputError` with every problem found.
    """
    layers = Layers(schema)
    changes = layers.changes(sets)
    layers.grower.broken = False  # what is wrong in the files is told with what is wrong in `sets`
    return _made(path, schema, layers, layers.read(path, parameters, changes), changes)


def variants(path: Path, schema: type[P], changed: Sequence[Sequence[Change]]) -> list[tuple[P, Document]]:
    """The scenario in a file with each of several lists of changes, every file read once.

    Raises one `InputError` with every problem found in any of them.
    """
    trees: dict[str, tuple[Layers, Branch | None]] = {}
    made: list[tuple[P, Document]] = []
    found: list[Problem] = []
    for changes in changed:
        naming = str({change.key: bare_value(change.node) for change in changes if change.key in NAMING})
        if naming not in trees:
            layers = Layers(schema)
            trees[naming] = layers, layers.read(path, None, changes)
        layers, tree = trees[naming]
        own = replace(layers, grower=Grower([*layers.grower.problems]))
        try:
            made.append(_made(path, schema, own, tree, changes))
        except InputError as error:
            found += error.problems
    if found:
        raise InputError(_in_order(found))
    return made


def _made(
    path: Path, schema: type[P], layers: Layers, tree: Branch | None, changes: Sequence[Change]
) -> tuple[P, Document]:
    """What the files say with the changes, checked."""
    found = layers.grower.problems
    if tree is None:
        raise InputError(_in_order(found))
    tree = layers.lay(tree, changes)
    misfits = layers.posterior.misfits(tree) if layers.posterior else []
    if misfits:  # what else is wrong would follow from it
        raise InputError(_in_order([*found, *misfits]))
    try:
        # As JSON, where strictness fits what a file can hold: a list may fill a tuple, but '5' is no number.
        made = schema.model_validate_json(json.dumps(bare_value(tree)))
    except ValidationError as error:
        raise InputError(_in_order([*found, *problems(error, schema, tree)])) from None
    if found:
        raise InputError(_in_order(found))
    if layers.posterior is not None:
        made = joined(made, layers.posterior.held(tree))
    removed = frozenset(change.key for change in changes if bare_value(change.node) is None)
    return made, Document(path, tuple(layers.sources), schema, tree, layers.posterior, removed)


def _is_sourced(spot: Spot) -> bool:
    measure, node = measure_of(spot.annotation, spot.info), spot.node
    if (isinstance(measure, Measure) and measure.agreed) or child(node, "source"):
        return True
    default = spot.info.default if spot.info else None
    value = None if node is None else bare_value(node)
    return value in (None, plain(default) if isinstance(default, Quantity) else None)


def _in_order(found: Iterable[Problem]) -> list[Problem]:
    return sorted(
        dict.fromkeys(found), key=lambda problem: (problem.file, problem.line, problem.column, problem.key)
    )
