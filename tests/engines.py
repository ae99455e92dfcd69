"""Two populations side by side: whether households, places and tallies are the same, bit for bit."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from model.objects.household import Household
from model.simulation import Simulation

# Columns of the compiled households that objects keep under another name; the others have the column's name.
NAMES = {
    "hungry": "is_hungry",
    "called": "is_called",
    "detained": "held.men",
    "held_disabled": "held.disabled",
    "held_immobile": "held.immobile",
    "held_wounded": "held.wounded",
    "release": "held.release",
}
# How arrays link households to each other and to places: objects hold the others themselves.
LINKS = {"root", "parts", "sibling", "kin", "away", "next", "tail", "after", "before", "listed"}
LINKS |= {"head", "households"}  # of a place


def columns(arrays: Simulation) -> dict[str, NDArray[Any]]:
    """Every column of the compiled households but their links, in the order of their keys."""
    world = arrays.population.world
    order = np.argsort(world.households.key)
    table = {name: world.households[name] for name in set(world.households.dtype.names) - LINKS}
    table |= {name: column for name, column in world.hot._asdict().items() if name not in LINKS}
    return {name: column[order] for name, column in table.items()}


def lives(objects: Simulation, names: set[str]) -> dict[str, NDArray[Any]]:
    """The same of the plain objects."""
    households: list[Household] = sorted(objects.population.households, key=attrgetter("key"))
    found = {name: attrgetter(NAMES.get(name, name)) for name in names}
    return {name: np.array(list(map(value, households))) for name, value in found.items()}


def differences(arrays: Simulation, objects: Simulation) -> Iterator[str]:
    """What is not the same, the first place where, and both values."""
    ours = columns(arrays)
    theirs = lives(objects, set(ours))
    if not np.array_equal(ours["key"], theirs["key"]):
        yield f"keys of {len(ours['key'])} and {len(theirs['key'])} households"
        return
    for name, mine in ours.items():
        yield from _difference(name, mine, theirs[name], ours["key"])
    for name, mine in _tables(arrays).items():
        yield from _difference(name, mine, _tables(objects)[name])


def _tables(simulation: Simulation) -> dict[str, NDArray[Any]]:
    world, tally = simulation.population.world, simulation.population.world.tally
    tables = ("places", "ways", "rows", "receptions", "sides", "paths")
    found = {
        f"{name}.{column}": getattr(world, name)[column]
        for name in tables
        for column in _columns(world, name)
    }
    found |= {
        f"tally.{name}": getattr(tally, name)
        for name in set(tally._fields) - {"crossed", "parting", "outdoors"}
    }
    found |= {name: getattr(world, name) for name in ("news", "trust", "drives")}
    orders = {f"orders.{name}": column for name, column in world.orders._asdict().items()}
    return found | orders | {"metrics": simulation.record.metrics}


def _columns(world: Any, table: str) -> set[str]:  # noqa: ANN401 (a record of tables)
    return set(getattr(world, table).dtype.names) - LINKS


def _difference(
    name: str, mine: NDArray[Any], its: NDArray[Any], keys: NDArray[np.int64] | None = None
) -> Iterator[str]:
    if not np.array_equal(mine, its, equal_nan=mine.dtype.kind == "f"):
        at = tuple(np.argwhere(mine != its)[0])
        who = "" if keys is None else f" of household {keys[at[0]]}"
        yield f"{name}{[int(i) for i in at]}{who}: {mine[at]} in arrays, {its[at]} as objects"


def assert_same(arrays: Simulation, objects: Simulation) -> None:
    """Raises with the first differences after the hours that both have run."""
    found = list(differences(arrays, objects))
    assert not found, f"before hour {arrays.hour} of seed {arrays.seed}:\n" + "\n".join(found[:12])
