"""Movement in the toy city, hour by hour as computed by hand: walks, queue, capacity, crossing, arrival."""

from __future__ import annotations

import math

import numpy as np
import pytest

from model.city import Shelter
from model.codes import Count, Status
from model.randomness import Decision, uniform
from model.simulation import Simulation
from tests.worlds import counted, hourly, metric, people, run, toy

# All 100 set out at 08:00 and walk 6 km at 3 km/h: they stand before the gate two hours after the first one.
# 20 pass in that hour and in each of the next four, and each drives two hours (20 km at 10 km/h).
ARRIVED = [0, 0, 0, 0, 0, 20, 40, 60, 80, 100, 100]
WAITED = [0, 0, 0, 80, 140, 180, 200, 200, 200, 200, 200]
WALKING = [0, 100, 100, 0, 0, 0, 0, 0, 0, 0, 0]


def test_who_arrives_when_is_as_computed_by_hand() -> None:
    simulation = run(toy("corridor"), 10)
    assert metric(simulation, "out_government").tolist() == ARRIVED
    assert metric(simulation, "waiting_hours").tolist() == WAITED
    on_the_way = simulation.record.status[:11, Status.TRAVELLING]
    through = [0, 0, 0, 20, 40, 40, 40, 40, 20, 0, 0]
    assert on_the_way.tolist() == [
        walking + driving for walking, driving in zip(WALKING, through, strict=True)
    ]
    assert counted(simulation, Count.PASSED_CORRIDOR) == 100


def test_the_walk_goes_place_by_place() -> None:
    simulation = toy("corridor")
    seen = [simulation.population.world.places.outdoors[:4].tolist() for _ in hourly(simulation, 3)]
    assert seen == [[0, 100, 0, 0], [0, 0, 100, 0], [0, 0, 80, 20]]


def test_those_who_come_together_queue_in_the_order_of_their_lots() -> None:
    simulation = toy("corridor")
    keys = simulation.population.world.households.key
    lots = [uniform(simulation.seed, Decision.QUEUE_ORDER, key, 2) for key in keys]
    run(simulation, 3)
    through = np.flatnonzero(simulation.population.world.hot.place == simulation.city.place("gate"))
    assert sorted(through) == sorted(np.argsort(lots)[:20])


def test_night_doubles_the_time_of_the_walk_at_half_the_speed() -> None:
    simulation = run(toy("corridor", "start=2016-11-26 20:00", "movement.night=0.5"), 5)
    assert metric(simulation, "waiting_hours").tolist() == [0, 0, 0, 0, 0, 80]


def test_people_who_cannot_walk_come_at_the_slow_pace() -> None:
    simulation = run(toy("corridor", "population.cannot_walk=1"), 5)
    assert metric(simulation, "waiting_hours").tolist() == [0, 0, 0, 0, 0, 80]


def test_a_household_too_large_for_what_is_left_of_the_hour_waits_and_keeps_its_turn() -> None:
    simulation = toy("corridor", "population.household=6", "population.total=600", seed=3)
    way, hh = simulation.population.way("edge > gate"), simulation.population.world.households
    offered = 0
    for _ in hourly(simulation, 40):
        offered += 20
        assert simulation.population.world.ways.passed[way] <= offered
    assert hh.people.max() > 10
    assert metric(simulation, "out_government")[-1] == 600


@pytest.fixture
def full_camp() -> object:
    simulation = toy("corridor", "reception.relatives=0")
    return run(simulation, 12)


def test_a_shelter_takes_people_in_as_long_as_it_has_room(full_camp: Simulation) -> None:
    assert people(full_camp, Status.OUT_CAMP) == 30
    assert people(full_camp, Status.OUT_GOVERNMENT) == 70


def test_the_last_beds_go_by_lot_and_not_by_the_order_of_storage() -> None:
    """Of the second twenty to arrive ten find room, and they are not the first ten in the arrays."""
    housed = []
    for seed in range(1, 6):
        simulation = run(toy("corridor", "reception.relatives=0", seed=seed), 5)
        first = set(np.flatnonzero(simulation.population.world.hot.status == Status.OUT_CAMP))
        run(simulation, 1)
        status = simulation.population.world.hot.status
        second = set(np.flatnonzero(status == Status.OUT_CAMP)) - first
        turned_away = set(np.flatnonzero(status == Status.OUT_GOVERNMENT))
        assert (len(first), len(second), len(turned_away)) == (20, 10, 10)
        housed.append(max(second) < min(turned_away))
    assert not all(housed)


def test_a_shelter_that_closes_sends_everyone_to_relatives() -> None:
    simulation = toy("corridor", "reception.relatives=0")
    day = simulation.start.date().replace(day=27)
    shelters = tuple(
        Shelter(each.place, each.is_host, each.opens, None if each.is_host else day, each.capacity)
        for each in simulation.city.shelters
    )
    simulation = toy("corridor", "reception.relatives=0", shelters=shelters)
    camp = [people(each, Status.OUT_CAMP) for each in hourly(simulation, 17)]
    assert camp[15] == 30
    assert camp[16] == 0
    assert people(simulation, Status.OUT_GOVERNMENT) == 100


def test_people_before_a_way_that_shuts_turn_back_and_stay_there() -> None:
    simulation = run(
        toy("corridor", "proposals.way.corridor.length=4 h", "proposals.way.corridor.start=2016-11-26 08:00"),
        8,
    )
    world = simulation.population.world
    assert counted(simulation, Count.PASSED_CORRIDOR) == 40
    assert people(simulation, Status.WAITING) == 0
    assert world.places.indoors[:3].sum() + world.places.outdoors[:3].sum() == 60


def test_the_front_lets_those_on_their_way_out_go_and_overtakes_the_others() -> None:
    simulation = run(toy("corridor"), 3)
    edge = simulation.city.place("edge")
    simulation.population.overtake(edge, type(simulation.city.places[0].side).GOVERNMENT, simulation.hour)
    assert people(simulation, Status.WAITING) == 0
    assert people(simulation, Status.TRAVELLING) == 100
    assert metric(run(simulation, 6), "out_government")[-1] == 100


@pytest.mark.parametrize(
    ("speed", "mean"), [("12 km/h", 0.5), ("4 km/h", 1.5), ("3 km/h", 2.0), ("2.4 km/h", 2.5)]
)
def test_people_are_under_fire_for_as_long_as_they_walk(speed: str, mean: float) -> None:
    simulation = toy("corridor", "population.total=4000", f"movement.speed={speed}")
    hours = 0
    for each in hourly(simulation, 8):
        places = each.population.world.places
        hours += int((places.outdoors - places.queueing)[:3].sum())
    assert abs(hours / 4000 - mean) < 4 * math.sqrt(0.25 / 4000)
