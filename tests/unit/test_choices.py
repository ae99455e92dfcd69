"""The table of a choice says what there is, and no more."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.choice import Choice
from experiments.report import choices, page

OPTIONS = [("no-pause", ("",)), ("pause", ("7",)), ("pause", ("14",))]
# Context x option x point x seed: the pause of 7 days saves 10 in each run of the first context, then 30.
OUTCOMES = np.array(
    [[[100.0, 120.0], [90.0, 110.0], [100.0, 130.0]], [[100.0, 120.0], [70.0, 90.0], [100.0, 120.0]]]
)[:, :, None]


def said(*, least: bool) -> list[list[str]]:
    found = Choice(
        "killed_civilians", "by 1 May", {"length": "d"}, {"kept": ""}, OPTIONS, [("0.3",), ("0.9",)], OUTCOMES
    )
    parts = [choices.table(found, least=least), choices.legend(found)]
    lines = page.of(parts, 170, 170).splitlines()
    return [line.split("  ") for line in lines if line.startswith((" no-pause", " pause", "2 runs"))]


def cells(row: list[str]) -> list[str]:
    return [cell.strip() for cell in row if cell.strip()]


def test_the_option_of_the_least_expected_regret_comes_first() -> None:
    first, second, third, _ = said(least=True)
    assert cells(first) == [
        "pause (length 7 d)",
        "90",
        "−20 ~ (−20 to −20)",
        "× inf",
        "100%",
        "100%",
        "0 ~",
        "0 ~",
    ]
    # 20 above it in the mean of the contexts: 10 in the one, 30 in the other.
    assert cells(second) == ["no-pause", "110", "0%", "20 ~", "30 ~, kept 0.9"]
    assert cells(third)[:2] == ["pause (length 14 d)", "112"]


@pytest.mark.parametrize(
    ("runs", "gaps", "cell"),
    [
        (9, [-20.0], "−20 ~ (−20 to −20)"),
        (10, [-20.0], "−20 (−20 to −20)"),
        (10, [-20.0, 30.0], "+5 ~ (−14 to +24)"),
    ],
)
def test_a_difference_of_too_few_runs_or_of_an_open_sign_is_marked(
    runs: int, gaps: list[float], cell: str
) -> None:
    pause = 100.0 + np.resize(gaps, runs)
    found = Choice(
        "killed_civilians",
        "by 1 May",
        {"length": "d"},
        {},
        OPTIONS[:2],
        [()],
        np.array([[np.full(runs, 100.0), pause]])[:, :, None],
    )
    assert cell in page.of([choices.table(found, least=True)], 170, 170)
    assert ("no sign is claimed" in choices.legend(found)) is (runs < 10)


def test_where_more_is_better_the_order_turns() -> None:
    assert [cells(row)[0] for row in said(least=False)[:3]] == [
        "pause (length 14 d)",
        "no-pause",
        "pause (length 7 d)",
    ]


def rows_by_context(outcomes: np.ndarray, contexts: list[tuple[str]]) -> list[str] | None:
    found = Choice("killed_civilians", "by 1 May", {"length": "d"}, {"kept": ""}, OPTIONS, contexts, outcomes)
    table = choices.by_context(found, least=True)
    return None if table is None else page.of([table], 170, 170).splitlines()


def test_ranks_stand_side_by_side_by_context() -> None:
    """Ten runs, in which the pause of 7 days is first, then last; the other two have the same outcomes."""
    lines = np.array([[[5.0], [1.0], [5.0]], [[5.0], [9.0], [5.0]]])[..., None].repeat(10, 3)
    page = rows_by_context(lines, [("0.3",), ("0.9",)])
    assert page is not None
    rows = {
        row[:20].strip(): cells(row[20:].split("  ")) for row in page if row.startswith((" no", " pause"))
    }
    assert rows == {
        "no-pause": ["2 (2–3)", "1 (1–2)"],
        "pause (length 7 d)": ["1", "3"],
        "pause (length 14 d)": ["2 (2–3)", "1 (1–2)"],
    }


def test_few_runs_leave_every_order_open_and_say_so() -> None:
    few = " ".join(rows_by_context(OUTCOMES, [("0.3",), ("0.9",)]) or [])
    many = " ".join(rows_by_context(np.repeat(OUTCOMES, 5, axis=3), [("0.3",), ("0.9",)]) or [])
    said = "with fewer than 10 runs it always is"
    assert said in " ".join(few.split())
    assert said not in " ".join(many.split())


def test_one_context_or_more_than_fit_a_row_have_no_such_table() -> None:
    assert rows_by_context(OUTCOMES[:1], [("0.3",)]) is None
    many = choices.SIDE_BY_SIDE + 1
    assert rows_by_context(np.repeat(OUTCOMES[:1], many, axis=0), [(str(i),) for i in range(many)]) is None


def test_programs_are_told_the_place_in_each_context() -> None:
    contexts = [("0.3",), ("0.9",)]
    found = Choice("killed_civilians", "by 1 May", {"length": "d"}, {"kept": ""}, OPTIONS, contexts, OUTCOMES)
    told = choices.plain(found, least=True)
    assert {one["scenario"]: one["by_context"] for one in told["options"]}["no-pause"] == [
        {"rank": 2, "first": 1, "last": 3},
        {"rank": 2, "first": 1, "last": 3},
    ]


def test_of_many_options_the_best_have_rows_and_json_has_all() -> None:
    options = [("no-pause", ("",)), *(("pause", (f"{length}",)) for length in range(99))]
    outcomes = np.arange(200.0).reshape(1, 100, 1, 2)
    found = Choice("killed_civilians", "by 1 May", {"length": "d"}, {}, options, [()], outcomes)
    assert choices.table(found, least=True).row_count == choices.MOST
    assert "The 60 options of the least regret of 100; --json has all." in choices.legend(found)
    assert len(choices.plain(found, least=True)["options"]) == 100
