"""Where two lives part and why, in a city where it can be worked out."""

from __future__ import annotations

import math

import numpy as np
import pytest

from experiments.lives.parting import partings
from experiments.lives.watch import Watch
from model.codes import Status
from model.simulation import Simulation
from tests.worlds import toy, watched

WAVERING = ("behaviour.base=1/day", "behaviour.hope=50", "information.belief=1")


def both(one: Simulation, other: Simulation, hours: int, number: int = 0) -> tuple[Watch, Watch]:
    key = int(one.population.world.households.key[number])
    return watched(one, key, hours), watched(other, key, hours)


def test_lives_in_the_same_world_do_not_part() -> None:
    assert partings(*both(toy("corridor"), toy("corridor"), 30)) == ()


def test_a_pause_in_which_a_family_believes_holds_it_and_nothing_else_is_named() -> None:
    """Pressure is 1/24 an hour; where the pause is believed in from hour 4 on, there is none after it."""
    one, other = toy("truce", "mechanisms.proposals=false", *WAVERING), toy("truce", *WAVERING)
    patient = next(h for h in range(100) if 12 / 24 < tolerance(one, h) < 30 / 24)
    went = math.ceil(tolerance(one, patient) * 24) - 1
    (found,) = partings(*both(one, other, went + 2, patient))
    assert (found.hour, found.kind) == (went, "leaving")
    assert found.happened[1] == "it stays"
    assert found.happened[0].startswith("sets out from Far for ")
    (reason,) = found.reasons
    assert (reason.name, reason.since, reason.a, reason.b) == ("belief", 4, "0.000", "1.000")
    assert reason.effect == pytest.approx(4 / (went + 1), rel=1e-6)


def tolerance(simulation: Simulation, number: int) -> float:
    """Drawn in the first hour, of which a copy of the simulation tells."""
    trial = toy("truce", "mechanisms.proposals=false", *WAVERING, seed=simulation.seed)
    trial.step()
    level = float(trial.population.world.hot.level[number])
    return level if math.isfinite(level) else 0.0


def test_a_cause_is_not_made_up_where_nothing_differs() -> None:
    """One of two lives is changed by hand: nothing that is watched around the family can account for it."""
    one, other = toy("still"), toy("still")
    key = int(one.population.world.households.key[0])
    a, b = watched(one, key, 5), watched(other, key, 5)
    b.hours[4] = (b.hours[4][0]._replace(status=Status.DISPLACED_INSIDE),)
    (found,) = partings(a, b)
    assert found.hour == 3
    assert found.reasons == []
    assert found.differences == ()


def test_food_that_is_handed_out_in_one_world() -> None:
    short = "siege.stores=1.5d"
    one, other = toy("still", short), toy("still", short, "siege.stock=24 h")
    (found,) = partings(*both(one, other, 40))
    assert (found.hour, found.kind) == (35, "food")
    assert found.happened == ("own food is gone, and none is handed out", "nothing happens to it")


def test_where_the_ways_part_is_told_apart_from_an_earlier_difference() -> None:
    """Food runs out in the first world only, in hour 11, which makes the family leave there much sooner."""
    driven = ("behaviour.base=0.1/day", "behaviour.hunger=5", "siege.stores=0.5d")
    one, other = toy("still", *driven), toy("still", *driven, "siege.stock=1000 h")
    trial = toy("still", *driven)
    trial.step()
    patient = int(np.argmax(trial.population.world.hot.level))
    lives, ways = partings(*both(one, other, 72, patient))
    assert (lives.what, lives.hour, lives.kind) == ("the two lives", 11, "food")
    assert (ways.what, ways.kind, ways.happened[1]) == ("their ways", "leaving", "it stays")
    hunger = ways.reasons[0]
    assert (hunger.name, hunger.since, hunger.a, hunger.b) == ("own", 11, "hungry", "as at first")
    # 11 hours as in the second world, and the others at exp(5) times the pressure.
    hours = ways.hour + 1
    assert hunger.effect == pytest.approx(hours / (11 + (hours - 11) * math.exp(5)))


def test_harm_in_one_world_is_put_beside_the_strikes_there() -> None:
    deadly = (
        "shelling.artillery.campaign=24 strikes/km2/day",
        "shelling.artillery.lethality=1e4",
    )
    (found,) = partings(*both(toy("still", *deadly), toy("still"), 48))
    assert found.kind == "harm"
    (hit,) = [each for each in found.reasons if each.name == "hit"]
    assert hit.b == "0 and 0"
