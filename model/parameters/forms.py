"""Values that stand in a file as text of one form: dates, times of day, names, words that a package knows."""

# ruff: noqa: ANN401 (what stands in a file may be anything until it has been checked)

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from model import registry
from model.errors import UnknownWord, Wrong
from model.parameters.quantities import shown


@dataclass(frozen=True, slots=True)
class Written:
    """A type that stands in the file as text of one form only."""

    pattern: str
    expected: str
    read: Callable[[str], Any]
    write: Callable[[Any], str]
    kind: type

    def parse(self, raw: object) -> Any:
        """The value of a text in this form; raises `Wrong` for any other."""
        if isinstance(raw, self.kind):
            return self._exact(raw)
        if not isinstance(raw, str) or re.fullmatch(self.pattern, raw, re.ASCII) is None:
            raise Wrong(f"{shown(raw)} is not in this form", self.expected)
        try:
            return self.read(raw)
        except ValueError:
            raise Wrong(f"{raw!r} does not exist in the calendar or on the clock", self.expected) from None

    def _exact(self, value: Any) -> Any:
        # A value made in code must survive being written to a file and read again.
        if value.tzinfo is not None or self.read(self.write(value)) != value:
            raise Wrong(f"{value} has seconds or a time zone", self.expected)
        return value

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self.parse, serialization=core_schema.plain_serializer_function_ser_schema(self.write)
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{self.pattern}$"}


@dataclass(frozen=True, slots=True)
class Spelled:
    """Text that is spelt in one way."""

    pattern: str
    expected: str

    def fits(self, text: str) -> bool:
        """Whether a text is spelt so."""
        return re.fullmatch(self.pattern, text, re.ASCII | re.DOTALL) is not None

    def check(self, text: str) -> str:
        """The text itself; raises `Wrong` when it is spelt otherwise."""
        if not self.fits(text):
            raise Wrong(f"{shown(text)} does not fit", self.expected)
        return text

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, core_schema.str_schema(strict=True))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"type": "string", "pattern": f"^{self.pattern}$"}


DAY = r"(19|20)\d{2}-\d{2}-\d{2}"  # what is centuries away is a slip of the pen
WHEN = DAY + r"( \d{2}:\d{2})?"


def day(text: str) -> date:
    """The day that a text such as 2016-12-02 names; raises `ValueError` for any other form."""
    if re.fullmatch(DAY, text, re.ASCII) is None:
        raise ValueError(text)
    return date.fromisoformat(text)


def moment(text: str) -> datetime:
    """The first hour of a day, or the time of it that a text such as 2016-12-02 18:00 names."""
    if re.fullmatch(WHEN, text, re.ASCII) is None:
        raise ValueError(text)
    return datetime.fromisoformat(text)


def _write_moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}" if (moment.hour, moment.minute) == (0, 0) else f"{moment:%Y-%m-%d %H:%M}"


MOMENT = Written(
    WHEN,
    "a date from 1900 to 2099, such as 2016-12-02 or 2016-12-02 18:00",
    datetime.fromisoformat,
    _write_moment,
    datetime,
)
CLOCK = Written(r"\d{2}:\d{2}", "a time of day such as 08:00", time.fromisoformat, "{:%H:%M}".format, time)

Moment = Annotated[datetime, MOMENT]
"""A date, or a date and a time of day, local and naive: `2016-12-02`, `2016-12-02 18:00`."""
Clock = Annotated[time, CLOCK]
"""A time of day: `08:00`."""
NAME = Spelled(r"[A-Za-z0-9][A-Za-z0-9_-]*", "a name of letters, digits, hyphens and underscores")
TEXT = Spelled(r".*\S.*", "text")

Name = Annotated[str, NAME]
"""A word that names a thing: letters, digits, hyphens and underscores."""
Text = Annotated[str, TEXT]
"""Text for people to read; never empty."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A word that names a file of a package: `Annotated[str, Registered("model.rules.fronts")]`."""

    package: str

    def check(self, word: str) -> str:
        """The word itself; raises `UnknownWord` when the package has no such file."""
        if word not in registry.words(self.package):
            raise UnknownWord(word, registry.words(self.package), "a known word")
        return word

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self.check, core_schema.str_schema(strict=True))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"enum": list(registry.words(self.package))}
