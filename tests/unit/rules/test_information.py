"""News and trust, by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from model.rules.information import as_told, loudness, spread, trust_after, trust_heard


def test_news_spreads_by_broadcast_and_hearsay_among_those_who_do_not_know() -> None:
    assert spread(0.0, 0.0, 0.0, 0.05, 0.1, 0.0, 0.0) == pytest.approx(0.05)
    assert spread(0.5, 0.0, 0.0, 0.05, 0.1, 0.0, 0.0) == pytest.approx(0.5 + (0.05 + 0.05) * 0.5)
    assert spread(1.0, 1.0, 1.0, 0.05, 0.1, 0.5, 0.1) == 1.0
    assert spread(0.5, 0.0, 0.0, 3.0, 0.0, 0.0, 0.0) == 1.0


def test_people_hear_from_the_places_around_and_from_kin_who_are_out() -> None:
    assert spread(0.0, 0.4, 0.0, 0.0, 0.1, 0.5, 0.0) == pytest.approx(0.1 * 0.5 * 0.4)
    assert spread(0.2, 0.4, 0.0, 0.0, 0.1, 1.0, 0.0) == pytest.approx(0.2 + 0.1 * 0.4 * 0.8)
    assert spread(0.2, 0.0, 0.25, 0.0, 0.0, 0.0, 0.4) == pytest.approx(0.2 + 0.1 * 0.8)


def test_news_that_nobody_broadcasts_and_nobody_knows_stays_unknown() -> None:
    assert spread(0.0, 0.0, 1.0, 0.0, 0.5, 0.5, 0.0) == 0.0


def test_news_never_shrinks() -> None:
    known = 0.0
    for _ in range(100):
        known, before = float(spread(known, 0.0, 0.0, 0.02, 0.1, 0.0, 0.0)), known
        assert before <= known <= 1.0
    assert np.isclose(known, 1.0, atol=1e-3)


def test_trust_falls_by_the_share_lost_and_rises_with_safe_passages() -> None:
    assert trust_after(0.6, True, 10_000, 0.5, 0.05) == pytest.approx(0.3)
    assert trust_after(0.6, False, 2000, 0.5, 0.05) == pytest.approx(0.6 + 0.1 * 0.4)
    assert trust_after(0.6, False, 0, 0.5, 0.05) == 0.6
    assert trust_after(0.6, False, 1e9, 0.5, 0.05) == 1.0


def test_rumour_tells_a_change_larger_or_smaller_than_it_was() -> None:
    assert as_told(0.8, 0.4, 1.0) == pytest.approx(0.4)
    assert as_told(0.8, 0.4, 1.5) == pytest.approx(0.2)
    assert as_told(0.8, 0.4, 0.5) == pytest.approx(0.6)
    assert as_told(0.8, 0.4, 3.0) == 0.0
    assert as_told(0.2, 0.8, 3.0) == 1.0
    assert as_told(0.8, 0.8, 9.0) == 0.8
    assert (loudness(0.0, 2.0), loudness(0.5, 2.0)) == (1.0, pytest.approx(math.e))


def test_trust_moves_towards_what_is_told_as_fast_as_people_talk() -> None:
    assert trust_heard(0.8, 0.4, 0.0, 0.25, 0.1) == pytest.approx(0.7)
    assert trust_heard(0.8, 0.4, 0.5, 0.25, 0.5) == pytest.approx(0.6)
    assert trust_heard(0.8, 0.4, 1.0, 1.0, 1.0) == pytest.approx(0.4)
