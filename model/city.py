"""A city as data: places, routes, who the sides are, the record of who held what, shelters and weather.

The only code that reads city tables. Each table has declared columns; a wrong table gets errors that name the
file, the line and the column, all together, before anything runs.
"""

from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from model.codes import Side
from model.errors import InputError, Problem, nearest

EARTH_KM_PER_DEGREE = 111.195  # mean radius 6371.0 km (IUGG)
HOLDERS = {
    Side.OPPOSITION: "the opposition",
    Side.GOVERNMENT: "the government side",
    Side.KURDISH: "Kurdish forces",
}
SIDES = {"opposition": Side.OPPOSITION, "government": Side.GOVERNMENT, "kurdish": Side.KURDISH}
IN_DOUBT = ("contested", "disputed")  # nobody's for the time being
TAKEN_BY = {
    "government": Side.GOVERNMENT,
    "kurdish": Side.KURDISH,
    "disputed": Side.GOVERNMENT,  # between the army and Kurdish forces; the army's in the end
    "evacuated": Side.GOVERNMENT,
}
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
DOUBT_OF_PLACE_DATES = {"read": 0.5, "inferred": 1.5, "recalled": 2.0}  # days; assumed, as in SOURCES.md


@dataclass(frozen=True)
class Place:
    """One row of places.csv."""

    id: str
    name: str
    role: str
    sector: str
    lat: float
    lon: float
    hectares: float
    side: Side
    split: bool
    contact: bool
    damaged: float
    prewar: float
    enclave: bool


@dataclass(frozen=True)
class Route:
    """One row of routes.csv, by place number."""

    a: int
    b: int
    kind: str
    km: float


@dataclass(frozen=True)
class Change:
    """A recorded change of hands of one place; ``side`` is None where it became contested."""

    place: int
    day: date
    doubt: float  # days, standard deviation
    side: Side | None


@dataclass(frozen=True)
class Shelter:
    """A place that takes people in; no capacity is known where it is None; a host is a community."""

    place: int
    is_host: bool
    opens: date | None
    closes: date | None
    capacity: int | None


@dataclass(frozen=True)
class City:
    """The tables of a city, cross-checked."""

    name: str
    places: tuple[Place, ...]
    routes: tuple[Route, ...]
    changes: tuple[Change, ...]
    shelters: tuple[Shelter, ...]
    grounded: dict[date, float]
    holders: dict[Side, str] = field(default_factory=lambda: dict(HOLDERS))  # in words

    @cached_property
    def index(self) -> dict[str, int]:
        """Place number by id."""
        return {place.id: i for i, place in enumerate(self.places)}

    @cached_property
    def enclave(self) -> NDArray[np.int64]:
        """Numbers of the places in the enclave."""
        return np.array([i for i, place in enumerate(self.places) if place.enclave])

    @cached_property
    def latitude(self) -> float:
        """Degrees north of the middle of the enclave."""
        return float(np.mean([self.places[i].lat for i in self.enclave]))

    @cached_property
    def sides(self) -> tuple[Side, ...]:
        """The sides that hold a place in the first hour."""
        held = {place.side for place in self.places}
        return tuple(side for side in Side if side in held)

    @cached_property
    def neighbours(self) -> tuple[tuple[int, ...], ...]:
        """For each place, the places that a street or a stretch of front joins to it."""
        sets: list[set[int]] = [set() for _ in self.places]
        for route in self.routes:
            if route.kind in ("street", "front-crossing"):
                sets[route.a].add(route.b)
                sets[route.b].add(route.a)
        return tuple(tuple(sorted(s)) for s in sets)

    def place(self, word: str) -> int:
        """The number of a place; an unknown id is a KeyError that names the nearest."""
        if word not in self.index:
            near = nearest(word, tuple(self.index))
            raise KeyError(
                f"no place '{word}' in {self.name}" + (f"; did you mean '{near}'?" if near else "")
            )
        return self.index[word]

    def area(self, words: tuple[str, ...]) -> NDArray[np.bool_]:
        """Which places lie in these sectors or have these ids; all of them where there is no word."""
        for word in words:
            if word not in self.sectors:
                self.place(word)
        return np.array([not words or place.sector in words or place.id in words for place in self.places])

    @cached_property
    def sectors(self) -> tuple[str, ...]:
        """Sectors of the enclave, in alphabetical order."""
        return tuple(sorted({self.places[i].sector for i in self.enclave}))

    def xy(self) -> NDArray[np.float64]:
        """Kilometres east and north of the middle of the enclave, place x 2 (equirectangular)."""
        lat = np.array([p.lat for p in self.places])
        lon = np.array([p.lon for p in self.places])
        lat0, lon0 = lat[self.enclave].mean(), lon[self.enclave].mean()
        east = (lon - lon0) * math.cos(math.radians(lat0)) * EARTH_KM_PER_DEGREE
        return np.column_stack([east, (lat - lat0) * EARTH_KM_PER_DEGREE])


