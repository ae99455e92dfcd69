"""Which family is followed, and what comes of following it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from experiments import compare
from experiments.compare import Plan
from experiments.lives.follow import Lives, choose, follow, plain
from model.errors import InputError
from model.simulation import Simulation


def plan_of(toy: Path, one: str, other: str, *sets: str) -> Plan:
    files = {"a": toy / f"{one}.yaml", "b": toy / f"{other}.yaml"}
    return compare.plan(compare.load(files, sets), with_tail=False)


@pytest.fixture(scope="module")
def apart(toy: Path) -> Plan:
    return plan_of(toy, "no-pause", "day-pause")


@pytest.fixture(scope="module")
def lives(apart: Plan) -> Lives:
    return follow(apart, 1, None)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_family_in_the_middle_by_the_hours_apart_is_chosen(apart: Plan, seed: int) -> None:
    """Counted again from what every family was, hour by hour."""
    before = [Simulation(scenario, apart.city, seed) for scenario in apart.scenarios.values()]
    number, why = choose((before[0], before[1]), 72)
    one, other = (Simulation(scenario, apart.city, seed) for scenario in apart.scenarios.values())
    n = len(one.population.world.households)
    people = one.population.world.households.people.copy()
    hours = np.zeros(n)
    for _ in range(72):
        states = []
        for simulation in (one, other):
            simulation.step()
            world = simulation.population.world
            found = (world.hot.status[:n], world.hot.place[:n], world.households.people[:n])
            states.append(np.array(found, int))
        differs = (states[0] != states[1]).any(axis=0)
        hours += differs
    ends = np.flatnonzero(differs & (people >= people.mean()))
    pool = ends if len(ends) else np.flatnonzero(hours)
    chosen = int(np.argsort(one.population.world.households.key[:n])[number - 1])
    assert chosen in pool
    assert hours[chosen] == np.sort(hours[pool])[(len(pool) - 1) // 2]
    assert f"the lives of {len(pool):,} {'end apart' if len(ends) else 'differ in some hour'}" in why


def test_the_same_family_is_met_in_both_worlds(lives: Lives) -> None:
    assert lives.a.watch.key == lives.b.watch.key
    one, other = (life.watch.hours[0][0] for life in (lives.a, lives.b))
    assert (one.place, one.members, one.immobile) == (other.place, other.members, other.immobile)
    assert lives.partings


def test_the_same_scenario_twice_gives_the_same_life(toy: Path) -> None:
    found = follow(plan_of(toy, "no-pause", "no-pause"), 2, None)
    assert found.partings == ()
    assert found.number == 1
    assert found.chosen == "the first: no family's lives differ"
    assert found.a.events == found.b.events


def test_families_are_numbered_place_by_place(apart: Plan) -> None:
    first = follow(apart, 1, 1)
    last = follow(apart, 1, first.households)
    assert first.first.place == 0
    assert last.first.place > first.first.place
    assert first.chosen == "named by its number"


@pytest.mark.parametrize("number", [0, 1_000_000])
def test_an_unknown_household_is_refused_with_the_range(apart: Plan, number: int) -> None:
    with pytest.raises(
        InputError, match=r"--household.*there is no household \d+; expected a number from 1 to"
    ):
        follow(apart, 1, number)


def test_other_families_in_the_other_scenario(toy: Path, tmp_path: Path) -> None:
    small = toy / "smaller.yaml"
    small.write_text(
        "extends: no-pause\ntitle: Smaller\nabout: x\nsource: made up\n"
        "population: {total: {value: 100, source: made up}}\n",
        encoding="utf-8",
    )
    try:
        plan = plan_of(toy, "no-pause", "smaller")
    finally:
        small.unlink()
    before = [Simulation(scenario, plan.city, 1) for scenario in plan.scenarios.values()]
    assert choose((before[0], before[1]), 1) == (1, "the first: the two scenarios have different families")
    with pytest.raises(InputError, match="does not exist in b"):
        follow(plan, 1, len(before[0].population.world.households))


def test_two_lives_can_be_written_as_json(lives: Lives) -> None:
    found = json.loads(json.dumps(plain(lives), allow_nan=False))
    assert found["synthetic"] is True
    assert found["lives"]["a"]["events"]
    assert {"moment", "kind", "text", "place", "status", "people", "threat", "tolerance_spent"} <= set(
        found["lives"]["b"]["events"][0]
    )
    assert found["partings"][0]["moment"] >= "2016-11-26"
