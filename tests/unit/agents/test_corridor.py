"""Corridors in the toy city: hours, news, trust, incidents, and when they shut."""

from __future__ import annotations

import numpy as np
import pytest

from model.codes import Side, Way
from tests.worlds import hourly, metric, run, toy

KEY = "proposals.way.corridor"
QUIET = "behaviour.base=0/day"  # nobody moves, so that only what is set differs


def kinds(simulation: object, hours: int) -> list[int]:
    way = simulation.population.way("edge > gate")  # type: ignore[attr-defined]
    return [int(each.population.world.ways.kind[way]) for each in hourly(simulation, hours)]  # type: ignore[arg-type]


def test_a_way_is_open_from_its_start_for_its_length() -> None:
    simulation = toy("corridor", QUIET, f"{KEY}.start=2016-11-26 10:00", f"{KEY}.length=3 h")
    assert kinds(simulation, 8) == [Way.SHUT] * 2 + [Way.CORRIDOR] * 3 + [Way.SHUT] * 3


@pytest.mark.parametrize(
    ("opens", "hours"),
    [
        pytest.param("12:00", [2, 3], id="while it is open"),
        pytest.param("20:00", [2, 3, 4], id="after its end"),
        pytest.param("09:00", [], id="before its start"),
    ],
)
def test_a_way_is_shut_for_good_when_one_that_replaces_it_opens(opens: str, hours: list[int]) -> None:
    other = ", ".join(f"{key}: {{value: 0, source: made up}}" for key in ("trust", "stopped"))
    dates = f"announced: 2016-11-26, start: 2016-11-26 {opens}, length: 1 h"
    lanes = "capacity: {value: 20 people/h, source: made up}"
    simulation = toy(
        "corridor",
        QUIET,
        f"{KEY}.start=2016-11-26 10:00",
        f"{KEY}.length=3 h",
        f"proposals.other={{kind: corridor, corridor: {{ways: [edge > gate], {dates}, {lanes}, {other}, "
        "replaces: [way]}}",
    )
    line = simulation.population.orders.corridors[0]
    assert [hour for hour, _ in enumerate(hourly(simulation, 14)) if line.due] == hours


def test_nobody_passes_outside_its_window() -> None:
    simulation = toy("corridor", f"{KEY}.window={{opens: '12:00', closes: '14:00'}}")
    passed = [int(each.population.world.ways.passed.sum()) for each in hourly(simulation, 30)]
    assert passed == [0] * 4 + [20] + [40] * 23 + [60] + [80]


def test_a_way_that_needs_quiet_lets_people_through_in_a_kept_pause_only() -> None:
    pause = "announced: 2016-11-26, start: 2016-11-26 16:00, length: 4 h"  # the 9th to the 12th hour
    kept = ", ".join(
        f"{key}: {{value: 1, source: made up}}"
        for key in ("kept_by_government", "kept_by_opposition", "violation")
    )
    truce = f"proposals.truce={{kind: pause, pause: {{{pause}, {kept}}}}}"
    simulation = toy("corridor", f"{KEY}.needs_quiet=true", truce)
    passed = [int(each.population.world.ways.passed.sum()) for each in hourly(simulation, 15)]
    assert passed == [0] * 8 + [20, 40, 60, 80] + [80] * 3


def test_a_way_shuts_when_the_place_before_it_falls_and_stays_shut() -> None:
    simulation = toy("corridor", QUIET)
    run(simulation, 2)
    simulation.population.overtake(simulation.city.place("edge"), Side.GOVERNMENT, simulation.hour)
    assert kinds(simulation, 3) == [Way.SHUT] * 3


def test_news_of_a_way_spreads_hour_by_hour_from_its_announcement() -> None:
    simulation = toy(
        "corridor",
        QUIET,
        f"{KEY}.announced=2016-11-26 10:00",
        f"{KEY}.start=2016-11-26 10:00",
        "information.broadcast=0.2/h",
        "information.hearsay=0.5/h",
    )
    known = [float(each.population.world.news[1, 0]) for each in hourly(simulation, 4)]
    assert known == pytest.approx([0.0, 0.0, 0.2, 0.2 + (0.2 + 0.1) * 0.8])
    at_once = toy("corridor", QUIET, "information.broadcast=0.2/h", "mechanisms.information=false")
    assert run(at_once, 1).population.world.news[1, 0] == 1.0


