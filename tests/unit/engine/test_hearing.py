"""Hearsay along the streets of the toy city, and from those who are out."""

from __future__ import annotations

import pytest

from tests.worlds import run, toy

SILENT = ("behaviour.base=0/day", "information.broadcast=0/h")


def known(simulation: object) -> list[float]:
    return simulation.population.world.news[1, :3].tolist()  # type: ignore[attr-defined,no-any-return]


def test_news_comes_street_by_street() -> None:
    simulation = toy("corridor", *SILENT, "information.hearsay=0.2/h", "information.neighbours=0.5")
    simulation.population.world.news[1, 2] = 1.0
    assert known(run(simulation, 1)) == pytest.approx([0.0, 0.05, 1.0])
    assert known(run(simulation, 1)) == pytest.approx([0.005, 0.05 + 0.2 * 0.275 * 0.95, 1.0])


def test_news_stays_where_it_is_if_people_talk_to_nobody_around() -> None:
    simulation = toy("corridor", *SILENT, "information.hearsay=0.2/h")
    simulation.population.world.news[1, 2] = 1.0
    assert known(run(simulation, 5)) == [0.0, 0.0, 1.0]


def test_those_who_are_out_tell_the_place_they_came_from() -> None:
    simulation = toy("corridor", *SILENT, "information.kin=0.5/h")
    simulation.population.world.places.safe[0] = 20
    assert known(run(simulation, 1)) == pytest.approx([0.1, 0.0, 0.0])


def test_whoever_arrives_outside_is_counted_at_home() -> None:
    assert run(toy("corridor"), 10).population.world.places.safe.tolist()[:3] == [100, 0, 0]
