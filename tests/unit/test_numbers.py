"""Numbers said with three figures and their sign."""

from __future__ import annotations

import pytest

from experiments.report.numbers import between, said, signed


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (0.04, "0"), (0.64, "0.6"), (6.44, "6.4"), (12.4, "12"), (640, "640"), (999.6, "1,000"),
     (26412, "26,400"), (1049999, "1,050,000"), (-26412, "-26,400")],
)  # fmt: skip
def test_three_figures(value: float, text: str) -> None:
    assert said(value) == text


@pytest.mark.parametrize(("value", "text"), [(1234, "+1,230"), (-311.4, "−311"), (0, "0"), (-0.01, "0")])
def test_differences_have_a_sign(value: float, text: str) -> None:
    assert signed(value) == text


def test_an_interval_that_rounds_to_one_number_is_said_once() -> None:
    assert between(19123, 38021) == "19,100–38,000"
    assert between(19123, 19124) == "19,100"
