"""Watching a family: what is read of it hour by hour, and that watching changes nothing."""

from __future__ import annotations

import math

import numpy as np
import pytest

from experiments.lives.pressure import hazard, lived_through, pressure
from model.codes import Member, Status
from model.simulation import Simulation
from tests.worlds import differences, run, toy, watched

PARTING = ("population.household=4", "population.total=200", "family.men_stay=1")
ONE_A_DAY = ("behaviour.base=1/day",)


def first_key(simulation: Simulation, number: int = 0) -> int:
    return int(simulation.population.world.households.key[number])


def test_a_family_walks_three_kilometres_an_hour_to_the_way_out_and_is_let_through() -> None:
    simulation = toy("corridor")
    watch = watched(simulation, first_key(simulation), 12)
    places = [simulation.city.places[family[0].place].id for family in watch.hours]
    assert places[:4] == ["far", "mid", "edge", "gate"]
    assert watch.hours[0][0].status == Status.HOME
    assert watch.hours[1][0].status == watch.hours[2][0].status == Status.TRAVELLING
    assert watch.hours[-1][0].status == Status.OUT_GOVERNMENT
    assert [family[0].people for family in watch.hours] == [1] * 13


def test_watching_changes_nothing() -> None:
    one, other = toy("corridor", *PARTING), toy("corridor", *PARTING)
    watched(one, first_key(one), 6)
    assert differences(one, run(other, 6)) == []


def test_a_family_that_is_parted_is_followed_in_all_its_parts() -> None:
    simulation = toy("corridor", *PARTING)
    hh = simulation.population.world.households
    number = next(
        h for h in range(len(hh)) if hh.members[h, Member.MAN] and hh.people[h] > hh.members[h, Member.MAN]
    )
    watch = watched(simulation, first_key(simulation, number), 8)
    before, after = watch.hours[0], watch.hours[1]
    assert (len(before), len(after)) == (1, 2)
    assert [part.number for part in after] == [0, 1]
    assert sum(part.people for part in after) == before[0].people
    assert after[1].members[Member.MAN] == after[1].people == before[0].members[Member.MAN]
    assert (after[0].status, after[1].status) == (Status.TRAVELLING, Status.HOME)


@pytest.mark.parametrize("name", ["still", "deal"])
def test_the_pressure_that_is_read_is_the_one_by_which_the_level_moved_on(name: str) -> None:
    simulation = toy(name, *ONE_A_DAY)
    watch = watched(simulation, first_key(simulation), 6)
    weights = simulation.population.weights
    waits = [
        (before[0], now[0])
        for before, now in zip(watch.hours[1:], watch.hours[2:], strict=False)
        if before[0].waits_to_leave and now[0].waits_to_leave
    ]
    assert waits or name == "deal"
    for before, now in waits:
        assert hazard(weights, pressure(now)) == pytest.approx((now.total - before.total) * now.factor)


def test_a_wait_ends_where_the_tolerance_is_spent() -> None:
    """Of those who stay for the first hour, the least patient; pressure is 1/24 in every hour."""
    trial = run(toy("still", *ONE_A_DAY), 1)
    least = int(np.argmin(trial.population.world.hot.level))
    tolerance = float(trial.population.world.hot.level[least])
    went = math.ceil(24 * tolerance)
    simulation = toy("still", *ONE_A_DAY)
    watch = watched(simulation, first_key(simulation, least), went + 1)
    assert [now.status for (now,) in watch.hours[:went]] == [Status.HOME] * went
    assert watch.hours[went][0].status == Status.TRAVELLING
    pressed = lived_through(watch.hours, is_share=True)
    assert [through for through, _ in pressed[1 : went + 1]] == pytest.approx(
        [hour / 24 / tolerance for hour in range(1, went + 1)]
    )
    assert [level for _, level in pressed[1 : went + 1]] == pytest.approx([1.0] * went)
    assert np.isnan(pressed[went + 1]).all()


def test_without_pressure_nothing_is_lived_through() -> None:
    watch = watched(toy("still"), 0, 2)
    assert lived_through(watch.hours, is_share=True)[1:] == [(0.0, 1.0)] * 2
