"""Pauses in the toy city: what they stop, for whom, when, and what follows them."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from model.state import Side
from tests.worlds import hourly, metric, run, toy

BROKEN = ("proposals.truce.pause.kept_by_government=0", "proposals.truce.pause.kept_by_opposition=0")


def strikes(simulation: object) -> int:
    return simulation.air.strikes + simulation.artillery.strikes  # type: ignore[attr-defined]


def falls(name: str, place: str, *sets: str) -> int:
    """The hour at the end of which a place is first held by the government side."""
    simulation = toy(name, *sets)
    number = simulation.city.place(place)
    for hour, each in enumerate(hourly(simulation, 120), start=1):
        if each.population.world.places.side[number] == Side.GOVERNMENT:
            return hour
    return -1


def test_a_kept_pause_stops_strikes_and_the_clock_and_nothing_else_does() -> None:
    simulation = toy("truce")
    each_hour = [(strikes(each), each.clock) for each in hourly(simulation, 48)]
    struck = np.diff([0] + [count for count, _ in each_hour])
    clock = np.diff([0.0] + [clock for _, clock in each_hour])
    pause = np.zeros(48, bool)
    pause[16:40] = True  # the run begins at 08:00, the pause at midnight
    assert not struck[pause].any()
    assert (clock == ~pause).all()
    # Outside: two weapons, three places of 1 km2, one strike an hour each; the chance of fewer than 4 sigma.
    assert abs(struck[~pause].sum() - 24 * 6) < 4 * np.sqrt(24 * 6)


def test_the_offensive_resumes_where_it_stopped() -> None:
    # Noon of 29 November is 76 hours after 08:00 of the 26th; the pause takes a day.
    assert falls("still", "edge", "front.kind=recorded") == 76
    assert falls("truce", "edge") == 76 + 24


def test_a_pause_that_nobody_keeps_stops_nothing() -> None:
    broken, without = run(toy("truce", *BROKEN), 60), run(toy("truce", "mechanisms.proposals=false"), 60)
    assert strikes(broken) == strikes(without) > 0
    assert broken.clock == without.clock == 60.0


def test_a_pause_kept_by_halves_goes_on_at_its_intensity() -> None:
    simulation = run(toy("truce", *BROKEN, "proposals.truce.pause.violation=0.25"), 48)
    assert simulation.clock == pytest.approx(24 + 24 * 0.25)


def test_a_pause_restrains_the_weapons_it_names() -> None:
    simulation = toy("truce", "proposals.truce.pause.weapons=[air]")
    run(simulation, 16)
    air, artillery = simulation.air.strikes, simulation.artillery.strikes
    run(simulation, 24)
    assert simulation.air.strikes == air
    assert simulation.artillery.strikes > artillery
    assert simulation.clock == 40.0
    assert not simulation.is_quiet


def test_lulls_hold_in_their_hours_only() -> None:
    quiet = [each.is_quiet for each in hourly(toy("lulls"), 72)]
    expected = [
        hour in range(26, 29) or hour in range(50, 53) for hour in range(72)
    ]  # 10:00 to 13:00, two days
    assert quiet == expected


def test_each_party_keeps_it_day_by_day_on_its_own() -> None:
    sets = (
        "proposals.truce.pause.length=1000d",
        "proposals.truce.pause.kept_by_government=0.6",
        "proposals.truce.pause.kept_by_opposition=0.3",
    )
    pause = toy("truce", *sets).pauses[0]
    days = [pause.terms.start + timedelta(days=day) for day in range(1000)]
    kept = {
        party: np.array([pause.holds(day, party) for day in days]) for party in ("government", "opposition")
    }
    for party, share in (("government", 0.6), ("opposition", 0.3)):
        assert abs(kept[party].mean() - share) < 4 * np.sqrt(share * (1 - share) / 1000)
    both = (kept["government"] & kept["opposition"]).mean()
    assert abs(both - 0.18) < 4 * np.sqrt(0.18 * 0.82 / 1000)
    assert all(
        pause.holds(day, "government") == pause.holds(day + timedelta(hours=5), "government")
        for day in days[:50]
    )


@pytest.mark.parametrize(("chance", "hours"), [(0, 24), (1, 24 * 4)])
def test_renewals_lengthen_it(chance: int, hours: int) -> None:
    sets = ("proposals.truce.pause.renewals=3", f"proposals.truce.pause.renewal_chance={chance}")
    pause = toy("truce", *sets).pauses[0]
    assert (pause.end - pause.terms.start).total_seconds() == hours * 3600


def test_belief_is_as_announced_until_it_is_broken_and_then_falls_once_a_day() -> None:
    simulation = toy("truce", *BROKEN, "information.belief=0.8", "proposals.truce.pause.length=48 h")
    belief = [each.population.world.places.belief[0] for each in hourly(simulation, 70)]
    assert belief[3] == 0.0  # 11:00, an hour before it is announced
    # What an hour breaks is felt in the next.
    assert belief[4:17] == pytest.approx([0.8] * 13)
    assert belief[17:41] == pytest.approx([0.4] * 24)
    assert belief[41:64] == pytest.approx([0.2] * 23)
    assert belief[64] == 0.0


def test_belief_in_lulls_falls_too_when_they_are_broken() -> None:
    simulation = run(toy("lulls", *BROKEN, "information.belief=0.8"), 30)
    assert simulation.population.world.places.belief[0] == pytest.approx(0.4)


def test_the_ground_changes_hands_by_agreement_at_the_end_and_nothing_takes_it_back() -> None:
    simulation = toy("deal")
    side = simulation.population.world.places.side
    run(simulation, 24)
    assert side[:3].tolist() == [Side.OPPOSITION] * 3
    run(simulation, 1)
    assert side[:3].tolist() == [Side.GOVERNMENT] * 3
    assert simulation.population.world.places.front[:3].max() == 0.0
    for each in hourly(simulation, 95):
        assert each.population.world.places.side[:3].tolist() == [Side.GOVERNMENT] * 3
    assert metric(simulation, "territory_lost")[-1] == 100.0
