"""Who has a claim, who comes first, and when vehicles leave, by hand."""

from __future__ import annotations

import numpy as np

from model.rules.boarding import BITS, carry_hours, claims, departures, rank

FIRST = np.array([BITS["patients"], BITS["children"], BITS["elderly"], 0, 0, 0], np.uint8)


def test_a_family_has_the_claims_of_all_its_members() -> None:
    assert claims(0, 0, 0, 0, 0) == BITS["all"]
    assert claims(1, 1, 0, 0, 0) == BITS["all"] + BITS["patients"] + BITS["wounded"]
    assert claims(0, 0, 2, 1, 3) == BITS["all"] + BITS["children"] + BITS["elderly"] + BITS["cannot-walk"]


def test_the_first_claim_on_the_list_is_the_rank_and_those_without_one_come_last() -> None:
    assert rank(claims(1, 1, 3, 0, 0), FIRST) == 0
    assert rank(claims(0, 1, 3, 2, 0), FIRST) == 1
    assert rank(claims(0, 0, 0, 1, 0), FIRST) == 2
    assert rank(claims(0, 1, 0, 0, 0), FIRST) == len(FIRST)


def test_three_kilometres_at_half_of_two_an_hour_take_three_hours() -> None:
    assert carry_hours(3.0, 2.0, 0.5) == 3.0


def test_vehicles_leave_evenly_over_the_cycle_after_the_lag() -> None:
    assert [departures(hour, 0, 1, 2.0) for hour in range(5)] == [0, 1, 0, 1, 0]
    assert [departures(hour, 0, 3, 2.0) for hour in range(4)] == [1, 2, 1, 2]
    assert [departures(hour, 1, 1, 2.0) for hour in range(5)] == [0, 0, 1, 0, 1]
