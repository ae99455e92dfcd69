"""Screening in the toy city: how many men are held, for how long, and what becomes of their families."""

from __future__ import annotations

import math

import numpy as np

from model.codes import Count, Member, Status
from model.engine import checkpoint
from model.state import UNDECIDED
from tests.worlds import counted, metric, people, run, toy

MANY = ("population.total=4000", "proposals.way.corridor.capacity=100000 people/h")


def test_men_of_15_to_55_are_held_with_the_chance_that_is_said() -> None:
    simulation = toy("corridor", *MANY, "screening.held=0.3")
    men = int(simulation.population.world.households.members[:, Member.MAN].sum())
    run(simulation, 8)
    held = metric(simulation, "detained")[-1]
    assert held == counted(simulation, Count.DETENTIONS)
    assert abs(held - 0.3 * men) < 4 * math.sqrt(0.3 * 0.7 * men)
    assert metric(simulation, "out_government")[-1] == 4000 - held


def test_women_children_and_the_old_are_never_held() -> None:
    simulation = toy(
        "corridor",
        *MANY,
        "screening.held=1",
        "population.under_15=0.4",
        "population.over_64=0.1",
        "population.household=4",
    )
    before = simulation.population.world.households.members.sum(axis=0)
    run(simulation, 8)
    after = simulation.population.world.households.members.sum(axis=0)
    assert after[Member.MAN] == 0
    assert np.delete(after, Member.MAN).tolist() == np.delete(before, Member.MAN).tolist()


def test_half_of_those_who_are_let_go_are_free_after_the_median_time() -> None:
    simulation = toy("corridor", *MANY, "screening.held=1", "screening.released=0.8", "screening.after=48 h")
    run(simulation, 8)
    held = metric(simulation, "detained")[-1]
    run(simulation, 48 + 24 - 8 - 1)  # the doors open once a day: the list of the third day takes in 48 hours
    # Held in the third hour; let go when their hour has come at the daily list of hour 48.
    freed = held - metric(simulation, "detained")[-1]
    expected = held * 0.8 * (1 - 0.5 ** ((48 - 3) / 48))
    assert abs(freed - expected) < 4 * math.sqrt(held * 0.25) + 0.02 * held
    run(simulation, 24 * 30)
    kept = metric(simulation, "detained")[-1]
    assert abs(kept - 0.2 * held) < 4 * math.sqrt(0.2 * 0.8 * held)
    assert people(simulation, Status.OUT_GOVERNMENT) == 4000 - kept
    assert metric(simulation, "out_government")[-1] == 4000 - kept, "who is let go has come out, too"
    arrived = simulation.population.world.tally.counts[Count.ARRIVED_GOVERNMENT]
    assert arrived.tolist() == simulation.population.world.tally.status[Status.OUT_GOVERNMENT].tolist()


def test_a_way_that_is_not_screened_holds_nobody() -> None:
    simulation = run(toy("corridor", *MANY, "screening.held=1", "proposals.way.corridor.screened=false"), 8)
    assert metric(simulation, "detained")[-1] == 0


def test_fewer_men_are_held_where_monitors_stand_by() -> None:
    simulation = toy("corridor", *MANY, "screening.held=0.6", "proposals.way.corridor.monitored=0.5")
    men = int(simulation.population.world.households.members[:, Member.MAN].sum())
    held = metric(run(simulation, 8), "detained")[-1]
    assert abs(held - 0.3 * men) < 4 * math.sqrt(0.3 * 0.7 * men)


def test_only_men_of_military_age_are_held_where_the_others_are_not() -> None:
    simulation = toy("corridor", *MANY, "screening.held=1", "screening.other_ages=0")
    men = int(simulation.population.world.households.members[:, Member.MAN].sum())
    held = metric(run(simulation, 8), "detained")[-1]
    share = 25 / 41  # 18 to 42, of 15 to 55
    assert abs(held - share * men) < 4 * math.sqrt(share * (1 - share) * men)


FAMILIES = (*MANY, "population.household=4", "screening.held=1", "screening.turns_back=1")


def test_families_turn_back_without_the_men_who_are_held() -> None:
    simulation = toy("corridor", *FAMILIES)
    hh = simulation.population.world.households
    men = hh.members[:, Member.MAN].astype(int)
    without = np.where(men > 0, hh.people - men, 0)
    run(simulation, 3)
    world, edge = simulation.population.world, simulation.city.place("edge")
    assert metric(simulation, "turned_back")[-1] == without.sum() > 1000
    assert metric(simulation, "detained")[-1] == men.sum()
    assert world.places.indoors[edge] == people(simulation, Status.DISPLACED_INSIDE) == without.sum()
    assert world.ways.fresh.sum() == 4000 - (men + without)[without > 0].sum()


def test_those_who_turned_back_have_no_store_left_and_may_set_out_again() -> None:
    simulation = run(toy("corridor", *FAMILIES), 3)
    world = simulation.population.world
    back = np.flatnonzero(world.hot.status == Status.DISPLACED_INSIDE)
    assert (world.hot.food[back] == world.places.missed[simulation.city.place("edge")]).all()
    run(simulation, 20)
    assert metric(simulation, "out_government")[-1] == 4000 - metric(simulation, "detained")[-1]


def test_nobody_turns_back_where_that_is_switched_off() -> None:
    simulation = run(toy("corridor", *FAMILIES, "mechanisms.turning_back=false"), 8)
    assert metric(simulation, "turned_back")[-1] == 0


def test_men_who_come_back_to_nobody_decide_anew_where_their_family_was() -> None:
    simulation = toy("still", "screening.held=1")
    population = simulation.population
    world, man = population.world, int(Member.MAN)
    women = np.flatnonzero(world.households.members[:, Member.WOMAN])
    h, people_before = int(women[0]), population.recount().status.sum()
    households = world.households
    # Its woman is dead; the man who was held when they had turned back is let go.
    households.members[h], households.people[h], world.hot.level[h] = 0, 0, np.inf
    households.detained[h], households.release[h] = 1, 5
    checkpoint.let_go(world, 4)
    assert households.people[h] == 0
    checkpoint.let_go(world, 5)
    assert households.members[h].tolist() == [int(member == man) for member in range(len(Member))]
    assert (world.hot.level[h], world.hot.status[h]) == (UNDECIDED, Status.HOME)
    assert population.recount().status.sum() == people_before
