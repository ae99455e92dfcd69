"""Pauses in the toy city: what they stop, for whom, when, and what follows them."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from model.codes import Side
from model.engine.convoys import is_quiet
from tests.worlds import hourly, metric, run, toy

BROKEN = ("proposals.truce.pause.kept_by_government=0", "proposals.truce.pause.kept_by_opposition=0")

DAYS = 366  # as long as a pause can be


def strikes(simulation: object) -> int:
    return simulation.air.strikes + simulation.artillery.strikes  # type: ignore[attr-defined]


def falls(name: str, place: str, *sets: str) -> int:
    """The hour at the end of which a place is first held by the government side."""
    simulation = toy(name, *sets)
    number = simulation.city.place(place)
    for hour, each in enumerate(hourly(simulation, 130), start=1):
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
    assert not is_quiet(simulation.population.world)


def test_lulls_hold_in_their_hours_only() -> None:
    quiet = [is_quiet(each.population.world) for each in hourly(toy("lulls"), 72)]
    expected = [
        hour in range(26, 29) or hour in range(50, 53) for hour in range(72)
    ]  # 10:00 to 13:00, two days
    assert quiet == expected


def test_each_party_keeps_it_day_by_day_on_its_own() -> None:
    sets = (
        f"proposals.truce.pause.length={DAYS}d",
        "proposals.truce.pause.kept_by_government=0.6",
        "proposals.truce.pause.kept_by_opposition=0.3",
    )
    pause = toy("truce", *sets).pauses[0]
    days = [pause.terms.start + timedelta(days=day) for day in range(DAYS)]
    kept = {
        party: np.array([pause.holds(day, party) for day in days]) for party in ("government", "opposition")
    }
    for party, share in (("government", 0.6), ("opposition", 0.3)):
        assert abs(kept[party].mean() - share) < 4 * np.sqrt(share * (1 - share) / DAYS)
    both = (kept["government"] & kept["opposition"]).mean()
    assert abs(both - 0.18) < 4 * np.sqrt(0.18 * 0.82 / DAYS)
    assert all(
        pause.holds(day, "government") == pause.holds(day + timedelta(hours=5), "government")
        for day in days[:50]
    )


@pytest.mark.parametrize(("chance", "hours"), [(0, 24), (1, 24 * 4)])
def test_renewals_lengthen_it(chance: int, hours: int) -> None:
    sets = ("proposals.truce.pause.renewals=3", f"proposals.truce.pause.renewal_chance={chance}")
    assert quiet_hours(*sets) == hours


def quiet_hours(*sets: str, name: str = "truce", until: int = 150) -> int:
    """Hours in which the whole enclave is quiet."""
    return sum(is_quiet(each.population.world) for each in hourly(toy(name, *sets), until))


RENEWABLE = ("proposals.truce.pause.renewals=3", "proposals.truce.pause.renewal_chance=1")
ANSWERED = (
    "proposals.truce.pause.kept_by_opposition=0",
    "proposals.truce.pause.violation_by_opposition=0.25",
)


@pytest.mark.parametrize(("needs", "hours"), [(0, 24 * 4), (0.5, 24 * 4), (1, 24 * 4)])
def test_a_kept_pause_is_renewed_whatever_share_it_must_be_kept(needs: float, hours: int) -> None:
    assert quiet_hours(*RENEWABLE, f"proposals.truce.pause.renewal_kept={needs}") == hours


def ends(*sets: str) -> float:
    """Hours for which a pause has lasted once it is over."""
    simulation = run(toy("truce", *sets), 150)
    pause = simulation.pauses[0]
    assert pause.is_over
    return (pause.end - pause.terms.start).total_seconds() / 3600


def test_a_pause_that_was_not_kept_is_not_renewed() -> None:
    assert ends(*RENEWABLE, *BROKEN, "proposals.truce.pause.renewal_kept=0.5") == 24
    assert ends(*RENEWABLE, *BROKEN) == 24 * 4
    assert ends(*RENEWABLE, *ANSWERED, "proposals.truce.pause.renewal_kept=0.5") == 24


def test_a_pause_without_aid_is_not_renewed_where_aid_is_a_condition() -> None:
    aid = "proposals.truce.pause.renewal_convoys=1"
    assert ends(*RENEWABLE, aid) == 24
    assert ends(*RENEWABLE, aid, "proposals.truce.pause.renewal_needs=either") == 24 * 4


def test_a_day_that_only_the_opposition_breaks_leaves_the_air_quiet() -> None:
    simulation = run(toy("truce", *ANSWERED), 16)
    air, artillery = simulation.air.strikes, simulation.artillery.strikes
    run(simulation, 24)
    assert simulation.clock == pytest.approx(16 + 24 * 0.25)
    assert simulation.air.strikes == air
    # Three places of 1 km2, a quarter of a strike an hour each.
    assert abs(simulation.artillery.strikes - artillery - 18) < 4 * np.sqrt(18)
    assert not simulation.lets_go.any()


def test_each_violation_is_recorded_by_day_party_and_weapon() -> None:
    simulation = run(toy("truce", *BROKEN, "proposals.truce.pause.length=48 h"), 80)
    found = [(day.day, party, weapon) for day, party, weapon in simulation.pauses[0].violations]
    mine = [("government", weapon) for weapon in ("air", "artillery", "front")]
    theirs = [("opposition", weapon) for weapon in ("artillery", "front")]
    assert found == [(day, *each) for day in (27, 28) for each in mine + theirs]
    assert metric(simulation, "pause_violations")[[16, 17, 40, 41, 80]].tolist() == [0, 5, 5, 10, 10]
    assert metric(run(toy("truce"), 80), "pause_violations")[-1] == 0


@pytest.mark.parametrize("area", ["edge", "one"])
def test_a_pause_holds_in_its_area_only(area: str) -> None:
    simulation = run(toy("truce", f"proposals.truce.pause.area=[{area}]", "information.belief=0.8"), 30)
    inside = simulation.city.area((area,))
    assert inside[:3].tolist() == ([False, False, True] if area == "edge" else [True] * 3)
    for intensity in simulation.restraint.values():
        assert (intensity == ~inside).all()
    fire = np.array([*simulation.restraint.values()])
    assert (~fire.any(axis=0) == inside).all()
    assert is_quiet(simulation.population.world) == inside[:3].all()
    assert (simulation.lets_go == inside).all()
    assert simulation.population.world.places.belief[inside] == pytest.approx(0.8)
    assert not simulation.population.world.places.belief[~inside].any()
    assert simulation.clocks.tolist() == np.where(inside, 16.0, 30.0).tolist()


def test_the_line_stands_still_in_the_area_and_moves_elsewhere() -> None:
    assert falls("truce", "edge", "proposals.truce.pause.area=[edge]") == 76 + 24
    # Noon of 30 November, the date of `mid`, is 100 hours after the start.
    assert falls("truce", "mid", "proposals.truce.pause.area=[edge]") == 100
    assert falls("truce", "mid", "proposals.truce.pause.area=[edge, mid]") == 100 + 24


def test_the_ground_of_the_area_alone_is_handed_over() -> None:
    simulation = run(toy("deal", "proposals.deal.pause.area=[edge]"), 25)
    assert simulation.population.world.places.side[:3].tolist() == [0, 0, 1]
    assert simulation.population.orders.handed_over.tolist() == simulation.city.area(("edge",)).tolist()


SURGE = ("proposals.truce.pause.surge=3", "proposals.truce.pause.surge_length=10 h")


def test_the_offensive_resumes_with_a_surge_in_proportion_to_what_was_held_down() -> None:
    assert run(toy("truce", *SURGE), 60).clock == 16 + 10 * 3 + 10
    half = run(toy("truce", *SURGE, *BROKEN, "proposals.truce.pause.violation=0.5"), 60)
    assert half.clock == 16 + 12 + 10 * 2 + 10
    assert run(toy("truce", *SURGE, *BROKEN), 60).clock == 60


def test_a_surge_raises_strikes_too() -> None:
    simulation = run(toy("truce", *SURGE), 40)
    before = strikes(simulation)
    run(simulation, 10)
    assert abs(strikes(simulation) - before - 10 * 6 * 3) < 4 * np.sqrt(180)
    run(simulation, 1)
    assert all((intensity == 1.0).all() for intensity in simulation.restraint.values())


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
