"""The axes of a study: what each value of a sweep changes in a scenario."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Self

from pydantic import Field, model_validator

from experiments import shifting
from model.errors import InputError, Problem, Wrong
from model.parameters import Name, Parameters, Text
from model.parameters.forms import MOMENT
from model.parameters.quantities import WITH_UNIT, Measure, shown
from model.reading import Change, Document
from model.reading.tree import Branch, Leaf, Node, Series, bare_value

MOST = 10_000  # values in a range
DURATION = Measure("h", more_than=0.0)
NUMBERS = "numbers with one unit, or none, or dates"


class Range(Parameters):
    """Values at equal distances."""

    first: Any = Field(
        alias="from", description="the first: a number, with its unit if it has one, or a date"
    )
    last: Any = Field(alias="to", description="none lies beyond it")
    step: Any = Field(description="from one to the next; between dates a duration")


class Sweep(Parameters):
    """One axis of a study: either `cases`, or `keys` or `shift` with `values` or a `range`."""

    keys: tuple[Text, ...] | None = Field(
        None,
        strict=False,
        min_length=1,
        description="dotted keys, as --set has them, that all take each value",
    )
    shift: tuple[Text, ...] | None = Field(
        None,
        strict=False,
        min_length=1,
        description="dotted keys of proposals whose dates all move, so that the first start is on each day",
    )
    values: tuple[Any, ...] | None = Field(
        None, strict=False, min_length=1, description="the values, each written as in a scenario"
    )
    range_: Range | None = Field(None, alias="range", description="the values, at equal distances")
    cases: dict[Name, dict[Text, Any]] | None = Field(
        None, min_length=1, description="for each case, by name, dotted keys and their values"
    )
    unknown: bool = Field(
        default=False, description="whether nobody chooses the value: ranks and regret go over all of them"
    )

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        what = [key for key in ("keys", "shift", "cases") if getattr(self, key) is not None]
        values = [key for key, each in (("values", self.values), ("range", self.range_)) if each is not None]
        if len(what) != 1:
            raise Wrong(_said(what), "one of keys, shift, cases", key=what[-1] if what else "")
        if what == ["cases"] and values:
            raise Wrong("stands beside cases", "the values inside the cases", key=values[0])
        if what != ["cases"] and len(values) != 1:
            raise Wrong(_said(values), "either values or a range", key=values[-1] if values else "")
        return self


@dataclass(frozen=True)
class Step:
    """One value of an axis."""

    label: str
    targets: tuple[Change, ...]  # keys and what they become, in scenarios that have them
    to: datetime | None = None  # or the day to which the dates of the targets move
    keeps_clock: bool = False  # whether they keep their time of day then
    unit: str = ""  # of the label

    def lay(self, base: Document) -> list[Change]:
        """What it changes in a scenario."""
        here = [target for target in self.targets if self.missing(target, base) is None]
        return here if self.to is None else shifting.moved(here, base, self.to, keeps_clock=self.keeps_clock)

    def missing(self, target: Change, base: Document) -> Problem | None:
        """What is wrong when a scenario lacks a named thing that the target is, or is in; else None."""
        # What is moved or taken away must be there itself; anything else may be new in what it is in.
        is_whole = self.to is not None or (isinstance(target.node, Leaf) and target.node.value is None)
        return base.lacks(replace(target, key=f"{target.key}.start") if is_whole else target)


def steps(document: Document, name: str, sweep: Sweep) -> list[Step]:
    """The values of an axis, in their order; raises `InputError` at one that cannot be understood."""
    key = f"sweeps.{name}"
    if sweep.cases is not None:
        cases = document.spot(f"{key}.cases")
        return [Step(case, changes(cases.step(case).node)) for case in sweep.cases]
    values = _values(document, key, sweep)
    if sweep.shift is not None:
        return [_shift(node, _listed(document.spot(f"{key}.shift").node), key) for node in values]
    keys = _listed(document.spot(f"{key}.keys").node)
    found = [Step(_label(node), tuple(replace(change, node=node) for change in keys)) for node in values]
    numbers = [number for number in map(_number, map(_bare, values)) if number]
    units = {unit for _, unit in numbers}
    if len(numbers) < len(values) or len(units) > 1:
        return found
    return [
        replace(step, label=f"{number.normalize():f}", unit=unit)
        for step, (number, unit) in zip(found, numbers, strict=True)
    ]


def changes(node: Node | None) -> tuple[Change, ...]:
    """What a mapping from dotted keys to values changes."""
    entries = node.entries if isinstance(node, Branch) else {}
    return tuple(Change(key, entry.place, entry.node) for key, entry in entries.items())


def _listed(node: Node | None) -> tuple[Change, ...]:
    """The dotted keys of a list, their values still open."""
    items = node.items if isinstance(node, Series) else ()
    return tuple(Change(str(bare_value(item)), item.place, item) for item in items)


def _values(document: Document, key: str, sweep: Sweep) -> tuple[Node, ...]:
    if sweep.range_ is None:
        node = document.spot(f"{key}.values").node
        return node.items if isinstance(node, Series) else ()
    place = document.place(f"{key}.range")
    try:
        made = list(_range(sweep.range_.first, sweep.range_.last, sweep.range_.step))
    except Wrong as wrong:
        raise InputError([place.problem(f"{key}.range", wrong.wrong, wrong.expected)]) from None
    return tuple(Leaf(place, value) for value in made)


def _range(first: object, last: object, step: object) -> Iterator[str | int | float]:
    """From the first value in steps, none beyond the last; raises `Wrong` unless all three fit together."""
    if _is_moment(first) and _is_moment(last):
        day, hours = MOMENT.parse(first), DURATION.number(step)
        away = (MOMENT.parse(last) - day).total_seconds() / 3600.0
        for i in range(_count(Decimal(away), Decimal(hours))):
            yield MOMENT.write(day + timedelta(hours=i * hours))
        return
    numbers = [_number(each) for each in (first, last, step)]
    parts = [number for number in numbers if number]
    if len(parts) < 3 or len({unit for _, unit in parts}) > 1:
        raise Wrong(f"{shown(first)}, {shown(last)}, {shown(step)} do not fit together", NUMBERS)
    (start, unit), (stop, _), (by, _) = parts
    for i in range(_count(stop - start, by)):
        yield f"{start + i * by} {unit}" if unit else float(start + i * by)


def _count(distance: Decimal, step: Decimal) -> int:
    if step <= 0 or distance < 0:
        raise Wrong("the range does not lead from its first to its last value", "a step that leads there")
    count = int(distance / step) + 1
    if count > MOST:
        raise Wrong(f"the range has {count} values", f"at most {MOST}")
    return count


def _bare(node: Node) -> object:
    """The value itself, also of a number that is written with its source."""
    value = bare_value(node)
    return value.get("value", value) if isinstance(value, dict) else value


def _label(node: Node) -> str:
    value = _bare(node)
    if value is None:
        return "none"
    if isinstance(value, list):
        return " ".join(map(str, value))
    return value if isinstance(value, str) else str(shown(value))


def _number(value: object) -> tuple[Decimal, str] | None:
    """The number and its unit that a value states; None if it is none."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    match = WITH_UNIT.fullmatch(value if isinstance(value, str) else repr(value))
    return (Decimal(match[1].replace("_", "")), match[2]) if match and not _is_moment(value) else None


def _is_moment(value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(MOMENT.pattern, value, re.ASCII) is not None


def _shift(node: Node, targets: tuple[Change, ...], key: str) -> Step:
    value = bare_value(node)
    try:
        to = MOMENT.parse(value)
    except Wrong as wrong:
        raise InputError([node.place.problem(key, wrong.wrong, wrong.expected)]) from None
    # Each target holds the place of the value too: what is wrong with the dates is wrong there.
    return Step(str(value), tuple(replace(each, node=node) for each in targets), to, ":" not in str(value))


def _said(words: Sequence[str]) -> str:
    return f"has both {' and '.join(words)}" if words else "is not whole"