class _Table:
    """A CSV file being read: rows as mappings, and the problems found so far."""

    def __init__(self, folder: Path, name: str, problems: list[Problem], *, needed: bool = True) -> None:
        self.path, self.problems = folder / name, problems
        self.rows: list[tuple[int, dict[str, str]]] = []
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
        with io.StringIO(text, newline="") as file:
            reader = csv.DictReader(file, restval="")
            missing = [c for c in COLUMNS[name] if c not in (reader.fieldnames or ())]
            for column in missing:
                near = nearest(column, tuple(reader.fieldnames or ()))
                self.wrong(1, column, "the column is missing", "a column of this name", near)
            if not missing:
                self.rows = [(reader.line_num, row) for row in reader]

    def wrong(self, line: int, column: str, wrong: str, expected: str, near: str | None = None) -> None:
        self.problems.append(Problem(str(self.path), line, 1, column, wrong, expected, near))

    def number(self, line: int, row: dict[str, str], column: str, default: float | None = None) -> float:
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
        text = row[column].strip()
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.wrong(line, column, f"'{text}' is not a date", "a date such as 2016-12-02")
            return None

    def word(self, line: int, row: dict[str, str], column: str, known: tuple[str, ...]) -> str | None:
        text = row[column].strip()
        if text in known:
            return text
        self.wrong(
            line, column, f"'{text}' is not known", "one of " + ", ".join(known[:12]), nearest(text, known)
        )
        return None


@lru_cache(maxsize=8)
def load(folder: Path) -> City:
    """The city in a folder of tables; raises :class:`InputError` with every problem found."""
    problems: list[Problem] = []
    places = _places(_Table(folder, "places.csv", problems))
    index = {place.id: i for i, place in enumerate(places)}
    routes = _routes(_Table(folder, "routes.csv", problems), index)
    changes = _changes(folder, problems, index)
    shelters = _shelters(_Table(folder, "shelters.csv", problems), index)
    grounded = _weather(_Table(folder, "weather.csv", problems, needed=False))
    holders = _holders(_Table(folder, "sides.csv", problems, needed=False))
    city = City(folder.name, places, routes, changes, shelters, grounded, holders)
    if not problems:
        problems.extend(_named_checks(city, folder))
    if problems:
        raise InputError(tuple(problems))
    return city


def _places(table: _Table) -> tuple[Place, ...]:
    places = []
    for line, row in table.rows:
        side = table.word(line, row, "controller", tuple(SIDES)) or "government"
        places.append(
            Place(
                id=row["id"],
                name=row["name"],
                role=row["role"],
                sector=row["sector"],
                lat=table.number(line, row, "lat"),
                lon=table.number(line, row, "lon"),
                hectares=table.number(line, row, "area_ha", default=100.0),
                side=SIDES[side],
                split=row["control_reported"] == "split",
                contact=row["front_contact"] == "1",
                damaged=table.number(line, row, "damaged_structures", default=0.0),
                prewar=table.number(line, row, "prewar_population", default=0.0),
                enclave=row["enclave"] == "1",
            )
        )
    return tuple(places)


def _routes(table: _Table, index: dict[str, int]) -> tuple[Route, ...]:
    routes = []
    for line, row in table.rows:
        ends = [table.word(line, row, end, tuple(index)) for end in ("from", "to")]
        km = table.number(line, row, "length_m") / 1000.0
        if km <= 0:
            table.wrong(line, "length_m", f"'{row['length_m']}' is not a length", "metres, more than 0")
        if ends[0] is not None and ends[1] is not None:
            routes.append(Route(index[ends[0]], index[ends[1]], row["kind"], km))
    return tuple(routes)


