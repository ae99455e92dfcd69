"""Families that part on their way, and find each other again: in the toy city, where it can be counted."""

from __future__ import annotations

import math

import numpy as np
import pytest

from model import checks
from model.codes import Count, Member, Side, Status
from model.engine.changes import strand, wound
from model.engine.families import PARTS
from model.simulation import Simulation
from model.state import classes
from tests.worlds import counted, metric, people, run, toy

FOUR_SIGMA = 4
FAMILIES = ("population.household=6", "population.total=6000")
# By hand: everyone takes the corridor at once, and whoever turns back stays where he is.
LEAVE = ("proposals.way.corridor.capacity=100000 people/h", *FAMILIES)
STRUCK = (
    "shelling.artillery.campaign=4800",
    "shelling.artillery.lethality=0.000001",
    "movement.speed=0.1 km/h",
)


def parts(simulation: Simulation) -> np.ndarray:
    return simulation.population.world.households.root >= 0


def setting_out(*sets: str, seed: int = 1) -> Simulation:
    return toy("corridor", *LEAVE, *sets, seed=seed)


def test_men_stay_at_home_when_their_family_goes_where_men_are_screened() -> None:
    simulation = setting_out("family.men_stay=1")
    before = simulation.population.world.households.members.copy()
    run(simulation, 1)
    world = simulation.population.world
    hh, split = world.households, parts(simulation)
    assert (hh.members[split] == [[0, 0, men, 0] for men in hh.people[split]]).all()
    assert (world.hot.status[split] == Status.HOME).all()
    assert (hh.home[split] == world.hot.place[split]).all()
    has_both = (before[:, Member.MAN] > 0) & (before[:, Member.WOMAN] + before[:, Member.ELDERLY] > 0)
    assert sorted(hh.root[split]) == np.flatnonzero(has_both).tolist()
    assert (hh.members[: len(before)][has_both, Member.MAN] == 0).all()
    assert counted(simulation, Count.SEPARATED) == before[has_both, Member.MAN].sum()
    assert world.places.left.sum() == people(simulation, Status.TRAVELLING)


def test_men_stay_with_the_chance_that_is_set() -> None:
    simulation = setting_out("family.men_stay=0.3")
    members = simulation.population.world.households.members
    others = members[:, Member.WOMAN] + members[:, Member.ELDERLY]
    both = int(((members[:, Member.MAN] > 0) & (others > 0)).sum())
    run(simulation, 1)
    assert abs(parts(simulation).sum() - 0.3 * both) < FOUR_SIGMA * math.sqrt(0.3 * 0.7 * both)


def test_nobody_stays_behind_where_nobody_is_screened() -> None:
    simulation = run(toy("still", *FAMILIES, "family.men_stay=1", "behaviour.base=1000/day"), 12)
    assert people(simulation, Status.HOME) < 6000  # they move inside
    assert counted(simulation, Count.SEPARATED) == 0


