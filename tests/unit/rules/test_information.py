"""News and trust, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from model.rules.information import spread, trust_after


def test_news_spreads_by_broadcast_and_hearsay_among_those_who_do_not_know() -> None:
    assert spread(0.0, 0.05, 0.1) == pytest.approx(0.05)
    assert spread(0.5, 0.05, 0.1) == pytest.approx(0.5 + (0.05 + 0.05) * 0.5)
    assert spread(1.0, 0.05, 0.1) == 1.0
    assert spread(0.5, 3.0, 0.0) == 1.0


def test_news_that_nobody_broadcasts_and_nobody_knows_stays_unknown() -> None:
    assert spread(0.0, 0.0, 0.5) == 0.0


def test_news_never_shrinks() -> None:
    known = 0.0
    for _ in range(100):
        known, before = float(spread(known, 0.02, 0.1)), known
        assert before <= known <= 1.0
    assert np.isclose(known, 1.0, atol=1e-3)


def test_trust_falls_by_the_share_lost_and_rises_with_safe_passages() -> None:
    assert trust_after(0.6, True, 10_000, 0.5, 0.05) == pytest.approx(0.3)
    assert trust_after(0.6, False, 2000, 0.5, 0.05) == pytest.approx(0.6 + 0.1 * 0.4)
    assert trust_after(0.6, False, 0, 0.5, 0.05) == 0.6
    assert trust_after(0.6, False, 1e9, 0.5, 0.05) == 1.0
