"""Buses and ambulances in the toy city: seats, cycle, halts, and whom they take."""

from __future__ import annotations

import pytest

from model.state import Count, Status
from tests.worlds import hourly, metric, run, toy

AMBULANCES = (
    "behaviour.base=0/day",
   "proposals.deal.buses.takes=patients", "proposals.deal.buses.seats=1", "proposals.deal.buses.vehicles=4")


def boarded(*sets: str) -> list[int]:
    """People whom the buses have taken, hour by hour."""
    simulation = toy("deal", *sets)
    way = simulation.population.way("edge > gate")
    return [int(each.population.world.ways.passed[way]) for each in hourly(simulation, 26)]


def test_a_bus_of_ten_seats_leaves_every_other_hour_and_stands_still_in_its_halt() -> None:
    # The fleet is seen in the second hour; everyone walks three hours. A bus leaves at the end of every second hour
    # that is not halted (14:00 and 15:00 are): hours 1, 3, 5, then 9, 11, ... counted from 08:00.
    taken = boarded()
    assert taken[:4] == [0, 0, 0, 10]
    assert taken[5:9] == [20, 20, 20, 20]
    assert taken[9::2] == [30, 40, 50, 60, 70, 80, 90, 100, 100]


def test_buses_bring_people_to_the_countryside_in_the_time_of_the_drive() -> None:
    simulation = run(toy("deal"), 60)
    assert simulation.fleets[0].drive == pytest.approx(6.0)  # 60 km from the gate at 10 km/h
    out = metric(simulation, "evacuated_bus")
    assert (out[9], out[10]) == (0, 10)  # boarded in the hour that ends on line 4, six hours on the way
    assert out[-1] == simulation.population.world.tally.status[Status.EVACUATED_BUS] == 100


def test_no_bus_leaves_while_the_fighting_goes_on_unless_it_need_not_be_quiet() -> None:
    broken = "proposals.deal.pause.kept_by_government=0"
    assert boarded(broken)[-1] == 0
    assert boarded(broken, "proposals.deal.buses.needs_quiet=false")[-1] > 0


def test_ambulances_take_patients_with_their_families_and_nobody_else() -> None:
    simulation = run(toy("deal", *AMBULANCES, "medical.patients=30"), 40)
    world = simulation.population.world
    assert world.tally.counts[Count.PATIENTS_EVACUATED] == 30
    assert world.tally.status[Status.EVACUATED_MEDICAL] == 30
    assert metric(simulation, "patients_evacuated")[-1] == 30
    assert world.ways.passed.sum() == 0


def test_ambulances_without_patients_take_nobody() -> None:
    assert metric(run(toy("deal", *AMBULANCES), 40), "patients_evacuated")[-1] == 0


def test_those_whom_armed_groups_stop_do_not_board() -> None:
    assert boarded("proposals.deal.buses.stopped=1", "proposals.deal.pause.kept_by_opposition=0")[-1] == 0
    assert boarded("proposals.deal.buses.stopped=1")[-1] == 100
