"""Bounds of blocks are never above what is in them, so that an hour passes over nobody."""

from __future__ import annotations

import numpy as np

from model.codes import NEVER
from model.state import BLOCK
from tests.worlds import aleppo, hourly

OFTEN = (
    "siege.stores=30 h",
    "medical.untreated=1/day",
    "family.lost=0.5",
    "screening.turns_back=0.7",
    "screening.released=1",
    "screening.after=6 h",
)


def smallest(values: np.ndarray, blocks: int) -> np.ndarray:
    """The smallest of each block of lines."""
    wider = np.full(blocks * BLOCK, np.inf)
    wider[: len(values)] = values
    return wider.reshape(blocks, BLOCK).min(axis=1)


def test_no_bound_is_above_what_is_in_its_block() -> None:
    passed_over = kept = 0
    for each in hourly(aleppo("aid-convoys", *OFTEN, scale=0.02), 96):
        world = each.population.world
        hot, blocks = world.hot, world.blocks
        n = len(blocks.doom)
        left = hot.food - world.places.missed[hot.place]
        assert (blocks.doom <= smallest(hot.doom, n)).all()
        assert (blocks.store <= blocks.eaten[0] + smallest(left, n)).all()
        assert (blocks.release <= smallest(world.households.release, n)).all()
        passed_over += int((blocks.store > blocks.eaten[0]).sum()) + int((blocks.doom > each.hour).sum())
        kept += int(((blocks.release > each.hour) & (blocks.release < NEVER)).sum())
    assert passed_over > 96
    assert kept > 24
