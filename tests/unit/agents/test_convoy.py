"""Aid convoys in the toy city: planned, cleared, turned back, delivered."""

from __future__ import annotations

import numpy as np
import pytest

from model.codes import Outcome, Side
from model.simulation import Simulation
from tests.worlds import hourly, metric, run, toy

AID = "proposals.aid.aid"


def outcomes(*sets: str, seed: int = 1) -> list[str]:
    return [convoy.outcome for convoy in run(toy("aid", *sets, seed=seed), 90).convoys]


def test_convoys_for_the_enclave_arrive_a_day_apart_and_bring_what_is_not_looted() -> None:
    simulation = toy("aid")
    delivered = metric(run(simulation, 90), "convoys_delivered")
    assert len(simulation.convoys) == 4  # half of the eight planned
    assert [int(np.argmax(delivered >= n)) for n in (1, 2, 3, 4)] == [3, 27, 51, 75]
    # Two trucks of 1,000 person-days, half of it lost; 100 people have eaten for 88 hours.
    assert simulation.population.world.places.stock.sum() == pytest.approx(4000 - 88 * 100 / 24)


def test_convoys_need_clearance() -> None:
    assert outcomes("proposals.aid.aid.cleared=0") == [Outcome.NOT_CLEARED] * 4
    found = [each for seed in range(1, 51) for each in outcomes("proposals.aid.aid.cleared=0.3", seed=seed)]
    share = found.count(Outcome.DELIVERED) / len(found)
    assert abs(share - 0.3) < 4 * np.sqrt(0.3 * 0.7 / len(found))


def test_convoys_that_need_quiet_turn_back_while_the_fighting_goes_on() -> None:
    assert outcomes("proposals.aid.aid.needs_quiet=true") == [Outcome.TURNED_BACK] * 4


def test_delays_have_the_mean_that_is_said() -> None:
    start = None
    delays = []
    for seed in range(200):
        for number, convoy in enumerate(toy("aid", "proposals.aid.aid.delay=10 h", seed=seed).convoys):
            start = convoy.terms.start
            delays.append((convoy.due - start).total_seconds() / 3600 - 24 * number)
    assert min(delays) >= 0
    assert abs(np.mean(delays) - 10) < 4 * 10 / np.sqrt(len(delays))


def test_what_became_of_every_convoy_is_written_down() -> None:
    simulation = run(toy("aid"), 90)
    assert [(c.outcome, c.brought, c.handed_out, c.lost) for c in simulation.convoys] == [
        (Outcome.DELIVERED, 1000.0, 1000.0, 0.0)
    ] * 4
    assert metric(simulation, "food_delivered")[-1] == 4000
    away = run(toy("aid", f"{AID}.cleared=0"), 90)
    assert metric(away, "convoys_sent_away")[-1] == 4
    assert metric(away, "food_delivered")[-1] == metric(away, "convoys_delivered")[-1] == 0


def test_a_convoy_that_is_let_in_in_part_brings_that_part() -> None:
    simulation = run(toy("aid", f"{AID}.partial=1", f"{AID}.part=0.25"), 90)
    assert [(convoy.outcome, convoy.brought) for convoy in simulation.convoys] == [
        (Outcome.PARTIAL, 250.0)
    ] * 4
    assert metric(simulation, "convoys_delivered")[-1] == 4


def test_partial_convoys_are_as_many_as_their_chance_says() -> None:
    found = [each for seed in range(1, 51) for each in outcomes(f"{AID}.partial=0.3", seed=seed)]
    assert set(found) == {Outcome.PARTIAL, Outcome.DELIVERED}
    assert abs(found.count(Outcome.PARTIAL) / 200 - 0.3) < 4 * np.sqrt(0.3 * 0.7 / 200)


def test_looting_varies_evenly_around_its_mean() -> None:
    def lost(mean: float, spread: float) -> list[float]:
        sets = (f"{AID}.looted={mean}", f"{AID}.looted_spread={spread}")
        worlds = [run(toy("aid", *sets, seed=seed), 3) for seed in range(100)]
        return [1 - world.convoys[0].brought / 2000 for world in worlds]

    widest, narrow = lost(0.2, 1), lost(0.2, 0.5)
    assert min(widest) >= 0
    assert max(widest) <= 0.4
    assert max(widest) > 0.38
    assert abs(np.mean(widest) - 0.2) < 4 * 0.4 / np.sqrt(12 * 100)
    assert narrow == pytest.approx([0.1 + each / 2 for each in widest])  # the same luck


