"""Numbers with value, unit and source: `31%`, `10d`, `0.17%/day`, `{value: 0.2, low: 0.1, high: 0.3}`."""

# ruff: noqa: ANN401 (what stands in a file may be anything until it has been checked)

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from statistics import NormalDist
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from model.errors import UnknownKey, Wrong
from model.parameters.units import TIME, factor, is_measured, near_unit, spellings

NUMBER = r"[-+]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?"
WITH_UNIT = re.compile(rf"\s*({NUMBER})\s*(.*?)\s*", re.ASCII | re.DOTALL)
PARTS = ("value", "low", "high", "unit", "source")
Z95 = NormalDist().inv_cdf(0.95)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in the unit of its key; `low` and `high` are the 5% and 95% points where it is uncertain.

    `draws` are its values in the rows of a posterior, where it has one: drawn with the others of the row.
    """

    value: float
    unit: str = "1"
    low: float | None = None
    high: float | None = None
    source: str = ""
    measure: Measure | None = field(default=None, compare=False, repr=False)
    draws: tuple[float, ...] = ()

    def __float__(self) -> float:
        return self.value

    @property
    def uncertain(self) -> bool:
        """Whether a replicate that draws its parameters draws this one."""
        return self.low is not None and self.high is not None

    def at(self, u: float) -> Quantity:
        """This quantity, settled at its quantile `u` in (0, 1): no range is left to draw from.

        A two-piece normal (Wallis 2014) with its median at `value`, 5% at `low` and 95% at `high`, on the
        log scale where all are positive: most rates are known to within a factor, not to within a difference.
        With a posterior, the value in the row that is that far down.
        """
        if self.draws:
            row = min(int(u * len(self.draws)), len(self.draws) - 1)
            return replace(self, value=self.draws[row], low=None, high=None, draws=())
        if self.low is None or self.high is None:
            return self
        z = NormalDist().inv_cdf(min(max(u, 1e-9), 1 - 1e-9))
        drawn = _two_piece(self.low, self.value, self.high, z / Z95)
        value = self.measure.clip(drawn) if self.measure else drawn
        return replace(self, value=value, low=None, high=None)


def _two_piece(low: float, middle: float, high: float, steps: float) -> float:
    """`middle` moved by `steps` of the way to `high` (to `low` if negative), on the log scale if low > 0."""
    if low <= 0:
        return middle + steps * ((high - middle) if steps > 0 else (middle - low))
    spread = math.log(high) - math.log(middle) if steps > 0 else math.log(middle) - math.log(low)
    return math.exp(min(math.log(middle) + steps * spread, 700.0))


@dataclass(frozen=True, slots=True)
class Measure:
    """What a key measures: its unit and the bounds that value, low and high must keep."""

    unit: str
    at_least: float | None = None
    at_most: float | None = None
    more_than: float | None = None
    whole: bool = False
    agreed: bool = (
        False  # a term of what is agreed, as its dates are: the scenario's own source speaks for it
    )

    def parse(self, raw: object) -> Quantity:
        """A quantity from what stands in the file: a number, a text with a unit, or a mapping of PARTS."""
        if isinstance(raw, Quantity):
            if raw.unit != self.unit:
                raise Wrong(f"{decimal(raw.value)} is in {raw.unit}", f"a quantity in {self.unit}")
            return self._checked(replace(raw, measure=self))
        if isinstance(raw, Mapping):
            return self._mapping(raw)
        return self._checked(Quantity(self.number(raw), self.unit, measure=self))

    def _mapping(self, raw: Mapping[Any, Any]) -> Quantity:
        for key in raw:
            if key not in PARTS:
                raise UnknownKey(str(key), PARTS)
        if "value" not in raw:
            raise Wrong("has no 'value'", f"{self.expected()}, as value")
        for key in ("unit", "source"):
            # The unit of a pure number is written `1`, which YAML reads as a number.
            stated = "1" if key == "unit" and raw.get(key) == 1 else raw.get(key, "none")
            if not isinstance(stated, str) or not stated.strip():
                raise Wrong(f"{shown(raw[key])} is no {key}", f"the {key} as text", key=key)
        unit = str(raw["unit"]) if "unit" in raw else None
        if unit is not None and factor(unit, self.unit) is None:
            raise Wrong(
                f"{shown(unit)} is not a unit of this key",
                self.expected(),
                near_unit(unit, self.unit),
                "unit",
            )
        numbers = {key: self._part(key, raw[key], unit) for key in ("value", "low", "high") if key in raw}
        value, low, high = numbers["value"], numbers.get("low"), numbers.get("high")
        return self._checked(Quantity(value, self.unit, low, high, raw.get("source", ""), self))

    def _part(self, key: str, raw: object, unit: str | None) -> float:
        try:
            return self.number(raw, unit)
        except Wrong as error:
            raise Wrong(error.wrong, error.expected, error.nearest, key) from None

    def number(self, raw: object, unit: str | None = None) -> float:
        """The number in this unit that `raw` states; a bare number is in `unit` if that is given."""
        if isinstance(raw, bool) or not isinstance(raw, int | float | str):
            raise Wrong(f"{shown(raw)} is no number", self.expected())
        if isinstance(raw, str):
            match = WITH_UNIT.fullmatch(raw)
            if match is None:
                raise Wrong(f"{shown(raw)} is no number", self.expected())
            self._refuse_point(match[1], raw)
            amount, spelling = _float(match[1]), re.sub(r"\s*(?:/|\bper\b)\s*", "/", match[2])
        else:
            self._refuse_point(repr(raw), raw)
            amount, spelling = _float(raw), ""
        if spelling == "":
            spelling = self._bare(raw) if unit is None else unit
        return self._converted(amount, spelling, raw)

    def cell(self, text: str) -> float:
        """The number that a cell of a table states; a bare one is in this unit, for its column says it."""
        return self._checked(Quantity(self.number(text, self.unit), self.unit, measure=self)).value

    def _refuse_point(self, digits: str, raw: object) -> None:
        """A point in a whole number may have been meant to part thousands: 150.000 is not 150."""
        has_point = "." in digits and "e" not in digits.lower()
        if self.whole and has_point and _float(digits).is_integer():
            raise Wrong(f"{shown(raw)} has a point in it", f"{self.expected()}, such as 150000 or 150_000")

    def _bare(self, raw: object) -> str:
        if is_measured(self.unit):
            raise Wrong(f"{shown(raw)} is a bare number", f"a unit with it: write {self._example()}")
        return self.unit

    def _converted(self, amount: float, spelling: str, raw: object) -> float:
        ratio = factor(spelling, self.unit)
        if ratio is None:
            raise Wrong(
                f"{shown(raw)} has the unit {shown(spelling)}",
                self.expected(),
                near_unit(spelling, self.unit),
            )
        # Multiplied and divided by whole numbers only, so that 90 min is 1.5 h and 31% is 0.31 exactly.
        number = amount if ratio[0] == ratio[1] else amount * ratio[0] / ratio[1]
        if not math.isfinite(number):
            raise Wrong(f"{shown(raw)} is not a finite number", self.expected())
        return number

    def _checked(self, quantity: Quantity) -> Quantity:
        if not math.isfinite(quantity.value):
            raise Wrong(f"{quantity.value} is not a finite number", self.expected())
        if (quantity.low is None) != (quantity.high is None):
            given, absent = ("low", "high") if quantity.high is None else ("high", "low")
            raise Wrong(f"'{given}' stands without '{absent}'", "both the 5% and the 95% point, or neither")
        for key in ("value", "low", "high"):
            number = getattr(quantity, key)
            if number is not None and not self.allows(number):
                inside = key if quantity.low is not None else ""
                raise Wrong(f"{decimal(number)} is out of range", self.expected(), key=inside)
        if self.whole and quantity.value != int(quantity.value):
            raise Wrong(f"{decimal(quantity.value)} is not whole", self.expected())
        if quantity.low is not None and quantity.high is not None:
            _ordered(quantity.low, quantity.value, quantity.high)
        return quantity

    def allows(self, number: float) -> bool:
        """Whether a number keeps the bounds."""
        return (
            (self.at_least is None or number >= self.at_least)
            and (self.at_most is None or number <= self.at_most)
            and (self.more_than is None or number > self.more_than)
        )

    def clip(self, number: float) -> float:
        """The allowed number nearest to `number`."""
        if self.whole:
            number = float(round(number))
        if self.more_than is not None and number <= self.more_than:
            above = math.nextafter(self.more_than, math.inf)
            number = math.floor(self.more_than) + 1 if self.whole else above
        if self.at_least is not None:
            number = max(number, self.at_least)
        return float(number if self.at_most is None else min(number, self.at_most))

    def bounds(self) -> str:
        """The bounds in words, such as 'from 0 to 1'; empty when there are none."""
        if self.at_least is not None and self.at_most is not None:
            return f"from {decimal(self.at_least)} to {decimal(self.at_most)}"
        limits = (("more than", self.more_than), ("at least", self.at_least), ("at most", self.at_most))
        return " and ".join(f"{words} {decimal(limit)}" for words, limit in limits if limit is not None)

    def expected(self) -> str:
        """What to write, for error messages: 'a duration such as '10d' or '6 h', at least 0 h'."""
        bounds = self.bounds()
        if self.unit == "1":
            return f"a {'whole ' if self.whole else ''}number{' ' + bounds if bounds else ''}"
        if "/" not in self.unit and not is_measured(self.unit):
            return f"a {'whole ' if self.whole else ''}number of {self.unit}{', ' + bounds if bounds else ''}"
        kind = "a duration" if self.unit in TIME else f"a number in {self.unit}"
        unit = "" if self.unit.startswith("1/") else f" {self.unit}"
        return f"{kind} such as {self._example()}{f', {bounds}{unit}' if bounds else ''}"

    def _example(self) -> str:
        if self.unit in TIME:
            return "'10d' or '6 h'"
        if self.unit.startswith("1/"):
            return f"0.1 or '10%/{self.unit[2:]}'"
        return f"'5 {self.unit}'"

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self.parse, serialization=core_schema.plain_serializer_function_ser_schema(plain)
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        bare, text = self._json_number(), {"type": "string", "pattern": self._json_pattern()}
        texts = {key: {"type": "string", "minLength": 1} for key in ("unit", "source")}
        # Beside `unit:` a bare number may be in another unit of the same kind, so that no bounds are known.
        parts = {key: {"anyOf": [{"type": "number"}, text]} for key in ("value", "low", "high")} | texts
        mapping = {"type": "object", "properties": parts, "additionalProperties": False}
        return {"anyOf": [*bare, text, mapping]}

    def _json_number(self) -> list[dict[str, Any]]:
        if is_measured(self.unit):
            return []
        limits = {"minimum": self.at_least, "maximum": self.at_most, "exclusiveMinimum": self.more_than}
        return [{"type": "number"} | {key: limit for key, limit in limits.items() if limit is not None}]

    def _json_pattern(self) -> str:
        first = self.unit.split("/")[0]
        words = "|".join(re.escape(word) for word in spellings(first))
        spelling = f"({words})?" if first == "1" else f"({words})"
        return rf"^\s*{NUMBER}\s*{spelling}\s*" + (r"(/|per\b).*$" if "/" in self.unit else "$")


def _float(raw: str | float) -> float:
    try:
        return float(raw)
    except (OverflowError, ValueError):
        # A whole number of more digits than a float can hold, or digits parted by stray underscores.
        return math.inf


def _ordered(low: float, value: float, high: float) -> None:
    if not low <= value <= high:
        stated = f"low {decimal(low)}, value {decimal(value)}, high {decimal(high)}"
        raise Wrong(f"{stated} are out of order", "low <= value <= high")


def decimal(number: float) -> str:
    """A number as people write it: 50000000, not 5e+07."""
    return f"{number:.15g}"


def shown(raw: object) -> str:
    """A value as an error message shows it: short, and never a Python class name."""
    if raw is None:
        return "null"
    if isinstance(raw, bool):
        return "true" if raw else "false"
    if isinstance(raw, Mapping):
        return "a mapping"
    if isinstance(raw, list | tuple):
        return "a list"
    text = repr(raw) if isinstance(raw, str) else str(raw)
    return text if len(text) <= 60 else text[:57] + "..."


def plain(quantity: Quantity) -> Any:
    """The quantity as YAML may hold it: bare, or a mapping when it has a source or a range."""
    spelled = [
        number if number is None or quantity.measure is None else _spelled(number, quantity.measure)
        for number in (quantity.value, quantity.low, quantity.high)
    ]
    if quantity.source == "" and quantity.low is None:
        return spelled[0]
    entries = dict(zip(("value", "low", "high"), spelled, strict=True)) | {"source": quantity.source or None}
    return {key: entry for key, entry in entries.items() if entry is not None}


def _spelled(number: float, measure: Measure) -> str | float | int:
    short = int(number) if number.is_integer() and abs(number) < 1e15 else number
    return f"{short!r} {measure.unit}" if is_measured(measure.unit) else short
