"""Worlds to test in: the toy city of `toy_city/`, to be computed by hand, and eastern Aleppo.

In `toy_city/` nothing happens of itself, so that a test adds the one thing that it is about. The city of
`toy/`, which `unit/conftest.py` sets up, is a whole case in small: shipped numbers, a front, reporters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from experiments.lives.watch import Watch
from model import city, reading
from model.city import City
from model.codes import Count, Group, Status
from model.record import GROUPED, METRICS
from model.scenario import Scenario
from model.simulation import Simulation
from model.state import everyone

TESTS = Path(__file__).resolve().parent
TOY, ALEPPO = TESTS / "toy_city", TESTS.parent / "scenarios" / "aleppo-2016"
NAMES = list(METRICS)


def scenario(folder: Path, name: str, *sets: str) -> Scenario:
    """A scenario of a folder, with single values set anew."""
    return reading.read(folder / f"{name}.yaml", Scenario, sets)[0]


def toy(name: str, *sets: str, seed: int = 1, **tables: object) -> Simulation:
    """The toy city before its first hour; ``tables`` replace tables of the city."""
    ground: City = replace(city.load(TOY), **tables)  # type: ignore[arg-type]
    return Simulation(scenario(TOY, name, *sets), ground, seed)


def aleppo(name: str, *sets: str, seed: int = 1, scale: float = 0.05) -> Simulation:
    """Eastern Aleppo before its first hour, a twentieth of its people."""
    return Simulation(scenario(ALEPPO, name, f"population.scale={scale}", *sets), city.load(ALEPPO), seed)


def run(simulation: Simulation, hours: int | None = None) -> Simulation:
    """Let hours pass: all of the horizon's, if not said otherwise."""
    for _ in range(int(float(simulation.scenario.horizon)) if hours is None else hours):
        simulation.step()
    return simulation


def hourly(simulation: Simulation, hours: int) -> Iterator[Simulation]:
    """The simulation after each hour."""
    for _ in range(hours):
        simulation.step()
        yield simulation


def watched(simulation: Simulation, key: int, hours: int) -> Watch:
    """A family followed for so many hours."""
    found = Watch(simulation, key)
    for _ in hourly(simulation, hours):
        found.look()
    return found


def metric(simulation: Simulation, name: str) -> NDArray[np.float64]:
    """A metric by the hour, line 0 being the state before the first; as far as the run has come."""
    return simulation.record.metrics[: simulation.hour + 1, NAMES.index(name)]


def people(simulation: Simulation, status: Status) -> int:
    """People of a status now."""
    return int(everyone(simulation.population.world.tally.status[status]))


def counted(simulation: Simulation, count: Count) -> int:
    """Events of a kind so far, in people."""
    return int(everyone(simulation.population.world.tally.counts[count]))


def by_group(simulation: Simulation, name: str) -> dict[str, float]:
    """A metric of each group of people now."""
    values = simulation.record.groups[simulation.hour, GROUPED.index(name)]
    return {group.name.lower(): float(value) for group, value in zip(Group, values, strict=True)}


def arrays(simulation: Simulation) -> dict[str, NDArray[np.generic]]:
    """Every array of the world in which two runs could differ, but for what people have heard."""
    world = simulation.population.world
    tables = {name: getattr(world, name) for name in ("households", "places", "ways", "rows", "receptions")}
    found = {
        f"{table}.{column}": rows[column] for table, rows in tables.items() for column in rows.dtype.names
    }
    found |= {f"hot.{name}": column for name, column in world.hot._asdict().items()}
    found |= {
        f"tally.{name}": column
        for name, column in world.tally._asdict().items()
        if name not in ("crossed", "parting")
    }
    return {name: np.array(column) for name, column in found.items()}


def differences(one: Simulation, other: Simulation) -> list[str]:
    """Names of the arrays in which two simulations differ, bit for bit."""
    ours, theirs = arrays(one), arrays(other)
    return [name for name in ours if not np.array_equal(ours[name], theirs[name], equal_nan=True)]
