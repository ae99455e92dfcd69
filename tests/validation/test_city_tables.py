"""The tables of cities besides Aleppo hold together: places, ways, dates, figures, each with its source."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from experiments import catalogue, reported
from model import city, reading
from model.codes import Side
from model.parameters import to_plain
from model.scenario import Scenario
from model.simulation import Simulation
from tests.validation.test_aleppo_tables import metres
from tests.worlds import metric, run, scenario

CITIES = sorted(
    path.parent for path in catalogue.CITIES.glob("*/base.yaml") if path.parent != catalogue.DEFAULT
)
LAST_SEEN = {"homs-2014": "2014-02-06", "mosul-2016": "2016-11-25"}  # later figures only score
CONFIDENCE = {"read", "recalled", "inferred", "derived", "hand", "none"}
SOURCED = ("shelters", "weather", "crossings", "events", "evacuation", "control", "reported")
WIDEST = {"read": 0.35, "recalled": 3.0, "inferred": 1.5}  # days: the least doubt of a date so known
FIRST_OUT = {"homs-2014": (1.0, 7), "mosul-2016": (0.005, 26)}  # scale, days after which somebody is out
Row = dict[str, str]

pytestmark = pytest.mark.parametrize("folder", CITIES, ids=lambda path: path.name)


def table(folder: Path, name: str) -> list[Row]:
    """A table, if the city has it, without a ragged row."""
    path = folder / f"{name}.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert all(None not in row and None not in row.values() for row in rows), f"{path}: ragged row"
    return rows


def places(folder: Path) -> dict[str, Row]:
    return {row["id"]: row for row in table(folder, "places")}


def test_every_place_has_a_position_with_its_source(folder: Path) -> None:
    rows = table(folder, "places")
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert row["position_source"], row["id"]
        assert row["position_confidence"] in CONFIDENCE, row["id"]
        assert row["control_confidence"] in CONFIDENCE, row["id"]
        assert bool(row["area_ha"]) == bool(row["area_source"]), row["id"]
        assert row["control_source"] or row["control_confidence"] != "read", row["id"]


@pytest.mark.parametrize("name", SOURCED)
def test_every_row_names_its_source_and_how_it_is_known(folder: Path, name: str) -> None:
    for row in table(folder, name):
        assert row["source"], row
        assert row["confidence"] in CONFIDENCE, row


def test_routes_join_known_places_once_and_are_no_shorter_than_the_map(folder: Path) -> None:
    known, seen = places(folder), Counter[tuple[str, ...]]()
    for row in table(folder, "routes"):
        assert {row["from"], row["to"]} <= set(known)
        seen[*sorted((row["from"], row["to"])), row["kind"]] += 1
        apart = metres(known[row["from"]], known[row["to"]])
        assert float(row["straight_m"]) == pytest.approx(apart, rel=0.02, abs=30)
        assert float(row["length_m"]) >= float(row["straight_m"])
    assert max(seen.values()) == 1


def test_every_place_can_be_reached_over_the_routes(folder: Path) -> None:
    links = [{row["from"], row["to"]} for row in table(folder, "routes")]
    reached, size = {next(iter(places(folder)))}, 0
    while len(reached) > size:
        size = len(reached)
        reached |= {end for link in links if link & reached for end in link}
    assert reached == set(places(folder))


def test_every_reception_on_government_ground_can_be_driven_to_from_a_way_out(folder: Path) -> None:
    ground = city.load(folder)
    links = [{r.a, r.b} for r in ground.routes if ground.places[r.a].side is ground.places[r.b].side]
    shelters = [s.place for s in ground.shelters if ground.places[s.place].side is Side.GOVERNMENT]
    reached, size = {shelters[0]}, 0
    while len(reached) > size:
        size = len(reached)
        reached |= {end for link in links if link & reached for end in link}
    assert set(shelters) <= reached
    assert reached & {j for i in ground.enclave for j in ground.neighbours[i]}


@pytest.mark.parametrize("name", ["shelters", "crossings", "control_crosswalk"])
def test_places_named_elsewhere_exist(folder: Path, name: str) -> None:
    for row in table(folder, name):
        assert {row.get(column, "") for column in ("place", "inside", "outside")} - {""} <= set(
            places(folder)
        )


def test_everybody_has_somewhere_to_live(folder: Path) -> None:
    rows = places(folder).values()
    assert all(float(row["prewar_population"]) > 0 for row in rows if row["enclave"] == "1")
    assert {row["controller"] for row in rows if row["enclave"] == "1"} == {"opposition"}


def test_a_date_from_memory_is_in_doubt_by_days(folder: Path) -> None:
    for row in table(folder, "control"):
        date.fromisoformat(row["date"])
        assert float(row["doubt_days"]) >= WIDEST[row["confidence"]], row


def test_every_name_of_the_record_is_joined_to_a_place(folder: Path) -> None:
    names = {row["name"] for row in table(folder, "control")}
    assert {row["name"] for row in table(folder, "control_crosswalk")} == names


def test_the_record_is_understood_and_what_came_late_only_scores(folder: Path) -> None:
    found, rows = reported.read(folder), table(folder, "reported")
    assert len(found.figures) == sum(row["use"] != "context" for row in rows) > 0
    last = LAST_SEEN[folder.name]
    for row in rows:
        is_late = max(row["as_of"], row["published"]) > last
        assert row["use"] == (
            "context" if not row["observable"] else "held-out" if is_late else "calibration"
        )
    assert not [each.id for each in found.figures if found.reporter(each).spread == 0.0]


def test_what_people_do_rests_on_no_later_figure_of_the_same_city(folder: Path) -> None:
    own = folder.name.partition("-")[0].capitalize()
    scenario, _ = reading.read(folder / "as-happened.yaml", Scenario)
    plain = to_plain(scenario)
    for section in ("behaviour", "screening", "information", "reception", "family", "kin", "queueing"):
        for key, number in plain[section].items():
            source = number.get("source", "") if isinstance(number, dict) else ""
            is_early = "without " + own in source or "to 25 November 2016" in source
            assert own not in source or is_early, f"{section}.{key}"


def test_the_city_lives_loses_nobody_and_people_come_out(folder: Path) -> None:
    """Every hour counts everyone (model/checks.py); here they come out, and not before there is a way."""
    scale, days = FIRST_OUT[folder.name]
    told = scenario(folder, "as-happened", f"population.scale={scale}", "uncertainty=false")
    simulation = run(Simulation(told, city.load(folder), 1), 24 * days)
    out = metric(simulation, "out_total")
    # Four standard errors of a sample of households whose size has the mean 5.2 and the deviation 2.6.
    people = float(told.population.total) * scale
    assert abs(simulation.population.first.sum() / people - 1) < 4 * (1.25 * 5.2 / people) ** 0.5
    assert simulation.record.status[24 * days].sum() == simulation.population.first.sum()
    assert out[72] == 0 < out[-1]
    assert metric(simulation, "displaced_outside")[-1] <= out[-1]
