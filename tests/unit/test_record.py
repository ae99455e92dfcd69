"""The record of a run: line 0 is the state before the first hour; every table speaks of the same moments."""

from __future__ import annotations

import numpy as np

from model.record import METRICS
from model.state import Group, Side, Status
from tests.worlds import metric, run, toy


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
