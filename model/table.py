"""A table of a city being read: its declared columns, and what is wrong with it told at its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from model.errors import Problem, Wrong, listed, nearest
from model.parameters.forms import day
from model.parameters.quantities import Measure

COLUMNS = {
    "places.csv": (
        *("id", "name", "role", "sector", "lat", "lon", "area_ha", "controller", "control_reported"),
        *("front_contact", "damaged_structures", "prewar_population", "enclave"),
        *("taken_date", "taken_by", "taken_confidence"),
    ),
    "routes.csv": ("from", "to", "kind", "length_m"),
    "control.csv": ("name", "date", "doubt_days", "from", "to", "source", "confidence"),
    "control_crosswalk.csv": ("name", "place", "extent"),
    "shelters.csv": ("place", "kind", "opens", "closes", "capacity_people"),
    "sides.csv": ("side", "name"),
    "weather.csv": ("date", "condition", "air_grounded"),
}
PEOPLE = Measure("people", at_least=0, at_most=50_000_000, whole=True)  # the most that a city has
# What the columns of numbers measure; no besieged city comes near the upper bounds, a slip of the pen does.
MEASURES = {
    "lat": Measure("degrees", at_least=-90, at_most=90),
    "lon": Measure("degrees", at_least=-180, at_most=180),
    "area_ha": Measure("hectares", more_than=0, at_most=1_000_000),
    "damaged_structures": Measure("structures", at_least=0, at_most=1_000_000, whole=True),
    "prewar_population": PEOPLE,
    "length_m": Measure("metres", more_than=0, at_most=1_000_000),
    "doubt_days": Measure("1", at_least=0, at_most=365),
    "capacity_people": PEOPLE,
    "air_grounded": Measure("1", at_least=0, at_most=1),
}
EMPTY = "the cell is empty"


class Sheet(NamedTuple):
    """A CSV file as it was read."""

    columns: tuple[str, ...]
    rows: list[tuple[int, dict[str, str]]]  # each with the line where it begins, and a cell for each column
    problems: list[Problem]


def read(path: Path) -> Sheet:
    """Read a CSV file in UTF-8; what is wrong with it is among the problems, at its line.

    A row that has not a cell for each column is a problem, and has empty cells where there are none.
    """
    sheet, line = Sheet((), [], []), 1

    def wrong(line: int, column: str, wrong: str, expected: str) -> None:
        sheet.problems.append(Problem(str(path), line, 1, column, wrong, expected))

    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
    except OSError as error:
        wrong(1, "", f"cannot be read: {error.strerror}", "a CSV table in UTF-8")
        return sheet
    except UnicodeDecodeError as error:
        wrong(content.count(b"\n", 0, error.start) + 1, "", "it is not in UTF-8", "a table in UTF-8")
        return sheet
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    columns: tuple[str, ...] = ()
    try:
        for cells in reader:
            if not columns:
                columns = tuple(cells)
                if len(columns) == 1 and (mark := next((each for each in ";\t" if each in cells[0]), "")):
                    named = {";": "semicolons", "\t": "tabs"}[mark]
                    wrong(line, "", f"{named} part the columns", "columns that are parted by commas")
                    return sheet
                for twice in sorted({each for each in columns if columns.count(each) > 1}):
                    wrong(line, twice, "the column stands twice", "each column once")
            elif cells:
                if len(cells) != len(columns):
                    _tell_uneven(wrong, line, columns, cells)
                sheet.rows.append((line, dict(zip_longest(columns, cells[: len(columns)], fillvalue=""))))
            line = reader.line_num + 1
    except csv.Error as error:
        closed = 'texts in quotes that end before the next comma; a quote within a text is doubled: ""'
        wrong(line, "", f"it is no CSV from this row on: {error}", closed)
        sheet.rows.clear()  # where it stops nobody knows what is missing
    return sheet._replace(columns=columns)


def _tell_uneven(wrong: Callable[..., None], line: int, columns: Sequence[str], cells: Sequence[str]) -> None:
    """Say of a row that it has not a cell for each column."""
    first = columns[len(cells)] if len(cells) < len(columns) else ""
    quotes = "; a text with a comma stands in quotes" if not first else ""
    has = f"the row has {len(cells)} cell{'s' if len(cells) > 1 else ''}"
    wrong(line, first, has, f"{len(columns)}, one for each column{quotes}")


class Table:
    """A CSV file being read: rows as mappings, and the problems found so far."""

    def __init__(self, folder: Path, name: str, problems: list[Problem], *, needed: bool = True) -> None:
        self.path, self.problems = folder / name, problems
        self.rows: list[tuple[int, dict[str, str]]] = []
        self.is_read = False  # a table that is cut short or not there proves nothing about another
        self._told: set[int] = set()  # lines of which all has been said: what else is wrong there follows
        self._first: dict[tuple[str, ...], int] = {}
        if not self.path.is_file():
            if needed:
                self.wrong(
                    1, "", "there is no such file", "a table with the columns " + ", ".join(COLUMNS[name])
                )
            return
        columns, rows, found = read(self.path)
        problems += found
        missing = [c for c in COLUMNS[name] if c not in columns] if columns or not found else []
        for column in missing:
            self.wrong(1, column, "the column is missing", "a column of this name", nearest(column, columns))
        if not missing:
            self.rows = rows
            self.is_read = bool(rows) or not found
            self._told = {problem.line for problem in found}

    def wrong(self, line: int, column: str, wrong: str, expected: str, near: str | None = None) -> None:
        """Add a problem in a column of a row."""
        if line not in self._told:
            self.problems.append(Problem(str(self.path), line, 1, column, wrong, expected, near))

    def number(self, line: int, row: dict[str, str], column: str, default: float | None = None) -> float:
        """The number that stands there, in the bounds of its column, or the default where nothing does."""
        text = row[column].strip()
        if not text and default is not None:
            return default
        try:
            return MEASURES[column].cell(text)
        except Wrong as error:
            self.wrong(line, column, error.wrong if text else EMPTY, error.expected)
            return 0.0

    def once(self, line: int, row: dict[str, str], *columns: str) -> None:
        """Refuse a row that has in these columns what a row above it has."""
        first = self._first.setdefault(tuple(row[column].strip() for column in columns), line)
        if first != line:
            of = f", with this {' and '.join(columns[1:])}" if columns[1:] else ""
            self.wrong(line, columns[0], f"'{row[columns[0]]}' stands in line {first}, too{of}", "one row")

    def day(self, line: int, row: dict[str, str], column: str, *, needed: bool = False) -> date | None:
        """The day that stands there, if any."""
        text = row[column].strip()
        if not text and not needed:
            return None
        try:
            return day(text)
        except ValueError:
            wrong = f"'{text}' is not a date" if text else EMPTY
            self.wrong(line, column, wrong, "a date such as 2016-12-02")
            return None

    def word(self, line: int, row: dict[str, str], column: str, known: tuple[str, ...]) -> str | None:
        """The word that stands there, if it is a known one."""
        text = row[column].strip()
        if text in known:
            return text
        words = [word for word in known if word]
        expected = f"one of {listed(words)}" + (", or an empty cell" if "" in known else "")
        self.wrong(line, column, f"'{text}' is not known" if text else EMPTY, expected, nearest(text, words))
        return None
