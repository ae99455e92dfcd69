"""How each reporter comes to a figure: whom they count, from when, how late, and how far off.

The only code that reads `reporters.csv`, `beyond.csv`, `organisations.csv` and `discrepancy.csv`;
docs/observation.md says what their columns mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

import numpy as np

from experiments.rows import Row, once, rows
from model.errors import Problem, nearest
from model.record import METRICS
from model.table import PEOPLE

REPORTERS, BEYOND = "reporters.csv", "beyond.csv"
ORGANISATIONS, DISCREPANCY = "organisations.csv", "discrepancy.csv"
COLUMNS = {
    REPORTERS: (
        "reporter",
        "observable",
        "scope",
        "counts",
        "since",
        "lag_hours",
        "bias",
        "doubt",
        "spread",
        "margin",
        "source",
    ),
    BEYOND: ("reporter", "observable", "day", "people", "source"),
    ORGANISATIONS: ("reporter", "organisation", "source"),
    DISCREPANCY: ("observable", "relative", "count", "source"),
}
FLOW = "flow_out"
OBSERVABLES = (*METRICS, FLOW)
UP_TO = {"territory_lost": 100.0}  # what cannot be more, and so is said by nobody
COUNTS = ("level", "sum", "sum-from-earlier", "flow")
ANYONE = ANYTHING = "*"
Pair = tuple[str, str]  # a reporter and an observable


@dataclass(frozen=True)
class Beyond:
    """People whom a reporter counts and the model does not have, such as those of villages around a city."""

    known: tuple[tuple[datetime, float], ...]  # how many there were by when, in order

    def at(self, moment: datetime, start: datetime) -> float:
        """How many there were at a moment of a run: evenly from day to day.

        At its start there was nobody, or as many as on the last day known before.
        """
        *_, first = 0.0, *(number for day, number in self.known if day <= start)
        later = [(day, number) for day, number in self.known if day > start]
        seconds = [0.0, *((day - start).total_seconds() for day, _ in later)]
        people = [first, *(number for _, number in later)]
        return float(np.interp((moment - start).total_seconds(), seconds, people))


@dataclass(frozen=True, kw_only=True)
class Reporter:
    """How a reporter's estimates of an observable come about; in logarithms, if not said otherwise."""

    scope: tuple[str, ...]  # the metrics that together make up what is counted
    counts: str
    since: datetime | None = None  # from when a sum is counted, where the figure itself does not say
    lag: float = 0.0  # hours by which the estimate trails
    bias: float = 0.0
    doubt: float = 0.0  # standard deviation of the bias, one for all figures of the organisation
    spread: float = 0.0  # standard deviation, each figure's own
    margin: float = 0.0  # how far a stated bound lies off the estimate: the mean of an exponential
    beyond: Beyond | None = None  # a number, beside what the model has


@dataclass(frozen=True)
class Discrepancy:
    """How far the model itself may be off an observable that it got as right as it can."""

    relative: float = 0.0  # standard deviation of the logarithm
    count: float = 1.0  # added to both sides, so that nobody and a few are no infinity apart


@dataclass(frozen=True)
class Reporters:
    """All that is declared of those who reported of a city."""

    ways: tuple[tuple[str, str, Reporter], ...] = ()
    organisations: tuple[tuple[str, str], ...] = ()
    discrepancies: tuple[tuple[str, Discrepancy], ...] = ()

    def organisation(self, reporter: str) -> str:
        """Who a reporter speaks for: a body whose figures rest on one and the same counting."""
        return self._organisations.get(reporter, reporter)

    def way(self, reporter: str, observable: str) -> Reporter:
        """The reporter's own way with this observable, that of its organisation, or anyone's.

        None declared is exact.
        """
        for name in (reporter, self.organisation(reporter), ANYONE):
            if (name, observable) in self._ways:
                return self._ways[name, observable]
        if observable == FLOW:
            return Reporter(scope=("out_total",), counts="flow")
        return Reporter(scope=(observable,), counts="level")

    def discrepancy(self, observable: str) -> Discrepancy:
        """The model's own discrepancy on an observable."""
        known = dict(self.discrepancies)
        return known.get(observable) or known.get(ANYTHING) or Discrepancy()

    @cached_property
    def _organisations(self) -> dict[str, str]:
        return dict(self.organisations)

    @cached_property
    def _ways(self) -> dict[Pair, Reporter]:
        return {(name, what): way for name, what, way in self.ways}


