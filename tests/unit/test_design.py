"""Designs: the cells that they make, and what is wrong in them, told at its line."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest

from experiments import catalogue, design
from experiments.design import Cell
from model.errors import InputError
from model.reading import json_schema

HEAD = "title: T\nabout: A\nseeds: 2\n"
ALEPPO = (
    "scenarios: [scenarios/aleppo-2016/no-pause, scenarios/aleppo-2016/ten-day-pause]\n"
    "set: {population.scale: 0.1}\n"
)


def load(folder: Path, text: str) -> design.Read:
    (folder / "design.yaml").write_text(HEAD + text, encoding="utf-8")
    return design.load(folder / "design.yaml")


def cells(folder: Path, text: str) -> dict[str, Cell]:
    found = {cell.label: cell for cell in load(folder, text).cells}
    assert found
    return found


def wrong(folder: Path, text: str) -> list[str]:
    with pytest.raises(InputError) as raised:
        load(folder, text)
    return [str(problem).removeprefix(f"{folder.as_posix()}/") for problem in raised.value.problems]


def test_sweeps_are_crossed_and_leave_out_scenarios_without_their_keys(tmp_path: Path) -> None:
    found = cells(
        tmp_path,
        ALEPPO
        + """
sweeps:
  length:
    keys: [proposals.ten-day-pause.pause.length, proposals.ten-day-pause.corridor.length]
    range: {from: 1d, to: 21d, step: 10d}
  kept:
    keys: [proposals.ten-day-pause.pause.kept_by_government]
    values: [0, 1]
""",
    )
    assert list(found) == [
        "no-pause",
        *(f"ten-day-pause (length {days}, kept {kept})" for days in (1, 11, 21) for kept in (0, 1)),
    ]
    longest = found["ten-day-pause (length 21, kept 0)"].scenario.proposals["ten-day-pause"]
    assert float(longest.pause.length) == float(longest.corridor.length) == 21 * 24
    assert float(longest.pause.kept_by_government) == 0.0
    assert {float(cell.scenario.population.scale) for cell in found.values()} == {0.1}


def test_an_axis_that_all_have_changes_all(tmp_path: Path) -> None:
    text = (
        ALEPPO
        + "sweeps: {residents: {keys: [population.total], values: [150000, {value: 250000, source: UN}]}}"
    )
    found = cells(tmp_path, text)
    totals = [float(cell.scenario.population.total) for cell in found.values()]
    assert totals == [150000, 250000] * 2
    assert "no-pause (residents 250000)" in found


def test_cases_change_several_keys_and_may_take_a_proposal_away(tmp_path: Path) -> None:
    found = cells(
        tmp_path,
        ALEPPO
        + """
sweeps:
  pause:
    cases:
      none: {proposals.ten-day-pause: null}
      long: {proposals.ten-day-pause.pause.length: 20d, proposals.ten-day-pause.pause.violation: 0}
""",
    )
    assert list(found) == ["no-pause", "ten-day-pause (pause none)", "ten-day-pause (pause long)"]
    assert list(found["ten-day-pause (pause none)"].scenario.proposals) == ["announced-exits", "kurdish-gate"]
    assert float(found["ten-day-pause (pause long)"].scenario.proposals["ten-day-pause"].pause.violation) == 0


def test_another_rule_of_leaving_is_another_case(tmp_path: Path) -> None:
    other = "[surveys, homs-2014, aleppo-2016-record, assumed, behaviour-gravity]"
    text = ALEPPO + f"sweeps: {{rule: {{cases: {{hazards: {{}}, gravity: {{parameters: {other}}}}}}}}}"
    rules = [cell.scenario.behaviour.rule for cell in cells(tmp_path, text).values()]
    assert rules == ["proportional-hazards", "gravity"] * 2


def test_all_dates_of_a_proposal_move_together(tmp_path: Path) -> None:
    found = cells(
        tmp_path,
        ALEPPO
        + """
sweeps:
  start:
    shift: [proposals.ten-day-pause]
    range: {from: 2016-11-26, to: 2016-12-15, step: 19d}
