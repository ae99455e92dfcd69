"""Shelters open and close with their days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from tests.worlds import toy


def test_a_shelter_is_open_from_its_first_day_to_the_day_it_closes() -> None:
    shelters = toy("still").city.shelters
    dated = (replace(shelters[0], opens=date(2016, 11, 28), closes=date(2016, 11, 30)), *shelters[1:])
    simulation = toy("still", shelters=dated)
    shelter = simulation.shelters[0]
    moments = [
        datetime(2016, 11, 27, 23),
        datetime(2016, 11, 28),
        datetime(2016, 11, 29, 23),
        datetime(2016, 11, 30),
    ]
    assert [shelter.is_open(moment) for moment in moments] == [False, True, True, False]
    assert simulation.shelters[1].is_open(datetime(1999, 1, 1))


def test_shelters_stand_in_the_cell_of_their_place() -> None:
    simulation = toy("still")
    assert simulation.shelters[0].cell is simulation.cells[simulation.city.place("camp")]
