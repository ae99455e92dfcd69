"""Food in the toy city, by hand: the stock first, then one's own store, then hunger."""

from __future__ import annotations

import math

import pytest

from model.codes import Side, Status
from model.engine import provisions
from model.engine.changes import put
from model.simulation import Simulation
from model.state import everyone
from tests.worlds import hourly, metric, run, toy


def hand_out(simulation: Simulation, person_days: float, place: int) -> float:
    """Hand out food in a place, as a convoy does; person-days of it."""
    world = simulation.population.world
    return float(provisions.hand_out(world, world.settings, place, person_days))


def hungry_now(simulation: Simulation) -> float:
    """People who have nothing to eat in this hour."""
    return float(everyone(provisions.hungry_groups(simulation.population.world)))


def test_the_stock_is_eaten_first_then_the_store_then_nothing() -> None:
    # A stock of 10 hours and a store of 20 and a half: hungry from the 31st hour on.
    simulation = toy("still", "siege.stock=10 h", "siege.stores=20.5 h")
    hungry = [hungry_now(each) for each in hourly(simulation, 40)]
    assert hungry == [0.0] * 30 + [100.0] * 10
    assert simulation.population.world.places.stock.sum() == pytest.approx(0.0)
    # Those who run out in an hour are counted for it.
    assert metric(simulation, "hunger_days")[-1] == pytest.approx(10 * 100 / 24)


def test_hunger_ends_while_food_is_handed_out() -> None:
    simulation = run(toy("still", "siege.stores=5 h"), 10)
    assert hungry_now(simulation) == 100.0
    hand_out(simulation, 100 / 24 * 3, 0)
    hungry = [hungry_now(each) for each in hourly(simulation, 4)]
    assert hungry == pytest.approx([0.0, 0.0, 0.0, 100.0])


def test_aid_in_small_loads_ends_no_more_hunger_than_it_feeds() -> None:
    simulation = run(toy("still", "siege.stores=5 h"), 10)
    before = metric(simulation, "hunger_days")[-1]
    for _ in range(24):
        hand_out(simulation, 100 / 24 / 4, 0)
        simulation.step()
    assert hungry_now(simulation) == pytest.approx(75.0)
    assert metric(simulation, "hunger_days")[-1] - before == pytest.approx(75.0)


def test_hunger_ends_where_the_siege_does() -> None:
    simulation = run(toy("still", "siege.stores=5 h", "behaviour.settled=-50"), 10)
    simulation.population.overtake(0, Side.GOVERNMENT, 10, by_force=False)
    run(simulation, 1)
    world = simulation.population.world
    assert not world.households.hungry.any()
    assert world.tally.hungry.sum() == 0


def test_a_store_lasts_longer_where_half_is_handed_out() -> None:
    simulation = toy("still", "siege.stores=10.5 h")
    hours = 0
    while hungry_now(simulation) == 0:
        hand_out(simulation, 100 / 24 / 2, 0)
        simulation.step()
        hours += 1
    assert hours == 21  # the twenty-first half hour missed is the first beyond 10.5


def test_what_is_handed_out_goes_where_the_people_are_and_not_to_lost_ground() -> None:
    simulation = toy("still", "siege.stock=0 h")
    places = simulation.population.world.places
    hand_out(simulation, 50, 0)
    assert places.stock.tolist() == [50.0] + [0.0] * 7
    simulation.population.overtake(0, Side.GOVERNMENT, 0)
    assert hand_out(simulation, 50, 0) == 0.0
    assert places.stock.sum() == 50.0


def test_nobody_goes_hungry_where_the_siege_has_ended() -> None:
    simulation = toy("still", "siege.stores=5 h", "behaviour.settled=-50")
    simulation.population.overtake(0, Side.GOVERNMENT, 0)
    run(simulation, 30)
    assert hungry_now(simulation) == 0.0
    assert metric(simulation, "hunger_days")[-1] == 0.0


def test_a_store_is_carried_along_to_a_place_where_less_was_missed() -> None:
    # Ten hours of a store of 30 and a half are used up at `far`; at `mid`, where nobody ate, twenty are left.
    simulation = run(toy("still", "siege.stores=30.5 h"), 10)
    for h in range(100):
        put(simulation.population.world, h, Status.DISPLACED_INSIDE, 1)
    hungry = [hungry_now(each) for each in hourly(simulation, 22)]
    assert hungry == [0.0] * 20 + [100.0] * 2


def test_food_goes_by_people_and_by_the_walk_to_them() -> None:
    # Fifty people at `far`, where it comes in, and fifty at `edge`, a walk of 6 km: e to the -2 as much.
    simulation = toy("still", "siege.reach=3 km")
    for h in range(50):
        put(simulation.population.world, h, Status.DISPLACED_INSIDE, 2)
    assert hand_out(simulation, 100, 0) == 100
    near = 100 / (1 + math.exp(-2))
    stock = simulation.population.world.places.stock
    assert stock[[0, 1, 2]].tolist() == pytest.approx([near, 0.0, 100 - near])


def test_food_is_dear_by_what_is_left_of_it_and_by_nothing_else() -> None:
    # A stock of 100 hours and stores of 100 and a half, counted as 100: a fifth of what is plenty.
    sets = ("siege.stock=100 h", "siege.stores=100.5 h", "siege.plenty=1000 h", "siege.dearest=1000")
    simulation = run(toy("still", *sets), 1)
    assert metric(simulation, "food_price")[-1] == pytest.approx(5.0)
    run(simulation, 24)  # a day later 24 of the 200 hours are eaten
    assert metric(simulation, "food_price")[-1] == pytest.approx(1000 / 176)
    assert metric(simulation, "food_foregone")[-1] == 0.0  # nobody is thrifty here


def test_who_eats_half_has_twice_as_long() -> None:
    # The dearest price of 4 from the first hour on, and an elasticity of a half: half meals.
    thrift = ("siege.thrift=0.5", "siege.dearest=4", "siege.scarcity=50", "siege.plenty=1000 h")
    simulation = toy("still", "siege.stores=20.25 h", *thrift)
    hungry = [hungry_now(each) for each in hourly(simulation, 45)]
    assert hungry == [0.0] * 40 + [100.0] * 5  # the 41st half hour is the first beyond 20.25
    # Whoever has nothing goes without all of it: foregone is only what the others saved, in 40 hours.
    assert metric(simulation, "food_foregone")[-1] == pytest.approx(40 * 100 / 24 / 2)


def test_without_prices_people_eat_their_fill() -> None:
    thrift = ("siege.thrift=0.5", "siege.dearest=4", "siege.scarcity=50", "siege.plenty=1000 h")
    simulation = toy("still", "siege.stores=20.25 h", *thrift, "mechanisms.prices=false")
    hungry = [hungry_now(each) for each in hourly(simulation, 25)]
    assert hungry == [0.0] * 20 + [100.0] * 5
    assert (simulation.population.places.price == 1.0).all()


def test_food_is_not_dear_where_the_siege_has_ended() -> None:
    sets = ("siege.stores=5 h", "siege.thrift=0.5", "behaviour.settled=-50")
    simulation = run(toy("still", *sets), 1)
    assert simulation.population.places.price[0] == 10.0
    simulation.population.overtake(0, Side.GOVERNMENT, 1)
    before = metric(simulation, "food_foregone")[-1]
    run(simulation, 30)
    assert simulation.population.places.price[0] == 1.0
    assert metric(simulation, "food_foregone")[-1] == before
