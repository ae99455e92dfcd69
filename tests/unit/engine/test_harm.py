"""Harm in the toy city: strikes, dead and wounded come as often as expected, to whom they should."""

from __future__ import annotations

import math

import numpy as np
import pytest

from model.codes import Count, Status
from model.engine import harm
from model.rules.danger import found
from tests.worlds import counted, hourly, metric, people, run, toy

SHELLS = ("shelling.artillery.campaign=24 strikes/km2/day", "shelling.artillery.lethality=10")
MANY = "population.total=4000"


def near(count: float, expected: float) -> None:
    """Within four standard deviations of a Poisson count."""
    assert abs(count - expected) <= 4 * math.sqrt(expected), (count, expected)


def test_strikes_come_at_the_campaigns_rate_on_held_ground_only() -> None:
    simulation = run(toy("still", *SHELLS), 200)
    near(simulation.artillery.strikes, 3 * 200)  # three places of 1 km2, a strike an hour each
    assert simulation.air.strikes == 0


def test_the_dead_and_wounded_are_as_many_as_expected() -> None:
    # 4,000 people on 100 ha: a strike kills 10 x 40 / 100 = 4, saturated to 4 / 1.04.
    simulation = run(toy("still", *SHELLS, MANY, "shelling.wounded=2"), 50)
    dead = metric(simulation, "killed_civilians")[-1]
    each = 4 / 1.04
    # Dead per hour are Poisson with a Poisson number of strikes: variance each x (1 + each) a strike.
    assert abs(dead - 50 * each) < 4 * math.sqrt(50 * each * (1 + each)) + 0.05 * 50 * each
    assert metric(simulation, "wounded")[-1] > dead
    assert simulation.population.world.tally.killed.sum() == dead


def test_people_in_the_open_are_hit_as_often_as_they_are_exposed() -> None:
    # Half the people walk, ten times as exposed: of those killed in the first hour ten in eleven are walking.
    base = ("behaviour.base=16.6355/day", "shelling.open_air=10", "behaviour.corridor=-50")
    outdoors = total = 0
    for seed in range(12):
        simulation = run(
            toy(
                "still",
                MANY,
                *base,
                "shelling.artillery.campaign=240 strikes/km2/day",
                "shelling.artillery.lethality=1",
                seed=seed,
            ),
            1,
        )
        share = simulation.population.world.places.outdoors[0] / 4000
        assert 0.4 < share < 0.6
        before = metric(simulation, "killed_civilians")[-1]
        run(simulation, 1)
        outdoors += counted(simulation, Count.KILLED_ON_THE_WAY)
        total += metric(simulation, "killed_civilians")[-1] - before
    expected = 10 * share / (10 * share + 1 - share)
    assert total > 30
    assert abs(outdoors / total - expected) < 4 * math.sqrt(expected * (1 - expected) / total) + 0.02


def test_larger_families_are_hit_in_proportion_to_their_size() -> None:
    shells = (
        "shelling.artillery.campaign=240 strikes/km2/day",
        "shelling.artillery.lethality=5",
        "shelling.worst=1e9",
    )
    simulation = toy("still", "population.total=20000", "population.household=4", *shells)
    hh = simulation.population.world.households
    before = hh.people.astype(float)
    run(simulation, 10)
    lost = before - hh.people
    dead = lost.sum()
    assert dead == metric(simulation, "killed_civilians")[-1] > 500
    size = (lost * before).sum() / dead  # of the families of the dead
    expected = (before**2).sum() / before.sum()
    assert abs(size - expected) < 4 * math.sqrt((before**3).sum() / before.sum() - expected**2) / math.sqrt(
        dead
    )


def test_of_the_wounded_the_severe_become_patients() -> None:
    simulation = run(toy("still", *SHELLS, MANY, "shelling.wounded=3", "medical.severe=0.25"), 40)
    wounded = metric(simulation, "wounded")[-1]
    assert wounded > 200
    assert abs(metric(simulation, "patients")[-1] / wounded - 0.25) < 4 * math.sqrt(0.25 * 0.75 / wounded)
    hh = simulation.population.world.households
    assert (hh.patients <= hh.wounded).all()


def test_memory_of_strikes_makes_the_threat_of_their_rate() -> None:
    # At a steady rate r the memory holds r x memory strikes, read back as r a day; half_threat makes it 1/2.
    sets = (
        "shelling.artillery.campaign=24 strikes/km2/day",
        "shelling.artillery.lethality=0",
        "shelling.half_threat=24",
        "shelling.memory=24 h",
    )
    threats = [each.population.world.places.threat[:3].mean() for each in hourly(toy("still", *sets), 400)]
    assert abs(np.mean(threats) - 0.5) < 0.03  # from the first hour: the campaign had gone on for long


