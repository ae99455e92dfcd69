"""What follows a person who is lost to a family."""

from __future__ import annotations

import numpy as np

from model.engine.changes import lose
from model.state import Member, Status
from tests.worlds import toy

FOUR_SIGMA = 4


def test_each_member_is_as_likely_to_be_the_one_who_was_disabled() -> None:
    simulation = toy("still", "population.household=12", "population.total=48000", "population.disabled=0.25")
    world = simulation.population.world
    hh = world.households
    before, share = hh.disabled.astype(int), hh.disabled / hh.people
    for h in range(len(hh)):
        lose(world, h, int(np.argmax(hh.members[h])), Status.KILLED)
    taken = before - hh.disabled
    assert set(taken.tolist()) == {0, 1}
    assert abs(taken.sum() - share.sum()) < FOUR_SIGMA * np.sqrt((share * (1 - share)).sum())


def test_a_man_who_is_held_takes_no_disability_along_but_the_last_one() -> None:
    simulation = toy("still", "population.disabled=1", "population.household=1")
    world = simulation.population.world
    h = int(np.flatnonzero(world.households.members[:, Member.MAN])[0])
    lose(world, h, Member.MAN, Status.DETAINED)
    assert world.households.disabled[h] == 0
    assert world.tally.status[Status.DETAINED] == 1
