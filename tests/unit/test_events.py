"""A life in words: each event in its hour, for lives that can be worked out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest

from experiments.lives import words
from experiments.lives.events import Event, moment, story
from experiments.lives.watch import Watch
from model import city
from model.codes import Member
from model.simulation import Simulation
from tests.worlds import TOY, toy

STAY = "behaviour.base=0/day"


def life(simulation: Simulation, hours: int, number: int = 0) -> tuple[Watch, list[Event]]:
    watch = Watch(simulation, int(simulation.population.world.households.key[number]))
    for _ in range(hours):
        simulation.step()
        watch.look()
    return watch, story(watch)


def told(events: list[Event]) -> Iterator[tuple[int, str]]:
    for event in events:
        yield event.hour, event.text


def test_out_by_a_corridor() -> None:
    simulation = toy("corridor", "mechanisms.information=false")
    watch, events = life(simulation, 24)
    out, *rest = [each for each in events if each.kind != "news"]
    assert (out.hour, out.text) == (0, "sets out from Far for the way out Edge – Gate")
    assert moment(watch, out.hour) == datetime(2016, 11, 26, 8)
    assert [each.kind for each in rest if each.kind != "queue"] == ["crossed", "arrived"]
    assert rest[-1].text == "taken in by relatives or hosts in Town"
    # 20 km at 10 km/h from the gate.
    assert rest[-1].hour - next(each.hour for each in rest if each.kind == "crossed") == 2


def test_own_food_runs_out_after_a_day_and_a_half() -> None:
    simulation = toy("still", "siege.stores=1.5d")
    _, events = life(simulation, 48)
    assert list(told(events)) == [(35, "own food is gone, and none is handed out")]


def test_those_who_are_stopped_stay_before_the_way() -> None:
    simulation = toy("corridor", "proposals.way.corridor.stopped=1")
    _, events = life(simulation, 4)
    assert [(each.hour, each.text) for each in events if each.kind == "back"] == [
        (2, "stopped by armed groups; stays in Edge"),
        (3, "ready to leave, has no way that it could take; stays in Edge"),
    ]


def all_in(home: str) -> tuple[city.Place, ...]:
    return tuple(replace(place, prewar=100.0 if place.id == home else 0.0) for place in city.load(TOY).places)


def test_who_is_stopped_in_the_hour_of_setting_out_has_not_just_gone_there() -> None:
    """Mid is 3 km from the way; some of those who could walk 30 in an hour are there in their first."""
    terms = ("proposals.way.corridor.stopped=1", "movement.speed=30 km/h")
    trial = toy("corridor", *terms, places=all_in("mid"))
    trial.step()
    at_once = next(h for h in range(100) if trial.population.world.households.barred[h] >= 0)
    _, events = life(toy("corridor", *terms, places=all_in("mid")), 1, at_once)
    assert [(each.kind, each.text, each.short) for each in events if each.kind != "news"] == [
        (
            "back",
            "sets out from Mid for Edge – Gate, stopped by armed groups; stays in Edge",
            "stopped, in Edge",
        )
    ]


def test_who_is_stopped_again_where_it_was_the_last_time_does_not_find_the_way_shut() -> None:
    """It sets out while armed groups let people go, and they do no more when it comes there."""
    simulation = toy("corridor", "proposals.way.corridor.stopped=1")
    simulation.population.world.households.barred[0] = simulation.population.way("edge > gate")
    simulation.lets_go[:] = True
    watch = Watch(simulation, int(simulation.population.world.households.key[0]))
    for _ in range(3):
        simulation.step()
        simulation.lets_go[:] = False
        watch.look()
    assert [(each.hour, each.text) for each in story(watch) if each.kind == "back"] == [
        (2, "stopped by armed groups; stays in Edge")
    ]


def test_men_of_a_family_that_is_stopped_at_once_are_not_lost_from_sight() -> None:
    """At the edge the family is home again within the hour, and its men are left behind all the same."""
    terms = ("proposals.way.corridor.stopped=1", "movement.speed=30 km/h")
    families = ("population.household=4", "population.total=200", "family.men_stay=1")
    trial = toy("corridor", *terms, *families, places=all_in("edge"))
    trial.step()
    root = int(trial.population.world.households.root.max())
    _, events = life(toy("corridor", *terms, *families, places=all_in("edge")), 1, root)
    (parted,) = [each for each in events if each.kind == "parted"]
    assert parted.text.endswith(" behind in Edge, for fear of arrest")
    assert parted.short == "men stay behind"


def test_men_who_are_held_and_men_who_stay_behind() -> None:
    alone = ("screening.held=1",)
    simulation = toy("corridor", *alone)
    hh = simulation.population.world.households
    man = next(h for h in range(len(hh)) if hh.members[h, Member.MAN])
    watch, events = life(simulation, 24, man)
    assert [each.text for each in events if each.kind == "held"] == [
        "one man of 15-55 held at the checkpoint"
    ]
    last = watch.hours[-1][0]
    assert words.whereabouts(last.status, last.people, last.detained) == "all detained"

    families = ("population.household=4", "population.total=200", "family.men_stay=1")
    simulation = toy("corridor", *families)
    hh = simulation.population.world.households
    mixed = next(
        h for h in range(len(hh)) if hh.members[h, Member.MAN] == 1 and hh.members[h, Member.WOMAN] == 1
    )
    _, events = life(simulation, 2, mixed)
    (parted,) = [each for each in events if each.kind == "parted"]
    assert parted.text == "one man of 15-55 stays behind in Far, for fear of arrest"
    assert parted.part == 1


def test_the_killed_and_the_wounded_are_told_where_it_happened() -> None:
    deadly = (
        "shelling.artillery.campaign=24 strikes/km2/day",
        "shelling.artillery.lethality=1e4",
    )
    simulation = toy("still", *deadly)
    watch, events = life(simulation, 48)
    (killed,) = [each for each in events if each.kind == "killed"]
    assert killed.text.endswith(" killed in Far")
    assert watch.hours[killed.hour][0].people == 1
    assert watch.hours[killed.hour + 1][0].people == 0
    assert events[-1] == killed, "nothing is told of a family after its last member"


def test_a_place_that_falls() -> None:
    """The family lives at the edge, which is contested on 27 November and falls on the 29th."""
    places = tuple(
        replace(place, prewar=100.0 if place.id == "edge" else 0.0) for place in city.load(TOY).places
    )
    simulation = toy("truce", "proposals.truce=null", STAY, places=places)
    _, events = life(simulation, 80)
    kinds = [(each.kind, each.text) for each in events]
    assert ("front", "the front comes to Edge") in kinds
    assert ("fell", "Edge passes to the government side; the family stays") in kinds


def test_a_pause_is_heard_of_and_felt() -> None:
    _, events = life(toy("truce"), 30)
    found = [(each.hour, each.text) for each in events if each.kind in ("news", "pause")]
    assert found == [
        (4, "most people in Far have heard of the pause (truce)"),
        (16, "fighting is restrained in Far: air strikes 0%, shelling 0%, advance 0% of the usual"),
    ]


@pytest.mark.parametrize(
    ("counts", "text"),
    [
        ((3, 1, 2, 0), "one woman, two men of 15-55 and three children"),
        ((0, 0, 1, 0), "one man of 15-55"),
        ((0, 1, 0, 1), "one woman and one old person"),
        ((12, 0, 0, 0), "12 children"),
        ((0, 0, 0, 0), "nobody"),
    ],
)
def test_people_in_words(counts: tuple[int, ...], text: str) -> None:
    assert words.members(counts) == text
