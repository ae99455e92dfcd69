"""A made-up city of any size, written as the tables and the scenario that every reader of cities reads.

Besieged places in a ring, a street from each to the next; gates on its outside; beyond them a town of host
families, a shelter, a Kurdish hill and open country. One front: the places fall one after the other. All
mechanisms are on, with the numbers that are shipped.
"""

from __future__ import annotations

import csv
import math
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

SHIPPED = Path(__file__).resolve().parents[1] / "scenarios" / "parameters"
START = date(2016, 11, 26)
BEYOND = ("town", "camp", "hill", "country")
KM_PER_DEGREE = 111.195
LAT, LON, RADIUS = 36.2, 37.15, 3.0  # of the ring: its middle in degrees, its radius in km

SCENARIO = """\
title: Ring city
about: {places} places, {people} people; half of the ring falls, place by place; two gates are corridors.
source: made up
parameters: [surveys, homs-2014, aleppo-2016-record, assumed, behaviour-proportional-hazards]
city: .
start: {start}
horizon: {hours} h
population:
  total: {{value: {people}, source: made up}}
front:
  kind: recorded
  record_ends: {end}
proposals:
  exits:
    kind: corridor
    corridor:
      ways: [{ways}]
      announced: {start}
      start: {start}
      length: {hours} h
      capacity: {{value: 300 people/h, source: made up}}
      guarantor: the town
      trust: {{value: 0.3, source: made up}}
      stopped: {{value: 0.2, source: made up}}
      incidents: {{value: 0.2/day, source: made up}}
      strikes: {{value: 3, source: made up}}
"""


def write(folder: Path, *, places: int = 70, people: int = 250_000, hours: int = 648) -> Path:
    """Writes tables and scenario into a new folder; the file of the scenario."""
    gates = max(2, places // 10 - 1)
    ring = places - gates - len(BEYOND)
    if ring < 3:
        raise ValueError("a ring city has at least nine places")
    shutil.copytree(SHIPPED, folder / "scenarios" / "parameters")
    home = folder / "scenarios" / "ring"
    home.mkdir()
    _table(home / "places.csv", _places(ring, gates, hours))
    _table(home / "routes.csv", _routes(ring, gates))
    _table(home / "shelters.csv", _shelters(people))
    _table(home / "control.csv", [_NO_CHANGES])
    _table(home / "control_crosswalk.csv", [{"name": "", "place": "", "extent": ""}])
    ways = ", ".join(f"{_at(gate, ring, gates)} > gate{gate}" for gate in range(2))
    end = START + timedelta(days=math.ceil(hours / 24))
    text = SCENARIO.format(places=places, people=people, hours=hours, start=START, end=end, ways=ways)
    (home / "ring.yaml").write_text(text, encoding="utf-8")
    return home / "ring.yaml"


_NO_CHANGES = dict.fromkeys(("name", "date", "doubt_days", "from", "to", "source", "confidence"), "")


def _places(ring: int, gates: int, hours: int) -> Iterator[dict[str, object]]:
    for i in range(ring):
        falls = START + timedelta(days=1 + int(i * hours / 24 / (ring // 2))) if i < ring // 2 else None
        contact = int(i % (ring // gates) == 0)
        yield _place(f"ring{i}", i / ring, RADIUS, "opposition", enclave=1, contact=contact, falls=falls)
    for g in range(gates):
        yield _place(f"gate{g}", g / gates, RADIUS + 1.2, "government")
    for i, name in enumerate(BEYOND):
        side = {"hill": "kurdish", "country": "opposition"}.get(name, "government")
        role = "countryside" if name == "country" else "west"
        yield _place(name, i / len(BEYOND), 4.0 * RADIUS, side, role=role)


def _place(
    name: str,
    turn: float,
    km: float,
    side: str,
    *,
    role: str = "east",
    enclave: int = 0,
    contact: int = 0,
    falls: date | None = None,
) -> dict[str, object]:
    north, east = km * math.cos(2.0 * math.pi * turn), km * math.sin(2.0 * math.pi * turn)
    return {
        "id": name,
        "name": name.capitalize(),
        "role": role if enclave or role == "countryside" else "west",
        "sector": "ring",
        "lat": f"{LAT + north / KM_PER_DEGREE:.6f}",
        "lon": f"{LON + east / (KM_PER_DEGREE * math.cos(math.radians(LAT))):.6f}",
        "area_ha": 60,
        "controller": side,
        "control_reported": side,
        "front_contact": contact,
        "damaged_structures": 100 * enclave,
        "prewar_population": 10_000 * enclave,
        "enclave": enclave,
        "taken_date": falls or "",
        "taken_by": "government" if falls else "",
        "taken_confidence": "read" if falls else "",
    }


def _at(gate: int, ring: int, gates: int) -> str:
    """The place of the ring that a gate stands before."""
    return f"ring{gate * ring // gates}"


def _routes(ring: int, gates: int) -> Iterator[dict[str, object]]:
    def route(a: str, b: str, kind: str, metres: float, status: str = "open") -> dict[str, object]:
        return {"from": a, "to": b, "kind": kind, "length_m": round(metres), "status": status}

    for i in range(ring):
        yield route(f"ring{i}", f"ring{(i + 1) % ring}", "street", 2.0e3 * math.pi * RADIUS / ring)
    for g in range(gates):
        yield route(_at(g, ring, gates), f"gate{g}", "front-crossing", 1_300, "sealed")
        yield route(f"gate{g}", "town", "road", 9_000)
    yield route(f"ring{ring // 2}", "hill", "front-crossing", 9_000, "sealed")
    for name in BEYOND[1:]:
        yield route("town", name, "road", 12_000)


def _shelters(people: int) -> list[dict[str, object]]:
    hosts = [_shelter(name, "host") for name in ("town", "hill", "country")]
    return [_shelter("camp", "shelter", people // 20), *hosts]


def _shelter(place: str, kind: str, capacity: int | str = "") -> dict[str, object]:
    return {"place": place, "kind": kind, "opens": "", "closes": "", "capacity_people": capacity}


def _table(path: Path, rows: list[dict[str, object]] | Iterator[dict[str, object]]) -> None:
    lines = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(lines[0]))
        writer.writeheader()
        writer.writerows(line for line in lines if any(line.values()))
