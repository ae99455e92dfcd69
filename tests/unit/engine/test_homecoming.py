"""Going home in the toy city: from outside once it has long been quiet, inside once it has been calm."""

from __future__ import annotations

import math

import numpy as np

from model.codes import Side, Status
from model.engine.changes import await_leaving, await_return, put
from model.simulation import Simulation
from model.state import everyone
from tests.worlds import hourly, metric, run, toy

FAR, EDGE, TOWN = 0, 2, 4
SURE = "reception.homecoming=1000/day"


def displaced(*sets: str, seed: int = 1) -> Simulation:
    """All hundred people of `far` are at `edge`, six kilometres or three hours away."""
    simulation = toy("still", *sets, seed=seed)
    world = simulation.population.world
    for h in range(100):
        put(world, h, Status.DISPLACED_INSIDE, EDGE)
        await_leaving(world, h)
    return simulation


def status(simulation: Simulation, which: Status) -> int:
    return int(everyone(simulation.population.world.tally.status[which]))


def test_people_displaced_inside_walk_home_once_it_has_been_calm() -> None:
    # Calm for more than six hours, looked at once a day: they leave in the 25th hour and walk for three more.
    simulation = displaced(SURE, "reception.settled=6 h")
    home = [status(each, Status.HOME) for each in hourly(simulation, 30)]
    assert home == [0] * 27 + [100] * 3
    assert metric(simulation, "went_home_inside")[-1] == 100
    assert metric(simulation, "fled_inside")[-1] == 0
    assert simulation.population.places.left[FAR] == 0


def test_it_takes_as_long_as_is_said_for_a_place_to_count_as_calm() -> None:
    assert status(run(displaced(SURE, "reception.settled=30 h"), 47), Status.HOME) == 0
    assert status(run(displaced(SURE, "reception.settled=30 h"), 52), Status.HOME) == 100


def test_nobody_goes_home_where_it_is_not_calm() -> None:
    assert status(run(displaced(SURE, "reception.calm=0"), 60), Status.HOME) == 0
    fought_over = displaced(SURE)
    fought_over.population.places.contested[FAR] = 1
    assert status(run(fought_over, 60), Status.HOME) == 0


def test_nobody_goes_home_to_lost_ground_or_through_it() -> None:
    simulation = displaced(SURE)
    simulation.population.overtake(FAR, Side.GOVERNMENT, 0)
    assert status(run(simulation, 60), Status.DISPLACED_INSIDE) == 100
    simulation = displaced(SURE)
    simulation.population.overtake(1, Side.GOVERNMENT, 0, by_force=False)
    assert status(run(simulation, 60), Status.DISPLACED_INSIDE) == 100


def test_the_share_that_goes_home_in_a_day_is_what_hazard_and_damage_say() -> None:
    gone = 0
    for seed in range(20):
        simulation = displaced(f"reception.homecoming={2 * math.log(2)}/day", seed=seed)
        simulation.population.places.damage[FAR] = 0.5
        gone += status(run(simulation, 20), Status.HOME)
    assert abs(gone / 2000 - 0.5) < 4 * 0.5 / math.sqrt(2000)


def test_without_returning_nobody_goes_home_inside() -> None:
    assert status(run(displaced(SURE, "mechanisms.returning=false"), 60), Status.HOME) == 0


def out(*sets: str) -> Simulation:
    """All hundred people of `far` are in town, and `far` has been taken."""
    simulation = toy("still", "behaviour.settled=-50", *sets)
    world = simulation.population.world
    for h in range(100):
        put(world, h, Status.OUT_GOVERNMENT, TOWN)
        await_return(world, h)
    simulation.population.overtake(FAR, Side.GOVERNMENT, 0)
    return simulation


def test_those_who_are_out_go_home_once_it_has_long_been_quiet() -> None:
    simulation = out("reception.returning=24/day", "reception.quiet=10 h")
    tolerance = simulation.population.world.hot.level.copy()
    returned = [status(each, Status.RETURNED) for each in hourly(simulation, 14)]
    assert returned == [0] * 9 + [int((tolerance <= hours).sum()) for hours in range(1, 6)]


def test_fewer_go_home_where_dwellings_are_gone() -> None:
    simulation = out("reception.returning=24/day")
    simulation.population.places.damage[FAR] = 0.75
    tolerance = simulation.population.world.hot.level.copy()
    assert status(run(simulation, 4), Status.RETURNED) == (tolerance <= 1).sum()
    simulation.population.places.damage[FAR] = 1.0
    assert status(run(simulation, 10), Status.RETURNED) == (tolerance <= 1).sum()


def test_nobody_goes_back_into_the_siege() -> None:
    simulation = toy("still", "reception.returning=1000/day")
    world = simulation.population.world
    for h in range(100):
        put(world, h, Status.OUT_GOVERNMENT, TOWN)
        await_return(world, h)
    assert status(run(simulation, 48), Status.OUT_GOVERNMENT) == 100


def test_whoever_stayed_has_not_returned() -> None:
    simulation = toy("still", "behaviour.settled=-50", "reception.returning=1000/day")
    simulation.population.overtake(FAR, Side.GOVERNMENT, 0)
    run(simulation, 48)
    assert status(simulation, Status.CHANGED_CONTROL) == 100
    assert np.isinf(simulation.population.places.calm).sum() == 0


def test_it_must_have_been_quiet_for_as_long_where_a_place_was_handed_over() -> None:
    simulation = toy("still", "behaviour.settled=-50", "reception.returning=1000/day", "reception.quiet=10 h")
    world = simulation.population.world
    for h in range(100):
        put(world, h, Status.OUT_GOVERNMENT, TOWN)
        await_return(world, h)
    simulation.population.overtake(FAR, Side.GOVERNMENT, 0, by_force=False)
    assert status(run(simulation, 9), Status.RETURNED) == 0
    assert status(run(simulation, 5), Status.RETURNED) > 90
