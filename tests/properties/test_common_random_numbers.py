"""One changed thing changes only that thing: with one seed, two scenarios share all luck but what differs."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from experiments import catalogue
from model.codes import Count, Side, Status
from model.simulation import Simulation
from tests.worlds import ALEPPO, aleppo, counted, differences, hourly, metric, run

PAUSE = "proposals.ten-day-pause.pause"
UNBELIEVED = ("behaviour.hope=0", "information.belief=0")


def together(one: Simulation, other: Simulation, hours: int) -> int:
    """For how many hours from now every array of both is the same, bit for bit."""
    for hour in range(hours):
        one.step()
        other.step()
        if differences(one, other):
            return hour
    return hours


def test_the_same_seed_twice_is_the_same_and_another_seed_is_not() -> None:
    one, other = run(aleppo("as-happened", seed=5), 200), run(aleppo("as-happened", seed=5), 200)
    assert differences(one, other) == []
    assert np.array_equal(one.record.metrics, other.record.metrics)
    assert np.array_equal(one.record.people, other.record.people)
    assert differences(one, run(aleppo("as-happened", seed=6), 200)) != []


@pytest.mark.parametrize("announced", ["2016-12-01 18:00", "2016-11-28 06:00"])
def test_a_pause_changes_nothing_before_it_is_announced(announced: str) -> None:
    paused = aleppo(
        "ten-day-pause",
        f"{PAUSE}.announced={announced}",
        f"{PAUSE}.start={announced}",
        f"{PAUSE}.kept_by_government=1",
        seed=2,
    )
    without = aleppo("no-pause", seed=2)
    first = int((paused.pauses[0].terms.announced - paused.start).total_seconds() // 3600)
    assert together(paused, without, first) == first
    assert together(paused, without, 12) < 12


@pytest.mark.parametrize("name", [path.stem for path in catalogue.proposals(ALEPPO)])
def test_no_shipped_proposal_changes_anything_before_the_first_of_its_dates(name: str) -> None:
    proposed, without = aleppo(name, seed=2), aleppo("no-pause", seed=2)
    already = without.scenario.proposals
    dates = [
        date
        for word, proposal in proposed.scenario.proposals.items()
        if word not in already
        for term in proposal.terms()
        for date in (getattr(term, "announced", None), term.start)
        if date is not None
    ]
    first = int(
        (min(dates, default=proposed.start + timedelta(days=8)) - proposed.start).total_seconds() // 3600
    )
    assert first > 100
    proposed.pass_to(first)
    without.pass_to(first)
    assert differences(proposed, without) == []


def test_a_pause_that_nobody_believes_in_and_nobody_keeps_changes_nothing_at_all() -> None:
    violated, without = (
        aleppo("announced-but-violated", *UNBELIEVED, seed=3),
        aleppo("no-pause", *UNBELIEVED, seed=3),
    )
    assert together(violated, without, 648) == 648


def test_a_pause_that_is_believed_in_and_not_kept_changes_what_people_do_and_not_the_war() -> None:
    # Which crowds there are follows from what people do: their fire is the one part of the war that does.
    violated, without = (
        run(aleppo("announced-but-violated", "mechanisms.crowds=false", seed=3), 648),
        run(aleppo("no-pause", "mechanisms.crowds=false", seed=3), 648),
    )
    assert differences(violated, without) != []
    assert violated.clock == without.clock == 648.0
    assert np.array_equal(violated.record.side, without.record.side)
    assert violated.air.strikes == without.air.strikes
    # Incidents at a corridor need it to be open, which the line alone decides.
    assert violated.artillery.strikes == without.artillery.strikes


def test_a_deal_that_nobody_keeps_draws_no_more_fire() -> None:
    """That the ground is about to be handed over moves people; shells do not follow that."""
    key = "proposals.negotiated-evacuation.pause"
    broken = (f"{key}.kept_by_government=0", f"{key}.kept_by_opposition=0", f"{key}.violation=1")
    deal, without = (
        run(aleppo("negotiated-evacuation", *broken, "mechanisms.crowds=false", seed=3), 300),
        run(aleppo("no-pause", "mechanisms.crowds=false", seed=3), 300),
    )
    places = deal.population.world.places
    held = places.side == Side.OPPOSITION
    assert places.handover[held].max() > 0.5
    assert places.enclave[~held].any()
    assert places.handover[~held].max() == 0.0  # what has fallen is not to be handed over
    assert (deal.air.strikes, deal.artillery.strikes) == (without.air.strikes, without.artillery.strikes)


def test_the_sky_and_the_tempo_of_the_war_are_the_same_under_every_proposal() -> None:
    one, other = aleppo("no-pause", seed=7), aleppo("ten-day-pause", seed=7)
    for ours, theirs in zip(hourly(one, 480), hourly(other, 480), strict=True):
        assert ours.grounded == theirs.grounded
        assert ours.air.tempo() == theirs.air.tempo()
        assert ours.artillery.tempo() == theirs.artillery.tempo()


def test_a_medical_evacuation_that_takes_nobody_changes_nothing() -> None:
    none = ("medical.patients=0", "medical.severe=0")
    idle, without = aleppo("medical-evacuation", *none, seed=4), aleppo("no-pause", *none, seed=4)
    for hour in range(648):
        idle.step()
        without.step()
        assert set(differences(idle, without)) <= {"ways.ambulance"}, hour  # what the way is marked for


def test_a_medical_evacuation_moves_patients_families_and_hardly_anyone_else() -> None:
    moved, without = run(aleppo("medical-evacuation", seed=4), 648), run(aleppo("no-pause", seed=4), 648)
    # Luck of its own would part about half of the lives; what is left are beds, victims and queues.
    ours, theirs = moved.population.world, without.population.world
    _, here, there = np.intersect1d(ours.households.key, theirs.households.key, return_indices=True)
    taken = ours.hot.status[here] == Status.EVACUATED_MEDICAL
    differ = (ours.hot.status[here] != theirs.hot.status[there]) | (
        ours.hot.place[here] != theirs.hot.place[there]
    )
    assert taken.any()
    assert (differ & ~taken).mean() < 0.1
    assert counted(moved, Count.PATIENTS_EVACUATED) > 0


def test_a_mechanism_that_is_off_takes_no_luck_from_the_others() -> None:
    with_it, without = (
        aleppo("no-pause", "mechanisms.crowds=false", *sets, seed=5)
        for sets in ((), ("mechanisms.screening=false",))
    )
    for one, other in zip(hourly(with_it, 300), hourly(without, 300), strict=True):
        assert one.air.strikes == other.air.strikes
        assert one.artillery.strikes == other.artillery.strikes
    assert np.array_equal(with_it.record.side, without.record.side)


def test_a_sample_of_the_households_is_a_subset_of_them_all() -> None:
    small, large = aleppo("no-pause", scale=0.02), aleppo("no-pause", scale=0.1)
    ours, theirs = small.population.world.households, large.population.world.households
    where = np.searchsorted(theirs.key, ours.key)
    assert (theirs.key[where] == ours.key).all()
    assert (theirs.members[where] == ours.members).all()


def test_uncertain_numbers_are_the_same_for_every_proposal_of_a_seed() -> None:
    one, other = aleppo("ten-day-pause", seed=9).scenario, aleppo("aid-convoys", seed=9).scenario
    for section in ("behaviour", "shelling", "front", "movement", "screening", "siege", "information"):
        assert getattr(one, section) == getattr(other, section), section
    assert float(aleppo("no-pause", seed=10).scenario.behaviour.front) != float(one.behaviour.front)


def test_pairing_by_seed_narrows_a_difference() -> None:
    """Common random numbers: the paired difference varies less than that of two independent runs."""

    def fled(name: str, seed: int) -> float:
        return metric(run(aleppo(name, seed=seed, scale=0.02), 240), "out_total")[-1]

    plan = [(fled("no-pause", seed), fled("guaranteed-corridors", seed)) for seed in range(1, 9)]
    without, with_it = np.array(plan).T
    paired = np.var(with_it - without, ddof=1)
    unpaired = np.var(without, ddof=1) + np.var(with_it, ddof=1)
    assert paired < unpaired
