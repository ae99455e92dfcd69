"""The tempo of the weapons, and shells on crowds, in the toy city."""

from __future__ import annotations

import math
from datetime import timedelta

import numpy as np
import pytest

from model.engine import harm
from model.simulation import Simulation
from tests.worlds import metric, run, toy

TEMPO = ("shelling.air.tempo=0.5", "shelling.artillery.tempo=0.5", "shelling.persistence=0.5")
# Everyone walks from far to mid in the first hour and stays on the way for one and a half.
WALK = ("behaviour.base=1000/day", "behaviour.corridor=-50", "behaviour.fastest=1000/h")
CROWD = (*WALK, "shelling.crowd.people=100", "shelling.crowd.incidents=4800/day", "shelling.crowd.strikes=7")


def tempi(simulation: Simulation, weapon: str, days: int) -> np.ndarray:
    """The multiples of a weapon's campaign on so many days."""
    found = []
    for day in range(days):
        simulation.now = simulation.start + timedelta(days=day)
        found.append(getattr(simulation, weapon).tempo())
    return np.array(found)


def test_the_tempo_of_days_has_mean_one_its_spread_and_its_persistence() -> None:
    logs = np.log(tempi(toy("still", *TEMPO), "air", 2000)) + 0.125
    worth = 2000 * (1 - 0.5) / (1 + 0.5)  # independent days
    assert abs(logs.mean()) < 4 * 0.5 / math.sqrt(worth)
    assert logs.std() == pytest.approx(0.5, rel=4 / math.sqrt(2 * worth))
    assert np.corrcoef(logs[1:], logs[:-1])[0, 1] == pytest.approx(0.5, abs=4 / math.sqrt(worth))


def test_each_weapon_has_a_tempo_of_its_own_that_every_proposal_shares() -> None:
    still, truce = toy("still", *TEMPO), toy("truce", *TEMPO)
    assert (tempi(still, "air", 50) == tempi(truce, "air", 50)).all()
    assert (tempi(still, "air", 50) != tempi(still, "artillery", 50)).any()
    assert (tempi(still, "air", 50) != tempi(toy("still", *TEMPO, seed=2), "air", 50)).any()
    assert (tempi(toy("still"), "air", 5) == 1.0).all()


def test_strikes_follow_the_tempo_of_the_day() -> None:
    sets = ("shelling.artillery.campaign=240 strikes/km2/day", "shelling.artillery.lethality=0")
    simulation = toy("still", *sets, "start=2016-11-26", "shelling.artillery.tempo=1", seed=4)
    for _ in range(6):
        before = simulation.artillery.strikes
        run(simulation, 24)
        expected = 3 * 240 * simulation.artillery.tempo()
        assert abs(simulation.artillery.strikes - before - expected) < 4 * math.sqrt(expected)


def test_a_crowd_in_the_open_comes_under_fire() -> None:
    simulation = toy("still", *CROWD)
    run(simulation, 1)
    assert simulation.population.places.outdoors[0] == 100
    assert simulation.artillery.strikes == 0  # nobody was on the way when the hour began
    run(simulation, 1)
    incidents = simulation.artillery.strikes / 7  # 4800 / 24 x 100 / (100 + 100) are expected
    assert incidents == round(incidents)
    assert abs(incidents - 100) < 4 * math.sqrt(100)
    assert metric(simulation, "killed_on_the_way")[-1] == metric(simulation, "killed_civilians")[-1]


def incidents(people: list[int], intensity: list[float], hours: int = 4000) -> np.ndarray:
    """Incidents by place at 24 a day for crowds without end, 100 people drawing half, over so many hours."""
    simulation = toy("still", "shelling.crowd.incidents=24/day", "shelling.crowd.people=100")
    simulation.population.places.outdoors[:] = people
    world = simulation.population.world
    found = [harm.incidents(world, np.array(intensity), hour) for hour in range(hours)]
    return np.sum(found, axis=0)


def test_crowds_share_the_incidents_by_their_numbers_and_by_what_fire_there_is() -> None:
    n = len(toy("still").city.places)
    people, intensity = [0] * n, [1.0] * n
    people[0], people[1], intensity[1] = 200, 400, 0.25
    counts = incidents(people, intensity)
    # Exposed are 200 and 400 x 0.25: 300 in all, so that 300 / (300 + 100) of 4,000 are expected.
    for found, expected in zip(counts, [2000, 1000, *[0] * (n - 2)], strict=True):
        assert abs(found - expected) <= 4 * math.sqrt(expected)


def test_a_second_crowd_brings_no_second_battery() -> None:
    n = len(toy("still").city.places)
    one, two = [10**9] + [0] * (n - 1), [10**9] * 2 + [0] * (n - 2)
    assert incidents(one, [1.0] * n).sum() == incidents(two, [1.0] * n).sum() > 0
    half = incidents(two, [0.5] * n).sum()
    assert abs(half - 2000) < 4 * math.sqrt(2000)


@pytest.mark.parametrize(
    "calm",
    [
        "shelling.crowd.people=1e9",
        "shelling.crowd.incidents=0",
        "mechanisms.crowds=false",
        "mechanisms.shelling=false",
    ],
)
def test_fewer_people_or_no_incidents_draw_no_fire(calm: str) -> None:
    assert run(toy("still", *CROWD, calm), 5).artillery.strikes == 0


def test_no_crowd_is_hit_while_artillery_is_silent() -> None:
    simulation = toy("truce", *CROWD, "proposals.truce.pause.kept_by_government=1")
    silent = 0
    for _ in range(60):
        before = simulation.artillery.strikes
        simulation.step()
        if not simulation.restraint["artillery"].any():
            assert simulation.artillery.strikes == before
            silent += 1
    assert silent > 0


def test_shells_on_a_crowd_kill_nobody_under_a_roof() -> None:
    # Half of 4,000 people are on the way; a shell kills 2,000 / (100 x 1 ha) = 20 of them, saturated to 10.
    half = ("population.total=4000", "behaviour.base=16.6355/day", *WALK[1:2])
    sets = (*half, "shelling.crowd.incidents=48/day", "shelling.crowd.people=1", "shelling.worst=20")
    simulation = run(toy("still", *sets), 1)
    assert 1800 < simulation.population.places.outdoors[0] < 2200
    run(simulation, 1)
    dead = metric(simulation, "killed_civilians")[-1]
    assert metric(simulation, "killed_on_the_way")[-1] == dead
    expected = 10 * simulation.artillery.strikes
    assert expected > 0
    assert abs(dead - expected) < 4 * math.sqrt(expected) + 0.1 * expected