def test_a_part_has_a_key_of_its_own_that_names_its_family() -> None:
    simulation = run(setting_out("family.men_stay=1"), 1)
    hh, split = simulation.population.world.households, parts(simulation)
    assert len(np.unique(hh.key)) == len(hh)
    assert (hh.key[split] % PARTS == hh.key[hh.root[split]]).all()
    assert (hh.key[split] // PARTS == 1).all()
    assert (hh.sibling[hh.root[split]] == np.flatnonzero(split)).all()


def test_men_whose_place_falls_are_under_changed_control() -> None:
    simulation = run(setting_out("family.men_stay=1"), 1)
    men = int(counted(simulation, Count.SEPARATED))
    simulation.population.overtake(0, Side.KURDISH, 1)
    assert people(simulation, Status.CHANGED_CONTROL) == men


def test_one_in_each_family_under_fire_on_the_way_is_lost() -> None:
    simulation = run(setting_out("family.lost=1", *STRUCK), 1)
    run(simulation, 1)
    world = simulation.population.world
    split = parts(simulation)
    assert split.sum() > 900
    assert (world.households.people[split] == 1).all()
    apart = classes(world.tally.apart).sum()
    assert counted(simulation, Count.SEPARATED) == split.sum() == apart
    several = (world.households.people[~split] >= 1) & (world.hot.status[~split] == Status.TRAVELLING)
    assert several.all()


def test_the_lost_are_anybody() -> None:
    simulation = setting_out("family.lost=1", "population.under_15=0.4", *STRUCK)
    before = simulation.population.world.households.members.sum(axis=0)
    run(simulation, 2)
    hh = simulation.population.world.households
    lost = hh.members[parts(simulation)].sum(axis=0)
    for found, share in zip(lost, before / before.sum(), strict=True):
        assert abs(found - share * lost.sum()) < FOUR_SIGMA * math.sqrt(share * (1 - share) * lost.sum()) + 1


def test_nobody_is_lost_where_nothing_strikes_or_under_a_roof() -> None:
    assert metric(run(setting_out("family.lost=1"), 3), "separated")[-1] == 0
    still = run(toy("still", *FAMILIES, "family.lost=1", *STRUCK), 3)
    assert metric(still, "separated")[-1] == 0


def test_who_splits_off_takes_disabled_wounded_and_patients_along_in_proportion() -> None:
    simulation = setting_out("family.men_stay=1", "population.disabled=0.3", "population.cannot_walk=0.1")
    hh = simulation.population.world.households
    for h in [*range(len(hh)), *np.flatnonzero(hh.people > 1)]:
        wound(simulation.population.world, h)
    hh.patients[:] = 1
    simulation.population.world.places.patients[0] = len(hh)
    before = {column: hh[column].sum(dtype=int) for column in ("disabled", "immobile", "wounded", "patients")}
    run(simulation, 1)
    checks.check_fully(simulation)
    hh, split = simulation.population.world.households, parts(simulation)
    share = hh.people[split].sum() / hh.people.sum()
    for column, total in before.items():
        assert hh[column].sum(dtype=int) == total
        taken = hh[column][split].sum(dtype=int)
        assert abs(taken - share * total) < FOUR_SIGMA * math.sqrt(share * (1 - share) * total), column


def test_parts_that_are_in_one_place_find_each_other_at_their_hazard() -> None:
    simulation = setting_out("family.men_stay=1", "family.reunion=0.5/day", "movement.speed=0.2 km/h")
    run(simulation, 1)
    population = simulation.population
    hh, hot = population.world.households, population.world.hot
    for h in np.flatnonzero(hot.status == Status.TRAVELLING):
        strand(population.world, int(h))
    parted = int(parts(simulation).sum())
    population.screen(24)
    found = int((hh.people[parts(simulation)] == 0).sum())
    share = 1 - math.exp(-0.5)
    assert abs(found - share * parted) < FOUR_SIGMA * math.sqrt(share * (1 - share) * parted)
    checks.check_fully(simulation)
    assert population.world.places.left.sum() == 0
    assert counted(simulation, Count.REUNITED) > 0
    empty = hh.people == 0
    assert np.isinf(hot.level[empty]).all()
    assert (hh.members[empty] == 0).all()


def test_nobody_is_found_on_the_way_or_in_another_place() -> None:
    simulation = setting_out("family.men_stay=1", "family.reunion=24/day", "movement.speed=0.01 km/h")
    run(simulation, 1)
    simulation.population.screen(24)
    assert counted(simulation, Count.REUNITED) == 0


def test_families_that_come_out_on_one_side_are_whole_again() -> None:
    """Men who stay decide again, follow by the same way, and find their families out there within a day."""
    simulation = run(setting_out("family.men_stay=1", "family.reunion=24/day"), 72)
    assert people(simulation, Status.OUT_GOVERNMENT) == 6000
    assert counted(simulation, Count.REUNITED) == counted(simulation, Count.SEPARATED) > 0
    assert metric(simulation, "apart_from_family")[-1] == 0


def test_a_family_takes_over_the_men_of_a_part_who_are_held() -> None:
    simulation = setting_out(
        "family.men_stay=1",
        "family.reunion=24/day",
        "screening.held=0.5",
        "screening.released=1",
        "screening.after=200 h",
    )
    run(simulation, 47)
    world = simulation.population.world
    held = world.households.detained.sum()
    assert held > 0
    run(simulation, 6)
    hh = simulation.population.world.households
    assert hh.detained.sum() == people(simulation, Status.DETAINED)
    emptied = parts(simulation) & (hh.people == 0) & (hh.members.sum(axis=1) == 0)
    assert emptied.any()
    checks.check_fully(simulation)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_arrays_grow_by_the_parts_and_keep_the_old_lines(seed: int) -> None:
    simulation = setting_out("family.men_stay=0.5", "family.lost=0.5", *STRUCK, seed=seed)
    first = simulation.population.world.households.key.copy()
    for _ in range(12):
        simulation.step()
        world = simulation.population.world
        assert (world.households.key[: len(first)] == first).all()
        assert {len(column) for column in world.hot} == {len(world.households)}
        assert len(world.tally.crossed) > len(world.households) < len(world.tally.parting)
    assert len(simulation.population.world.households) > 2 * len(first)
