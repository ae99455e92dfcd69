"""A pause, by hand: its intensity by who keeps it, what follows, and when it is renewed."""

from __future__ import annotations

import pytest

from model.rules.pauses import intensity, may_be_renewed, surge_intensity


@pytest.mark.parametrize(
    ("government", "opposition", "is_air", "expected"),
    [
        (True, True, False, 0.0),
        (False, True, False, 0.6),
        (True, False, False, 0.2),
        (True, False, True, 0.0),
        (False, False, False, 0.6),
        (False, False, True, 0.6),
    ],
)
def test_intensity_is_that_of_the_party_that_breaks_it_most(
    government: bool, opposition: bool, is_air: bool, expected: float
) -> None:
    assert intensity(government, opposition, is_air, 0.6, 0.2) == expected


def test_a_surge_is_in_proportion_to_what_was_held_down() -> None:
    assert surge_intensity(2.0, 1.0) == 2.0
    assert surge_intensity(2.0, 0.5) == 1.5
    assert surge_intensity(2.0, 0.0) == surge_intensity(1.0, 1.0) == 1.0


def test_a_renewal_needs_that_it_was_kept_and_that_aid_came_or_either() -> None:
    assert may_be_renewed(5, 10, 1, 0.5, 1, True)
    assert not may_be_renewed(4, 10, 1, 0.5, 1, True)
    assert not may_be_renewed(5, 10, 0, 0.5, 1, True)
    assert may_be_renewed(4, 10, 1, 0.5, 1, False)
    assert not may_be_renewed(4, 10, 0, 0.5, 1, False)
    assert may_be_renewed(0, 10, 0, 0.0, 0, True)
