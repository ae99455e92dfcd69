"""Agreements that wait, in the toy city: struck at once one is as any other, later it comes days later."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
import pytest

from model import city
from model.agents.agreement import NOT_YET
from model.codes import Side
from model.randomness import Decision, entity, exponential
from model.simulation import Engine, Simulation
from tests.worlds import TOY, hourly, metric, run, scenario, toy

AT_ONCE = {"lost": 0, "delay": "0 h", "chance": 1}


def deal(**changed: object) -> Simulation:
    when = ", ".join(f"{key}: {value}" for key, value in (AT_ONCE | changed).items())
    return toy("deal", f"proposals.deal.when={{{when}}}")


def boarded(simulation: Simulation, hours: int) -> np.ndarray:
    way = simulation.population.way("edge > gate")
    return np.array([int(each.population.world.ways.passed[way]) for each in hourly(simulation, hours)])


def test_struck_in_the_first_hour_it_is_as_one_with_dates() -> None:
    np.testing.assert_array_equal(boarded(deal(), 30), boarded(toy("deal"), 30))


def test_struck_later_all_its_dates_come_whole_days_later() -> None:
    luck = exponential(1, int(Decision.AGREEMENT), entity("agreement"), 1)
    simulation = deal(delay=f"{5 / luck} h")  # five hours after the first
    later = boarded(simulation, 54)
    assert not later[:24].any()
    np.testing.assert_array_equal(np.diff(later)[35:45] > 0, np.diff(boarded(toy("deal"), 30))[11:21] > 0)
    assert simulation.pauses[0].days == {date(2016, 11, 27), date(2016, 11, 28)}
    assert simulation.agreements[0].now == datetime(2016, 11, 27, 13)  # a day behind 28 November, 13:00


def test_by_its_chance_it_never_comes() -> None:
    simulation = deal(chance=0)
    assert not boarded(simulation, 40).any()
    assert simulation.agreements[0].now == NOT_YET
    assert not simulation.pauses[0].days


def test_it_waits_until_enough_ground_is_lost() -> None:
    simulation = run(deal(lost=0.3), 10)
    (agreement,) = simulation.agreements
    assert agreement.due is None
    simulation.population.overtake(simulation.city.place("far"), Side.GOVERNMENT, 10)  # one of three places
    run(simulation, 1)
    assert agreement.due == datetime(2016, 11, 26, 18)
    assert agreement.now == datetime(2016, 11, 25, 18)  # begun at 8:00 of the next day


def fallen(to: Side, engine: Engine = "arrays") -> Simulation:
    """The edge, where buses were to leave, is lost when the agreement is struck, in the first hour."""
    when = "proposals.deal.when={lost: 0.3, delay: 0 h, chance: 1}"
    simulation = Simulation(scenario(TOY, "deal", when), city.load(TOY), 1, engine=engine)
    simulation.population.overtake(simulation.city.place("edge"), to, 0)
    return simulation


@pytest.mark.parametrize("engine", ["arrays", "objects"])
def test_where_the_place_before_its_way_is_lost_its_buses_leave_across_the_nearest_front(
    engine: Engine,
) -> None:
    simulation = run(fallen(Side.GOVERNMENT, engine), 40)
    (fleet,) = simulation.fleets
    assert fleet.way == simulation.population.way("mid > edge")
    assert fleet.drive == pytest.approx(6.1)  # 61 km from the edge, at 10 km/h
    assert metric(simulation, "evacuated_bus")[-1] > 0


def test_an_agreement_is_with_the_government_side_so_nobody_is_bused_across_another_front() -> None:
    simulation = run(fallen(Side.KURDISH), 40)
    assert simulation.agreements[0].now > NOT_YET
    assert metric(simulation, "evacuated_bus")[-1] == 0


def test_the_same_seed_has_the_same_luck_whatever_it_waits_for() -> None:
    chances = [
        toy("deal", "proposals.deal.when={lost: 0, delay: 1 h, chance: 0.5}", seed=s) for s in range(100)
    ]
    came = np.array([each.agreements[0].comes for each in chances])
    assert abs(came.mean() - 0.5) < 4 * 0.5 / np.sqrt(100)
