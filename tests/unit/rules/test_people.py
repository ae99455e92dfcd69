"""Sizes, ages and abilities: the shares that were asked for, and families that could be."""

from __future__ import annotations

import numpy as np
import pytest

from model.codes import LARGEST_HOUSEHOLD, Member
from model.rules.people import (
    Makeup,
    adult_at,
    by_age,
    chance_disabled,
    children,
    class_shares,
    makeup,
    mean_of,
    member_at,
    size_at,
    size_shares,
)
from tests.worlds import ALEPPO, scenario

FIXED = "uncertainty=false"
PLAIN = Makeup(0.5, 0.1, second=0.2, later=0.6, disabled=0.2, disabled_old=0.5, unaided=0.1)


@pytest.mark.parametrize("crowding", [1.0, 1.6, 5.0])
@pytest.mark.parametrize("mean", [1.0, 1.3, 5.2, 6.3, 12.0])
def test_sizes_have_the_mean_that_is_asked_for(mean: float, crowding: float) -> None:
    shares = size_shares(mean, crowding)
    assert len(shares) == LARGEST_HOUSEHOLD
    assert shares.sum() == pytest.approx(1.0)
    assert mean_of(shares) == pytest.approx(mean)


def test_without_crowding_sizes_are_poisson() -> None:
    shares = size_shares(2.0, 1.0)  # one other person on average
    assert shares[:4] == pytest.approx([0.367879, 0.367879, 0.183940, 0.061313], rel=1e-5)


def test_crowding_spreads_sizes_by_its_own_ratio() -> None:
    shares = size_shares(3.0, 1.6)  # so small that next to nobody is cut off at 15
    variance = shares @ (np.arange(1, 16) - 3.0) ** 2
    assert variance == pytest.approx(1.6 * 2.0, rel=0.01)


def test_a_size_lies_where_its_share_of_households_does() -> None:
    cumulative = np.array([0.25, 0.5, 1.0])
    assert [size_at(u, cumulative) for u in (0.0, 0.24, 0.26, 0.6, 1.0)] == [1, 1, 2, 3, 3]


def test_children_come_from_the_third_member_on_as_long_as_those_are_enough() -> None:
    sizes = np.array([0.0, 0.5, 0.0, 0.5])  # half of two people, half of four: one later member on average
    assert children(0.4, sizes) == pytest.approx((0.0, 0.4))
    assert children(1.2, sizes) == pytest.approx((0.2, 1.0))
    assert children(3.0, sizes) == (1.0, 1.0)
    assert children(0.4, np.array([1.0, 0.0])) == (0.0, 0.0)


def test_adults_are_women_elderly_and_men_by_their_shares() -> None:
    assert [adult_at(u, 0.5, 0.1) for u in (0.49, 0.51, 0.59, 0.61)] == [
        Member.WOMAN,
        Member.ELDERLY,
        Member.ELDERLY,
        Member.MAN,
    ]


def test_the_first_two_adults_are_a_couple() -> None:
    for first, partner in ((0.2, Member.MAN), (0.8, Member.WOMAN), (0.51, Member.WOMAN)):
        assert member_at(0.9, first, 1, PLAIN) == partner
    assert member_at(0.9, 0.45, 1, PLAIN) == Member.ELDERLY
    assert member_at(0.1, 0.2, 1, PLAIN) == Member.CHILD


def test_the_first_member_is_never_a_child() -> None:
    assert member_at(0.0, 0.0, 0, PLAIN) == Member.WOMAN
    assert member_at(0.0, 0.0, 2, PLAIN) == Member.CHILD


def test_a_later_adult_lies_at_what_is_left_of_the_draw() -> None:
    assert member_at(0.6 + 0.4 * 0.49, 0.0, 5, PLAIN) == Member.WOMAN
    assert member_at(0.6 + 0.4 * 0.61, 0.0, 5, PLAIN) == Member.MAN


def test_a_share_is_kept_when_the_elderly_have_more_of_it() -> None:
    others, old = by_age(0.3, 2.5, 0.1)
    assert old == pytest.approx(2.5 * others)
    assert 0.9 * others + 0.1 * old == pytest.approx(0.3)
    others, old = by_age(0.5, 100.0, 0.1)
    assert old == 1.0
    assert 0.9 * others + 0.1 * old == pytest.approx(0.5)


def test_the_elderly_are_disabled_at_their_own_chance() -> None:
    assert chance_disabled(Member.ELDERLY, PLAIN) == 0.5
    assert chance_disabled(Member.CHILD, PLAIN) == 0.2


def test_those_who_cannot_walk_are_among_the_disabled() -> None:
    made = makeup(scenario(ALEPPO, "no-pause", FIXED).population)
    assert made.unaided == pytest.approx(0.03 / 0.30)
    more = makeup(
        scenario(ALEPPO, "no-pause", FIXED, "population.cannot_walk=0.5", "population.ageing=1").population
    )
    assert (more.disabled, more.unaided) == pytest.approx((0.5, 1.0))


def test_class_shares_are_of_all_people() -> None:
    shares = class_shares(scenario(ALEPPO, "no-pause", FIXED).population)
    assert shares.sum() == pytest.approx(1.0)
    assert shares[Member.CHILD] == pytest.approx(0.40)
    assert shares[Member.WOMAN] == pytest.approx((1 - 0.40 - 0.035) / 2)
    assert shares[Member.ELDERLY] == pytest.approx(0.035 + 0.02)