def test_the_luck_of_a_convoy_does_not_hang_on_its_terms() -> None:
    one = toy("aid", f"{AID}.delay=10 h", f"{AID}.partial=0.5", seed=3)
    other = toy("aid", f"{AID}.delay=10 h", f"{AID}.cleared=0.5", seed=3)
    assert [convoy.due for convoy in one.convoys] == [convoy.due for convoy in other.convoys]


def at_edge(*sets: str) -> Simulation:
    """One convoy of 1,000 person-days that comes in at `edge` at ten o'clock."""
    return toy("aid", f"{AID}.planned=2", f"{AID}.entry=edge", *sets)


def test_a_convoy_is_unloaded_in_equal_parts_where_it_came_in() -> None:
    simulation = at_edge(f"{AID}.distribution=4 h", "mechanisms.hunger=false")
    stock = [float(each.population.places.stock.sum()) for each in hourly(simulation, 8)]
    assert stock == pytest.approx([0, 0, 250, 500, 750, 1000, 1000, 1000])
    convoy = simulation.convoys[0]
    assert convoy.cell is simulation.cells[simulation.city.place("edge")]
    # All hundred people are at `far`.
    assert simulation.population.places.stock[0] == pytest.approx(1000)


def test_what_is_not_handed_out_is_lost_with_the_place() -> None:
    simulation = run(at_edge(f"{AID}.distribution=4 h"), 4)
    simulation.population.overtake(simulation.city.place("edge"), Side.GOVERNMENT, 4)
    run(simulation, 5)
    convoy = simulation.convoys[0]
    assert (convoy.outcome, convoy.brought, convoy.handed_out, convoy.lost) == (
        Outcome.DELIVERED,
        1000,
        500,
        500,
    )


def test_a_convoy_comes_in_where_most_people_are_once_its_entry_is_lost() -> None:
    simulation = at_edge()
    simulation.population.overtake(simulation.city.place("edge"), Side.GOVERNMENT, 0)
    run(simulation, 5)
    assert simulation.convoys[0].cell is simulation.cells[simulation.city.place("far")]


def test_a_convoy_comes_too_late_when_nothing_is_held() -> None:
    simulation = at_edge()
    for place in ("far", "mid", "edge"):
        simulation.population.overtake(simulation.city.place(place), Side.GOVERNMENT, 0)
    assert run(simulation, 5).convoys[0].outcome == Outcome.TOO_LATE


def test_food_scales_with_the_population_that_is_simulated() -> None:
    sets = ("population.total=4000", "mechanisms.hunger=false")
    whole, half = (
        metric(run(toy("aid", *sets, f"population.scale={scale}"), 5), "food_delivered")[-1]
        for scale in (1, 0.5)
    )
    assert (whole, half) == (1000, 500)


def test_convoys_that_were_due_before_the_run_are_no_part_of_it() -> None:
    # Of four, a day apart from 24 November 10:00, two come on the 26th and the 27th at 10:00.
    simulation = run(toy("aid", f"{AID}.start=2016-11-24 10:00"), 90)
    assert [convoy.number for convoy in simulation.convoys] == [2, 3]
    assert metric(simulation, "convoys_delivered")[-1] == 2


def test_strikes_on_fallen_ground_turn_no_convoy_back() -> None:
    truce = ", ".join(
        f"{key}: {{value: 1, source: made up}}"
        for key in ("kept_by_government", "kept_by_opposition", "violation")
    )
    pause = "announced: 2016-11-26, start: 2016-11-26, length: 10d, area: [mid, edge]"
    sets = (
        "proposals.aid.aid.needs_quiet=true",
        f"proposals.truce={{kind: pause, pause: {{{pause}, {truce}}}}}",
    )
    assert outcomes(*sets) == [Outcome.TURNED_BACK] * 4  # `far` is struck
    simulation = toy("aid", *sets)
    simulation.population.overtake(simulation.city.place("far"), Side.GOVERNMENT, 0, by_force=False)
    assert [convoy.outcome for convoy in run(simulation, 90).convoys] == [Outcome.DELIVERED] * 4
