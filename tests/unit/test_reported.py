"""The tables of what was reported: every wrong cell told at its line, before anything runs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from experiments import reported
from experiments.reported import COLUMNS, Reporter
from model.errors import InputError

ROW = {
    "id": "a",
    "as_of": "2016-12-02",
    "value": "5",
    "sign": "about",
    "use": "held-out",
    "observable": "remaining",
}
REPORTER = {
    "reporter": "*",
    "observable": "remaining",
    "counts": "level",
    "spread": "0.1",
    "bias": "0",
    "source": "assumed",
}


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Tables of one row each, with some cells changed."""

    def write(name: str = "", **changed: str) -> Path:
        for table, row in (("reported.csv", dict(ROW)), ("reporters.csv", dict(REPORTER))):
            if table == name:
                row |= changed
            cells = [row.get(column, "") for column in COLUMNS[table]]
            (tmp_path / table).write_text(
                f"{','.join(COLUMNS[table])}\n{','.join(cells)}\n", encoding="utf-8"
            )
        return tmp_path

    return write


def test_a_city_without_tables_has_no_figures(tmp_path: Path) -> None:
    assert reported.read(tmp_path).figures == ()


def test_a_day_ends_at_midnight_and_an_hour_is_itself(folder: Callable[..., Path]) -> None:
    (day,) = reported.read(folder()).figures
    assert day.moment == datetime(2016, 12, 3)
    (hour,) = reported.read(folder("reported.csv", as_of="2016-12-02 18:00")).figures
    assert hour.moment == datetime(2016, 12, 2, 18)


def test_context_is_left_out(folder: Callable[..., Path]) -> None:
    assert reported.read(folder("reported.csv", use="context")).figures == ()


@pytest.mark.parametrize(
    ("table", "column", "text", "message"),
    [
        (
            "reported.csv",
            "as_of",
            "soon",
            "2:1: as_of: 'soon' is not in this form; expected a date such as 2016-12-02",
        ),
        ("reported.csv", "since", "soon", "2:1: since: 'soon' is not in this form"),
        ("reported.csv", "window", "a/b", "2:1: window: 'a/b' is not in this form"),
        ("reported.csv", "value", "many", "2:1: value: 'many' is not in this form; expected a number"),
        ("reported.csv", "value", "nan", "2:1: value: 'nan' is not in this form; expected a number"),
        ("reported.csv", "value", "", "2:1: value: there is no figure"),
        ("reported.csv", "observable", "remainig", "did you mean 'remaining'"),
        ("reported.csv", "observable", "flow_out", "2:1: window: a flow has no window"),
        ("reported.csv", "sign", "abuot", "did you mean 'about'"),
        ("reported.csv", "use", "calibraton", "did you mean 'calibration'"),
        ("reporters.csv", "counts", "levl", "did you mean 'level'"),
        ("reporters.csv", "spread", "-1", "2:1: spread: there is no spread"),
        ("reporters.csv", "source", "", "2:1: source: there is no source"),
    ],
)
def test_a_wrong_cell_is_told_at_its_line(
    folder: Callable[..., Path], table: str, column: str, text: str, message: str
) -> None:
    with pytest.raises(InputError) as caught:
        reported.read(folder(table, **{column: text}))
    assert message in str(caught.value)
    assert table in str(caught.value)


def test_a_missing_column_is_told(tmp_path: Path) -> None:
    (tmp_path / "reporters.csv").write_text(
        "reporter,observable,count,spread,bias,source\n", encoding="utf-8"
    )
    with pytest.raises(InputError, match=r"counts: the column is missing.*did you mean 'count'"):
        reported.read(tmp_path)


def test_a_reporters_own_way_goes_before_anyones(toy: Path) -> None:
    found = reported.read(toy)
    ways = {each.id: found.reporter(each) for each in found.figures}
    assert ways["level"] == Reporter("level", 0.0, 0.0)
    assert ways["guess"] == Reporter("level", 0.5, 0.0)
