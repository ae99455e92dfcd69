"""Agents sleep until their calendars have something due, hours pass on end: as one by one, all awake."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from model.checks import ConservationError
from model.record import ARRAYS
from model.simulation import Simulation
from tests.worlds import ALEPPO, TOY, aleppo, differences, run, toy

TOYS = sorted(path.stem for path in TOY.glob("*.yaml"))
CITY = sorted(path.stem for path in ALEPPO.glob("*.yaml") if path.stem != "base")
LATE = "start=2016-12-01 12:30"  # between two hours of everyone's calendar


def assert_same(one: Simulation, other: Simulation, hours: int) -> None:
    """Run both, the agents of the second one woken every hour."""
    for hour in range(hours):
        for each in (*other.pauses, *other.corridors, *other.fleets):
            each.wakes = hour
        one.step()
        other.step()
        assert differences(one, other) == [], f"hour {hour}"
        ours, theirs = one.population.orders, other.population.orders
        different = [name for name in ours._fields if not _equal(getattr(ours, name), getattr(theirs, name))]
        assert different == [], f"hour {hour}"


def _equal(one: NDArray[np.generic], other: NDArray[np.generic]) -> bool:
    return one.tobytes() == other.tobytes()


@pytest.mark.parametrize("name", TOYS)
def test_in_the_toy_city(name: str) -> None:
    assert_same(toy(name), toy(name), 120)


@pytest.mark.parametrize("name", CITY)
@pytest.mark.parametrize("sets", [(), (LATE,)])
def test_in_aleppo(name: str, sets: tuple[str, ...]) -> None:
    assert_same(aleppo(name, *sets, scale=0.002), aleppo(name, *sets, scale=0.002), 400)


def test_they_do_sleep() -> None:
    simulation = aleppo("guaranteed-corridors", scale=0.002)
    steps = []
    for corridor in simulation.corridors:
        step = corridor.step
        corridor.step = lambda step=step: (steps.append(1), step())  # type: ignore[method-assign]
    for _ in range(240):
        simulation.step()
    assert 0 < len(steps) < 30 * len(simulation.corridors)


@pytest.mark.parametrize("name", [*TOYS, *CITY])
def test_hours_on_end_are_the_same_hours_one_by_one(name: str) -> None:
    """Families part all the time, so that lines run out within an hour too."""
    sets = ("horizon=20d", "family.lost=0.3", "family.men_stay=0.5") if name in CITY else ("horizon=5d",)
    on_end, one_by_one = (_world(name, sets) for _ in range(2))
    on_end.run()
    run(one_by_one)
    assert differences(on_end, one_by_one) == []
    for key in ARRAYS:
        assert np.array_equal(getattr(on_end.record, key), getattr(one_by_one.record, key)), key
    assert (on_end.hour, on_end.now) == (one_by_one.hour, one_by_one.now)


def _world(name: str, sets: tuple[str, ...]) -> Simulation:
    return aleppo(name, *sets, scale=0.002) if name in CITY else toy(name, *sets)


def test_hours_on_end_stop_where_people_are_lost() -> None:
    simulation = toy("still", "horizon=5d")
    simulation.population.world.tally.status[0, 0] -= 1
    with pytest.raises(ConservationError, match="hour 0 of seed 1"):
        simulation.run()


def test_hours_on_end_pass_in_few_calls() -> None:
    simulation = aleppo("as-happened", scale=0.002)
    calls, pass_on = [], simulation.population.pass_on
    simulation.population.pass_on = lambda *hours: calls.append(hours) or pass_on(*hours)  # type: ignore
    simulation.run()
    assert 27 < len(calls) < 648 / 4