def test_trust_rises_with_safe_passages() -> None:
    simulation = run(toy("corridor", "information.gain=0.5", f"{KEY}.trust=0.2"), 4)
    # Twenty came through in the third hour: the fourth adds 0.5 x 20 / 1000 of the distrust that is left.
    assert simulation.corridors[0].trust == pytest.approx(0.2 + 0.01 * 0.8)


def test_incidents_come_at_their_rate_cost_trust_and_put_the_queue_under_fire() -> None:
    simulation = toy(
        "corridor",
        QUIET,
        f"{KEY}.incidents=1/day",
        f"{KEY}.strikes=3",
        f"{KEY}.trust=1",
        "information.loss=0.1",
        f"{KEY}.length=100d",
        "horizon=60d",
    )
    run(simulation, 1200)
    incidents = simulation.artillery.strikes / 3
    assert abs(incidents - 50) < 4 * np.sqrt(50)
    assert simulation.corridors[0].trust == pytest.approx(0.9 ** round(incidents), rel=0.2)


@pytest.mark.parametrize("sets", [(f"{KEY}.start=2016-11-28",), (f"{KEY}.length=1 h",)])
def test_a_way_that_is_not_open_is_not_fired_on(sets: tuple[str, ...]) -> None:
    simulation = toy("corridor", QUIET, f"{KEY}.incidents=1/day", f"{KEY}.strikes=3", *sets)
    for _ in hourly(simulation, 40):
        assert simulation.artillery.strikes == 0


def test_incidents_do_not_hang_on_how_news_spreads() -> None:
    sets = (QUIET, f"{KEY}.incidents=1/day", f"{KEY}.strikes=3", f"{KEY}.length=100d")
    told, known = toy("corridor", *sets), toy("corridor", *sets, "mechanisms.information=false")
    assert run(told, 300).artillery.strikes == run(known, 300).artillery.strikes > 0


def test_fire_on_a_guaranteed_way_is_held() -> None:
    fire = ("shelling.artillery.campaign=240 strikes/km2/day", "shelling.artillery.lethality=0")
    simulation = run(toy("corridor", QUIET, *fire, f"{KEY}.fire=0"), 1)
    memory = simulation.population.world.places.memory
    far, edge = memory[0], memory[simulation.city.place("edge")]
    run(simulation, 24)
    assert memory[0] > 0.7 * far  # ten strikes an hour go on there
    assert memory[simulation.city.place("edge")] == pytest.approx(
        edge * np.exp(-1)
    )  # and none where it is held


def test_armed_groups_let_people_go_while_they_keep_a_pause() -> None:
    simulation = run(toy("corridor", f"{KEY}.stopped=1"), 12)
    assert metric(simulation, "out_total")[-1] == 0
    assert metric(simulation, "stopped")[-1] == 100
    free = run(toy("corridor", f"{KEY}.stopped=1", "mechanisms.stopping=false"), 12)
    assert metric(free, "out_total")[-1] == 100


def test_nobody_passes_outside_its_window_by_what_is_left_over() -> None:
    # Families of six on average, twenty people an hour: what is left over as it closes waits with them.
    sets = ("population.household=6", "population.total=600", f"{KEY}.capacity=20 people/h")
    simulation = toy("corridor", *sets, f"{KEY}.window={{opens: '12:00', closes: '14:00'}}", seed=3)
    passed = np.diff([0, *(int(each.population.world.ways.passed.sum()) for each in hourly(simulation, 240))])
    at = np.array([(8 + hour) % 24 for hour in range(240)])
    assert passed.sum() > 300
    assert not passed[(at < 12) | (at >= 14)].any()


def test_what_happens_on_a_way_tells_of_whose_it_was_though_another_claims_it() -> None:
    other = (
        "proposals.other={kind: corridor, corridor: {ways: [edge > gate], announced: 2016-11-26, "
        "start: 2016-11-26, length: 10d, capacity: 20 people/h, trust: 0.1, stopped: 0, guarantor: other}}"
    )
    sets = ("information.gain=0.5", f"{KEY}.trust=0.2", f"{KEY}.guarantor=one")
    alone, both = run(toy("corridor", *sets), 6), run(toy("corridor", *sets, other), 6)
    assert both.guarantors["one"].record == alone.guarantors["one"].record > 0.2
    assert both.guarantors["other"].record == 0.1
