"""What agents may ask of the population."""

from __future__ import annotations

import pytest

from model.codes import Side
from tests.worlds import toy


def test_a_way_is_named_from_the_inside_out() -> None:
    population = toy("still").population
    e = population.way("edge > gate")
    assert (population.world.ways.inside[e], population.world.ways.outside[e]) == (2, 3)
    with pytest.raises(KeyError, match="gate>edge"):
        population.way("gate>edge")
    with pytest.raises(KeyError, match="did you mean 'edge'"):
        population.way("egde>gate")


def test_held_ground_is_the_enclaves_that_the_opposition_has() -> None:
    population = toy("still").population
    assert population.held.nonzero()[0].tolist() == [0, 1, 2]
    population.overtake(1, Side.KURDISH, 0)
    assert population.held.nonzero()[0].tolist() == [0, 2]


def test_news_begins_unknown() -> None:
    population = toy("still").population
    row = population.add_news()
    assert row == 1
    assert not population.world.news[row].any()
    assert population.world.news[0].all()
