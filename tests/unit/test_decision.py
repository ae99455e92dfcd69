"""Pairs, ranks and regret, on tables small enough to work out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from experiments.decision import Place, pairing, pairs, places, ranks, regret
from experiments.statistics import half_widths

# Two contexts, three options, one point, two seeds.
OUTCOMES = np.array(
    [
        [[[10.0, 12.0]], [[20.0, 20.0]], [[10.0, 14.0]]],
        [[[30.0, 30.0]], [[20.0, 22.0]], [[40.0, 40.0]]],
    ]
)


def test_pairing_says_how_many_times_as_many_runs_independent_luck_would_take() -> None:
    # Both have the variance 4; their differences are 1, 1, 3 with the variance 4/3.
    a, b = np.array([1.0, 3.0, 5.0]), np.array([0.0, 2.0, 2.0])
    assert a.var(ddof=1) == 4.0
    assert pairing(a, b) == pytest.approx((4.0 + 4.0 / 3.0) / (4.0 / 3.0))
    assert pairing(a, a + 7.0) == float("inf")
    assert pairing(np.zeros(3), np.ones(3)) == 1.0


def test_pairing_needs_two_pairs() -> None:
    with pytest.raises(ValueError, match="at least two"):
        pairing(np.ones(1), np.ones(1))


def test_ranks_share_what_is_level() -> None:
    # Context 1, seed 1: options 0 and 2 are level first; seed 2: 0, 2, 1. Context 2: 1, 0, 2 with both seeds.
    expected = np.array([[0.5 + 1, 0.5 + 2, 0], [2, 0, 2], [0.5, 1.5, 2]]) / 4
    assert ranks(OUTCOMES, least=True) == pytest.approx(expected)
    assert ranks(OUTCOMES, least=False) == pytest.approx(expected[:, ::-1])


def test_the_shares_of_an_option_and_of_a_rank_add_up() -> None:
    shares = ranks(np.random.default_rng(1).integers(0, 3, (4, 5, 2, 3)).astype(float), least=True)
    assert shares.sum(axis=0) == pytest.approx(1.0)
    assert shares.sum(axis=1) == pytest.approx(1.0)


def test_regret_is_what_an_option_loses_to_the_best_of_its_context() -> None:
    # Means 11, 20, 12 and 30, 21, 40: losses 0, 9, 1 and 9, 0, 19.
    found = regret(OUTCOMES, least=True)
    assert found.expected.mean == pytest.approx([4.5, 4.5, 10.0])
    assert found.worst.mean == pytest.approx([9.0, 9.0, 19.0])
    assert found.at.tolist() == [1, 0, 1]


def test_a_regret_lies_between_what_the_pairs_allow() -> None:
    """Two options, of which the second is 3, 4 and 5 above the first: 4 +- 4.3027 / sqrt(3)."""
    lone = np.array([[[[0.0, 1.0, 2.0]], [[3.0, 5.0, 7.0]]]])
    half = 4.302653 / np.sqrt(3.0)
    found = regret(lone, least=True).expected
    assert found.mean.tolist() == [0.0, 4.0]
    assert found.low == pytest.approx([0.0, 4.0 - half])
    assert found.high == pytest.approx([0.0, 4.0 + half])
    assert regret(lone - [[[[0.0]], [[3.0]]]], least=True).expected.of(0).high == pytest.approx(half - 1.0)


def test_it_is_told_of_every_pair_of_a_context_at_once() -> None:
    """Of three options there are three pairs: each is told with a doubt of 5% / 3."""
    luck = np.random.default_rng(1).normal(size=(2, 3, 1, 12))
    gaps = (luck[0, 1] - luck[0, 0]).ravel()
    half = stats.t.ppf(1.0 - 0.05 / 6.0, 11) * gaps.std(ddof=1) / np.sqrt(12.0)
    found = next(pairs(luck))
    assert (found.low[1, 0], found.high[1, 0]) == pytest.approx((gaps.mean() - half, gaps.mean() + half))


def test_of_equal_options_the_regret_reaches_down_to_none_and_no_order_is_claimed() -> None:
    """Ten that are all the same but for luck, four hundred times: in 95% nothing wrong is said of any."""
    luck = np.random.default_rng(1).normal(size=(400, 1, 10, 1, 12))
    sound = [
        (regret(each, least=True).worst.low == 0.0).all()
        and all((place.first, place.last) == (1, 10) for place in places(each, least=True)[0])
        for each in luck
    ]
    assert np.mean(sound) > 0.93


def test_where_more_is_better_the_most_has_no_regret() -> None:
    assert regret(OUTCOMES, least=False).worst.mean == pytest.approx([10.0, 19.0, 8.0])


def test_one_run_leaves_no_error_to_tell() -> None:
    with pytest.raises(ValueError, match="at least two"):
        regret(OUTCOMES[..., :1], least=True)


def test_ranks_of_a_context_are_open_between_those_that_cannot_be_told_apart() -> None:
    """The third is 10 above the others with every seed; the first two differ by 1, now up and now down."""
    luck = np.tile([0.0, 5.0], 5)
    swing = np.tile([1.0, -1.0, -1.0, 1.0, -1.0], 2)
    outcomes = np.array([[luck, luck + swing, luck + 10.0 + 0.1 * swing]])[:, :, None]
    assert places(outcomes, least=True) == [[Place(2, 1, 2), Place(1, 1, 2), Place(3, 3, 3)]]
    assert places(outcomes, least=False) == [[Place(2, 2, 3), Place(3, 2, 3), Place(1, 1, 1)]]


def test_each_context_has_ranks_of_its_own() -> None:
    """The same options in two contexts, in which the order turns."""
    one = np.array([[[0.0] * 10], [[7.0] * 10]])
    found = places(np.array([one, one[::-1]]), least=True)
    assert found == [[Place(1, 1, 1), Place(2, 2, 2)], [Place(2, 2, 2), Place(1, 1, 1)]]


@pytest.mark.parametrize(("points", "seeds"), [(1, 9), (9, 100), (100, 9), (100, 1)])
def test_with_less_than_ten_points_or_seeds_every_rank_is_open(points: int, seeds: int) -> None:
    outcomes = np.array([[np.zeros((points, seeds)), np.full((points, seeds), 7.0)]])
    assert places(outcomes, least=True) == [[Place(1, 1, 2), Place(2, 1, 2)]]


def test_those_that_are_level_have_the_same_rank() -> None:
    level = np.zeros((1, 3, 1, 12))
    level[0, 1] = 1.0
    assert [place.rank for place in places(level, least=True)[0]] == [1, 3, 1]


def test_ranks_and_places_agree_with_comparing_each_two_options() -> None:
    outcomes = np.random.default_rng(1).integers(0, 5, (3, 8, 1, 12)).astype(float)
    shares = np.zeros((8, 8))
    for context, option, _, run in np.ndindex(outcomes.shape):
        runs, mine = outcomes[context, :, 0, run], outcomes[context, option, 0, run]
        level = (runs == mine).sum()
        shares[option, (runs < mine).sum() :][:level] += 1.0 / level / 36
    assert ranks(outcomes, least=True) == pytest.approx(shares)
    for found, line in zip(places(outcomes, least=True), outcomes, strict=True):
        for place, mine in zip(found, line, strict=True):
            gaps = [(float((mine - other).mean()), half_widths(mine - other, 0.05 / 28)) for other in line]
            assert place.rank == 1 + sum(gap > 0.0 for gap, _ in gaps)
            assert place.first == 1 + sum(gap > half for gap, half in gaps)
            assert place.last == 8 - sum(gap < -half for gap, half in gaps)
