"""A city as data: places, routes, who the sides are, the record of who held what, shelters and weather.

The only code that reads the tables of the model. A wrong table gets errors that name the file, the line and
the column, all together, before anything runs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from model.codes import Side
from model.errors import InputError, Problem, nearest
from model.table import EMPTY, Table

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
REPORTED = (*SIDES, "sdf_ypg", "split")  # who held a place, as recorded
YES_OR_NO = ("0", "1")
WAYS = ("street", "front-crossing", "road", "bus")
EXTENTS = ("whole", "part")
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


@lru_cache(maxsize=8)
def load(folder: Path) -> City:
    """The city in a folder of tables; raises :class:`InputError` with every problem found."""
    problems: list[Problem] = []
    listing = Table(folder, "places.csv", problems)
    places = _places(listing)
    if not places:  # what the other tables say of places would all be wrong, too
        raise InputError(problems)
    index = {place.id: i for i, place in enumerate(places)}
    routes = _routes(Table(folder, "routes.csv", problems), index)
    changes = _changes(folder, problems, listing, index)
    shelters = _shelters(Table(folder, "shelters.csv", problems), index)
    grounded = _weather(Table(folder, "weather.csv", problems, needed=False))
    holders = _holders(Table(folder, "sides.csv", problems, needed=False))
    city = City(folder.name, places, routes, changes, shelters, grounded, holders)
    if not problems:
        problems.extend(_named_checks(city, folder))
    if problems:
        raise InputError(problems)
    return city


def _places(table: Table) -> tuple[Place, ...]:
    places = []
    if table.is_read and not table.rows:
        table.wrong(1, "", "there is no place in it", "a row for each place")
    for line, row in table.rows:
        if not row["id"].strip():
            table.wrong(line, "id", EMPTY, "a word for the place that no other has")
        else:
            table.once(line, row, "id")
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
                split=table.word(line, row, "control_reported", REPORTED) == "split",
                contact=table.word(line, row, "front_contact", (*YES_OR_NO, "")) == "1",
                damaged=table.number(line, row, "damaged_structures", default=0.0),
                prewar=table.number(line, row, "prewar_population", default=0.0),
                enclave=table.word(line, row, "enclave", YES_OR_NO) == "1",
            )
        )
    return tuple(places)


def _routes(table: Table, index: dict[str, int]) -> tuple[Route, ...]:
    routes = []
    for line, row in table.rows:
        ends = [table.word(line, row, end, tuple(index)) for end in ("from", "to")]
        km = table.number(line, row, "length_m") / 1000.0
        kind = table.word(line, row, "kind", WAYS)
        first, last = sorted((row["from"].strip(), row["to"].strip()))  # a way leads there and back
        table.once(line, row | {"from": first, "to": last}, "from", "to", "kind")
        if first == last:
            table.wrong(line, "to", f"'{last}' is where it begins", "another place than in from")
        if ends[0] is not None and ends[1] is not None and kind is not None:
            routes.append(Route(index[ends[0]], index[ends[1]], kind, km))
    return tuple(routes)


def _changes(
    folder: Path, problems: list[Problem], listing: Table, index: dict[str, int]
) -> tuple[Change, ...]:
    """Dated changes of the whole of each place; a place without a row falls on the date in places.csv."""
    table = Table(folder, "control.csv", problems, needed=False)
    names = Table(folder, "control_crosswalk.csv", problems, needed=bool(table.rows))
    crosswalk = _crosswalk(names, index)
    _check_names(table, names)
    _check_names(names, table)
    changes = []
    for line, row in table.rows:
        day = table.day(line, row, "date", needed=True)
        doubt = table.number(line, row, "doubt_days")
        word = table.word(line, row, "to", (*SIDES, *IN_DOUBT)) or ""
        for place in crosswalk.get(row["name"], ()):
            if day is not None:
                changes.append(Change(place, day, doubt, SIDES.get(word)))
    seen = {change.place for change in changes if change.side is not None}
    fallen = (_fall(listing, line, row, index) for line, row in listing.rows)
    changes += [change for change in fallen if change is not None and change.place not in seen]
    return tuple(sorted(changes, key=lambda change: (change.day, change.place, change.doubt)))


def _fall(table: Table, line: int, row: dict[str, str], index: dict[str, int]) -> Change | None:
    """The fall of a place as places.csv has it: all of its three cells, or none."""
    if not any(row[column].strip() for column in ("taken_date", "taken_by", "taken_confidence")):
        return None
    day = table.day(line, row, "taken_date", needed=True)
    side = table.word(line, row, "taken_by", tuple(TAKEN_BY))
    known = table.word(line, row, "taken_confidence", tuple(DOUBT_OF_PLACE_DATES))
    if day is None or side is None or known is None:
        return None
    return Change(index[row["id"]], day, DOUBT_OF_PLACE_DATES[known], TAKEN_BY[side])


def _crosswalk(table: Table, index: dict[str, int]) -> dict[str, list[int]]:
    """Places by the timeline's name; a name that covers only part of a place moves no line."""
    crosswalk: dict[str, list[int]] = {}
    for line, row in table.rows:
        if not (row["place"].strip() or row["extent"].strip()):
            continue  # a name of no place that the city has
        place = table.word(line, row, "place", tuple(index))
        if table.word(line, row, "extent", EXTENTS) == "whole" and place is not None:
            table.once(line, row, "name", "place")
            crosswalk.setdefault(row["name"], []).append(index[place])
    return crosswalk


def _check_names(table: Table, other: Table) -> None:
    """The timeline and its crosswalk have the same names: of one that only one of them has nothing comes."""
    known = {row["name"] for _, row in other.rows}
    unknown = {row["name"]: line for line, row in reversed(table.rows) if row["name"] not in known}
    for name, line in unknown.items() if other.is_read else ():
        wrong = f"'{name}' does not stand in {other.path.name}"
        table.wrong(line, "name", wrong, "a name that stands there, too", nearest(name, known))


def _shelters(table: Table, index: dict[str, int]) -> tuple[Shelter, ...]:
    shelters = []
    for line, row in table.rows:
        place = table.word(line, row, "place", tuple(index))
        capacity = table.number(line, row, "capacity_people", default=-1.0)
        kind = table.word(line, row, "kind", ("shelter", "host", "houses"))
        opens, closes = table.day(line, row, "opens"), table.day(line, row, "closes")
        if opens is not None and closes is not None and closes <= opens:
            table.wrong(line, "closes", "it closes before it has opened", "a day after that in opens")
        table.once(line, row, "place", "kind", "opens")
        if place is not None and kind != "houses":  # no centre: those in houses are with the host community
            shelters.append(
                Shelter(
                    index[place],
                    kind == "host",
                    opens,
                    closes,
                    None if capacity < 0 else int(capacity),
                )
            )
    return tuple(shelters)


def _weather(table: Table) -> dict[date, float]:
    days = {}
    for line, row in table.rows:
        day = table.day(line, row, "date", needed=True)
        if day is not None:
            table.once(line, row, "date")
            days[day] = table.number(line, row, "air_grounded", default=0.0)
    return days


def _holders(table: Table) -> dict[Side, str]:
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