""",
    )
    assert list(found) == ["no-pause", *(f"ten-day-pause (start 2016-{day})" for day in ("11-26", "12-15"))]
    terms = found["ten-day-pause (start 2016-12-15)"].scenario.proposals["ten-day-pause"]
    dates = (terms.pause.announced, terms.pause.start, terms.corridor.start, terms.aid.start)
    assert [f"{date:%m-%d %H}" for date in dates] == ["12-14 18", "12-15 18", "12-15 18", "12-17 00"]


def test_exits_that_are_replaced_last_until_what_replaces_them_begins(
    tmp_path: Path,
) -> None:
    found = cells(
        tmp_path,
        """scenarios: [scenarios/aleppo-2016/guaranteed-corridors]
sweeps:
  start:
    shift: [proposals.guaranteed-corridors]
    range: {from: 2016-11-27, to: 2016-12-11, step: 7d}
""",
    )
    ends = [cell.scenario.replaced() for cell in found.values()]
    days = [datetime(2016, *day, 8) for day in ((11, 27), (12, 4), (12, 11))]
    assert ends == [{"announced-exits": day, "kurdish-gate": day} for day in days]


def test_a_folder_means_every_proposal_in_it_and_units_are_known(toy: Path, tmp_path: Path) -> None:
    text = f"scenarios: ['{toy.as_posix()}']\nsweeps: {{days: {{keys: [siege.stores], values: [2d, 3d]}}}}"
    read = load(tmp_path, text)
    assert len(read.cells) == 2 * 3
    assert read.units == {"days": "d"}
    assert list(read.bases) == ["as-happened", "day-pause", "no-pause"]


def test_everything_wrong_in_the_file_is_told_at_once(tmp_path: Path) -> None:
    found = wrong(tmp_path, "scenarios: []\nsweps: {}\nkeep: weekly\npoints: {n: 12, method: sobol}\n")
    assert [line.split(" ")[0] for line in found] == [
        "design.yaml:4:12:",
        "design.yaml:5:1:",
        "design.yaml:6:7:",
        "design.yaml:7:13:",
    ]
    assert "did you mean 'sweeps'?" in found[1]
    assert "12 is no power of 2" in found[3]


@pytest.mark.parametrize(
    ("sweep", "message"),
    [
        ("{keys: [population.totl], values: [1]}", "7:25: population.totl: unknown key"),
        ("{keys: [population.total], values: [10d]}", "7:42: population.total: '10d' has the unit 'd'"),
        ("{keys: [proposals.ten-day-paus.pause.length], values: [1d]}", "did you mean 'ten-day-pause'?"),
        ("{shift: [proposals.ten-day-paus], values: [2016-12-01]}", "did you mean 'ten-day-pause'?"),
        (
            "{shift: [population.total], values: [2016-12-01]}",
            "7:15: population.total: nothing in it has a start",
        ),
        ("{shift: [proposals.ten-day-pause], values: [soon]}", "7:50: sweeps.x: 'soon' is not in this form"),
        ("{shift: [proposals.ten-day-pause], values: [2099-12-31]}", "moves beyond the calendar"),
        ("{keys: [horizon], range: {from: 1d, to: 2, step: 1d}}", "do not fit together; expected numbers"),
        ("{keys: [horizon], range: {from: 1d, to: 2d, step: 0d}}", "does not lead from its first"),
        ("{keys: [horizon], range: {from: 1d, to: 2d, step: 0.00001d}}", "100001 values; expected at most"),
        ("{keys: [horizon]}", "sweeps.x: is not whole; expected either values or a range"),
        ("{values: [1]}", "sweeps.x: is not whole; expected one of keys, shift, cases"),
        ("{keys: [horizon], shift: [horizon], values: [1d]}", "has both keys and shift"),
        ("{cases: {a: {}}, values: [1]}", "sweeps.x.values: stands beside cases"),
        ("{cases: {a: {population.totl: 1}}}", "population.totl: unknown key"),
        ("{keys: [horizon], values: [5d, 20d]}", "7:14: horizon: every cell would be run alike;"),
        ("{cases: {a: {title: A}, b: {}}}", "7:19: title: every cell would be run alike"),
        ("{cases: {a: {extends: no-pause}, b: {}}}", "7:19: extends: only a file says what it extends"),
    ],
)
def test_what_is_wrong_with_an_axis_is_told_at_its_place(tmp_path: Path, sweep: str, message: str) -> None:
    (found,) = wrong(tmp_path, f"{ALEPPO}sweeps:\n  x: {sweep}\n")
    assert found.startswith("design.yaml:7:")
    assert message in found


def test_a_scenario_that_is_not_there_is_told_with_the_nearest(tmp_path: Path) -> None:
    (found,) = wrong(tmp_path, "scenarios: [scenarios/aleppo-2016/no-paus]\n")
    assert found.startswith("design.yaml:4:13: scenarios.0: there is no such file")
    assert "did you mean 'scenarios/aleppo-2016/no-pause.yaml'?" in found


@pytest.mark.parametrize("path", sorted(catalogue.STUDIES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_design_can_be_read(path: Path) -> None:
    assert design.load(path).cells


def test_editors_are_told_the_keys() -> None:
    schema = json_schema(design.Design, ["extends"])
    assert {"extends", "scenarios", "set", "sweeps", "points", "seeds"} <= schema["properties"].keys()
    assert "parameters" not in schema["properties"]


def test_the_examples_of_the_documentation_are_designs(root: Path, tmp_path: Path) -> None:
    page = (root / "docs" / "studies.md").read_text(encoding="utf-8")
    whole, sweeps = re.findall(r"```yaml\n(.*?)```", page, re.DOTALL)
    (tmp_path / "whole.yaml").write_text(whole, encoding="utf-8")
    read = design.load(tmp_path / "whole.yaml")
    assert len(read.cells) == 1 + 7 * 5
    assert len(read.cells) * read.design.seeds == 720
    scenarios = "scenarios: [no-pause, ten-day-pause, seven-day-pause, guaranteed-corridors]"
    assert len(cells(tmp_path, f"{scenarios}\n{sweeps}")) == 2 * 5 * (1 + 3 * 20)


@pytest.mark.parametrize(
    "name", ["seed", "Scenario", "point", "time", "value", "killed_civilians", "out_all_by_group"]
)
def test_an_axis_that_would_overwrite_a_column_of_the_results_is_refused(tmp_path: Path, name: str) -> None:
    (found,) = wrong(tmp_path, f"{ALEPPO}sweeps:\n  {name}: {{keys: [population.total], values: [1]}}\n")
    assert found == (
        f"design.yaml:7:{5 + len(name)}: sweeps.{name}: the tables of every study have a column of this name;"
        " expected another name for the axis"
    )


PAUSE = "proposals.ten-day-pause"
TOTAL = "keys: [population.total], values: [150000, 250000]"
LENGTH = f"keys: [{PAUSE}.pause.length], values: [1d]"
TAKEN = f"cases: {{none: {{{PAUSE}: null}}}}"
MOVED = f"shift: [{PAUSE}], values: [2016-12-01]"


@pytest.mark.parametrize(
    ("first", "second", "key"),
    [
        (TOTAL, TOTAL, "population.total"),
        (LENGTH, TAKEN, PAUSE),
        (TAKEN, LENGTH, f"{PAUSE}.pause.length"),
        (MOVED, MOVED, PAUSE),
    ],
)
def test_two_axes_that_change_the_same_are_refused(tmp_path: Path, first: str, second: str, key: str) -> None:
    (found,) = wrong(tmp_path, f"{ALEPPO}sweeps:\n  x: {{{first}}}\n  y: {{{second}}}\n")
    assert found.startswith("design.yaml:8:")
    expected = "the axis 'x' changes it too, in whole or in part; expected a key that no other axis changes"
    assert found.endswith(f": {key}: {expected}")


def test_an_axis_may_move_the_dates_of_what_another_changes(tmp_path: Path) -> None:
    found = cells(tmp_path, f"{ALEPPO}sweeps: {{x: {{{LENGTH}}}, y: {{{MOVED}}}}}")
    assert list(found) == ["no-pause", "ten-day-pause (x 1, y 2016-12-01)"]
