"""A recorded front, by hand: when a date comes, and when what is left falls."""

from __future__ import annotations

import pytest

from model.rules.fronts.recorded import end, moment


def test_a_date_is_moved_by_its_doubt_and_never_before_the_last() -> None:
    assert moment(0.0, 100.0, 1.0, 0.5, 2.0) == 124.0
    assert moment(0.0, 100.0, 0.0, 0.5, 2.0) == 100.0
    assert moment(90.0, 100.0, 1.0, 1.0, -1.0) == 90.0


def test_what_the_record_leaves_falls_at_the_endgames_hazard() -> None:
    assert end(10.0, 100.0, 0.5, 1.0) == pytest.approx(148.0)
    assert end(110.0, 100.0, 0.5, 1.0) == pytest.approx(158.0)
    assert end(0.0, 100.0, 0.0, 1.0) > 1e9
