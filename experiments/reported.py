"""What was reported of a city: figures by speaker and day, and how far each reporter's estimates spread.

The only code that reads `reported.csv` and `reporters.csv`; SOURCES.md of the city explains their words.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TypeVar

from model.errors import InputError, Problem, listed, nearest
from model.record import METRICS

FIGURES, REPORTERS = "reported.csv", "reporters.csv"
COLUMNS = {
    FIGURES: (
        "id",
        "as_of",
        "quantity",
        "value",
        "low",
        "high",
        "sign",
        "reporter",
        "since",
        "window",
        "observable",
        "use",
        "rounding",
        "note",
    ),
    REPORTERS: ("reporter", "observable", "counts", "spread", "bias", "source"),
}
FLOW = "flow_out"
OBSERVABLES = (*METRICS, FLOW)
SIGNS = ("exact", "about", "at-least", "at-most", "range", "none")
USES = ("calibration", "held-out", "held-out-late", "context")
COUNTS = ("level", "sum", "sum-from-earlier", "flow")
ANYONE = "*"

V = TypeVar("V")


@dataclass(frozen=True)
class Figure:
    """One figure that someone gave, with an observable that the model produces."""

    id: str
    reporter: str
    quantity: str
    observable: str
    moment: datetime  # the end of the day as of which it holds, or the hour if one is given
    begin: datetime | None  # from when it was counted
    low: float  # of a range; otherwise the figure, as `high`
    high: float
    sign: str
    use: str
    rounding: float

    @property
    def is_held_out(self) -> bool:
        """Whether it may only score, never calibrate."""
        return self.use != "calibration"


@dataclass(frozen=True)
class Reporter:
    """How someone's estimates of an observable come about."""

    counts: str
    spread: float  # standard deviation of the log of the estimate
    bias: float  # of the log


@dataclass(frozen=True)
class Reported:
    """All that was reported of a city."""

    figures: tuple[Figure, ...] = ()
    reporters: tuple[tuple[str, str, Reporter], ...] = ()

    def reporter(self, figure: Figure) -> Reporter:
        """The reporter's own way with this observable, or anyone's; none declared is exact."""
        for name in (figure.reporter, ANYONE):
            for reporter, observable, found in self.reporters:
                if (reporter, observable) == (name, figure.observable):
                    return found
        return Reporter("flow" if figure.observable == FLOW else "level", 0.0, 0.0)


def read(folder: Path) -> Reported:
    """What the tables of a city hold, if it has them; raises `InputError` with every problem found."""
    problems: list[Problem] = []
    figures = [_figure(row) for row in _rows(folder / FIGURES, problems)]
    reporters = [_reporter(row) for row in _rows(folder / REPORTERS, problems)]
    if problems:
        raise InputError(problems)
    return Reported(
        tuple(figure for figure in figures if figure is not None),
        tuple(reporter for reporter in reporters if reporter is not None),
    )


class _Row:
    """A row being read: each cell in its form, and what is wrong with it."""

    def __init__(self, path: Path, line: int, cells: dict[str, str], problems: list[Problem]) -> None:
        self.path, self.line, self.cells, self.problems = path, line, cells, problems

    def wrong(self, column: str, wrong: str, expected: str, near: str | None = None) -> None:
        self.problems.append(Problem(str(self.path), self.line, 1, column, wrong, expected, near))

    def text(self, column: str) -> str:
        return (self.cells[column] or "").strip()

    def number(self, column: str) -> float | None:
        return self._as(column, float, "a number", math.isfinite) if self.text(column) else None

    def word(self, column: str, known: Sequence[str]) -> str:
        text = self.text(column)
        if text not in known:
            self.wrong(column, f"'{text}' is not known", f"one of {listed(known)}", nearest(text, known))
        return text

    def end(self, column: str) -> datetime | None:
        """The hour that stands there, or the end of the day."""
        return self._as(column, _end, "a date such as 2016-12-02")

    def span(self, column: str) -> tuple[datetime, datetime] | None:
        """From the start of the first day to the end of the last."""
        return self._as(column, _span, "a day, or two days with / between") if self.text(column) else None

    def start(self, column: str) -> datetime | None:
        return self._as(column, _start, "a date such as 2016-12-02") if self.text(column) else None

    def _as(
        self, column: str, make: Callable[[str], V], expected: str, good: Callable[[V], bool] = lambda _: True
    ) -> V | None:
        try:
            made = make(self.text(column))
        except ValueError:
            made = None
        if made is None or not good(made):
            self.wrong(column, f"'{self.text(column)}' is not in this form", expected)
            return None
        return made