def _changes(folder: Path, problems: list[Problem], index: dict[str, int]) -> tuple[Change, ...]:
    """Dated changes of the whole of each place; a place without a row falls on the date in places.csv."""
    crosswalk = _crosswalk(_Table(folder, "control_crosswalk.csv", problems, needed=False), index)
    table = _Table(folder, "control.csv", problems, needed=False)
    changes = []
    for line, row in table.rows:
        day = table.day(line, row, "date")
        doubt = table.number(line, row, "doubt_days")
        word = table.word(line, row, "to", (*SIDES, *IN_DOUBT)) or ""
        for place in crosswalk.get(row["name"], ()):
            if day is not None:
                changes.append(Change(place, day, doubt, SIDES.get(word)))
    seen = {change.place for change in changes if change.side is not None}
    places = _Table(folder, "places.csv", problems)
    for line, row in places.rows:
        day = places.day(line, row, "taken_date")
        if day is not None and index[row["id"]] not in seen:
            side = TAKEN_BY[places.word(line, row, "taken_by", tuple(TAKEN_BY)) or "government"]
            doubt = next(
                (d for word, d in DOUBT_OF_PLACE_DATES.items() if row["taken_confidence"].startswith(word)),
                1.5,
            )
            changes.append(Change(index[row["id"]], day, doubt, side))
    return tuple(sorted(changes, key=lambda change: (change.day, change.place, change.doubt)))


def _crosswalk(table: _Table, index: dict[str, int]) -> dict[str, list[int]]:
    """Places by the timeline's name; a name that covers only part of a place moves no line."""
    crosswalk: dict[str, list[int]] = {}
    for line, row in table.rows:
        if row["place"] and row["extent"] == "whole":
            place = table.word(line, row, "place", tuple(index))
            if place is not None:
                crosswalk.setdefault(row["name"], []).append(index[place])
    return crosswalk


def _shelters(table: _Table, index: dict[str, int]) -> tuple[Shelter, ...]:
    shelters = []
    for line, row in table.rows:
        place = table.word(line, row, "place", tuple(index))
        capacity = table.number(line, row, "capacity_people", default=-1.0)
        kind = table.word(line, row, "kind", ("shelter", "host", "houses"))
        if place is not None and kind != "houses":  # no centre: those in houses are with the host community
            shelters.append(
                Shelter(
                    index[place],
                    kind == "host",
                    table.day(line, row, "opens"),
                    table.day(line, row, "closes"),
                    None if capacity < 0 else int(capacity),
                )
            )
    return tuple(shelters)


def _weather(table: _Table) -> dict[date, float]:
    days = {}
    for line, row in table.rows:
        day = table.day(line, row, "date")
        if day is not None:
            share = table.number(line, row, "air_grounded", default=0.0)
            if not 0.0 <= share <= 1.0:
                table.wrong(
                    line, "air_grounded", f"{share:g} is out of range", "a share of the day, from 0 to 1"
                )
            days[day] = share
    return days


def _holders(table: _Table) -> dict[Side, str]:
    """Who the sides are, in words; the usual ones where the city has none of its own."""
    words = dict(HOLDERS)
    for line, row in table.rows:
        side = table.word(line, row, "side", tuple(SIDES))
        if side is not None:
            words[SIDES[side]] = row["name"]
    return words


def _named_checks(city: City, folder: Path) -> list[Problem]:
    """What no single row can show: each check says what to repair."""
    problems = []

    def wrong(table: str, key: str, what: str, repair: str) -> None:
        problems.append(Problem(str(folder / table), 1, 1, key, what, repair, None))

    if len(city.index) != len(city.places):
        wrong("places.csv", "id", "an id stands twice", "one row for each place")
    if len(city.enclave) == 0:
        wrong("places.csv", "enclave", "no place is in the enclave", "1 for each place inside it")
    outside = {place.side for place in city.places if not place.enclave} | {Side.GOVERNMENT}
    for side in sorted(outside):
        if not any(shelter.is_host and city.places[shelter.place].side is side for shelter in city.shelters):
            word = side.name.lower()
            wrong("shelters.csv", "kind", f"no host community on the {word} side", "a row with the kind host")
    for i in city.enclave:
        place = city.places[i]
        if not city.neighbours[i]:
            wrong("routes.csv", place.id, "the place has no street", "a route that joins it to a neighbour")
        if place.side is not Side.OPPOSITION:
            other = "a place in the enclave is held by the other side"
            wrong("places.csv", place.id, other, "controller opposition")
    return problems
