"""A study as a choice: options, contexts, and runs that share their luck."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

import numpy as np
import pytest

from experiments.choice import choice, references
from experiments.index import Held
from model.errors import InputError


def with_unknown(held: Held) -> Held:
    """The same study, in which nobody chooses the length."""
    about = deepcopy(dict(held.about))
    about["design"]["sweeps"]["length"]["unknown"] = True
    return replace(held, about=about)


def test_every_value_of_an_axis_is_an_option_beside_the_reference(held: Held) -> None:
    found = choice(held, "remaining")
    assert [found.option(i) for i in range(4)] == [
        "no-pause",
        "day-pause (length none)",
        "day-pause (length day)",
        "day-pause (length long)",
    ]
    assert (found.reference, found.runs, found.contexts) == ("no-pause", 2, [()])
    values = held.values(["remaining"], list(held.moments.values())[-1])[:, 0]
    assert found.outcomes[0, :, 0].T.ravel().tolist() == values.tolist()
    assert np.array_equal(found.gains[0, 1], [[0.0, 0.0]]), "a pause that is taken away is no pause"
    assert found.gains[0, 3] == pytest.approx(found.outcomes[0, 3] - found.outcomes[0, 0])


def test_what_nobody_chooses_is_a_context_and_the_reference_is_the_same_in_all(held: Held) -> None:
    found = choice(with_unknown(held), "remaining")
    assert [found.option(i) for i in range(2)] == ["no-pause", "day-pause"]
    assert [found.context(i) for i in range(3)] == ["length none", "length day", "length long"]
    assert found.outcomes.shape == (3, 2, 1, 2)
    assert (found.outcomes[:, 0] == found.outcomes[0, 0]).all()


def test_runs_that_are_not_there_of_every_option_do_not_count(held: Held) -> None:
    rows = [row for row in held.rows if row["seed"] == "1"]
    with pytest.raises(InputError, match=r"one run of every option.*two at least"):
        choice(replace(held, rows=rows), "remaining")
    with pytest.raises(InputError, match="no run of every option"):
        choice(replace(held, rows=[]), "remaining")


def with_points(held: Held, method: str) -> Held:
    """The same study, whose two seeds are two points of one seed."""
    about = deepcopy(dict(held.about))
    about["design"]["points"] = {"n": 2, "method": method, "seed": 0, "over": None}
    rows = [{**row, "point": str(int(row["seed"]) - 1), "seed": "1"} for row in held.rows]
    return replace(held, about=about, rows=rows)


def test_points_and_seeds_stand_apart(held: Held) -> None:
    found = choice(with_points(held, "sobol"), "remaining")
    assert np.array_equal(found.outcomes, choice(held, "remaining").outcomes.swapaxes(2, 3))
    assert (found.runs, found.counted, found.are_few) == (2, "2 runs (2 points x 1 seeds)", True)


def test_a_seed_counts_when_all_its_points_are_there(held: Held) -> None:
    whole = with_points(held, "sobol")
    with pytest.raises(InputError, match="no run of every option"):
        choice(
            replace(whole, rows=[*whole.rows[:-1], {**whole.rows[-1], "replicate": "not there"}]), "remaining"
        )


@pytest.mark.parametrize("method", ["morris", "sobol-total"])
def test_points_that_weigh_numbers_weigh_no_options(held: Held, method: str) -> None:
    with pytest.raises(InputError, match=f"points of {method} are no draw of what may be.*--sensitivity"):
        choice(with_points(held, method), "remaining")


def test_an_option_is_compared_with_the_reference_at_its_own_values() -> None:
    of = [("pause", ("1",)), ("no-pause", ("1",)), ("no-pause", ("2",)), ("pause", ("2",)), ("pause", ("3",))]
    assert references(of) == [1, 1, 1, 2, 1]


def test_without_a_reference_the_first_of_all_is_one() -> None:
    assert references([("pause", ("1",)), ("pause", ("2",)), ("lull", ("2",))]) == [0, 0, 1]


def test_a_metric_that_is_not_kept_is_told_with_the_nearest(held: Held) -> None:
    with pytest.raises(InputError, match="did you mean 'remaining'"):
        choice(held, "remainin")


def test_a_metric_of_an_older_version_is_refused(held: Held) -> None:
    table = held.store.study(held.name) / "metrics.csv"
    table.write_text(table.read_text() + "went_quietly,gone,people\n")
    with pytest.raises(InputError, match="'went_quietly' is a metric of another version of Respite"):
        choice(held, "went_quietly")
