"""Who stays, who is lost, and who can find whom."""

from __future__ import annotations

import math

import pytest

from model.codes import Status
from model.rules.family import ON_THE_WAY, circle, do_meet, do_men_stay, is_one_lost


def test_men_stay_if_there_are_some_and_an_adult_goes_without_them() -> None:
    assert do_men_stay(0.09, 0.1, men=2, other_adults=1)
    assert not do_men_stay(0.11, 0.1, men=2, other_adults=1)
    assert not do_men_stay(0.09, 0.1, men=0, other_adults=1)
    assert not do_men_stay(0.09, 0.1, men=2, other_adults=0)


def test_nobody_is_lost_who_walks_alone() -> None:
    assert is_one_lost(0.5, 1.0, people=2)
    assert not is_one_lost(0.5, 1.0, people=1)
    assert not is_one_lost(0.5, 0.5, people=2)


def test_the_chance_of_a_reunion_is_that_of_a_day_at_its_hazard() -> None:
    chance = 1 - math.exp(-0.2)
    assert do_meet(chance - 0.001, 0.2)
    assert not do_meet(chance + 0.001, 0.2)


@pytest.mark.parametrize("status", [Status.WAITING, Status.TRAVELLING])
def test_nobody_is_found_on_the_way(status: Status) -> None:
    assert circle(status, 3) == ON_THE_WAY


def test_a_side_is_one_circle_and_inside_every_place_is_its_own() -> None:
    assert circle(Status.OUT_CAMP, 7) == circle(Status.OUT_GOVERNMENT, 8)
    assert (
        circle(Status.EVACUATED_BUS, 9)
        == circle(Status.EVACUATED_MEDICAL, 9)
        == circle(Status.OUT_OPPOSITION, 5)
    )
    sides = {circle(status, 9) for status in (Status.OUT_CAMP, Status.OUT_KURDISH, Status.OUT_OPPOSITION)}
    assert len(sides) == 3
    inside = (Status.HOME, Status.DISPLACED_INSIDE, Status.CHANGED_CONTROL, Status.OVERRUN, Status.RETURNED)
    assert {circle(status, 3) for status in inside} == {3}
