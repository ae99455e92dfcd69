"""Kin: a mutual network of the declared size, and what those inside hear of those who left."""

from __future__ import annotations

import math

import numpy as np
import pytest

from model.engine import kin
from tests.worlds import hourly, run, toy

PEOPLE = 4000


def test_ties_are_mutual_and_as_many_as_declared() -> None:
    simulation = toy("still", f"population.total={PEOPLE}", "kin.ties=4 households")
    ties = simulation.population.world.kin
    counts = np.diff(ties.start)
    assert counts.mean() == pytest.approx(4.0, abs=4 * 2 * math.sqrt(2 / PEOPLE))  # sd of a mean of pairs
    assert (simulation.population.world.households.kin == counts).all()
    pairs = {(h, int(k)) for h in range(PEOPLE) for k in ties.other[ties.start[h] : ties.start[h + 1]]}
    assert all((k, h) in pairs and k != h for h, k in pairs)


def test_the_ties_of_a_household_stand_together_those_that_it_drew_first() -> None:
    start, other = kin.by_household(np.array([[0, 2, 2], [1, 0, 1]], np.int32), 4)
    assert start.tolist() == [0, 2, 4, 6, 6]
    assert other.tolist() == [1, 2, 0, 2, 0, 1]


def test_ties_do_not_depend_on_the_order_of_storage() -> None:
    hh = toy("still", f"population.total={PEOPLE}").population.world.households
    order = np.argsort(np.sin(hh.key * 12.9898))
    one, other = kin.network(7, hh, 4.0, 0.5), kin.network(7, hh[order], 4.0, 0.5)

    def by_key(found: object, keys: np.ndarray) -> dict[int, list[int]]:
        start, ends = found.start, found.other  # type: ignore[attr-defined]
        return {int(k): sorted(keys[ends[start[h] : start[h + 1]]].tolist()) for h, k in enumerate(keys)}

    assert by_key(one, hh.key) == by_key(other, hh.key[order])


def test_nobody_has_kin_where_there_are_no_ties_or_the_mechanism_is_off() -> None:
    for sets in (("kin.ties=0 households",), ("kin.ties=4 households", "mechanisms.kin=false")):
        assert len(toy("still", *sets).population.world.kin.other) == 0


def test_those_inside_hear_of_kin_who_left() -> None:
    simulation = toy("corridor", f"population.total={PEOPLE}", "kin.ties=4 households")
    world = simulation.population.world
    for each in hourly(simulation, 12):
        kin.hear(each.population.world)
        away = world.households.away
        assert (away == (world.places.enclave[world.hot.place] == 0)).all()
        for h in range(0, PEOPLE, 97):
            mine = world.kin.other[world.kin.start[h] : world.kin.start[h + 1]]
            assert world.households.kin_out[h] == away[mine].sum()
    assert away.any()


def test_kin_who_are_out_speed_up_those_who_stay() -> None:
    def factors(effect: str) -> np.ndarray:
        simulation = run(toy("corridor", "kin.ties=6 households", f"behaviour.kin={effect}"), 8)
        return np.array(simulation.population.world.households.factor)

    simulation = run(toy("corridor", "kin.ties=6 households"), 8)
    hh = simulation.population.world.households
    share = hh.kin_out / np.maximum(hh.kin, 1)
    assert np.allclose(factors("0.5"), np.exp(0.5 * share))
    assert share.max() > 0
