"""The record of a run: line 0 is the state before the first hour; every table speaks of the same moments."""

from __future__ import annotations

import numpy as np
import pytest

from model.codes import WHERE_OF, Group, Side, Status, Where
from model.record import ARRAYS, GROUPED, METRICS
from model.simulation import Simulation
from model.state import everyone
from tests.worlds import aleppo, by_group, metric, run, toy


def test_lines_are_hours_and_days_with_the_start_at_line_nought() -> None:
    simulation = run(toy("corridor", "horizon=30 h"), 30)
    record = simulation.record
    assert record.statuses.shape == (31, len(Status), len(Group))
    assert record.metrics.shape == (31, len(METRICS))
    assert record.people.shape == record.side.shape == (3, len(simulation.city.places))
    assert record.status[0].tolist() == [100] + [0] * (len(Status) - 1)
    assert record.people[0, 0] == 100
    # The last day is cut short by the horizon and holds its last hour.
    assert record.people[2, simulation.city.place("town")] == 100
    assert record.passed[2].max() == 100


def test_every_line_adds_up_to_everyone() -> None:
    simulation = run(toy("deal"), 50)
    assert (simulation.record.status[:51].sum(axis=1) == 100).all()
    assert (simulation.record.people[:3].sum(axis=1) == 100).all()


def test_metrics_are_written_with_underscores_and_counted_at_the_end_of_the_hour() -> None:
    assert all("-" not in name for name in METRICS)
    simulation = run(toy("corridor"), 9)
    assert metric(simulation, "out_total").tolist() == [0, 0, 0, 0, 0, 20, 40, 60, 80, 100]
    assert metric(simulation, "remaining").tolist() == [100, 100, 100, 80, 60, 40, 20, 0, 0, 0]
    assert metric(simulation, "offensive_days")[-1] == 9 / 24


def test_control_is_recorded_by_the_day() -> None:
    simulation = run(toy("still", "front.kind=recorded"), 24 * 5)
    edge = simulation.city.place("edge")
    # Noon of 29 November is hour 76, between the third and the fourth line.
    assert simulation.record.side[:6, edge].tolist() == [Side.OPPOSITION] * 4 + [Side.GOVERNMENT] * 2
    assert np.array_equal(simulation.record.side[0], simulation.record.side[1])


def members(simulation: Simulation) -> list[int]:
    """People of each class, from the households."""
    return [int(number) for number in simulation.population.world.households.members.sum(axis=0)]


def test_who_is_out_and_who_waited_is_told_by_class() -> None:
    simulation = toy("corridor")
    first = members(simulation)
    run(simulation, 9)
    out = by_group(simulation, "out_total")
    assert [out[name] for name in ("child", "woman", "man", "elderly")] == first
    waited = by_group(simulation, "waiting_hours")
    assert sum(waited[name] for name in ("child", "woman", "man", "elderly")) == pytest.approx(
        metric(simulation, "waiting_hours")[-1]
    )
    # Twenty an hour pass: 80, 60, 40 and 20 people are still in the queue at the end of four hours.
    assert metric(simulation, "waiting_hours")[-1] == 200


def test_days_without_food_are_shared_by_class() -> None:
    simulation = toy("still", "siege.stock=0 h", "siege.stores=1.5 h")
    first = members(simulation)
    run(simulation, 26)
    hungry, days = by_group(simulation, "hungry"), by_group(simulation, "hunger_days")
    assert [hungry[name] for name in ("child", "woman", "man", "elderly")] == first
    # Hungry from the second hour on, and counted from it: 25 of 26 hours.
    assert days["woman"] == pytest.approx(25 / 24 * first[Group.WOMAN])


def test_the_total_of_a_metric_is_the_sum_over_the_classes() -> None:
    record = run(toy("deal"), 50).record
    for column, name in enumerate(GROUPED):
        total = record.metrics[:51, list(METRICS).index(name)]
        np.testing.assert_allclose(everyone(record.groups[:51, column]), total, rtol=1e-6, err_msg=name)


def test_places_are_recorded_by_the_day_and_by_where_people_are_in_them() -> None:
    simulation = run(toy("still", "population.cannot_walk=1"), 24)
    where = simulation.record.where
    assert everyone(where[1, 0]).tolist() == [100, 0, 0]
    assert where[1, 0, Where.HOME, Group.IMMOBILE] == 100
    assert set(WHERE_OF) == set(Status) - {Status.DETAINED, Status.KILLED}
    corridor = run(toy("corridor", "horizon=24 h"), 24)
    assert corridor.record.left[1, 0] == 100
    assert everyone(corridor.record.where[1, corridor.city.place("town")])[Where.DISPLACED] == 100


def test_the_dead_of_a_place_are_those_of_all() -> None:
    shells = ("shelling.artillery.campaign=240 strikes/km2/day", "shelling.artillery.lethality=1000")
    simulation = run(toy("still", *shells, "shelling.wounded=1", "shelling.worst=1000"), 24)
    killed = simulation.record.killed[1]
    assert killed[0] == killed.sum() == metric(simulation, "killed_civilians")[-1] > 0
    assert metric(simulation, "killed_at_home")[-1] == killed.sum()
    assert simulation.record.wounded[1].sum() == metric(simulation, "wounded_at_home")[-1] > 0


def test_a_run_of_37_days_takes_less_than_two_and_a_half_megabytes() -> None:
    record = aleppo("as-happened", "horizon=888 h", scale=0.01).record
    assert sum(getattr(record, name).nbytes for name in ARRAYS) < 2_500_000
