"""The state's records begin empty, and its words are one to one with its numbers."""

from __future__ import annotations

import numpy as np

from model import codes, state
from model.codes import Count, Goal, Member, Side, Spell, Status


def test_every_status_has_a_label_of_its_own() -> None:
    assert set(codes.STATUS_LABELS) == set(Status)
    assert len(set(codes.STATUS_LABELS.values())) == len(Status)


def test_numbers_of_words_are_positions() -> None:
    for words in (Status, Member, Count, Spell, Side):
        assert [int(word) for word in words] == list(range(len(words)))


def test_goals_cannot_be_mistaken_for_each_other() -> None:
    places, sides = range(1000), len(Side)
    refuges = {int(Goal.REFUGE) - place for place in places}
    outs = {int(Goal.OUT) - side for side in range(sides)}
    others = {int(Goal.NOWHERE), int(Goal.BUS), int(Goal.AMBULANCE)}
    assert len(refuges | outs | others) == len(places) + sides + 3
    assert max(refuges) < int(Goal.NOWHERE) < 0
    assert min(refuges) > max(outs)


def test_households_begin_waiting_on_nothing() -> None:
    households, hot = state.households(3), state.hot(3)
    assert (households.barred == -1).all()
    assert (households.next == -1).all()
    assert (households.release == codes.NEVER).all()
    assert np.isinf(hot.level).all()
    assert not households.people.any()


def test_ways_begin_shut_and_tallies_at_nothing() -> None:
    assert (state.ways(4).kind == codes.Way.SHUT).all()
    assert not any(column.any() for column in state.tally(2, 3))
