"""Aid to those who are out, in the toy city: built up from its first day, side by side."""

from __future__ import annotations

import pytest

from model.codes import Side, Status
from model.engine.changes import put
from model.simulation import Simulation
from tests.worlds import hourly, metric, run, toy

HOST, CAMP, HILL, COUNTRY = 4, 5, 6, 7


def capacity(**people: int) -> list[str]:
    return [f"aid.{name}.capacity={number}" for name, number in people.items()]


def outside(*sets: str) -> Simulation:
    """Thirty people in the shelter, twenty in town, ten on the hill, five in the countryside; 35 inside."""
    simulation = toy("still", *sets)
    statuses = (
        [(Status.OUT_CAMP, CAMP)] * 30
        + [(Status.OUT_GOVERNMENT, HOST)] * 20
        + [(Status.OUT_KURDISH, HILL)] * 10
        + [(Status.OUT_OPPOSITION, COUNTRY)] * 3
        + [(Status.EVACUATED_BUS, COUNTRY)] * 2
    )
    for h, (status, place) in enumerate(statuses):
        put(simulation.population.world, h, status, place)
    return simulation


def test_each_side_is_helped_as_far_as_it_goes() -> None:
    sets = capacity(shelters=15, government=100, kurdish=4, opposition=5)
    sides = run(outside(*sets), 1).population.world.sides
    assert sides.aid[Side.GOVERNMENT] == pytest.approx((15 + 20) / 50)  # none is passed on to the shelter
    assert sides.aid[Side.KURDISH] == pytest.approx(4 / 10)
    assert sides.aid[Side.OPPOSITION] == 1
    assert sides.unaided.tolist() == [0, 15, 6]


def test_who_is_not_reached_is_counted_by_the_hour() -> None:
    simulation = run(outside(*capacity(shelters=30, government=20, kurdish=4, opposition=0)), 48)
    assert metric(simulation, "out_unaided")[-1] == 6 + 5
    assert metric(simulation, "unaided_days")[-1] == pytest.approx(2 * 11)


def test_aid_is_built_up_from_its_first_day() -> None:
    # The run begins at eight; from ten o'clock on, five more people in each of four hours.
    start = ("aid.shelters.start=2016-11-26 10:00", "aid.shelters.build_up=4 h")
    simulation = outside(*capacity(shelters=20), *start)
    unaided = [float(each.population.world.sides.unaided[Side.GOVERNMENT]) for each in hourly(simulation, 8)]
    assert unaided == [50, 50, 50, 45, 40, 35, 30, 30]


def test_where_nobody_is_aid_is_there_or_not() -> None:
    simulation = run(toy("still", *capacity(government=1)), 1)
    assert simulation.population.world.sides.aid.tolist() == [0, 1, 0]


def test_aid_scales_with_the_population_that_is_simulated() -> None:
    simulation = toy("still", *capacity(opposition=1000), "population.total=4000", "population.scale=0.5")
    world = simulation.population.world
    people = len(world.households)
    for h in range(people):
        put(world, h, Status.OUT_OPPOSITION, COUNTRY)
    run(simulation, 1)
    assert world.sides.unaided[Side.OPPOSITION] == people - 500


def test_without_aid_outside_nobody_is_counted_as_left_without() -> None:
    simulation = run(outside(*capacity(shelters=10), "mechanisms.aid_outside=false"), 24)
    assert not simulation.population.world.sides.aid.any()
    assert metric(simulation, "out_unaided")[-1] == metric(simulation, "unaided_days")[-1] == 0


def test_nobody_who_stayed_or_went_home_is_out() -> None:
    simulation = toy("still")
    for h in range(10):
        put(simulation.population.world, h, Status.CHANGED_CONTROL if h < 5 else Status.RETURNED, 0)
    assert metric(run(simulation, 1), "out_unaided")[-1] == 0
