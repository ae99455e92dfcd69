"""Pairs, ranks and regret, on tables small enough to work out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.decision import Place, pairing, places, ranks, regret
from experiments.statistics import mean_difference

# Two contexts, three options, two seeds.
OUTCOMES = np.array(
    [
        [[10.0, 12.0], [20.0, 20.0], [10.0, 14.0]],
        [[30.0, 30.0], [20.0, 22.0], [40.0, 40.0]],
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
    shares = ranks(np.random.default_rng(1).integers(0, 3, (4, 5, 6)).astype(float), least=True)
    assert shares.sum(axis=0) == pytest.approx(1.0)
    assert shares.sum(axis=1) == pytest.approx(1.0)


def test_regret_is_what_an_option_loses_to_the_best_of_its_context() -> None:
    # Means 11, 20, 12 and 30, 21, 40: losses 0, 9, 1 and 9, 0, 19.
    found = regret(OUTCOMES, least=True)
    assert found.expected == pytest.approx([4.5, 4.5, 10.0])
    assert found.worst == pytest.approx([9.0, 9.0, 19.0])
    assert found.at.tolist() == [1, 0, 1]


def test_the_error_of_regret_comes_from_leaving_out_each_seed() -> None:
    # Without seed 1 the losses are 0, 8, 2 and 8, 0, 18; without seed 2, 0, 10, 0 and 10, 0, 20.
    found = regret(OUTCOMES, least=True)
    # Two estimates x, y have the jackknife error |x - y| / 2.
    assert found.expected_error == pytest.approx([0.5, 0.5, 0.0])
    assert found.worst_error == pytest.approx([1.0, 1.0, 1.0])


def test_where_more_is_better_the_most_has_no_regret() -> None:
    assert regret(OUTCOMES, least=False).worst == pytest.approx([10.0, 19.0, 8.0])


def test_one_seed_leaves_no_error_to_tell() -> None:
    with pytest.raises(ValueError, match="at least two seeds"):
        regret(OUTCOMES[:, :, :1], least=True)


def test_ranks_of_a_context_are_open_between_those_that_cannot_be_told_apart() -> None:
    """The third is 10 above the others with every seed; the first two differ by 1, now up and now down."""
    luck = np.tile([0.0, 5.0], 5)
    swing = np.tile([1.0, -1.0, -1.0, 1.0, -1.0], 2)
    outcomes = np.array([[luck, luck + swing, luck + 10.0 + 0.1 * swing]])
    assert places(outcomes, least=True) == [[Place(2, 1, 2), Place(1, 1, 2), Place(3, 3, 3)]]
    assert places(outcomes, least=False) == [[Place(2, 2, 3), Place(3, 2, 3), Place(1, 1, 1)]]


def test_each_context_has_ranks_of_its_own() -> None:
    """The same options in two contexts, in which the order turns."""
    one = np.array([[0.0] * 10, [7.0] * 10])
    found = places(np.array([one, one[::-1]]), least=True)
    assert found == [[Place(1, 1, 1), Place(2, 2, 2)], [Place(2, 2, 2), Place(1, 1, 1)]]


def test_with_less_than_ten_runs_every_rank_is_open() -> None:
    assert places(np.array([[[0.0] * 9, [7.0] * 9]]), least=True) == [[Place(1, 1, 2), Place(2, 1, 2)]]


def test_ranks_and_places_agree_with_comparing_each_two_options() -> None:
    luck = np.random.default_rng(1)
    outcomes = luck.integers(0, 5, (3, 8, 12)).astype(float)
    shares = np.zeros((8, 8))
    for context, option, run in np.ndindex(outcomes.shape):
        runs, mine = outcomes[context, :, run], outcomes[context, option, run]
        level = (runs == mine).sum()
        shares[option, (runs < mine).sum() :][:level] += 1.0 / level / 36
    assert ranks(outcomes, least=True) == pytest.approx(shares)
    for found, line in zip(places(outcomes, least=True), outcomes, strict=True):
        for place, mine in zip(found, line, strict=True):
            gaps = [mean_difference(mine, other) for other in line]
            assert place.first == 1 + sum(gap.low > 0.0 for gap in gaps)
            assert place.last == 8 - sum(gap.high < 0.0 for gap in gaps)
