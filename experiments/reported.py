"""What was reported of a city: figures by speaker and day, with what is declared of those who gave them.

The only code that reads `reported.csv`; SOURCES.md of the city explains its words.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from experiments import reporters
from experiments.reporters import FLOW, OBSERVABLES, Discrepancy, Reporter, Reporters
from experiments.rows import AMOUNT, Row, once, rows
from model.errors import InputError, Problem, nearest
from model.record import METRICS
from model.table import PEOPLE

FIGURES = "reported.csv"
COLUMNS = (
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
    "restates",
    "note",
)
SIGNS = ("exact", "about", "at-least", "at-most", "range", "none")
USES = ("calibration", "held-out", "held-out-late", "context")
IN_PEOPLE = (FLOW, *(name for name, metric in METRICS.items() if PEOPLE.unit == metric.UNIT))


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
    restates: str = ""  # the figure of which it is only another wording, which then counts alone
    is_of_window: bool = False  # whether it counts what was between two moments, not all from one on

    @property
    def is_held_out(self) -> bool:
        """Whether it may only score, never calibrate."""
        return self.use != "calibration"


@dataclass(frozen=True)
class Reported:
    """All that was reported of a city."""

    figures: tuple[Figure, ...] = ()
    reporters: Reporters = field(default_factory=Reporters)

    def reporter(self, figure: Figure) -> Reporter:
        """How whoever gave a figure comes to it."""
        return self.reporters.way(figure.reporter, figure.observable)

    def organisation(self, figure: Figure) -> str:
        """The body whose counting a figure rests on."""
        return self.reporters.organisation(figure.reporter)

    def discrepancy(self, figure: Figure) -> Discrepancy:
        """How far the model itself may be off what the figure tells of."""
        return self.reporters.discrepancy(figure.observable)


def read(folder: Path) -> Reported:
    """What the tables of a city hold, if it has them; raises `InputError` with every problem found."""
    problems: list[Problem] = []
    found = rows(folder / FIGURES, COLUMNS, problems)
    figures = [_figure(row) for row in found]
    once(found, "id")
    _check_restated(found)
    known = reporters.read(folder, problems)
    if problems:
        raise InputError(problems)
    return Reported(tuple(figure for figure in figures if figure is not None), known)


def _check_restated(found: list[Row]) -> None:
    """A figure may restate another one that stands in the table and restates none itself."""
    firsts = {row.text("id") for row in found if not row.text("restates")}
    for row in found:
        text = row.text("restates")
        if text and text not in firsts:
            wrong, expected = f"'{text}' is no figure that stands for itself", "the id of another row"
            row.wrong("restates", wrong, expected, nearest(text, sorted(firsts)))


def _figure(row: Row) -> Figure | None:
    """The row, if it states something that the model produces."""
    use, sign = row.word("use", USES), row.word("sign", SIGNS)
    if use == "context" or not row.text("observable"):
        return None
    observable = row.word("observable", OBSERVABLES)
    moment, span = row.end("as_of"), row.span("window")
    measure = PEOPLE if observable in IN_PEOPLE else AMOUNT
    columns = [column for column in ("value", "low", "high") if row.text(column)]
    numbers = [row.number(column, measure) for column in columns]
    stated = [number for number in numbers if number is not None]
    if sign == "none" or not columns:
        row.wrong("value", "there is no figure", "a value, or low and high")
        return None
    if columns[-2:] == ["low", "high"] and stated[-2:] != sorted(stated[-2:]):
        row.wrong("high", "it is below low", "low <= high")
    if observable == FLOW and span is None:
        row.wrong("window", "a flow has no window", "a day, or two days with / between")
    if moment is None or len(stated) < len(columns):
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
        row.number("rounding", AMOUNT) or 0.0,
        row.text("restates"),
        span is not None,
    )


def _counted(
    row: Row, observable: str, span: tuple[datetime, datetime] | None, moment: datetime
) -> tuple[datetime | None, datetime]:
    """From when to when the figure counts; over 24 hours up to a day: from noon to noon (assumed)."""
    if span is None:
        return row.start("since"), moment
    if "24 h" in row.text("note") and observable == FLOW:
        noon = span[1] - timedelta(hours=12)
        return noon - timedelta(hours=24), noon
    return row.start("since") or span[0], span[1] if observable == FLOW else moment
