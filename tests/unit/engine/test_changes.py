"""What follows a person who is lost to a family."""

from __future__ import annotations

import numpy as np

from model.codes import Count, Group, Member, Status
from model.engine.changes import count_patients, count_people, free, hold, lose, wound
from model.simulation import Simulation
from tests.worlds import people, toy

FOUR_SIGMA = 4


def test_each_member_is_as_likely_to_be_the_one_who_was_disabled() -> None:
    simulation = toy("still", "population.household=12", "population.total=48000", "population.disabled=0.25")
    world = simulation.population.world
    hh = world.households
    before, share = hh.disabled.astype(int), hh.disabled / hh.people
    for h in range(len(hh)):
        lose(world, h, int(np.argmax(hh.members[h])), Status.KILLED, 0, 0)
    taken = before - hh.disabled
    assert set(taken.tolist()) == {0, 1}
    assert abs(taken.sum() - share.sum()) < FOUR_SIGMA * np.sqrt((share * (1 - share)).sum())


def man_alone(**what: str) -> tuple[Simulation, int]:
    """A simulation in which everyone lives alone, and the number of a man of 15-55."""
    simulation = toy("still", "population.household=1", *(f"population.{k}={v}" for k, v in what.items()))
    return simulation, int(np.flatnonzero(simulation.population.world.households.members[:, Member.MAN])[0])


def test_a_man_who_is_held_and_let_go_is_who_he_was() -> None:
    simulation, h = man_alone(disabled="1", cannot_walk="1")
    world, checked = simulation.population.world, simulation.population.world.tally.status.copy()
    wound(world, h)
    hold(world, h, 0)
    assert world.households.disabled[h] == world.households.immobile[h] == 0
    held = world.tally.status[Status.DETAINED]
    assert held.tolist() == world.tally.counts[Count.DETENTIONS].tolist() == [0, 0, 1, 0, 1, 1]
    assert people(simulation, Status.DETAINED) == 1
    free(world, h)
    checked[Status.HOME, Group.WOUNDED] += 1
    assert np.array_equal(world.tally.status, checked)
    assert world.households.disabled[h] == world.households.immobile[h] == world.households.wounded[h] == 1


def test_a_family_is_counted_by_class_and_by_the_groups_that_overlap() -> None:
    simulation = toy("still", "population.household=5", "population.cannot_walk=0.3")
    world = simulation.population.world
    h = int(np.argmax(world.households.immobile))
    wound(world, h)
    count_people(world, Count.STOPPED, h)
    of = world.households[h]
    assert world.tally.counts[Count.STOPPED].tolist() == [*of.members.tolist(), of.immobile, 1]
    assert of.members.sum() == of.people


def test_patients_are_of_a_class_and_wounded() -> None:
    simulation, h = man_alone()
    world = simulation.population.world
    world.households.patients[h] = 1
    count_patients(world, Count.PATIENTS_EVACUATED, h)
    assert world.tally.counts[Count.PATIENTS_EVACUATED].tolist() == [0, 0, 1, 0, 0, 1]
