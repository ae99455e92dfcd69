"""What is said of forecasts in short, by hand."""

from __future__ import annotations

import pytest

from experiments.forecasters import FORECASTERS
from experiments.report import page, skill
from experiments.report.skill import Beside, What
from experiments.scoring import Kind, Summary

LEFT: What = ("increment", "all who left")
INSIDE: What = ("total", "still inside")
PERSISTENCE, TREND = "persistence", "linear trend"


def summary(what: What, forecaster: str, crps: float, *, n: int = 20, inside: float = 0.8) -> Summary:
    """Beside a best naive CRPS of 100."""
    return Summary(*what, forecaster, n, crps, 1.0 - crps / 100.0, 0.0, (0.5, inside))


def beside(crps: dict[What, list[float]], *, n: int = 20) -> Beside:
    """Forecasts A, B and so on with these CRPS."""
    number = max(map(len, crps.values()))
    forecasts = {
        "ABC"[each]: {what: summary(what, "model", some[each], n=n) for what, some in crps.items()}
        for each in range(number)
    }
    return Beside(forecasts, {what: summary(what, PERSISTENCE, 100.0, n=n) for what in crps}, {})


def test_the_best_naive_forecaster_is_that_of_each_kind_of_figure() -> None:
    rows = [
        summary(LEFT, PERSISTENCE, 100.0),
        summary(LEFT, TREND, 120.0),
        summary(INSIDE, PERSISTENCE, 130.0),
        summary(INSIDE, TREND, 100.0),
        summary(INSIDE, "model", 50.0),
    ]
    found = skill.best_naive(rows)
    assert {what: each.forecaster for what, each in found.items()} == {LEFT: PERSISTENCE, INSIDE: TREND}


def test_where_all_naive_forecasters_are_level_none_is_named() -> None:
    found = skill.best_naive([summary(LEFT, name, 100.0) for name in FORECASTERS])
    assert (found[LEFT].forecaster, found[LEFT].crps) == ("any of them", 100.0)


@pytest.mark.parametrize(
    ("crps", "said"),
    [
        ([81.0], "not to be told from the best naive forecaster, skill 0.19."),
        ([80.0], "better than the best naive forecaster, skill 0.20."),
        ([119.0, 100.4], "not to be told from the best naive forecaster, skill −0.19 to 0.00."),
        ([120.0, 150.0], "worse than the best naive forecaster, skill −0.50 to −0.20."),
        ([50.0, 100.0], "the forecasts differ beside the best naive forecaster, skill 0.00 to 0.50."),
    ],
)
def test_the_verdict_begins_with_people_per_day(crps: list[float], said: str) -> None:
    first, held, *rest = skill.verdict(beside({LEFT: crps}))
    assert first == f"Increments, people per day, all who left (20 figures): {said}"
    assert held == "The 80% interval holds 80% of these figures."
    assert rest == []


def test_a_naive_forecaster_that_is_never_wrong_leaves_no_skill_to_tell() -> None:
    right = Summary(*LEFT, PERSISTENCE, 3, 0.0, None, 0.0, (1.0, 1.0))
    model = Summary(*LEFT, "model", 3, 5.0, None, 0.0, (0.0, 0.0))
    found = Beside({"A": {LEFT: model}}, {LEFT: right}, {})
    said = "(3 figures, too few to say much): worse than the best naive forecaster."
    assert skill.verdict(found)[0].endswith(said)
    assert "– (0 of 3)" in page.of([skill.table(found)], 120, 120)


def test_the_verdict_on_few_figures_says_how_many_and_no_more_digits() -> None:
    found = beside({LEFT: [81.0, 70.0]}, n=5)
    first, held = skill.verdict(found)
    assert first.endswith(
        "(5 figures, too few to say much): the forecasts differ beside the best naive "
        "forecaster, skill 0.2 to 0.3."
    )
    assert held == "The 80% interval holds 4 of 5."
    assert "(1 figure, " in skill.verdict(beside({LEFT: [81.0]}, n=1))[0]


def test_of_few_figures_no_digit_is_told_that_they_cannot_bear() -> None:
    few, many = (page.of([skill.table(beside({INSIDE: [81.0]}, n=n))], 120, 120) for n in (5, 20))
    assert "0.2 (4 of 5)" in few
    assert "0.19 (80%)" in many


def test_who_left_is_told_once_where_all_left_by_one_way() -> None:
    foot: What = ("increment", "left on foot")
    bus: What = ("increment", "left by bus")
    one, two = (
        page.of([skill.table(beside({what: [90.0] for what in whats}))], 120, 120)
        for whats in ((foot, LEFT), (foot, bus, LEFT))
    )
    assert ("left on foot" in one, "all who left" in one) == (False, True)
    assert all(what[1] in two for what in (foot, bus, LEFT))


def test_totals_are_told_where_there_are_enough_figures_and_what_all_forecasts_agree_on() -> None:
    kinds: dict[str, list[float]] = {
        "still inside": [20.0, 30.0],
        "patients": [150.0, 121.0],
        "left on foot": [70.0, 90.0],
    }
    whats: dict[What, list[float]] = {("total", name): crps for name, crps in kinds.items()}
    *_, said = skill.verdict(beside({LEFT: [100.0, 100.0], **whats}))
    assert said == (
        "Totals, the easier test, where there are 10 figures or more, by a skill of 0.2: better on still"
        " inside (0.70 to 0.80); worse on patients (−0.50 to −0.21); not to be told on the rest."
    )
    assert len(skill.verdict(beside({LEFT: [100.0], INSIDE: [20.0]}, n=9))) == 2


def test_the_table_has_a_row_for_each_kind_of_figure_under_its_name() -> None:
    text = page.of([skill.table(beside({LEFT: [97.0, 112.3], INSIDE: [25.0, 30.0]}))], 120, 120)
    rows = [" ".join(line.split()) for line in text.splitlines()]
    kinds: list[Kind] = ["increment", "total"]
    assert [rows.index(skill.NAMES[kind]) for kind in kinds] == sorted(map(rows.index, skill.NAMES.values()))
    assert "all who left 20 persistence 100 0.03 (80%) −0.12 (80%)" in rows
    assert "still inside 20 persistence 100 0.75 (80%) 0.70 (80%)" in rows
    assert "Equal weights" not in text
