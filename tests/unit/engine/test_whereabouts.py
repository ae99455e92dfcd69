"""Lists of who is where hold everyone who is there, once, and nobody else."""

from __future__ import annotations

import numpy as np

from model.codes import Status
from model.engine.whereabouts import households_at
from tests.worlds import aleppo, hourly

LOST = ("family.lost=0.5", "family.men_stay=0.5")  # families part, so that lines are added


def test_the_list_of_a_place_is_who_is_in_it() -> None:
    for each in hourly(aleppo("as-happened", *LOST, scale=0.02), 72):
        world = each.population.world
        for place in range(len(world.places)):
            here = np.sort(households_at(world, place))
            assert here.tolist() == np.flatnonzero(world.hot.place == place).tolist()


def test_the_list_of_those_outdoors_has_each_of_them_once() -> None:
    most = 0
    for each in hourly(aleppo("as-happened", *LOST, scale=0.02), 72):
        world = each.population.world
        listed = world.tally.outdoors[1 : world.tally.outdoors[0] + 1].tolist()
        outdoors = np.isin(world.hot.status, (Status.WAITING, Status.TRAVELLING))
        assert len(set(listed)) == len(listed)
        assert set(np.flatnonzero(outdoors)) <= set(listed)
        assert sorted(listed) == np.flatnonzero(world.households.listed).tolist()
        most = max(most, int(outdoors.sum()))
    assert most >= 5
