"""Leaving: Sellke's law of the time to leave, the logit of where to, and what keeps people from going."""

from __future__ import annotations

import math

import numpy as np
import pytest

from model.codes import Count, Goal, Side, Status
from model.engine import hours
from tests.worlds import counted, hourly, people, run, toy

FOUR_SIGMA = 4.0
PEOPLE = 4000
CALM = (f"population.total={PEOPLE}", "behaviour.corridor=-50")


def gone(simulation: object) -> int:
    """Households that have ever decided to go."""
    return int((simulation.population.world.households.event > 0).sum())  # type: ignore[attr-defined]


def expect(count: int, share: float) -> None:
    assert abs(count - PEOPLE * share) <= FOUR_SIGMA * math.sqrt(PEOPLE * share * (1 - share))


def test_with_a_constant_hazard_the_time_to_leave_is_exponential() -> None:
    simulation = toy("still", *CALM, "behaviour.base=2.4/day")
    for hour, each in enumerate(hourly(simulation, 30), start=1):
        expect(gone(each), 1 - math.exp(-0.1 * hour))


def test_a_factor_that_changes_applies_to_what_is_left_of_the_tolerance() -> None:
    # Stores last into the tenth hour, and from that hour on hunger trebles the hazard.
    sets = (f"behaviour.hunger={math.log(3)}", "siege.stores=9.5 h")
    simulation = toy("still", *CALM, "behaviour.base=1.2/day", *sets)
    for hour, each in enumerate(hourly(simulation, 24), start=1):
        expect(gone(each), 1 - math.exp(-0.05 * (min(hour, 9) + 3 * max(hour - 9, 0))))


def test_households_leave_at_their_own_multiple_of_the_hazard() -> None:
    simulation = run(
        toy(
            "still",
            *CALM,
            "behaviour.base=1.2/day",
            "behaviour.cannot_walk=-0.7",
            "population.cannot_walk=0.5",
        ),
        10,
    )
    hh = simulation.population.world.households
    for is_slow, factor in ((0, 1.0), (1, math.exp(-0.7))):
        left = hh.event[hh.immobile == is_slow] > 0
        share = 1 - math.exp(-0.5 * factor)
        assert abs(left.mean() - share) <= FOUR_SIGMA * math.sqrt(share * (1 - share) / len(left))


def test_the_choice_of_a_way_is_a_logit_over_appeals() -> None:
    # From `far`, moving inside is worth 1 in all; a way of appeal 3 takes three quarters of those who go.
    constant = math.log(3) + (6 + 1) / 2 / 1000 + 2 / 1000  # less the walk, the crossing and the drive
    simulation = run(toy("corridor", f"population.total={PEOPLE}", f"behaviour.corridor={constant}"), 1)
    goals = simulation.population.world.households.goal
    expect(int((goals >= 0).sum()), 0.75)
    assert (goals <= Goal.REFUGE).sum() + (goals >= 0).sum() == PEOPLE


def test_refuge_falls_by_e_with_every_hour_of_the_way() -> None:
    # 3 km to `mid` and 6 km to `edge` at 2 km/h: e**-1.5 to e**-3.
    simulation = run(toy("still", *CALM, "behaviour.base=1000/day"), 1)
    goals = simulation.population.world.households.goal
    expect(int((goals == Goal.REFUGE - 1).sum()), math.exp(1.5) / (1 + math.exp(1.5)))


def test_nobody_leaves_without_a_hazard() -> None:
    assert gone(run(toy("still"), 48)) == 0


def test_the_hazard_is_capped() -> None:
    simulation = run(toy("still", *CALM, "behaviour.base=1000/day", "behaviour.fastest=0.1/h"), 5)
    expect(gone(simulation), 1 - math.exp(-0.5))


def test_people_who_are_stopped_turn_back_and_are_stopped_there_again() -> None:
    simulation = run(
        toy(
            "corridor",
            f"population.total={PEOPLE}",
            "proposals.way.corridor.stopped=0.4",
            "proposals.way.corridor.capacity=10000 people/h",
        ),
        40,
    )
    expect(counted(simulation, Count.PASSED_CORRIDOR), 0.6)
    assert counted(simulation, Count.STOPPED) == PEOPLE - counted(simulation, Count.PASSED_CORRIDOR)


def test_families_with_men_avoid_a_way_on_which_they_are_screened() -> None:
    sets = (
        f"population.total={PEOPLE}",
        "behaviour.corridor=0",
        "behaviour.arrest=-1.0",
        "behaviour.travel=100000 h",
    )
    simulation = run(toy("corridor", *sets), 1)
    hh = simulation.population.world.households
    out = hh.goal >= 0
    for has_men, share in ((False, 1 / 2), (True, math.exp(-1) / (1 + math.exp(-1)))):
        chosen = out[(hh.members[:, 2] > 0) == has_men]
        assert abs(chosen.mean() - share) <= FOUR_SIGMA * math.sqrt(share * (1 - share) / len(chosen))


@pytest.mark.parametrize("side", [Side.GOVERNMENT, Side.KURDISH])
def test_those_who_were_overtaken_leave_for_the_side_that_took_them(side: Side) -> None:
    simulation = run(toy("still", "behaviour.base=0/day"), 1)
    simulation.population.overtake(0, side, 0)
    assert people(simulation, Status.CHANGED_CONTROL) == 100
    simulation = toy("still", "behaviour.base=1000/day", "behaviour.settled=0")
    simulation.population.overtake(0, side, 0)
    run(simulation, 12)
    reached = {Side.GOVERNMENT: Status.OUT_GOVERNMENT, Side.KURDISH: Status.OUT_KURDISH}[side]
    expected = 0 if side is Side.GOVERNMENT else 100  # no road of the government's own leads to `far`
    assert people(simulation, reached) == expected


def test_the_pressure_of_the_front_is_one_in_it_and_less_beside_it_and_fades() -> None:
    simulation = toy("still")
    places = simulation.population.world.places
    places.contested[1] = 1
    hours.move_front(simulation.population.world)
    assert places.front[:3].tolist() == [0.5, 1.0, 0.5]
    simulation.population.overtake(1, Side.GOVERNMENT, 0)
    hours.move_front(simulation.population.world)
    assert places.front[1] == pytest.approx(math.exp(-1 / 24))
    for _ in range(23):
        hours.move_front(simulation.population.world)
    assert np.allclose(places.front[:3], [0.5 * math.exp(-1), math.exp(-1), 0.5 * math.exp(-1)])
