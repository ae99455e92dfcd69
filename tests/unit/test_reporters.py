"""How reporters come to their figures: whose way holds, and every wrong cell told at its line."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from experiments import reporters
from experiments.reporters import (
    BEYOND,
    COLUMNS,
    DISCREPANCY,
    ORGANISATIONS,
    REPORTERS,
    Beyond,
    Discrepancy,
    Reporter,
)
from model.errors import Problem

ROWS = {
    REPORTERS: {
        "reporter": "Bureau",
        "observable": "remaining",
        "scope": "remaining",
        "counts": "level",
        "lag_hours": "12",
        "doubt": "0.3",
        "spread": "0.1",
        "margin": "0.2",
        "source": "assumed",
    },
    BEYOND: {
        "reporter": "Bureau",
        "observable": "remaining",
        "people": "100",
        "day": "2016-11-29",
        "source": "assumed",
    },
    ORGANISATIONS: {"reporter": "Spokesman", "organisation": "Bureau", "source": "assumed"},
    DISCREPANCY: {"observable": "*", "relative": "0.2", "count": "5", "source": "assumed"},
}


def write(folder: Path, name: str, **changed: str) -> None:
    cells = [(ROWS[name] | changed).get(column, "") for column in COLUMNS[name]]
    (folder / name).write_text(f"{','.join(COLUMNS[name])}\n{','.join(cells)}\n", encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (REPORTERS, ORGANISATIONS, DISCREPANCY):
        write(tmp_path, name)
    return tmp_path


def test_who_speaks_for_an_organisation_counts_as_it_does(folder: Path) -> None:
    found = reporters.read(folder, [])
    way = Reporter(scope=("remaining",), counts="level", lag=12, doubt=0.3, spread=0.1, margin=0.2)
    assert found.way("Bureau", "remaining") == found.way("Spokesman", "remaining") == way
    assert found.organisation("Spokesman") == "Bureau"
    assert found.organisation("Stranger") == "Stranger"


def test_who_is_beyond_the_model_comes_evenly_from_day_to_day(folder: Path) -> None:
    write(folder, BEYOND)
    path = folder / BEYOND
    path.write_text(path.read_text(encoding="utf-8") + "Bureau,remaining,2016-12-01,400,assumed\n")
    found = reporters.read(folder, []).way("Spokesman", "remaining").beyond
    assert found == Beyond(((datetime(2016, 11, 30), 100.0), (datetime(2016, 12, 2), 400.0)))
    start = datetime(2016, 11, 26)
    known = {26: 0.0, 27: 25.0, 30: 100.0}
    assert {day: found.at(datetime(2016, 11, day), start) for day in known} == known
    assert [found.at(datetime(2016, 12, day), start) for day in (1, 2, 9)] == [250.0, 400.0, 400.0]


def test_who_is_beyond_before_the_run_is_there_from_its_start() -> None:
    """As many as on the last day known by then, were there more before or fewer."""
    days = (datetime(2016, 11, 1), 70.0), (datetime(2016, 11, 20), 40.0), (datetime(2016, 11, 30), 60.0)
    start = datetime(2016, 11, 26)
    found = [Beyond(days).at(datetime(2016, 11, day), start) for day in (26, 28, 30)]
    assert found == [40.0, 50.0, 60.0]
    assert Beyond(days[:2]).at(datetime(2016, 12, 9), start) == 40.0


def test_the_days_of_who_is_beyond_come_in_order(folder: Path) -> None:
    write(folder, BEYOND)
    path = folder / BEYOND
    path.write_text(path.read_text(encoding="utf-8") + "Bureau,remaining,2016-11-29,400,assumed\n")
    problems: list[Problem] = []
    reporters.read(folder, problems)
    assert "beyond.csv:3:1: day: it does not come after the day of the row above" in str(problems[0])


def with_beyond(folder: Path, *days: tuple[str, int], counts: str = "level") -> list[str]:
    """A table of who is beyond the model, and what is wrong with it."""
    write(folder, REPORTERS, counts=counts)
    rows = "".join(f"Bureau,remaining,{day},{people},assumed\n" for day, people in days)
    (folder / BEYOND).write_text(f"{','.join(COLUMNS[BEYOND])}\n{rows}", encoding="utf-8")
    problems: list[Problem] = []
    reporters.read(folder, problems)
    return [str(each).removeprefix(f"{folder / BEYOND}:") for each in problems]


@pytest.mark.parametrize("counts", ["sum", "sum-from-earlier"])
def test_in_a_sum_people_beyond_the_model_do_not_become_fewer(folder: Path, counts: str) -> None:
    rows = ("2016-11-29", 400), ("2016-11-30", 400), ("2016-12-01", 399)
    assert with_beyond(folder, *rows, counts=counts) == [
        "4:1: people: fewer than before, in a sum, which only grows; expected as many or more"
    ]
    assert with_beyond(folder, *rows, counts="level") == []


def test_fewer_beyond_the_model_and_days_outside_the_run_may_be_slips(folder: Path) -> None:
    rows = ("2016-11-20", 9), ("2016-11-25", 10), ("2016-11-27", 8), ("2016-11-29", 8), ("2016-11-30", 9)
    assert with_beyond(folder, *rows) == []
    told = reporters.doubtful(folder, datetime(2016, 11, 26), 96.0)
    run = "expected a day of the run, which starts on 2016-11-26 and lasts 4 days, or the eve of it"
    assert [str(each).removeprefix(f"{folder / BEYOND}:") for each in told] == [
        f"2:1: day: it lies outside the run; {run}",
        "4:1: people: fewer than on the day before it; expected as many or more, unless some have gone",
        f"6:1: day: it lies outside the run; {run}",
    ]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (REPORTERS, "reporter: 'Bureau' stands in line 2, too, with this observable"),
        (ORGANISATIONS, "reporter: 'Spokesman' stands in line 2, too"),
        (DISCREPANCY, "observable: '*' stands in line 2, too"),
    ],
)
def test_a_second_row_of_the_same_is_refused(folder: Path, name: str, said: str) -> None:
    path = folder / name
    path.write_text(
        path.read_text(encoding="utf-8") + path.read_text(encoding="utf-8").splitlines()[1] + "\n"
    )
    problems: list[Problem] = []
    reporters.read(folder, problems)
    assert [str(each) for each in problems] == [f"{path}:3:1: {said}; expected one row"]


def test_a_way_of_ones_own_goes_before_the_organisations_and_that_before_anyones() -> None:
    def way(spread: float) -> Reporter:
        return Reporter(scope=("remaining",), counts="level", spread=spread)

    ways = {"*": way(1), "Bureau": way(2), "Spokesman": way(3)}
    for name, expected in (("Spokesman", 3), ("Bureau", 2), ("Stranger", 1)):
        known = tuple((who, "remaining", ways[who]) for who in list(ways)[:expected])
        found = reporters.Reporters(known, (("Spokesman", "Bureau"),))
        assert found.way(name, "remaining").spread == expected


def test_none_declared_is_exact() -> None:
    found = reporters.Reporters()
    assert found.way("Stranger", "remaining") == Reporter(scope=("remaining",), counts="level")
    assert found.way("Stranger", "flow_out") == Reporter(scope=("out_total",), counts="flow")


def test_the_models_discrepancy_is_that_of_the_observable_or_of_all(folder: Path) -> None:
    found = reporters.read(folder, [])
    assert found.discrepancy("remaining") == Discrepancy(0.2, 5)
    write(folder, DISCREPANCY, observable="detained")
    assert reporters.read(folder, []).discrepancy("remaining") == Discrepancy()


def test_a_scope_may_add_up_metrics_and_a_count_begins_on_its_day(folder: Path) -> None:
    write(folder, REPORTERS, scope="out_total + displaced_inside", since="2016-11-27")
    way = reporters.read(folder, []).way("Bureau", "remaining")
    assert way.scope == ("out_total", "displaced_inside")
    assert way.since == datetime(2016, 11, 27)


@pytest.mark.parametrize(
    ("name", "column", "text", "message"),
    [
        (REPORTERS, "observable", "remainig", "did you mean 'remaining'"),
        (REPORTERS, "scope", "out_totl", "did you mean 'out_total'"),
        (REPORTERS, "counts", "levl", "did you mean 'level'"),
        (REPORTERS, "spread", "-1", "2:1: spread: -1 is out of range; expected a number at least 0"),
        (REPORTERS, "doubt", "", "2:1: doubt: there is no doubt"),
        (REPORTERS, "since", "soon", "2:1: since: 'soon' is not in this form"),
        (REPORTERS, "source", "", "2:1: source: there is no source"),
        (BEYOND, "reporter", "Bureu", "did you mean 'Bureau'"),
        (BEYOND, "observable", "remainig", "2:1: observable: 'Bureau' tells of no 'remainig'"),
        (BEYOND, "observable", "remainig", "did you mean 'remaining'"),
        (BEYOND, "people", "8.000", "2:1: people: '8.000' has a point in it; expected a whole number"),
        (BEYOND, "people", "", "2:1: people: there is no people"),
        (BEYOND, "day", "", "2:1: day: '' is not in this form"),
        (BEYOND, "source", "", "2:1: source: there is no source"),
        (ORGANISATIONS, "source", "", "2:1: source: there is no source"),
        (DISCREPANCY, "observable", "remainig", "did you mean 'remaining'"),
        (DISCREPANCY, "relative", "-1", "2:1: relative: -1 is out of range"),
    ],
)
def test_a_wrong_cell_is_told_at_its_line(
    folder: Path, name: str, column: str, text: str, message: str
) -> None:
    write(folder, name, **{column: text})
    problems: list[Problem] = []
    reporters.read(folder, problems)
    assert message in "\n".join(map(str, problems))
    assert name in str(problems[0])
