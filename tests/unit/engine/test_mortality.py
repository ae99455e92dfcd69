"""Mortality in the toy city: who dies of wounds before anyone takes them out of the enclave, and when."""

from __future__ import annotations

import math

import numpy as np

from model.codes import UNKNOWN, Count, Side, Status
from model.simulation import Simulation
from tests.worlds import counted, hourly, metric, people, run, toy

MANY = "population.total=4000"
PATIENTS = (MANY, "medical.patients=2000", "medical.untreated=0.24/day", "medical.treated=0.024/day")


def survivors(simulation: Simulation) -> np.ndarray:
    """Patients who are alive, by hour."""
    return 2000 - np.array([0.0, *(metric(each, "died_untreated")[-1] for each in hourly(simulation, 50))])


def near(alive: float, share: float) -> None:
    assert abs(alive - 2000 * share) < 4 * math.sqrt(2000 * share * (1 - share) + 1), (alive, share)


def test_untreated_patients_die_at_their_hazard_and_treated_ones_at_theirs() -> None:
    for hospitals, per_hour in (("2016-11-20", 0.01), ("2017-01-01", 0.001), ("null", 0.001)):
        simulation = toy("still", *PATIENTS, f"medical.hospitals={hospitals}")
        alive = survivors(simulation)
        near(alive[50], math.exp(-per_hour * 50))
        assert simulation.population.world.places.patients.sum() == alive[50]
        assert metric(simulation, "patients_needing")[-1] == alive[50]


def test_patients_worsen_from_the_hour_in_which_the_hospitals_are_gone() -> None:
    # From hour 20 on the hazard rises from 0.01 by 0.01 for each 25 hours of waiting.
    alive = survivors(toy("still", *PATIENTS, "medical.worsening=25 h", "medical.hospitals=2016-11-27 04:00"))
    near(alive[20], math.exp(-0.02))
    near(alive[45], math.exp(-0.02 - 25 * 0.015))
    near(alive[50], math.exp(-0.02 - 30 * 0.01 * (1 + 30 / 50)))


def test_an_evacuation_saves_those_who_are_out_before_their_hour() -> None:
    stayed, left = toy("still", *PATIENTS), toy("still", *PATIENTS)
    doom = left.population.world.hot.doom.copy()
    run(stayed, 30)
    run(left, 10)
    left.population.overtake(0, Side.GOVERNMENT, 10)  # treated from then on
    run(left, 20)
    counts = [counted(each, Count.DIED_UNTREATED) for each in (stayed, left)]
    assert counts == [(doom < 30).sum(), (doom < 10).sum()]


def test_the_lightly_wounded_die_at_their_own_rate_once_no_hospital_works() -> None:
    shells = ("shelling.artillery.campaign=240 strikes/km2/day", "shelling.worst=1e9")
    sets = (*shells, "shelling.artillery.lethality=10", "shelling.wounded=3", MANY, "medical.minor=0.24/day")
    dying, treated = run(toy("still", *sets), 10), run(toy("still", *sets, "medical.hospitals=null"), 10)
    hours = metric(dying, "wounded").sum()  # person-hours, but for those who died since
    assert abs(metric(dying, "died_untreated")[-1] / hours - 0.01) < 0.003
    assert metric(treated, "died_untreated")[-1] == 0


def test_a_family_loses_its_patients_one_by_one_and_none_twice() -> None:
    sets = (
        "population.total=400",
        "population.household=4",
        "medical.patients=80",
        "medical.untreated=24/day",
    )
    simulation = run(toy("still", *sets), 20)
    world = simulation.population.world
    assert counted(simulation, Count.DIED_UNTREATED) == 80 == people(simulation, Status.KILLED)
    assert not world.households.patients.any()
    assert not world.households.wounded.any()
    assert np.isinf(world.hot.doom).all()


def test_with_patients_off_nobody_waits_for_death() -> None:
    simulation = toy("still", *PATIENTS, "medical.minor=1/day", "mechanisms.patients=false")
    assert np.isinf(simulation.population.world.hot.doom).all()
    run(simulation, 20)
    assert metric(simulation, "died_untreated")[-1] == 0


def test_an_hour_still_to_be_reckoned_is_drawn_anew_at_the_same_hazard() -> None:
    simulation = toy("still", *PATIENTS)
    simulation.population.world.hot.doom[:] = UNKNOWN  # as after families parted
    alive = survivors(simulation)
    near(alive[50], math.exp(-0.01 * 50))
    assert np.isfinite(simulation.population.world.hot.doom).sum() == alive[50]
