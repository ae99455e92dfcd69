"""Agents sleep until their calendars have something due, hours pass on end: as one by one, all awake."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from model import city
from model.checks import ConservationError
from model.city import City
from model.record import ARRAYS
from model.scenario import Scenario
from model.simulation import Simulation
from tests.worlds import ALEPPO, TOY, aleppo, differences, run, scenario, toy

TOYS = sorted(path.stem for path in TOY.glob("*.yaml"))
CITY = sorted(path.stem for path in ALEPPO.glob("*.yaml") if path.stem != "base")
LATE = "start=2016-12-01 12:30"  # between two hours of everyone's calendar


def assert_same(one: Simulation, other: Simulation, hours: int) -> None:
    """Run both, the agents of the second one woken every hour."""
    for hour in range(hours):
        for each in (*other.pauses, *other.corridors, *other.fleets):
            each.wakes = hour
        one.step()
        other.step()
        assert differences(one, other) == [], f"hour {hour}"
        ours, theirs = one.population.orders, other.population.orders
        different = [name for name in ours._fields if not _equal(getattr(ours, name), getattr(theirs, name))]
        assert different == [], f"hour {hour}"


def _equal(one: NDArray[np.generic], other: NDArray[np.generic]) -> bool:
    return one.tobytes() == other.tobytes()


AGREED = "proposals.deal.when={{lost: {lost}, delay: {delay} h, chance: 1}}"
NIGHT = '{opens: "22:00", closes: "06:20"}'
ODD = {  # scenario of the toy city, and what is odd about its calendar
    **{name: (name, ()) for name in TOYS},
    "pause by night": ("lulls", (f"proposals.truce.pause.window={NIGHT}",)),
    "pause renewed": (
        "truce",
        tuple(f"proposals.truce.pause.{each}" for each in ("length=7.5 h", "renewals=2", "renewal_chance=1")),
    ),
    "surge": (
        "truce",
        tuple(f"proposals.truce.pause.{each}" for each in ("length=30.5 h", "surge=2", "surge_length=7.5 h")),
    ),
    "corridor by night": (
        "corridor",
        (f"proposals.way.corridor.window={NIGHT}", "proposals.way.corridor.start=2016-11-26 10:30"),
    ),
    "agreement": ("deal", (AGREED.format(lost=0.3, delay=7.3), "proposals.deal.pause.length=10.5 h")),
}


@pytest.mark.parametrize("name", ODD)
def test_in_the_toy_city(name: str) -> None:
    where, sets = ODD[name]
    assert_same(toy(where, *sets), toy(where, *sets), 120)


@pytest.mark.parametrize("name", CITY)
@pytest.mark.parametrize("sets", [(), (LATE,)])
def test_in_aleppo(name: str, sets: tuple[str, ...]) -> None:
    assert_same(aleppo(name, *sets, scale=0.002), aleppo(name, *sets, scale=0.002), 400)


def test_they_do_sleep() -> None:
    simulation = aleppo("negotiated-evacuation", scale=0.002)
    agents, steps = [*simulation.pauses, *simulation.corridors, *simulation.fleets], []
    for each in agents:
        step = each.step
        each.step = lambda step=step: (steps.append(1), step())
    for _ in range(240):
        simulation.step()
    assert 2 * len(agents) < len(steps) < 10 * len(agents)  # less often than once a day


HANDED_OVER = (  # a third of the ground, by a pause that ends an hour later
    "proposals.truce={kind: pause, pause: {announced: 2016-11-26, start: 2016-11-26 08:00, length: 5 h, "
    "area: [far], kept_by_government: 1, kept_by_opposition: 1, violation: 0, ends: handover}}"
)
WORLDS = {
    **{f"toy {name}": ("toy", name, ("horizon=130 h",)) for name in TOYS},
    **{f"toy {name}, late": ("toy", name, ("horizon=5d", "start=2016-11-26 17:20")) for name in TOYS},
    **{
        f"deal {lost} {delay}": ("toy", "deal", (AGREED.format(lost=lost, delay=delay), "horizon=6d"))
        for lost in (0, 0.3)
        for delay in (0, 7.3)
    },
    "deal and handing over": ("toy", "deal", (AGREED.format(lost=0.3, delay=10), HANDED_OVER, "horizon=6d")),
    **{name: ("aleppo", name, ("horizon=20d", "family.lost=0.3", "family.men_stay=0.5")) for name in CITY},
    "late": ("aleppo", "negotiated-evacuation", (LATE, "horizon=61 h")),
}


def _made(name: str) -> Simulation:
    where, word, sets = WORLDS[name]
    return toy(word, *sets) if where == "toy" else aleppo(word, *sets, scale=0.002)


@pytest.mark.parametrize("name", WORLDS)
def test_hours_on_end_are_the_same_hours_one_by_one(name: str) -> None:
    on_end, one_by_one = _made(name), _made(name)
    room = on_end.population.world.room
    on_end.run()
    one_by_one.run_by_phase()
    assert differences(on_end, one_by_one) == []
    for key in ARRAYS:
        assert np.array_equal(getattr(on_end.record, key), getattr(one_by_one.record, key)), key
    assert (on_end.hour, on_end.now) == (one_by_one.hour, one_by_one.now)
    if name == "as-happened":
        assert on_end.population.world.room > room  # lines ran out within an hour, too
    for agreement, other in zip(on_end.agreements, one_by_one.agreements, strict=True):
        assert agreement.later == other.later
        assert agreement.later is not None or name.startswith("deal 0.3")


def test_hours_on_end_of_plain_objects_are_the_same() -> None:
    of_arrays, of_objects = (Simulation(*_of("lulls"), engine) for engine in ("arrays", "objects"))
    assert np.array_equal(of_arrays.run().statuses, of_objects.run().statuses)


def _of(name: str) -> tuple[Scenario, City, int]:
    return scenario(TOY, name, "horizon=5d"), city.load(TOY), 1


def test_hours_on_end_stop_where_people_are_lost() -> None:
    simulation = toy("still", "horizon=5d")
    simulation.population.world.tally.status[0, 0] -= 1
    with pytest.raises(ConservationError, match="hour 0 of seed 1"):
        simulation.run()


def test_no_hour_is_beyond_the_horizon() -> None:
    simulation = toy("still", "horizon=2d")
    with pytest.raises(IndexError, match="hour 49 is beyond the horizon, 48"):
        simulation.pass_to(49)
    with pytest.raises(IndexError, match="line 49 of a record of 49"):
        simulation.population.pass_hours(47, 49)
    with pytest.raises(IndexError, match="hour 49 is beyond the horizon, 48"):
        run(simulation, 49)


def test_no_order_is_added_once_the_hours_pass() -> None:
    simulation = toy("corridor")
    with pytest.raises(RuntimeError, match="no line can be added to convoys"):
        simulation.population.book.add("convoys", {"place": 0})


def test_hours_on_end_pass_in_few_calls() -> None:
    simulation = aleppo("as-happened", scale=0.002)
    calls, pass_hours = [], simulation.population.pass_hours
    simulation.population.pass_hours = lambda *hours: calls.append(hours) or pass_hours(*hours)
    simulation.run()
    assert 27 < len(calls) < 2 * 27  # days
