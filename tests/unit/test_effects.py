"""What hangs on which number, told: the numbers that are seen first, and no more than the seeds can tell."""

from __future__ import annotations

import numpy as np
import pytest

from experiments.plots import _sensitivity
from experiments.report import effects, page
from experiments.sensitivity import Sensitivity
from tests.unit.test_sensitivity import columns, found, laid, lucky


def lines(told: Sensitivity) -> list[str]:
    return page.of([effects.table(told)], 150, 150).splitlines()


@pytest.fixture
def told() -> Sensitivity:
    """Number b moves the outcome by 60 a step, two thirds of its way; c and a do nothing but for luck."""
    drawn = laid("morris", 12)
    _, b, _ = columns(drawn)
    return found("morris", drawn, 100.0 * b + lucky(1, (len(drawn), 4)))


def test_what_is_seen_stands_first_and_luck_is_marked(told: Sensitivity) -> None:
    rows = [line.split() for line in lines(told) if line[1:2] in "abc" and line[2:3] == " "]
    assert rows[0][0] == "b"
    assert 55.0 < float(rows[0][1]) < 65.0
    assert {row[1] for row in rows[1:]} == {"~"}
    assert effects.legend(told).startswith("3 numbers, 12 trajectories, 4 seeds. In brackets: 95% intervals.")
    assert "their largest effect without ~, which 1 of the numbers have" in effects.legend(told)


def test_one_seed_tells_of_none_that_it_is_seen() -> None:
    drawn = laid("morris", 12)
    legend = effects.legend(found("morris", drawn, columns(drawn)[0]))
    assert legend.startswith("3 numbers, 12 trajectories, 1 seed.")
    assert "~" not in legend
    assert legend.endswith("in the order of their largest effect; with one seed, luck adds to all of them.")


def test_a_total_order_keeps_its_decimals_above_one() -> None:
    drawn = laid("sobol-total", 4)
    one = np.zeros((len(drawn), 2))
    one[0] = 5.0  # the base point of the first block alone, so that nothing is left without it
    assert any("~ 1.00 (open)" in line for line in lines(found("sobol-total", drawn, one)))


def test_programs_are_told_no_slope_where_there_is_none() -> None:
    drawn = laid("sobol-total", 4)
    plain = effects.plain(found("sobol-total", drawn, np.full((len(drawn), 2), 7.0)))
    effect = plain["numbers"][0]["effects"]["no-pause"]
    assert effect == {"size": None, "low": None, "high": None, "slope": None, "bend": None, "is_seen": False}


def test_what_cannot_be_told_from_luck_is_drawn_without_a_bar() -> None:
    drawn = laid("sobol-total", 4)
    told = found("sobol-total", drawn, np.zeros((len(drawn), 2)), 100.0 * lucky(1, (len(drawn), 2)))
    assert all(np.isnan(each.size) for each in told.effects["no-pause"])
    assert "luck alone" in "\n".join(lines(told))
    page = _sensitivity.figure((told, "made up"))
    assert [len(ax.patches) for ax in page.axes] == [3, 3, 3]