def most(observable: str) -> float:
    """The most of an observable that there can be, and that anyone says."""
    return UP_TO.get(observable, np.inf)


def read(folder: Path, problems: list[Problem]) -> Reporters:
    """What the tables of a city declare, if it has them; what is wrong with them is added to the problems."""

    def found(name: str) -> list[Row]:
        return rows(folder / name, COLUMNS[name], problems)

    told, bodies, off = found(REPORTERS), found(ORGANISATIONS), found(DISCREPANCY)
    once(told, "reporter", "observable")
    once(bodies, "reporter")
    once(off, "observable")
    declared = {(row.text("reporter"), row.text("observable")): row for row in told}
    beyond = _beyond(found(BEYOND), declared)
    return Reporters(
        tuple((*pair, replace(_reporter(row), beyond=beyond.get(pair))) for pair, row in declared.items()),
        tuple(_organisation(row) for row in bodies),
        tuple(_discrepancy(row) for row in off),
    )


def _reporter(row: Row) -> Reporter:
    row.word("observable", OBSERVABLES)
    counts = row.word("counts", COUNTS)
    row.source()
    return Reporter(
        scope=_scope(row),
        counts=counts,
        since=row.start("since"),
        lag=row.amount("lag_hours"),
        bias=row.number("bias") or 0.0,
        doubt=row.amount("doubt"),
        spread=row.amount("spread"),
        margin=row.amount("margin"),
    )


def _beyond(found: list[Row], declared: Mapping[Pair, Row]) -> dict[Pair, Beyond]:
    """Who is beyond the model, by reporter and observable."""
    known: dict[Pair, list[tuple[datetime, float]]] = {}
    for row in found:
        day, people = row.end("day"), row.amount("people", PEOPLE)
        row.source()
        pair = _declared(row, declared)
        if day is not None:
            before = known.setdefault(pair, [])
            if before and before[-1][0] >= day:
                row.wrong("day", "it does not come after the day of the row above", "days in their order")
            if before and before[-1][1] > people and _only_grows(declared.get(pair)):
                row.wrong("people", "fewer than before, in a sum, which only grows", "as many or more")
            before.append((day, people))
    return {pair: Beyond(tuple(days)) for pair, days in known.items()}


def _only_grows(declared: Row | None) -> bool:
    return declared is not None and declared.text("counts") in ("sum", "sum-from-earlier")


def doubtful(folder: Path, start: datetime, hours: float) -> list[Problem]:
    """What may be meant in good rows of who is beyond the model, and may be a slip, in a run of so long."""
    doubts: list[Problem] = []
    above: dict[Pair, float] = {}
    for row in rows(folder / BEYOND, COLUMNS[BEYOND], doubts):
        day, people = row.end("day"), row.amount("people")
        pair = row.text("reporter"), row.text("observable")
        if people < above.get(pair, 0.0):
            row.wrong("people", "fewer than on the day before it", "as many or more, unless some have gone")
        if day is not None and not 0.0 <= (day - start).total_seconds() <= 3600.0 * hours:
            run = f"the run, which starts on {start:%Y-%m-%d} and lasts {hours / 24.0:g} days"
            row.wrong("day", "it lies outside the run", f"a day of {run}, or the eve of it")
        above[pair] = people
    return doubts


def _declared(row: Row, declared: Mapping[Pair, Row]) -> Pair:
    """The pair of a row, which must have one in the table of reporters, if that could be read."""
    who, what = row.text("reporter"), row.text("observable")
    if declared and (who, what) not in declared:
        told = [observable for name, observable in declared if name == who]
        wrong, expected = f"'{who}' tells of no '{what}' in {REPORTERS}", "a pair that stands there"
        if told:
            row.wrong("observable", wrong, expected, nearest(what, told))
        else:
            row.wrong("reporter", wrong, expected, nearest(who, [name for name, _ in declared]))
    return who, what


def _scope(row: Row) -> tuple[str, ...]:
    """The metrics that stand there, joined by +."""
    names = tuple(name.strip() for name in row.text("scope").split("+"))
    for name in names:
        row.known("scope", name, tuple(METRICS))
    return names


def _organisation(row: Row) -> tuple[str, str]:
    row.source()
    return row.text("reporter"), row.text("organisation")


def _discrepancy(row: Row) -> tuple[str, Discrepancy]:
    row.source()
    observable = row.word("observable", (ANYTHING, *OBSERVABLES))
    return observable, Discrepancy(row.amount("relative"), row.amount("count"))
