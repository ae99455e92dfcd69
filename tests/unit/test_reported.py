"""The tables of what was reported: every wrong cell told at its line, before anything runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from experiments import reported, reporters
from experiments.reported import COLUMNS
from model.errors import InputError

ROW = {
    "id": "a",
    "as_of": "2016-12-02",
    "value": "5",
    "sign": "about",
    "use": "held-out",
    "observable": "remaining",
}


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """A table of one row, with some cells changed."""

    def write(**changed: str) -> Path:
        cells = [(ROW | changed).get(column, "") for column in COLUMNS]
        lines = f"{','.join(COLUMNS)}\n{','.join(cells)}\n"
        (tmp_path / "reported.csv").write_text(lines, encoding="utf-8")
        return tmp_path

    return write


def test_a_city_without_tables_has_no_figures(tmp_path: Path) -> None:
    assert reported.read(tmp_path).figures == ()


def test_a_day_ends_at_midnight_and_an_hour_is_itself(folder: Callable[..., Path]) -> None:
    (day,) = reported.read(folder()).figures
    assert day.moment == datetime(2016, 12, 3)
    (hour,) = reported.read(folder(as_of="2016-12-02 18:00")).figures
    assert hour.moment == datetime(2016, 12, 2, 18)


def test_context_is_left_out(folder: Callable[..., Path]) -> None:
    assert reported.read(folder(use="context")).figures == ()


@pytest.mark.parametrize(
    ("column", "text", "message"),
    [
        (
            "as_of",
            "soon",
            "2:1: as_of: 'soon' is not in this form; expected a date such as 2016-12-02",
        ),
        ("since", "soon", "2:1: since: 'soon' is not in this form"),
        ("window", "a/b", "2:1: window: 'a/b' is not in this form"),
        ("value", "many", "2:1: value: 'many' is no number; expected a whole number of people"),
        ("value", "nan", "2:1: value: 'nan' is no number; expected a whole number of people"),
        ("value", "8.000", "2:1: value: '8.000' has a point in it; expected a whole number of people"),
        ("high", "-5", "2:1: high: -5 is out of range; expected a whole number of people"),
        ("rounding", "many", "2:1: rounding: 'many' is no number; expected a number"),
        ("value", "", "2:1: value: there is no figure"),
        ("observable", "remainig", "did you mean 'remaining'"),
        ("observable", "flow_out", "2:1: window: a flow has no window"),
        ("sign", "abuot", "did you mean 'about'"),
        ("use", "calibraton", "did you mean 'calibration'"),
        ("restates", "b", "2:1: restates: 'b' is no figure that stands for itself"),
        ("restates", "a", "2:1: restates: 'a' is no figure that stands for itself"),
    ],
)
def test_a_wrong_cell_is_told_at_its_line(
    folder: Callable[..., Path], column: str, text: str, message: str
) -> None:
    with pytest.raises(InputError) as caught:
        reported.read(folder(**{column: text}))
    assert message in str(caught.value)
    assert "reported.csv" in str(caught.value)


def test_a_figure_may_restate_another_of_the_table(tmp_path: Path) -> None:
    lines = [",".join({**ROW, "id": name}.get(column, "") for column in COLUMNS) for name in ("a", "b")]
    second = lines[1].split(",")
    second[COLUMNS.index("restates")] = "a"
    table = "\n".join([",".join(COLUMNS), lines[0], ",".join(second), ""])
    (tmp_path / "reported.csv").write_text(table, encoding="utf-8")
    assert [each.restates for each in reported.read(tmp_path).figures] == ["", "a"]


def test_a_figure_stands_once(folder: Callable[..., Path]) -> None:
    table = folder() / "reported.csv"
    table.write_text(
        table.read_text(encoding="utf-8") + table.read_text(encoding="utf-8").splitlines()[1] + "\n"
    )
    with pytest.raises(InputError, match="3:1: id: 'a' stands in line 2, too; expected one row"):
        reported.read(table.parent)


def test_what_is_wrong_with_the_reporters_is_told_with_the_rest(folder: Callable[..., Path]) -> None:
    (folder(use="calibraton") / reporters.REPORTERS).write_text("reporter\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        reported.read(folder(use="calibraton"))
    assert "did you mean 'calibration'" in str(caught.value)
    assert "reporters.csv:1:1: observable: the column is missing" in str(caught.value)
