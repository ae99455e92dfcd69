"""With every mechanism off but movement, the toy city does exactly what can be worked out with a pencil.

A hundred people, each a household, live 6 km from the gate. They all set out at 08:00 at 3 km/h, so that
they stand before the gate in the third hour, after two on the way. It lets 20 an hour through, from that
hour on, in the order of their lots; beyond it, town is 20 km away by car at 10 km/h."""

from __future__ import annotations

import numpy as np

from model.codes import Status
from model.randomness import Decision, uniform
from model.scenario import Mechanisms
from tests.worlds import hourly, toy

OFF = [f"mechanisms.{word}=false" for word in Mechanisms.model_fields if word != "proposals"]

#           after hour 0    1    2   3   4   5   6   7   8    9   10
WALKING = np.array([0, 100, 100, 0, 0, 0, 0, 0, 0, 0, 0])
QUEUEING = np.array([0, 0, 0, 80, 60, 40, 20, 0, 0, 0, 0])
DRIVING = np.array([0, 0, 0, 20, 40, 40, 40, 40, 20, 0, 0])
ARRIVED = np.array([0, 0, 0, 0, 0, 20, 40, 60, 80, 100, 100])


def test_who_is_where_in_every_hour_is_as_worked_out_by_hand() -> None:
    simulation = toy("corridor", *OFF)
    found = [simulation.record.status[0], *(each.record.status[each.hour] for each in hourly(simulation, 10))]
    by_status = np.array(found)
    assert by_status[:, Status.HOME].tolist() == [100] + [0] * 10
    assert (by_status[:, Status.TRAVELLING] == WALKING + DRIVING).all()
    assert (by_status[:, Status.WAITING] == QUEUEING).all()
    assert (by_status[:, Status.OUT_GOVERNMENT] == ARRIVED).all()
    assert (by_status.sum(axis=1) == 100).all()


def test_who_comes_first_is_as_the_lots_have_it() -> None:
    simulation = toy("corridor", *OFF)
    hh, hot = simulation.population.world.households, simulation.population.world.hot
    lots = np.array([uniform(simulation.seed, Decision.QUEUE_ORDER, key, 2) for key in hh.key])
    order = hh.key[np.argsort(lots)]
    for each in hourly(simulation, 9):
        arrived = set(hh.key[hot.status == Status.OUT_GOVERNMENT].tolist())
        assert arrived == set(order[: ARRIVED[each.hour]].tolist())
