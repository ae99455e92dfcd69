"""Shelters in the toy city: which one, when it is full, moving on, closing, and how full they are."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from model.city import Shelter
from model.codes import Side, Status
from model.engine.changes import await_on, onward_row, put
from model.engine.reception import take_in
from model.rules.reception import chance_in, is_calm, onward_hazard, return_hazard, shelter_pull
from model.simulation import Simulation
from model.state import everyone
from tests.worlds import metric, run, toy

GATE, TOWN, CAMP, HILL, COUNTRY = 3, 4, 5, 6, 7


def two_shelters(*sets: str, near: int = 30, far: int = 90, seed: int = 1) -> Simulation:
    """Another shelter at the gate itself: `near` people there, `far` in the camp, 25 km on."""
    hosts = [each for each in toy("still").city.shelters if each.is_host]
    shelters = (Shelter(CAMP, False, None, None, far), Shelter(GATE, False, None, None, near), *hosts)
    return toy("still", "reception.relatives=0", *sets, seed=seed, shelters=shelters)


def taken_in(simulation: Simulation, number: int = 100) -> Counter[int]:
    """Where so many people go who come out at the gate."""
    world, settings = simulation.population.world, simulation.population.settings
    for h in range(number):
        put(world, h, Status.TRAVELLING, GATE)
        take_in(world, settings, h)
    return Counter(int(place) for place in world.hot.place[:number])


def test_a_shelter_is_chosen_by_its_room() -> None:
    counts = [taken_in(two_shelters(seed=seed), 1) for seed in range(200)]
    share = sum(count[CAMP] for count in counts) / 200
    assert abs(share - 0.75) < 4 * math.sqrt(0.75 * 0.25 / 200)  # 90 of 120 places


def test_a_shelter_is_chosen_by_the_drive_to_it() -> None:
    # As much room in both; the camp lies two and a half hours away.
    worlds = [two_shelters("reception.near=2.5 h", near=90, seed=seed) for seed in range(200)]
    share = sum(taken_in(world, 1)[CAMP] for world in worlds) / 200
    hoped = math.exp(-1) / (1 + math.exp(-1))
    assert abs(share - hoped) < 4 * math.sqrt(hoped * (1 - hoped) / 200)


def test_nobody_goes_to_a_shelter_that_is_full_or_shut() -> None:
    simulation = two_shelters(near=30, far=20)
    assert taken_in(simulation) == {GATE: 30, CAMP: 20, TOWN: 50}
    assert everyone(simulation.population.world.tally.status[Status.OUT_GOVERNMENT]) == 50
    simulation = two_shelters(near=30, far=20)
    simulation.population.receptions.open[0] = 0
    assert taken_in(simulation) == {GATE: 30, TOWN: 70}


def test_nobody_goes_to_a_shelter_that_no_road_of_its_side_reaches() -> None:
    simulation = two_shelters()
    simulation.population.overtake(TOWN, Side.KURDISH, 0)
    assert taken_in(simulation, 10) == {GATE: 10}


def test_a_shelter_that_closes_sends_people_on_as_if_they_came_anew() -> None:
    simulation = two_shelters(near=30, far=20)
    taken_in(simulation, 40)
    place, other = (GATE, CAMP)
    before = Counter(simulation.population.world.hot.place.tolist())
    simulation.population.receptions.open[1] = 0
    simulation.population.close_shelter(place, 5)
    after = Counter(simulation.population.world.hot.place.tolist())
    assert after[GATE] == 0
    assert after[other] == 20  # it fills up; the others are with the host community
    assert after[TOWN] == before[GATE] - (20 - before[CAMP])


def test_those_in_a_full_shelter_move_on_sooner() -> None:
    assert onward_hazard(0.1, 2.0, 0, 50) == pytest.approx(0.1)
    assert onward_hazard(0.1, 2.0, 25, 50) == pytest.approx(0.2)
    assert onward_hazard(0.1, 2.0, 50, 50) == pytest.approx(0.3)
    assert onward_hazard(0.1, 2.0, 50, 0) == pytest.approx(0.1)


def in_camp(*sets: str) -> Simulation:
    simulation = toy("still", *sets)
    world = simulation.population.world
    for h in range(30):
        put(world, h, Status.OUT_CAMP, CAMP)
        await_on(world, h, onward_row(world, CAMP), 1.0)
    return simulation


def test_people_move_on_at_the_hazard_that_crowding_makes() -> None:
    # 1 an hour from an empty shelter, 3 from the full one: whoever has a tolerance below 3 goes at once.
    simulation = in_camp("reception.onward=24/day", "reception.crowding=2")
    level = simulation.population.world.hot.level[:30].copy()
    run(simulation, 1)
    assert metric(simulation, "shelter_occupancy")[-1] == (level > 3).sum()
    left = (level > 3).sum()
    run(simulation, 1)
    assert metric(simulation, "shelter_occupancy")[-1] == (level > 3 + 1 + 2 * left / 30).sum()


def test_with_moving_on_switched_off_people_stay_in_the_shelter() -> None:
    simulation = run(in_camp("reception.onward=24/day", "mechanisms.onward=false"), 48)
    assert metric(simulation, "shelter_occupancy")[-1] == 30


def test_the_load_of_a_side_is_what_its_open_shelters_hold_of_what_they_can() -> None:
    simulation = in_camp()
    for h in range(15):
        put(simulation.population.world, h, Status.OUT_GOVERNMENT, TOWN)
    run(simulation, 1)
    assert metric(simulation, "shelter_load")[-1] == 0.5
    assert simulation.population.world.sides.load.tolist() == [0.0, 0.5, 0.0]


def test_a_side_without_a_shelter_has_the_load_of_its_host_communities() -> None:
    shelters = tuple(
        replace(each, capacity=40) if each.place == HILL else each for each in toy("still").city.shelters
    )
    simulation = toy("still", shelters=shelters)
    for h in range(10):
        put(simulation.population.world, h, Status.OUT_KURDISH, HILL)
    assert run(simulation, 1).population.world.sides.load.tolist() == [0.0, 0.0, 0.25]


def test_the_formulas_of_reception() -> None:
    assert shelter_pull(10.0, 2.0, 2.0) == pytest.approx(10 / math.e)
    assert return_hazard(0.1, 0.5, 0.2) == pytest.approx(0.04)
    assert chance_in(24.0, math.log(2) / 24) == pytest.approx(0.5)
    assert [is_calm(*case, 0.5) for case in ((0.4, 0.4), (0.5, 0.0), (0.0, 0.5))] == [True, False, False]
    assert np.isclose(chance_in(24.0, 0.0), 0.0)
