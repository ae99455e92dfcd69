"""The line: recorded dates, reversals and doubt, the endgame, and the stochastic front."""

from __future__ import annotations

from datetime import date, datetime, time
from functools import cache

import numpy as np
import pytest

from model.codes import Side
from model.simulation import Simulation
from tests.worlds import aleppo, hourly, run, toy

STILL = (
    "behaviour.base=0",
    "mechanisms.shelling=false",
    "mechanisms.hunger=false",
    "mechanisms.proposals=false",
    "uncertainty=false",
)
RECORD = ("still", "front.kind=recorded")


@cache
def sides(*sets: str, scale: float = 0.002) -> tuple[Simulation, np.ndarray]:
    """Eastern Aleppo with next to nobody in it, and who holds each place at the end of every hour."""
    simulation = aleppo("no-pause", *STILL, *sets, scale=scale)
    start = simulation.population.world.places.side.copy()
    held = [start] + [each.population.world.places.side.copy() for each in hourly(simulation, 480)]
    return simulation, np.array(held)


def changes(simulation: Simulation, place: int) -> list[tuple[int, Side]]:
    """What the tables say of a place after the first hour: hours since the start, and who then holds it."""
    return [
        (int((datetime.combine(each.day, time(12)) - simulation.start).total_seconds()) // 3600, each.side)
        for each in simulation.city.changes
        if each.place == place and each.side is not None and each.day < date(2016, 12, 13)
    ]


def test_every_place_changes_hands_at_noon_of_its_recorded_dates() -> None:
    simulation, held = sides("front.doubt=0", "front.endgame=0")
    for place in simulation.city.enclave:
        expected = np.full(len(held), int(Side.OPPOSITION))
        for hour, side in changes(simulation, int(place)):
            expected[max(hour, 0) :] = int(side)
        assert np.array_equal(held[:, place], expected), simulation.city.places[place].id


def test_sheikh_saeed_is_contested_on_30_november_and_free_of_fighting_on_1_december() -> None:
    simulation = aleppo("no-pause", *STILL, "front.doubt=0", scale=0.002)
    place = simulation.city.place("sheikh_saeed")
    contested = [int(each.population.world.places.contested[place]) for each in hourly(simulation, 150)]
    begins, ends = 4 * 24 + 12, 5 * 24 + 12
    assert contested == [int(begins <= hour < ends) for hour in range(1, 151)]


def test_karm_al_qaterji_is_lost_for_good_after_the_counter_attack_only() -> None:
    simulation, held = sides("front.doubt=0", "front.endgame=0")
    place = simulation.city.place("karm_al_qaterji")
    assert np.flatnonzero(held[:, place])[0] == 10 * 24 + 12  # noon of 6 December


def test_the_north_east_is_lost_by_1_december() -> None:
    simulation, held = sides("front.doubt=0", "front.endgame=0")
    for place in simulation.city.enclave:
        if simulation.city.places[place].sector == "north-east":
            assert held[5 * 24 + 12, place] != Side.OPPOSITION, simulation.city.places[place].id


def test_what_the_kurdish_side_took_the_endgame_leaves_alone() -> None:
    simulation, held = sides("front.doubt=0", "front.endgame=1000/day")
    assert held[-1, simulation.city.place("bustan_al_basha")] == Side.KURDISH


def test_no_place_that_the_record_leaves_falls_before_it_ends_and_then_at_the_endgames_hazard() -> None:
    simulation, held = sides("front.doubt=0", "front.endgame=0.5/day")
    left = [
        p
        for p in simulation.city.enclave
        if not any(s is not Side.OPPOSITION for _, s in changes(simulation, int(p)))
    ]
    ends = 17 * 24 + 12
    assert (held[:ends, left] == Side.OPPOSITION).all()
    waits = []
    for seed in range(2, 40):
        again = aleppo("no-pause", *STILL, "front.doubt=0", "front.endgame=0.5/day", seed=seed, scale=0.002)
        waits += [
            at - ends
            for front in again.fronts
            for at, p, side in front.schedule
            if p in left and side == Side.GOVERNMENT
        ]
    assert len(waits) == 38 * len(left)
    assert abs(np.mean(waits) - 48) < 4 * 48 / np.sqrt(len(waits))


def test_doubt_moves_dates_by_its_standard_deviation() -> None:
    shifts = []
    for seed in range(400):
        simulation = toy(*RECORD, "front.doubt=1", seed=seed, changes=_doubtful())
        front = simulation.fronts[0]
        shifts += [at - 220 for at, place, side in front.schedule if place == 1 and side == Side.GOVERNMENT]
    assert abs(np.mean(shifts)) < 4 * 24 / np.sqrt(400)
    assert abs(np.std(shifts) - 24) < 4 * 24 / np.sqrt(2 * 400)


def _doubtful() -> tuple[object, ...]:
    from model.city import Change

    return (
        Change(1, date(2016, 12, 5), 1.0, Side.GOVERNMENT),
    )  # noon is 220 hours after 08:00 of 26 November


def test_doubt_never_puts_the_changes_of_one_place_out_of_order() -> None:
    for seed in range(30):
        simulation = toy(*RECORD, "front.doubt=20", seed=seed, changes=_reversals())
        sides = [side for _, place, side in simulation.fronts[0].schedule if place == 2 and side >= 0]
        assert sides == [Side.GOVERNMENT, Side.OPPOSITION, Side.GOVERNMENT]


def _reversals() -> tuple[object, ...]:
    from model.city import Change

    days = ((27, Side.GOVERNMENT), (28, Side.OPPOSITION), (29, Side.GOVERNMENT))
    return tuple(Change(2, date(2016, 11, day), 0.5, side) for day, side in days)


def test_a_place_is_contested_for_its_hours_before_it_falls() -> None:
    simulation = toy(*RECORD, changes=_doubtful())
    contested = [int(each.population.world.places.contested[1]) for each in hourly(simulation, 240)]
    assert [hour for hour, is_contested in enumerate(contested, start=1) if is_contested] == list(
        range(214, 220)
    )


def test_a_stochastic_place_falls_at_the_hazard_of_its_lost_neighbours() -> None:
    # `edge` has one neighbour of two lost: 2.4/day x 1/2 = 0.05 an hour. `far` has `hill` of two.
    hours = []
    for seed in range(300):
        simulation = toy("still", "front.kind=stochastic", "front.assault=2.4/day", seed=seed)
        run(simulation, 10)
        hours.append(simulation.population.world.places.side[2] != Side.OPPOSITION)
    # Until `mid` falls the hazard is 0.05; `mid` itself has no lost neighbour until one of the others falls.
    least = 1 - np.exp(-0.5)
    assert np.mean(hours) > least - 4 * np.sqrt(least * (1 - least) / 300)
    most = 1 - np.exp(-1.0)
    assert np.mean(hours) < most


def test_rain_slows_a_stochastic_front() -> None:
    def pressed(rain: float) -> float:
        simulation = toy("still", "front.kind=stochastic", "front.assault=0.024/day", f"front.rain={rain}")
        run(simulation, 40)  # 27 November, hours 16 to 39, is wet
        return simulation.fronts[0].pressed[2]

    assert pressed(1.0) == pytest.approx(40 * 0.0005)
    assert pressed(0.25) == pytest.approx((16 + 24 * 0.25) * 0.0005)


def test_defenders_who_unite_slow_a_stochastic_front_and_losing_ground_hastens_it() -> None:
    def pressed(*sets: str) -> float:
        sets = ("front.kind=stochastic", "front.assault=0.024/day", *sets)
        simulation = run(toy("still", *sets), 40)
        return float(simulation.fronts[0].pressed[2])

    log2 = str(np.log(2))
    assert pressed(f"front.unity={log2}") == pytest.approx(40 * 0.0005)  # no moment is given
    united = ("front.united=2016-11-27", f"front.unity={log2}")  # 16 hours after the start
    assert pressed(*united) == pytest.approx((16 + 24 / 2) * 0.0005)
    # With two of the three places lost both neighbours of `edge` are, and cohesion is exp(-2/3 log 8) = 1/4.
    simulation = toy(
        "still", "front.kind=stochastic", "front.assault=0.024/day", f"front.disarray={np.log(8)}"
    )
    for place in (0, 1):
        simulation.population.overtake(place, Side.GOVERNMENT, 0)
    assert run(simulation, 10).fronts[0].pressed[2] == pytest.approx(10 * 0.001 * 4)


def test_a_place_counts_as_contested_from_a_share_of_its_resistance() -> None:
    def contested(share: float) -> int:
        sets = ("front.kind=stochastic", "front.assault=0.24/day", f"front.contested_from={share}")
        return sum(each.population.world.places.contested[2] for each in hourly(toy("still", *sets), 400))

    assert contested(0.2) > contested(0.8) > contested(1.0) == 0


@pytest.mark.parametrize(
    "sets",
    [
        ("front.kind=none",),
        ("front.kind=stochastic", "front.assault=0/day"),
        ("front.kind=recorded", "mechanisms.front=false"),
    ],
)
def test_a_line_that_is_off_stays_where_it_was(sets: tuple[str, ...]) -> None:
    simulation = run(toy("still", *sets), 150)
    assert (simulation.population.world.places.side[:3] == Side.OPPOSITION).all()
    assert not simulation.population.world.places.front.any()


def test_a_continued_front_follows_the_record_and_is_then_pressed() -> None:
    sets = (
        "front.kind=continued",
        "front.record_ends=2016-11-27",
        "front.assault=0.024/day",
        "front.doubt=0",
    )
    simulation = run(toy("still", *sets), 15)
    assert simulation.fronts[0].pressed[2] == 0.0
    # The clock reaches 16 hours, midnight of 27 November, in the 16th hour; one of two neighbours is lost.
    assert run(simulation, 5).fronts[0].pressed[2] == pytest.approx(5 * 0.0005)
    assert [at for at, _, _ in simulation.fronts[0].schedule if at >= 16.0] == []


def test_a_continued_front_takes_every_place_in_the_end() -> None:
    sets = ("front.kind=continued", "front.record_ends=2016-11-27", "front.assault=24/day")
    assert not run(toy("still", *sets), 300).population.held.any()
