"""A table of a city being read: its declared columns, and what is wrong with it told at its line."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from model.errors import Problem, nearest

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


def uneven(path: Path, line: int, row: Mapping[Any, Any]) -> Problem | None:
    """What is wrong with a row of `csv.DictReader` that has not a cell for each column, if it is one."""
    more = len(row.get(None, ()))
    columns = [column for column in row if column is not None]
    missing = [column for column in columns if row[column] is None]
    if not more and not missing:
        return None
    cells = len(columns) - len(missing) + more
    wrong = f"the row has {cells} cell{'s' if cells > 1 else ''}"
    quotes = "; a text with a comma stands in quotes" if more else ""
    expected = f"{len(columns)}, one for each column{quotes}"
    return Problem(str(path), line, 1, missing[0] if missing else "", wrong, expected)


class Table:
    """A CSV file being read: rows as mappings, and the problems found so far."""

    def __init__(self, folder: Path, name: str, problems: list[Problem], *, needed: bool = True) -> None:
        self.path, self.problems = folder / name, problems
        self.rows: list[tuple[int, dict[str, str]]] = []
        self.uneven: set[int] = set()  # lines; what else is wrong in them would follow from it
        if not self.path.is_file():
            if needed:
                self.wrong(
                    1, "", "there is no such file", "a table with the columns " + ", ".join(COLUMNS[name])
                )
            return
        try:
            text = self.path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            self.wrong(1, "", f"cannot be read: {error}", "a CSV table in UTF-8")
            return
        try:
            self._read(csv.DictReader(io.StringIO(text, newline="")))
        except csv.Error as error:
            self.wrong(1, "", f"it is no CSV: {error}", "a table")

    def _read(self, reader: csv.DictReader[str]) -> None:
        """Its rows, if it has the columns."""
        missing = [c for c in COLUMNS[self.path.name] if c not in (reader.fieldnames or ())]
        for column in missing:
            near = nearest(column, tuple(reader.fieldnames or ()))
            self.wrong(1, column, "the column is missing", "a column of this name", near)
        if not missing:
            self.rows = [(reader.line_num, self._even(reader.line_num, row)) for row in reader]

    def _even(self, line: int, row: Mapping[Any, Any]) -> dict[str, str]:
        """The row with a cell for each column, empty where there is none, which is a problem."""
        found = uneven(self.path, line, row)
        if found is not None:
            self.problems.append(found)
            self.uneven.add(line)
        return {column: cell or "" for column, cell in row.items() if column is not None}

    def wrong(self, line: int, column: str, wrong: str, expected: str, near: str | None = None) -> None:
        """Add a problem in a column of a row."""
        if line not in self.uneven:
            self.problems.append(Problem(str(self.path), line, 1, column, wrong, expected, near))

    def number(self, line: int, row: dict[str, str], column: str, default: float | None = None) -> float:
        """The number that stands there, or the default where nothing does."""
        text = row[column].strip()
        if not text and default is not None:
            return default
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not math.isfinite(value):
            self.wrong(line, column, f"'{text}' is not a number", "a finite number")
            return 0.0
        return value

    def day(self, line: int, row: dict[str, str], column: str) -> date | None:
        """The day that stands there, if any."""
        text = row[column].strip()
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.wrong(line, column, f"'{text}' is not a date", "a date such as 2016-12-02")
            return None

    def word(self, line: int, row: dict[str, str], column: str, known: tuple[str, ...]) -> str | None:
        """The word that stands there, if it is a known one."""
        text = row[column].strip()
        if text in known:
            return text
        self.wrong(
            line, column, f"'{text}' is not known", "one of " + ", ".join(known[:12]), nearest(text, known)
        )
        return None
