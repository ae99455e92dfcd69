"""Food in the toy city, by hand: the stock first, then one's own store, then hunger."""

from __future__ import annotations

import pytest

from model.engine.changes import put
from model.state import Side, Status
from tests.worlds import hourly, metric, run, toy


def test_the_stock_is_eaten_first_then_the_store_then_nothing() -> None:
    # A stock of 10 hours and a store of 20 and a half: hungry from the 31st hour on.
    simulation = toy("still", "siege.stock=10 h", "siege.stores=20.5 h")
    hungry = [each.population.hungry_now() for each in hourly(simulation, 40)]
    assert hungry == [0.0] * 30 + [100.0] * 10
    assert simulation.population.world.places.stock.sum() == pytest.approx(0.0)
    # Those who run out in an hour are counted from the next one on.
    assert metric(simulation, "hunger_days")[-1] == pytest.approx(9 * 100 / 24)


def test_hunger_ends_while_food_is_handed_out() -> None:
    simulation = run(toy("still", "siege.stores=5 h"), 10)
    assert simulation.population.hungry_now() == 100.0
    simulation.population.hand_out(100 / 24 * 3)
    hungry = [each.population.hungry_now() for each in hourly(simulation, 4)]
    assert hungry == pytest.approx([0.0, 0.0, 0.0, 100.0])


def test_a_store_lasts_longer_where_half_is_handed_out() -> None:
    simulation = toy("still", "siege.stores=10.5 h")
    hours = 0
    while simulation.population.hungry_now() == 0:
        simulation.population.hand_out(100 / 24 / 2)
        simulation.step()
        hours += 1
    assert hours == 21  # the twenty-first half hour missed is the first beyond 10.5


def test_what_is_handed_out_goes_where_the_people_are_and_not_to_lost_ground() -> None:
    simulation = toy("still", "siege.stock=0 h")
    places = simulation.population.world.places
    simulation.population.hand_out(50)
    assert places.stock.tolist() == [50.0] + [0.0] * 7
    simulation.population.overtake(0, Side.GOVERNMENT, 0)
    simulation.population.hand_out(50)
    assert places.stock.sum() == 50.0


def test_nobody_goes_hungry_where_the_siege_has_ended() -> None:
    simulation = toy("still", "siege.stores=5 h", "behaviour.settled=-50")
    simulation.population.overtake(0, Side.GOVERNMENT, 0)
    run(simulation, 30)
    assert simulation.population.hungry_now() == 0.0
    assert metric(simulation, "hunger_days")[-1] == 0.0


def test_food_scales_with_the_population_that_is_simulated() -> None:
    whole, half = (
        toy("still", "population.total=4000"),
        toy("still", "population.total=4000", "population.scale=0.5"),
    )
    for simulation in (whole, half):
        simulation.population.hand_out(1000)
    assert half.population.world.places.stock.sum() == whole.population.world.places.stock.sum() / 2


def test_a_store_is_carried_along_to_a_place_where_less_was_missed() -> None:
    # Ten hours of a store of 30 and a half are used up at `far`; at `mid`, where nobody ate, twenty are left.
    simulation = run(toy("still", "siege.stores=30.5 h"), 10)
    for h in range(100):
        put(simulation.population.world, h, Status.DISPLACED_INSIDE, 1)
    hungry = [each.population.hungry_now() for each in hourly(simulation, 22)]
    assert hungry == [0.0] * 20 + [100.0] * 2
