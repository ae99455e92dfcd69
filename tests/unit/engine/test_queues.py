"""Queues in the toy city: patience, gaps, ranks, and who is left behind, as computed by hand."""

from __future__ import annotations

import numpy as np
import pytest

from model.codes import Count, Status
from model.randomness import Decision, exponential, uniform
from tests.worlds import counted, metric, people, run, toy

# All 100 come to the gate in the third hour, number 2; twenty pass in it and in each hour after it.


def test_who_gives_up_is_as_computed_by_hand_and_the_next_in_line_pass() -> None:
    simulation = run(toy("corridor", "queueing.patience=2 h"), 3)
    world, seed = simulation.population.world, simulation.seed
    hh, waiting = world.households, np.flatnonzero(world.hot.status == Status.WAITING)
    lots = [uniform(seed, Decision.QUEUE_ORDER, hh.key[h], 2) for h in waiting]
    order = waiting[np.argsort(lots)]
    patience = [2.0 * exponential(seed, Decision.PATIENCE, hh.key[h], hh.event[h]) for h in order]
    loyal = order[np.array(patience) > 1.0]
    run(simulation, 1)
    assert metric(simulation, "gave_up_queue")[4] == len(order) - len(loyal) > 10
    passed = np.flatnonzero(world.hot.place == simulation.city.place("gate"))
    assert set(loyal[:20]) <= set(passed)
    assert not set(loyal[20:]) & set(passed)


def test_whoever_gives_up_decides_anew_and_comes_back_at_the_end() -> None:
    simulation = run(toy("corridor", "queueing.patience=3 h"), 60)
    assert metric(simulation, "out_government")[-1] == 100
    assert metric(simulation, "gave_up_queue")[-1] > 0


def test_with_giving_up_switched_off_nobody_does() -> None:
    simulation = run(toy("corridor", "queueing.patience=1 h", "mechanisms.giving_up=false"), 8)
    assert metric(simulation, "gave_up_queue")[-1] == 0
    assert metric(simulation, "waiting_hours")[-1] == 200


@pytest.mark.parametrize(("gone", "left"), [(0, 60), (20, 60), (50, 50)])
def test_a_queue_closes_the_gaps_that_others_leave(gone: int, left: int) -> None:
    """Whoever disappears from the queue between two hours is passed over, at its head, tail or middle."""
    simulation = run(toy("corridor"), 3)
    world = simulation.population.world
    way = simulation.population.way("edge > gate")
    waiting = np.flatnonzero(world.hot.status == Status.WAITING)
    world.households.until[waiting[:gone]] = 0  # they have lost patience
    run(simulation, 1)
    assert counted(simulation, Count.GAVE_UP) == gone
    assert world.ways.passed[way] == 40
    assert world.ways.waiting[way] == min(left, 80 - gone - 20)


def test_seats_go_by_rank_and_then_by_turn() -> None:
    simulation = toy("deal", "medical.patients=15", "proposals.deal.buses.first=[patients]")
    run(simulation, 4)
    world = simulation.population.world
    aboard = world.hot.place == simulation.city.place("gate")
    assert (aboard.sum(), world.households.patients[aboard].sum()) == (10, 10)
    run(simulation, 2)
    aboard = world.hot.place == simulation.city.place("gate")
    assert (aboard.sum(), world.households.patients[aboard].sum()) == (20, 15)


def test_only_those_who_may_board_set_out_for_the_bus() -> None:
    simulation = run(toy("deal", "medical.patients=15", "proposals.deal.buses.boards=[patients]"), 20)
    assert simulation.population.world.ways.passed.sum() == 15
    assert people(simulation, Status.WAITING) == 0


def test_those_who_stand_in_the_queue_when_the_last_bus_has_left_are_left_behind() -> None:
    simulation = run(toy("deal", "proposals.deal.buses.length=6 h"), 10)
    assert metric(simulation, "left_behind").tolist() == [0] * 6 + [0] + [80] * 4
    assert people(simulation, Status.WAITING) == 0
