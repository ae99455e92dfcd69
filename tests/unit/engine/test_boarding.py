"""Patients who are carried to the ambulances: who is called first, from how far, and the way there."""

from __future__ import annotations

import numpy as np
import pytest

from model.codes import Side, Status
from model.engine import boarding
from model.randomness import Decision, uniform
from tests.worlds import metric, people, run, toy

FLEET = "proposals.ambulances.ambulances"

# Two seats an hour; six kilometres at a kilometre an hour to the way; six hours of driving beyond it.


def test_the_two_with_the_smallest_lots_are_called_first() -> None:
    simulation = toy("ambulances", "medical.patients=30")
    hh = simulation.population.world.households
    patients = np.flatnonzero(hh.patients)
    lots = [uniform(simulation.seed, Decision.BOARDING, hh.key[h], 0) for h in patients]
    run(simulation, 1)
    assert set(np.flatnonzero(hh.called)) == set(patients[np.argsort(lots)[:2]])


def test_the_family_with_most_patients_comes_first_then_the_one_with_someone_who_cannot_walk() -> None:
    simulation = toy("ambulances", "medical.patients=30", "population.household=4")
    hh = simulation.population.world.households
    large = np.flatnonzero(hh.people == 4)
    hh.patients[:] = 0
    hh.patients[large[:4]], hh.immobile[large[:4]] = [1, 1, 2, 1], [0, 1, 0, 0]
    simulation.population.places.patients[0] = 5
    world, way = simulation.population.world, simulation.population.way("edge > gate")
    assert boarding.call_patients(world, world.settings, way, 11, 12.0, 6.0) == 8
    assert set(np.flatnonzero(hh.called)) == {large[1], large[2]}


@pytest.mark.parametrize(("reach", "evacuated"), [("5.9 h", 0), ("6 h", 30)])
def test_nobody_is_carried_further_than_said(reach: str, evacuated: int) -> None:
    simulation = run(toy("ambulances", "medical.patients=30", f"{FLEET}.reach={reach}"), 40)
    assert metric(simulation, "patients_evacuated")[-1] == evacuated


def test_patients_are_carried_street_by_street_and_leave_when_they_come() -> None:
    simulation = toy("ambulances", "medical.patients=2")
    outdoors = []
    for _ in range(7):
        run(simulation, 1)
        outdoors.append(simulation.population.places.outdoors[:4].tolist())
    assert outdoors == [[2, 0, 0, 0]] * 2 + [[0, 2, 0, 0]] * 3 + [[0, 0, 2, 0], [0, 0, 0, 2]]


def test_whoever_is_cut_off_on_the_way_stays_there_and_can_be_called_again() -> None:
    simulation = run(toy("ambulances", "medical.patients=2"), 3)
    simulation.population.overtake(simulation.city.place("edge"), Side.GOVERNMENT, 3)
    run(simulation, 30)
    world = simulation.population.world
    assert metric(simulation, "patients_evacuated")[-1] == 0
    assert people(simulation, Status.DISPLACED_INSIDE) == 2
    assert not world.households.called.any()