def _rows(path: Path, problems: list[Problem]) -> list[_Row]:
    if not path.is_file():
        return []
    try:
        known, rows = table(path)
    except InputError as error:
        problems += error.problems
        return []
    missing = [column for column in COLUMNS[path.name] if column not in known]
    for column in missing:
        near = nearest(column, known)
        problems.append(
            Problem(str(path), 1, 1, column, "the column is missing", "a column of this name", near)
        )
    return [] if missing else [_Row(path, line, row, problems) for line, row in rows]


def table(path: Path) -> tuple[tuple[str, ...], list[tuple[int, dict[str, str]]]]:
    """The columns of a table, and each row with its line; raises `InputError` if it is no CSV in UTF-8."""
    content, line = path.read_bytes(), 1
    try:
        reader = csv.DictReader(io.StringIO(content.decode("utf-8"), newline=""))
        known, rows = tuple(reader.fieldnames or ()), []
        for row in reader:
            line = reader.line_num
            rows.append((line, row))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InputError(
            [Problem(str(path), line, 1, "", "it is not in UTF-8", "a table in UTF-8")]
        ) from None
    except csv.Error as error:
        raise InputError([Problem(str(path), line, 1, "", f"it is no CSV: {error}", "a table")]) from None
    return known, rows


def _figure(row: _Row) -> Figure | None:
    """The row, if it states something that the model produces."""
    use, sign = row.word("use", USES), row.word("sign", SIGNS)
    if use == "context" or not row.text("observable"):
        return None
    observable = row.word("observable", OBSERVABLES)
    moment, span = row.end("as_of"), row.span("window")
    numbers = [row.number(column) for column in ("value", "low", "high")]
    stated = [number for number in numbers if number is not None]
    if sign == "none" or not stated:
        row.wrong("value", "there is no figure", "a value, or low and high")
        return None
    if observable == FLOW and span is None:
        row.wrong("window", "a flow has no window", "a day, or two days with / between")
    if moment is None:
        return None
    is_range = sign == "range"
    begin, end = _counted(row, observable, span, moment)
    return Figure(
        row.text("id"),
        row.text("reporter"),
        row.text("quantity"),
        observable,
        end,
        begin,
        min(stated) if is_range else stated[0],
        max(stated) if is_range else stated[0],
        sign,
        use,
        row.number("rounding") or 0.0,
    )


def _counted(
    row: _Row, observable: str, span: tuple[datetime, datetime] | None, moment: datetime
) -> tuple[datetime | None, datetime]:
    """From when to when the figure counts; over 24 hours up to a day: from noon to noon (assumed)."""
    if span is None:
        return row.start("since"), moment
    if "24 h" in row.text("note") and observable == FLOW:
        noon = span[1] - timedelta(hours=12)
        return noon - timedelta(hours=24), noon
    return row.start("since") or span[0], span[1] if observable == FLOW else moment


def _reporter(row: _Row) -> tuple[str, str, Reporter] | None:
    observable, counts = row.word("observable", OBSERVABLES), row.word("counts", COUNTS)
    spread, bias = row.number("spread"), row.number("bias")
    if spread is None or spread < 0:
        row.wrong("spread", "there is no spread", "a number, 0 or more")
    if not row.text("source"):
        row.wrong("source", "there is no source", "where the spread comes from; 'assumed' is a source")
    return row.text("reporter"), observable, Reporter(counts, spread or 0.0, bias or 0.0)


def _start(text: str) -> datetime:
    return datetime.combine(date.fromisoformat(text), time())


def _end(text: str) -> datetime:
    return _start(text) + timedelta(days=1) if len(text) == 10 else datetime.fromisoformat(text)


def _span(text: str) -> tuple[datetime, datetime]:
    first, _, last = text.partition("/")
    return _start(first), _end(last or first)
