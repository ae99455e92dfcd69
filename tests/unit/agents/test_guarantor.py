"""Guarantors in the toy city: who shares one, what is seen of it, and how it is told elsewhere."""

from __future__ import annotations

import math

import numpy as np
import pytest

from model.engine import hearing
from model.randomness import Decision, draw_normal
from model.simulation import Simulation
from tests.worlds import run, toy

KEY = "proposals.way.corridor"
QUIET = "behaviour.base=0/day"
NAMED = (QUIET, f"{KEY}.guarantor=UN", f"{KEY}.trust=0.8")
OTHER = (
    "proposals.other={{kind: corridor, corridor: {{ways: [far > hill], announced: {announced}, length: 10d, "
    "start: 2016-11-27, capacity: 20 people/h, trust: 0.4, stopped: 0, guarantor: {guarantor}}}}}"
)


def see(simulation: Simulation, ways: list[int], fired_on: list[int]) -> None:
    """An hour of what is seen of UN on its ways."""
    row = simulation.guarantors["UN"].row
    hearing.see(simulation.population.world, row, np.array(ways, np.int64), np.array(fired_on, np.int64))


def test_ways_that_name_the_same_party_share_the_trust_in_it() -> None:
    shared = toy("corridor", *NAMED, OTHER.format(announced="2016-11-27", guarantor="UN"))
    assert len(shared.guarantors) == 1
    assert shared.corridors[0].guarantor is shared.corridors[1].guarantor
    apart = toy("corridor", *NAMED, OTHER.format(announced="2016-11-27", guarantor="ICRC"))
    assert sorted(apart.guarantors) == ["ICRC", "UN"]


@pytest.mark.parametrize(
    ("announced", "trust"), [("2016-11-27", 0.8), ("2016-11-25", 0.4), ("2016-11-26", 0.8)]
)
def test_what_is_announced_first_says_how_far_it_is_trusted(announced: str, trust: float) -> None:
    simulation = toy("corridor", *NAMED, OTHER.format(announced=announced, guarantor="UN"))
    assert simulation.guarantors["UN"].record == trust
    assert (simulation.population.world.trust[1] == trust).all()


def test_a_way_that_is_announced_later_changes_nothing_of_what_is_told_before() -> None:
    alone = toy("corridor", *NAMED, "information.distortion=1")
    both = toy(
        "corridor", *NAMED, "information.distortion=1", OTHER.format(announced="2016-11-27", guarantor="UN")
    )
    far = both.population.way("far > hill")
    assert run(alone, 1).guarantors["UN"].loudness.tolist() == run(both, 1).guarantors["UN"].loudness.tolist()
    see(both, [far], [])
    assert both.guarantors["UN"].loudness[both.population.ways.inside[far]] == 1.0


def test_a_way_that_names_nobody_has_a_guarantor_of_its_own() -> None:
    simulation = toy("corridor", QUIET)
    assert list(simulation.guarantors) == ["way.corridor"]


def test_the_place_before_the_way_sees_at_once_and_the_others_hear_of_it() -> None:
    simulation = run(toy("corridor", *NAMED, "information.hearsay=0.25/h", "information.loss=0.5"), 1)
    way, guarantor = simulation.population.way("edge > gate"), simulation.guarantors["UN"]
    trust = simulation.population.world.trust[guarantor.row]
    see(simulation, [way], [way])
    assert guarantor.record == pytest.approx(0.4)
    assert trust[:3].tolist() == pytest.approx([0.8, 0.8, 0.4])
    run(simulation, 1)
    assert trust[:3].tolist() == pytest.approx([0.7, 0.7, 0.4])
    run(simulation, 1)
    assert trust[:3].tolist() == pytest.approx([0.625, 0.625, 0.4])


def test_kin_who_are_out_let_a_place_hear_sooner() -> None:
    simulation = run(toy("corridor", *NAMED, "information.kin=1/h", "information.loss=0.5"), 1)
    guarantor, way = simulation.guarantors["UN"], simulation.population.way("edge > gate")
    simulation.population.places.safe[0] = 25
    see(simulation, [way], [way])
    run(simulation, 1)
    assert simulation.population.world.trust[guarantor.row, :3].tolist() == pytest.approx([0.7, 0.8, 0.4])


def test_rumour_exaggerates_by_a_draw_for_each_guarantor_and_place() -> None:
    sets = ("information.hearsay=1/h", "information.loss=0.5", "information.distortion=0.5")
    simulation = run(toy("corridor", *NAMED, *sets), 1)
    guarantor, way = simulation.guarantors["UN"], simulation.population.way("edge > gate")
    see(simulation, [way], [way])
    run(simulation, 1)
    loud = [math.exp(0.5 * draw_normal(1, Decision.DISTORTION, f"UN in {place}")) for place in ("far", "mid")]
    told = [min(max(0.8 - 0.4 * each, 0.0), 1.0) for each in loud]
    assert simulation.population.world.trust[guarantor.row, :3].tolist() == pytest.approx([*told, 0.4])


def test_nothing_is_told_as_long_as_nothing_has_happened() -> None:
    sets = ("information.hearsay=1/h", "information.distortion=2")
    simulation = run(toy("corridor", *NAMED, *sets), 10)
    assert (simulation.population.world.trust[1] == 0.8).all()


def test_a_broken_pause_costs_its_guarantor_trust_everywhere_once_a_day() -> None:
    pause = (
        "proposals.truce={kind: pause, pause: {announced: 2016-11-26, start: 2016-11-26, length: 10d, "
        "guarantor: UN, kept_by_government: 0, kept_by_opposition: 0, violation: 1}}"
    )
    simulation = run(toy("corridor", *NAMED, pause, "information.loss=0.5"), 15)
    assert simulation.population.world.trust[1, :3].tolist() == [0.4] * 3
    run(simulation, 3)
    assert simulation.guarantors["UN"].record == pytest.approx(0.2)
    assert simulation.population.world.trust[1, :3].tolist() == pytest.approx([0.2] * 3)
    off = run(toy("corridor", *NAMED, pause, "mechanisms.information=false"), 30)
    assert off.guarantors["UN"].record == 0.8


def test_safe_passages_are_seen_before_the_way_and_told_elsewhere() -> None:
    sets = (f"{KEY}.guarantor=UN", f"{KEY}.trust=0.2", "information.gain=0.5", "information.hearsay=0.5/h")
    simulation = run(toy("corridor", *sets), 4)
    # Twenty came through in the third hour: the fourth adds 0.5 x 20 / 1000 of the distrust that is left.
    record = 0.2 + 0.01 * 0.8
    assert simulation.guarantors["UN"].record == pytest.approx(record)
    trust = simulation.population.world.trust[1, :3]
    assert trust.tolist() == pytest.approx([0.2 + 0.5 * 0.008, 0.2 + 0.5 * 0.008, record])