def test_fear_weighs_the_memory_of_artillery() -> None:
    sets = ("shelling.artillery.campaign=24 strikes/km2/day", "shelling.artillery.lethality=0")
    full, none = run(toy("still", *sets), 30), run(toy("still", *sets, "shelling.fear_of_artillery=0"), 30)
    assert full.artillery.strikes == none.artillery.strikes
    assert full.population.world.places.memory.sum() > 0
    assert not none.population.world.places.memory.any()


def test_nobody_dies_twice() -> None:
    simulation = run(
        toy(
            "still",
            "shelling.artillery.campaign=240 strikes/km2/day",
            "shelling.artillery.lethality=1e4",
            "shelling.worst=1e4",
        ),
        20,
    )
    assert people(simulation, Status.KILLED) == 100
    assert not any(people(simulation, status) for status in Status if status is not Status.KILLED)


def test_where_dwellings_are_destroyed_more_are_killed_under_a_roof() -> None:
    shells = (*SHELLS, MANY, "shelling.ruins=1", "shelling.worst=1e9")
    sound, ruined = toy("still", *shells), toy("still", *shells)
    ruined.population.places.damage[:] = 1.0
    run(sound, 100)
    run(ruined, 100)
    assert sound.artillery.strikes == ruined.artillery.strikes
    ratio = metric(ruined, "killed_civilians")[-1] / metric(sound, "killed_civilians")[-1]
    assert 1.6 < ratio < 2.1  # twice; fewer of those who live there are left


def test_strikes_destroy_the_share_of_dwellings_that_they_hit() -> None:
    # 300 strikes an hour of 0.5 structures each on 1,000 structures, in each of three places of 1 km2.
    sets = (
        "shelling.artillery.campaign=7200 strikes/km2/day",
        "shelling.artillery.lethality=0",
        "shelling.artillery.destroys=0.5",
    )
    simulation = run(toy("still", *sets), 4)
    damage = simulation.population.world.places.damage
    structures = -np.log1p(-damage[:3]).sum() * 1000
    assert structures == pytest.approx(0.5 * simulation.artillery.strikes)
    assert not damage[3:].any()
    assert not run(toy("still", *sets, "mechanisms.damage=false"), 4).population.world.places.damage.any()


def test_what_one_strike_can_kill_of_a_sample_is_the_samples_share() -> None:
    sets = ("shelling.worst=20", "population.total=4000")
    whole, half = toy("still", *sets), toy("still", *sets, "population.scale=0.5")
    assert half.population.settings.worst == whole.population.settings.worst / 2


def test_several_of_a_family_are_hit_in_one_hour() -> None:
    # One strike in a hundred kills half of all, whatever families they are of.
    sets = ("population.total=4000", "population.household=6", "shelling.worst=1e9")
    simulation = toy("still", *sets)
    world, places = simulation.population.world, simulation.population.places
    hh, before = world.households, world.households.people.copy()
    places.killed[0] = 2000.0
    harm.hit(world, world.weights, world.settings, harm.casualties(world, world.settings, 0), 0)
    lost = before - hh.people
    dead = int(lost.sum())
    assert abs(dead - 2000) < 4 * math.sqrt(2000)
    assert lost.max() > 3
    large = before == 6
    spread = math.sqrt(1.5 * large.sum())  # of six independent members, each hit with the chance of a half
    assert abs(lost[large].sum() - 3 * large.sum()) < 4 * spread + 6 * large.sum() * abs(dead / 4000 - 0.5)


@pytest.mark.parametrize("scale", [0.1, 1.0])
def test_a_sample_finds_the_crowds_of_everyone(scale: float) -> None:
    """Drawn by crowds, an incident finds on average what it finds of everyone: sum of C^2 over sum of C."""
    rng = np.random.default_rng(1)
    sizes = rng.integers(1, 9, 400)
    place = rng.integers(0, 20, 400)
    whole = np.bincount(place, sizes, 20)
    totals = []
    for _ in range(2000):
        kept = rng.random(400) < scale
        crowd = np.bincount(place[kept], sizes[kept], 20)
        squares = np.bincount(place[kept], sizes[kept] ** 2, 20)
        totals.append(sum(c * found(c, s, scale) for c, s in zip(crowd, squares, strict=True)) / scale**2)
    error = np.std(totals) / math.sqrt(len(totals))
    assert abs(np.mean(totals) - (whole**2).sum()) <= 4 * error + 1e-6
