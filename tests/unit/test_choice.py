"""A study as a choice: options, contexts, and runs that share their luck."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

import numpy as np
import pytest

from experiments.choice import choice
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
    assert (found.reference, found.runs, found.contexts) == (0, 2, [()])
    values = held.values(["remaining"], list(held.moments.values())[-1])[:, 0]
    assert found.outcomes[0].T.ravel().tolist() == values.tolist()
    assert np.array_equal(found.gains[0, 1], [0.0, 0.0]), "a pause that is taken away is no pause"
    assert found.gains[0, 3] == pytest.approx(found.outcomes[0, 3] - found.outcomes[0, 0])


def test_what_nobody_chooses_is_a_context_and_the_reference_is_the_same_in_all(held: Held) -> None:
    found = choice(with_unknown(held), "remaining")
    assert [found.option(i) for i in range(2)] == ["no-pause", "day-pause"]
    assert [found.context(i) for i in range(3)] == ["length none", "length day", "length long"]
    assert found.outcomes.shape == (3, 2, 2)
    assert (found.outcomes[:, 0] == found.outcomes[0, 0]).all()


def test_runs_that_are_not_there_of_every_option_do_not_count(held: Held) -> None:
    rows = [row for row in held.rows if row["seed"] == "1"]
    with pytest.raises(InputError, match=r"one run of every option.*two at least"):
        choice(replace(held, rows=rows), "remaining")
    with pytest.raises(InputError, match="no run of every option"):
        choice(replace(held, rows=[]), "remaining")


def test_a_metric_that_is_not_kept_is_told_with_the_nearest(held: Held) -> None:
    with pytest.raises(InputError, match="did you mean 'remaining'"):
        choice(held, "remainin")


def test_a_metric_of_an_older_version_is_refused(held: Held) -> None:
    table = held.store.study(held.name) / "metrics.csv"
    table.write_text(table.read_text() + "went_quietly,gone,people\n")
    with pytest.raises(InputError, match="'went_quietly' is a metric of another version of Respite"):
        choice(held, "went_quietly")
