"""Walking, by hand."""

from __future__ import annotations

import pytest

from model.rules.walking import reach


@pytest.mark.parametrize(
    ("is_night", "immobile", "km"), [(False, 0, 4.0), (True, 0, 2.8), (False, 2, 2.0), (True, 1, 1.4)]
)
def test_night_and_someone_who_cannot_walk_slow_a_family_down(
    is_night: bool, immobile: int, km: float
) -> None:
    assert reach(4.0, 0.7, is_night, 0.5, immobile) == pytest.approx(km)
