"""Rows of a table that is being read: each cell in its form, and what is wrong with it told at its line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TypeVar

from model.errors import InputError, Problem, Wrong, listed, nearest
from model.parameters.forms import day, moment
from model.parameters.quantities import Measure
from model.table import read

V = TypeVar("V")
NUMBER, AMOUNT = Measure("1"), Measure("1", at_least=0)


class Row:
    """A row being read: each cell in its form, and what is wrong with it."""

    def __init__(self, path: Path, line: int, cells: dict[str, str], problems: list[Problem]) -> None:
        self.path, self.line, self.cells, self.problems = path, line, cells, problems

    def wrong(self, column: str, wrong: str, expected: str, near: str | None = None) -> None:
        """Add a problem in a column of this row."""
        self.problems.append(Problem(str(self.path), self.line, 1, column, wrong, expected, near))

    def text(self, column: str) -> str:
        """What stands there, without blanks around it."""
        return self.cells[column].strip()

    def amount(self, column: str, measure: Measure = AMOUNT) -> float:
        """The number that must stand there, 0 or more."""
        if not self.text(column):
            self.wrong(column, f"there is no {column}", measure.expected())
        return self.number(column, measure) or 0.0

    def number(self, column: str, measure: Measure = NUMBER) -> float | None:
        """The number that stands there, if any, in the bounds of what it measures."""
        try:
            return measure.cell(self.text(column)) if self.text(column) else None
        except Wrong as error:
            self.wrong(column, error.wrong, error.expected)
            return None

    def source(self) -> None:
        """Refuse a row that says of nothing where its numbers come from."""
        if not self.text("source"):
            self.wrong("source", "there is no source", "where the numbers come from; 'assumed' is a source")

    def word(self, column: str, known: Sequence[str]) -> str:
        """The text, which must be a known word."""
        return self.known(column, self.text(column), known)

    def known(self, column: str, text: str, known: Sequence[str]) -> str:
        """A text from a column, which must be a known word."""
        if text not in known:
            self.wrong(column, f"'{text}' is not known", f"one of {listed(known)}", nearest(text, known))
        return text

    def end(self, column: str) -> datetime | None:
        """The hour that stands there, or the end of the day."""
        return self._as(column, _end, "a date such as 2016-12-02")

    def span(self, column: str) -> tuple[datetime, datetime] | None:
        """From the start of the first day to the end of the last, or from hour to hour."""
        return (
            self._as(column, _span, "a day, or two days or hours with / between")
            if self.text(column)
            else None
        )

    def moment(self, column: str) -> datetime | None:
        """The moment that stands there; a day is its first hour."""
        return self._as(column, moment, "a moment such as 2016-12-02")

    def start(self, column: str) -> datetime | None:
        """The start of the day that stands there, if any."""
        return self._as(column, _start, "a date such as 2016-12-02") if self.text(column) else None

    def _as(self, column: str, make: Callable[[str], V], expected: str) -> V | None:
        try:
            return make(self.text(column))
        except ValueError:
            self.wrong(column, f"'{self.text(column)}' is not in this form", expected)
            return None


def rows(path: Path, columns: Sequence[str], problems: list[Problem]) -> list[Row]:
    """The rows of a table, none if there is no such file; what is wrong with it is added to the problems."""
    if not path.is_file():
        return []
    try:
        known, found = table(path)
    except InputError as error:
        problems += error.problems
        return []
    missing = [column for column in columns if column not in known]
    for column in missing:
        near = nearest(column, known)
        problems.append(
            Problem(str(path), 1, 1, column, "the column is missing", "a column of this name", near)
        )
    return [] if missing else [Row(path, line, row, problems) for line, row in found]


def once(found: Sequence[Row], *columns: str) -> None:
    """Refuse a row that has in these columns what a row above it has."""
    first: dict[tuple[str, ...], int] = {}
    for row in found:
        line = first.setdefault(tuple(row.text(column) for column in columns), row.line)
        if line != row.line:
            what = f"'{row.text(columns[0])}'"
            of = f", with this {' and '.join(columns[1:])}" if columns[1:] else ""
            row.wrong(columns[0], f"{what} stands in line {line}, too{of}", "one row")


def table(path: Path) -> tuple[tuple[str, ...], list[tuple[int, dict[str, str]]]]:
    """The columns of a table, and each row with its line.

    Raises `InputError` if it is no CSV in UTF-8, or a row has not a cell for each column.
    """
    known, rows, problems = read(path)
    if problems:
        raise InputError(problems)
    return known, rows


def _start(text: str) -> datetime:
    return datetime.combine(day(text), time())


def _end(text: str) -> datetime:
    return moment(text) if " " in text else _start(text) + timedelta(days=1)


def _span(text: str) -> tuple[datetime, datetime]:
    first, _, last = text.partition("/")
    return moment(first), _end(last or first)
