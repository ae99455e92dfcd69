"""Tables are read row by row, and what is wrong with one is told at the line where it begins."""

from __future__ import annotations

from pathlib import Path

import pytest

from model.errors import Problem
from model.table import Table, read


def written(folder: Path, content: bytes, name: str = "sides.csv") -> Path:
    (folder / name).write_bytes(content)
    return folder / name


def test_rows_stand_at_the_line_where_they_begin(tmp_path: Path) -> None:
    content = b'side,name\r\ngovernment,"the government\r\nside"\r\n\r\nkurdish,"Kurdish ""forces"""'
    sheet = read(written(tmp_path, content))
    assert sheet.columns == ("side", "name")
    assert sheet.rows == [
        (2, {"side": "government", "name": "the government\r\nside"}),
        (5, {"side": "kurdish", "name": 'Kurdish "forces"'}),
    ]
    assert not sheet.problems


def test_a_mark_of_byte_order_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    assert read(written(tmp_path, b"\xef\xbb\xbfside,name\n")).columns == ("side", "name")


@pytest.mark.parametrize(
    ("content", "line", "key", "said"),
    [
        (b'side,name\na,b\nc,"d\ne,f\ng,h\n', 3, "", "no CSV from this row on"),
        (b'side,name\na,b\nc,"d\ne,"f"\n', 3, "", "no CSV from this row on"),
        (b"side,name\na,b\nc\n", 3, "name", "the row has 1 cell"),
        (b"side,name\na,b,c\n", 2, "", "the row has 3 cells"),
        (b"side,name,side\na,b,c\n", 1, "side", "stands twice"),
        (b"side,name\na,b\n\xff,c\n", 3, "", "not in UTF-8"),
    ],
    ids=["never closed", "closed by another", "short", "long", "doubled column", "latin"],
)
def test_what_is_wrong_is_told_once_at_its_line(
    tmp_path: Path, content: bytes, line: int, key: str, said: str
) -> None:
    (problem,) = read(written(tmp_path, content)).problems
    assert (problem.line, problem.key) == (line, key)
    assert said in problem.wrong


@pytest.mark.parametrize("content", [b"", b"\n\n"])
def test_of_an_empty_file_every_column_is_missing(tmp_path: Path, content: bytes) -> None:
    problems: list[Problem] = []
    Table(written(tmp_path, content).parent, "sides.csv", problems)
    assert [problem.key for problem in problems] == ["side", "name"]


def test_a_row_of_which_all_is_said_is_blamed_for_nothing_else(tmp_path: Path) -> None:
    problems: list[Problem] = []
    table = Table(written(tmp_path, b"side,name\na\nb,c\n").parent, "sides.csv", problems)
    for line, row in table.rows:
        table.word(line, row, "side", ("government",))
    assert [problem.line for problem in problems] == [2, 3]
