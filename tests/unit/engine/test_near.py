"""Whoever may act soon is on the list of those near their level, and few others are."""

from __future__ import annotations

import numpy as np
import pytest

from tests.worlds import aleppo, hourly

OFTEN = ("siege.stores=30 h", "family.lost=0.5", "screening.turns_back=0.7")


@pytest.mark.parametrize("name", ["aid-convoys", "forecasts/forecast-of-2-december-bi-threshold"])
def test_whoever_acts_before_a_row_comes_past_what_it_was_seen_to_be_is_listed(name: str) -> None:
    listed = 0
    for each in hourly(aleppo(name, *OFTEN, scale=0.02), 96):
        world = each.population.world
        who = world.near.who[1 : world.near.who[0] + 1]
        is_near = world.hot.level <= world.near.ahead[world.hot.row]
        assert np.isin(np.flatnonzero(is_near), who).all()
        assert len(np.unique(who)) == len(who)
        assert (world.rows.total <= world.near.ahead).all()
        listed += len(who)
    assert listed < 96 * len(is_near) / 4
