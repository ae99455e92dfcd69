"""Aid convoys in the toy city: planned, cleared, turned back, delivered."""

from __future__ import annotations

import numpy as np
import pytest

from tests.worlds import metric, run, toy


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
    assert outcomes("proposals.aid.aid.cleared=0") == ["not cleared"] * 4
    found = [each for seed in range(1, 51) for each in outcomes("proposals.aid.aid.cleared=0.3", seed=seed)]
    share = found.count("delivered") / len(found)
    assert abs(share - 0.3) < 4 * np.sqrt(0.3 * 0.7 / len(found))


def test_convoys_that_need_quiet_turn_back_while_the_fighting_goes_on() -> None:
    assert outcomes("proposals.aid.aid.needs_quiet=true") == ["turned back"] * 4


def test_delays_have_the_mean_that_is_said() -> None:
    start = None
    delays = []
    for seed in range(200):
        for number, convoy in enumerate(toy("aid", "proposals.aid.aid.delay=10 h", seed=seed).convoys):
            start = convoy.terms.start
            delays.append((convoy.due - start).total_seconds() / 3600 - 24 * number)
    assert min(delays) >= 0
    assert abs(np.mean(delays) - 10) < 4 * 10 / np.sqrt(len(delays))
