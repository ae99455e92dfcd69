"""Scenarios that do not fit their city are told at their line, with the nearest known word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from experiments.fitting import fitted
from model.codes import Side
from model.errors import InputError
from model.reading import read
from model.scenario import Scenario

CORRIDOR = """
proposals:
  way:
    kind: corridor
    corridor:
      ways: [{way}]
      announced: 2016-11-26
      start: 2016-11-26
      length: 1d
      capacity: {{value: 100 people/h, source: made up}}
      trust: {{value: 0, source: made up}}
      stopped: {{value: 0, source: made up}}
"""

AID = """
proposals:
  aid:
    kind: aid-convoys
    aid:
      start: 2016-11-26
      every: 1d
      planned: {{value: 4, source: made up}}
      share: {{value: 1, source: made up}}
      cleared: {{value: 1, source: made up}}
      delay: {{value: 0 h, source: made up}}
      trucks: {{value: 2, source: made up}}
      entry: {place}
      looted: {{value: 0, source: made up}}
"""


@pytest.fixture
def wrong(toy: Path) -> Callable[[str], str]:
    """What is said of a scenario of the toy city."""

    def say(text: str) -> str:
        path = toy / "wrong.yaml"
        path.write_text(f"extends: base\n{text}", encoding="utf-8")
        try:
            with pytest.raises(InputError) as caught:
                fitted(*read(path, Scenario))
        finally:
            path.unlink()
        return str(caught.value)

    return say


def test_a_scenario_that_fits_gives_its_city(toy: Path) -> None:
    assert fitted(*read(toy / "base.yaml", Scenario)).name == "toy"


def test_an_unknown_place_of_a_way(wrong: Callable[[str], str]) -> None:
    said = wrong(CORRIDOR.format(way="midle > west"))
    assert "wrong.yaml:7:13: proposals.way.corridor.ways: no place 'midle' in toy" in said
    assert "did you mean 'middle'?" in said


def test_a_way_that_no_street_follows(wrong: Callable[[str], str]) -> None:
    said = wrong(CORRIDOR.format(way="south > west"))
    assert "no street or crossing leads from south to west" in said


def test_a_way_must_lead_out_of_the_enclave(wrong: Callable[[str], str]) -> None:
    assert "no street or crossing leads from west to middle" in wrong(CORRIDOR.format(way="west > middle"))


@pytest.mark.parametrize("place", ["midle", "west"])
def test_food_comes_in_at_a_place_of_the_enclave(wrong: Callable[[str], str], place: str) -> None:
    said = wrong(AID.format(place=place))
    assert f"wrong.yaml:14:14: proposals.aid.aid.entry: no place {place} in the enclave" in said


def test_ways_out_replace_those_of_another_proposal(wrong: Callable[[str], str]) -> None:
    said = wrong(CORRIDOR.format(way="middle > west") + "      replaces: [wai, way]\n").splitlines()
    assert [line.partition(": ")[2].partition(";")[0] for line in said if "replaces" in line] == [
        f"proposals.way.corridor.replaces.{i}: {word!r} is not another proposal with a corridor"
        for i, word in enumerate(("wai", "way"))
    ]


def test_what_is_taken_away_need_not_be_there_to_be_replaced(root: Path) -> None:
    path = root / "scenarios" / "aleppo-2016" / "guaranteed-corridors.yaml"
    scenario, document = read(
        path, Scenario, ["proposals.announced-exits=null", "proposals.kurdish-gate=null"]
    )
    assert fitted(scenario, document).name == "aleppo-2016"
    assert list(scenario.proposals) == ["guaranteed-corridors"]


def test_a_factor_of_a_place_outside(wrong: Callable[[str], str]) -> None:
    said = wrong("population: {layout: {places: {midle: {value: 1, source: made up}}}}")
    assert "no place midle in the enclave" in said
    assert "did you mean 'middle'?" in said


@pytest.mark.parametrize(
    ("total", "scale", "said"),
    [
        (49, 1, "population.total: 49 is too few; expected at least 50 people"),
        (49, 0.5, "population.total: 49 is too few; expected at least 50 people"),
        (1000, 0.04, "population.scale: leaves 40 of 1,000 people to simulate; expected at least 50 people"),
    ],
)
def test_too_few_people_are_told_at_the_number_that_makes_them_few(
    wrong: Callable[[str], str], total: int, scale: float, said: str
) -> None:
    text = wrong(f"population: {{total: {total}, scale: {scale}}}\n")
    assert said in text
    assert len(text.splitlines()) == 1


def test_a_folder_that_is_not_there(wrong: Callable[[str], str]) -> None:
    assert "wrong.yaml:2:7: city: there is no folder" in wrong("city: elsewhere")


def test_all_that_is_wrong_is_told_at_once(wrong: Callable[[str], str]) -> None:
    said = wrong(CORRIDOR.format(way="midle > west, suoth > west"))
    assert len(said.splitlines()) == 2


def test_an_area_of_a_pause_that_is_nowhere(wrong: Callable[[str], str]) -> None:
    said = wrong(
        """
proposals:
  truce:
    kind: pause
    pause:
      announced: 2016-11-26
      start: 2016-11-26
      length: 1d
      area: [midle]
      kept_by_government: {value: 1, source: made up}
      kept_by_opposition: {value: 1, source: made up}
      violation: {value: 1, source: made up}
"""
    )
    assert "proposals.truce.pause.area: no sector or place midle in the enclave" in said
    assert "did you mean 'middle'?" in said


BUSES = """
proposals:
  deal:
    kind: medical-evacuation
    ambulances:
      start: 2016-11-27
      length: 1d
      way: middle > west
      reach: {value: 1 h, source: made up}
      vehicles: {value: 1, source: made up}
      seats: {value: 8, source: made up}
      cycle: {value: 6 h, source: made up}
"""


def test_vehicles_need_a_host_community_to_drive_to(toy: Path) -> None:
    path = toy / "vehicles.yaml"
    path.write_text(f"extends: base\n{BUSES}", encoding="utf-8")
    try:
        scenario, document = read(path, Scenario)
    finally:
        path.unlink()
    ground = fitted(scenario, document)
    others = tuple(each for each in ground.shelters if ground.places[each.place].side is not Side.OPPOSITION)
    known = {document.folder("city") / scenario.city: replace(ground, shelters=others)}
    with pytest.raises(InputError) as caught:
        fitted(scenario, document, known)
    assert "proposals.deal.ambulances: toy has no host community on the opposition side" in str(caught.value)
