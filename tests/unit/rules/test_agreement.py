"""When an agreement comes that nobody can date, by hand."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pytest

from model.rules.agreement import nearest, postponed, wait

ANNOUNCED = datetime(2016, 12, 2, 18)


def test_it_waits_its_mean_times_its_luck() -> None:
    assert wait(48.0, 0.5) == timedelta(hours=24)


@pytest.mark.parametrize(
    ("struck", "days"),
    [
        (datetime(2016, 12, 2, 18), 0),
        (datetime(2016, 12, 2, 19), 1),
        (datetime(2016, 12, 3, 18), 1),
        (datetime(2016, 12, 12, 6), 10),
        (datetime(2016, 11, 26, 0), 0),
    ],
)
def test_its_dates_come_whole_days_later_and_never_earlier(struck: datetime, days: int) -> None:
    assert postponed(struck, ANNOUNCED) == timedelta(days=days)


def test_the_nearest_way_is_the_shortest_of_walk_stretch_and_drive_together() -> None:
    assert nearest(np.array([0.0, 3.0, 1.0]), np.array([1.0, 1.0, 0.5]), np.array([20.0, 15.0, 19.0])) == 1


@pytest.mark.parametrize("walks", [[], [np.inf]])
def test_where_no_way_leads_out_none_is_the_nearest(walks: list[float]) -> None:
    none = np.array(walks)
    assert nearest(none, np.ones_like(none), np.ones_like(none)) is None
