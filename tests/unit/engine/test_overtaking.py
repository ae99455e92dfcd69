"""The front passes the toy city: who stays, who flees forward or inward, and who was on the way."""

from __future__ import annotations

import numpy as np
import pytest

from model.checks import check_fully
from model.codes import Count, Side, Status
from model.simulation import Simulation
from model.state import everyone
from tests.worlds import metric, run, toy

FLIGHT = ("stayed_changed_control", "fled_forward", "fled_inward")


def fallen(*sets: str, place: str = "far", side: Side = Side.GOVERNMENT, seed: int = 1) -> Simulation:
    """The toy city after the place where all live has fallen in its first hour."""
    simulation = toy("still", *sets, seed=seed)
    simulation.population.overtake(simulation.city.place(place), side, 0)
    check_fully(simulation)
    return simulation


def shares(simulation: Simulation) -> list[float]:
    return [metric(run(simulation, 1), name)[-1] for name in FLIGHT]


def test_all_stay_where_nobody_flees() -> None:
    simulation = fallen()
    assert everyone(simulation.population.world.tally.status)[Status.CHANGED_CONTROL] == 100
    assert shares(simulation) == [100, 0, 0]


def test_all_flee_forward_to_the_side_that_takes_their_place() -> None:
    simulation = fallen("front.flee_forward=1", side=Side.KURDISH)
    assert everyone(simulation.population.world.tally.status)[Status.TRAVELLING] == 100
    # 6 km to the Kurdish side at 10 km/h is 0.6 h: they arrive in the next hour.
    run(simulation, 2)
    assert everyone(simulation.population.world.tally.status)[Status.OUT_KURDISH] == 100
    assert shares(simulation) == [0, 100, 0]


def test_those_who_flee_forward_are_screened_by_the_government_side() -> None:
    simulation = run(fallen("front.flee_forward=1", "screening.held=1"), 1)
    assert everyone(simulation.population.world.tally.counts)[Count.DETENTIONS] > 0


def test_all_flee_inward_to_a_place_that_is_held() -> None:
    simulation = fallen("front.flee_inward=1")
    world = simulation.population.world
    assert set(world.hot.place) == {simulation.city.place("mid")}
    run(simulation, 4)  # to `mid` itself or 3 km further at 2 km/h
    assert everyone(world.tally.status)[Status.DISPLACED_INSIDE] == 100
    assert shares(simulation) == [0, 0, 100]
    # exp(-3 km / 2 km/h / 1 h) for `mid`, exp(-6 / 2) for `edge`
    share = 1 / (1 + np.exp(-1.5))
    there = (world.hot.place == simulation.city.place("mid")).mean()
    assert abs(there - share) < 4 * np.sqrt(share * (1 - share) / 100)


def test_who_would_flee_inward_and_cannot_stays() -> None:
    simulation = toy("still", "front.flee_inward=1")
    for place in ("edge", "mid", "far"):
        simulation.population.overtake(simulation.city.place(place), Side.GOVERNMENT, 0)
    assert shares(simulation) == [100, 0, 0]


def test_shares_between_split_the_households() -> None:
    simulation = fallen("population.total=2000", "front.flee_forward=0.2", "front.flee_inward=0.3")
    for found, share in zip(shares(simulation), (0.5, 0.2, 0.3), strict=True):
        assert abs(found / 2000 - share) < 4 * np.sqrt(share * (1 - share) / 2000)


@pytest.mark.parametrize(("share", "status"), [(0.0, Status.OVERRUN), (1.0, Status.TRAVELLING)])
def test_those_displaced_before_flee_too_or_are_overrun(share: float, status: Status) -> None:
    simulation = run(fallen("front.flee_inward=1"), 4)
    population = simulation.population
    settings = population.settings._replace(flee_forward=share, flee_inward=0.0)
    population.world = population.world.replace(settings=settings)
    for place in ("edge", "mid"):
        population.overtake(simulation.city.place(place), Side.GOVERNMENT, 5)
    check_fully(simulation)
    assert everyone(population.world.tally.status)[status] == 100
    assert everyone(population.world.tally.counts)[Count.STAYED_CHANGED_CONTROL] == 0
    assert everyone(population.world.tally.counts)[Count.FLED_FORWARD] == 100 * share


@pytest.mark.parametrize("by_force", [True, False])
def test_nobody_flees_when_it_is_off_or_ground_is_handed_over(by_force: bool) -> None:
    simulation = toy("still", "front.flee_forward=1", f"mechanisms.overtaking_flight={not by_force}".lower())
    simulation.population.overtake(0, Side.GOVERNMENT, 0, by_force=by_force)
    assert shares(simulation) == [100, 0, 0]


def test_what_the_opposition_retakes_is_home_again() -> None:
    simulation = fallen()
    simulation.population.overtake(0, Side.OPPOSITION, 0)
    assert everyone(simulation.population.world.tally.status)[Status.HOME] == 100


def test_the_same_households_flee_each_time_that_their_place_falls() -> None:
    one = fallen("front.flee_forward=0.5")
    other = toy("still", "front.flee_forward=0.5")
    run(other, 5)
    other.population.overtake(0, Side.GOVERNMENT, 5)
    status = [each.population.world.hot.status for each in (one, other)]
    assert np.array_equal(*status)
    assert 0 < (status[0] == Status.TRAVELLING).sum() < 100
