"""Nothing depends on the order in which households are stored: shuffle them, and every tally is the same."""

from __future__ import annotations

import numpy as np
import pytest

from model.engine import kin, whereabouts
from model.simulation import Simulation
from tests.worlds import aleppo

HOURS = 26 * 24


def shuffled(simulation: Simulation) -> Simulation:
    """The same simulation before its first hour, its households stored in another order."""
    world = simulation.population.world
    order = np.argsort(np.sin(world.households.key * 12.9898))  # any order that is not the first one
    world.households[:] = world.households[order].copy()
    for column in world.hot:
        column[:] = column[order].copy()
    terms = simulation.scenario.kin
    ties = kin.network(simulation.seed, world.households, float(terms.ties), float(terms.near))
    for column, anew in zip(world.kin, ties, strict=True):
        column[:] = anew
    whereabouts.settle(world)
    return simulation


@pytest.mark.parametrize(
    ("name", "seed"),
    [
        ("as-happened", 1),
        ("guaranteed-corridors", 2),
        ("medical-evacuation", 3),
        ("negotiated-evacuation", 4),
    ],
)
def test_the_order_of_storage_changes_no_tally_and_no_life(name: str, seed: int) -> None:
    one, other = aleppo(name, seed=seed), shuffled(aleppo(name, seed=seed))
    assert not np.array_equal(one.population.world.households.key, other.population.world.households.key)
    for _ in range(HOURS):
        one.step()
        other.step()
        ours, theirs = one.population.world, other.population.world
        for what in ("status", "here", "hungry", "killed", "wounded", "counts", "hours"):
            mine, its = getattr(ours.tally, what), getattr(theirs.tally, what)
            assert np.array_equal(mine, its), f"{what} in hour {one.hour}: {mine} and {its}"
        for table in ("places", "ways", "rows"):
            mine, its = getattr(ours, table), getattr(theirs, table)
            for column in set(mine.dtype.names) - {"head", "tail"}:
                assert np.array_equal(mine[column], its[column]), f"{table}.{column} in hour {one.hour}"
    assert np.array_equal(one.record.metrics, other.record.metrics)
    assert_same_lives(one, other)


def assert_same_lives(one: Simulation, other: Simulation) -> None:
    ours, theirs = one.population.world, other.population.world
    mine, its = np.argsort(ours.households.key), np.argsort(theirs.households.key)
    # The one behind in a queue, who belongs to one family, and who is in the same place.
    by_position = {"next", "root", "sibling", "after", "before"}
    for column in set(ours.households.dtype.names) - by_position:
        assert np.array_equal(ours.households[column][mine], theirs.households[column][its]), column
    for name in set(ours.hot._fields) - by_position:
        assert np.array_equal(getattr(ours.hot, name)[mine], getattr(theirs.hot, name)[its]), name
