"""A patient's hazard, by hand."""

from __future__ import annotations

import pytest

from model.parameters import Quantity
from model.rules.medical import Medical, hazard_of_death


@pytest.mark.parametrize(("hospitals", "per_day"), [(False, 0.012), (True, 0.0024)])
def test_patients_die_at_the_rate_of_the_hospitals_that_are_left(hospitals: bool, per_day: float) -> None:
    medical = Medical.model_construct(
        untreated=Quantity(0.012), treated=Quantity(0.0024), hospitals=hospitals
    )
    assert hazard_of_death(medical) == pytest.approx(per_day / 24)
