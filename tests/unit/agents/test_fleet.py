"""Buses and ambulances in the toy city: seats, cycle, halts, and whom they take."""

from __future__ import annotations

import pytest

from model.codes import Count, Side, Status
from tests.worlds import counted, hourly, metric, people, run, toy


def boarded(*sets: str) -> list[int]:
    """People whom the buses have taken, hour by hour."""
    simulation = toy("deal", *sets)
    way = simulation.population.way("edge > gate")
    return [int(each.population.world.ways.passed[way]) for each in hourly(simulation, 26)]


def test_a_bus_of_ten_seats_leaves_every_other_hour_and_stands_still_in_its_halt() -> None:
    # The fleet is seen in the second hour; everyone walks two hours more. A bus leaves at the end of each
    # second hour that is not halted (14:00 and 15:00 are): hours 1, 3, 5 from 08:00. It waits out the
    # halt at the far end, an hour away, and then leaves in hours 10, 12, ..., 22.
    taken = boarded()
    assert taken[:4] == [0, 0, 0, 10]
    assert taken[5:10] == [20, 20, 20, 20, 20]
    assert taken[10::2] == [30, 40, 50, 60, 70, 80, 90, 90]


def test_buses_bring_people_to_the_countryside_in_the_time_of_the_drive() -> None:
    simulation = run(toy("deal", "proposals.deal.buses.halts=[]"), 60)
    assert simulation.fleets[0].drive == pytest.approx(6.0)  # 60 km from the gate at 10 km/h
    out = metric(simulation, "evacuated_bus")
    assert (out[9], out[10]) == (0, 10)  # boarded in the hour that ends on line 4, six hours on the way
    assert out[-1] == people(simulation, Status.EVACUATED_BUS) == 100


def test_no_bus_leaves_while_the_fighting_goes_on_unless_it_need_not_be_quiet() -> None:
    broken = "proposals.deal.pause.kept_by_government=0"
    assert boarded(broken)[-1] == 0
    assert boarded(broken, "proposals.deal.buses.needs_quiet=false")[-1] > 0


def test_ambulances_take_patients_with_their_families_and_nobody_else() -> None:
    # Four vehicles of one seat, two hours a round: two patients an hour, six hours to the way, after the
    # first, six from it.
    simulation = run(toy("ambulances", "medical.patients=30"), 40)
    world = simulation.population.world
    assert metric(simulation, "patients_evacuated")[12:16].tolist() == [0, 2, 4, 6]
    assert counted(simulation, Count.PATIENTS_EVACUATED) == people(simulation, Status.EVACUATED_MEDICAL) == 30
    assert world.ways.passed.sum() == 0


def test_families_of_patients_go_with_them_as_far_as_seats_are_left() -> None:
    seats = ("proposals.ambulances.ambulances.seats=8", "population.household=4", "population.total=400")
    simulation = run(toy("ambulances", *seats, "medical.patients=10"), 40)
    assert counted(simulation, Count.PATIENTS_EVACUATED) == 10
    hh = simulation.population.world.households
    assert people(simulation, Status.EVACUATED_MEDICAL) == hh.people[hh.patients > 0].sum() > 10


def test_ambulances_come_only_while_the_place_before_the_way_is_held() -> None:
    simulation = run(toy("ambulances", "medical.patients=30"), 9)  # three pairs have come to the way
    simulation.population.overtake(simulation.city.place("edge"), Side.GOVERNMENT, 9)
    assert metric(run(simulation, 30), "patients_evacuated")[-1] == 6


def test_ambulances_without_patients_take_nobody() -> None:
    assert metric(run(toy("ambulances"), 40), "patients_evacuated")[-1] == 0


def test_those_whom_armed_groups_stop_do_not_board() -> None:
    assert boarded("proposals.deal.buses.stopped=1", "proposals.deal.pause.kept_by_opposition=0")[-1] == 0
    assert boarded("proposals.deal.buses.stopped=1")[-1] == 90


CORRIDOR = (
    "proposals.{name}={{kind: corridor, corridor: {{ways: [edge > gate], announced: 2016-11-26 08:00, "
    "start: 2016-11-26 08:00, length: 5d, capacity: 20 people/h, trust: {trust}, stopped: 0}}}}"
)
BUSES = (
    "proposals.{name}={{kind: negotiated-evacuation, pause: {{announced: 2016-11-26 08:00, "
    "start: 2016-11-26 08:00, length: 24 h, kept_by_government: 1, kept_by_opposition: 1, violation: 1}}, "
    "buses: {{announced: 2016-11-26 08:00, start: 2016-11-26 08:00, length: 24 h, way: edge > gate, "
    "vehicles: 1, seats: 10, cycle: 2 h, trust: {trust}}}}}"
)


def test_a_way_is_its_buses_beside_a_corridor_that_is_trusted_less() -> None:
    assert boarded(CORRIDOR.format(name="walk", trust=0)) == boarded()


def test_no_bus_leaves_by_the_way_of_a_corridor_that_is_trusted_more() -> None:
    sets = (CORRIDOR.format(name="walk", trust=1), "proposals.deal.buses.trust=0.5")
    simulation = run(toy("deal", *sets), 26)
    assert counted(simulation, Count.PASSED_CORRIDOR) > 0
    assert metric(simulation, "evacuated_bus")[-1] == 0


@pytest.mark.parametrize(("first", "second"), [(0.8, 0.05), (0.05, 0.8), (0.8, 0.8)])
def test_of_two_fleets_on_a_way_one_has_it_wherever_they_stand_in_the_file(
    first: float, second: float
) -> None:
    halts = "proposals.deal.buses.halts=[]"
    alone = boarded(halts, "proposals.deal.buses.trust=0.8")
    beside = (BUSES.format(name="other", trust=second), f"proposals.deal.buses.trust={first}")
    assert boarded(halts, *beside) == alone
