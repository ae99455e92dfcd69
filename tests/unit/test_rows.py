"""Rows of a table: every wrong cell told at its line."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from experiments.rows import Row, rows, table
from model.errors import InputError, Problem


def read(folder: Path, text: str, problems: list[Problem]) -> list[Row]:
    (folder / "a.csv").write_text(text, encoding="utf-8")
    return rows(folder / "a.csv", ("name", "number"), problems)


def test_a_row_gives_its_cells_in_their_form(tmp_path: Path) -> None:
    problems: list[Problem] = []
    (row,) = read(tmp_path, "name,number,day\n b ,2.5,2016-12-01/2016-12-02\n", problems)
    assert (row.text("name"), row.number("number"), row.amount("number")) == ("b", 2.5, 2.5)
    assert row.span("day") == (datetime(2016, 12, 1), datetime(2016, 12, 3))
    assert not problems


@pytest.mark.parametrize(("text", "said"), [("", "there is no number"), ("-1", "-1 is out of range")])
def test_an_amount_must_be_there_and_not_below_zero(tmp_path: Path, text: str, said: str) -> None:
    problems: list[Problem] = []
    (row,) = read(tmp_path, f"name,number\nb,{text}\n", problems)
    assert row.amount("number") == 0.0
    assert [str(each.line) + each.wrong for each in problems] == [f"2{said}"]


def test_a_missing_column_is_told_with_the_nearest(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert not read(tmp_path, "name,numbr\nb,1\n", problems)
    assert [(each.wrong, each.nearest) for each in problems] == [("the column is missing", "numbr")]


def test_a_table_that_is_not_there_has_no_rows(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert rows(tmp_path / "none.csv", ("name",), problems) == problems == []


def test_what_is_not_in_utf_8_is_told_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"name\nb\n\xff\n")
    with pytest.raises(InputError, match="3:1: it is not in UTF-8"):
        table(tmp_path / "a.csv")


def test_every_row_has_a_cell_for_each_column(tmp_path: Path) -> None:
    problems: list[Problem] = []
    assert not read(tmp_path, 'name,number,note\na,1,"one, two"\nb,1\nc,1,one, two\n\nd\n', problems)
    assert [str(each).removeprefix(f"{tmp_path / 'a.csv'}:") for each in problems] == [
        "3:1: note: the row has 2 cells; expected 3, one for each column",
        "4:1: the row has 4 cells; expected 3, one for each column; a text with a comma stands in quotes",
        "6:1: number: the row has 1 cell; expected 3, one for each column",
    ]
