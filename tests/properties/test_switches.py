"""Each switch turns off what it says, in eastern Aleppo, and leaves the rest running."""

from __future__ import annotations

import numpy as np

from model.codes import Count, Side, Spell, Status
from model.simulation import Simulation
from tests.worlds import aleppo, counted, hourly, metric, people, run

FIXED = "uncertainty=false"


def off(word: str, *sets: str, name: str = "no-pause", hours: int = 300) -> Simulation:
    return run(aleppo(name, FIXED, f"mechanisms.{word}=false", *sets), hours)


def on(*sets: str, name: str = "no-pause", hours: int = 300) -> Simulation:
    return run(aleppo(name, FIXED, *sets), hours)


def last(simulation: Simulation, name: str) -> float:
    return float(metric(simulation, name)[-1])


def test_without_a_front_nobody_loses_ground() -> None:
    simulation = off("front")
    enclave = simulation.city.enclave
    assert (simulation.record.side[: 300 // 24 + 1, enclave] == Side.OPPOSITION).all()
    assert last(simulation, "territory_lost") == last(simulation, "changed_control_people") == 0
    assert last(simulation, "killed_civilians") > 0


def test_without_shelling_only_patients_die() -> None:
    simulation = off("shelling")
    assert simulation.air.strikes == simulation.artillery.strikes == 0
    assert last(simulation, "wounded") == 0
    assert last(simulation, "killed_civilians") == last(simulation, "died_untreated") > 0
    assert not simulation.population.world.places.threat.any()


def test_with_patients_off_no_patient_dies_of_waiting() -> None:
    assert last(off("patients"), "died_untreated") == 0
    assert last(on(), "died_untreated") > 0


def test_without_hunger_nobody_is_hungry() -> None:
    simulation = off("hunger")
    assert last(simulation, "hungry") == last(simulation, "hunger_days") == 0
    assert not simulation.population.world.households.hungry.any()
    assert on().population.world.tally.hours[Spell.HUNGER].any()


def test_without_screening_nobody_is_held() -> None:
    assert counted(off("screening"), Count.DETENTIONS) == 0
    assert counted(on(), Count.DETENTIONS) > 0


def test_without_turning_back_no_family_goes_back_in() -> None:
    often = "screening.held=0.5"
    assert last(off("turning_back", often), "turned_back") == 0
    assert last(on(often), "turned_back") > 0


def test_without_giving_up_everyone_keeps_to_the_queue() -> None:
    assert last(off("giving_up", name="guaranteed-corridors"), "gave_up_queue") == 0
    assert last(on(name="guaranteed-corridors"), "gave_up_queue") > 0


def test_without_stopping_nobody_is_stopped() -> None:
    assert last(off("stopping"), "stopped") == 0
    assert last(on(), "stopped") > 0


def test_without_separation_no_family_is_parted() -> None:
    simulation = off("separation")
    assert last(simulation, "separated") == last(simulation, "apart_from_family") == 0
    assert (simulation.population.world.households.root == -1).all()
    parted = on()
    assert last(parted, "separated") > last(parted, "reunited") > 0


def test_without_prices_people_eat_their_fill() -> None:
    simulation = off("prices")
    assert last(simulation, "food_foregone") == 0
    assert last(simulation, "food_price") == 1
    usual = on()
    assert last(usual, "food_foregone") > 0
    assert last(usual, "food_price") > 1
    assert last(usual, "hungry") < last(simulation, "hungry")


def test_without_aid_outside_nobody_is_helped_or_counted() -> None:
    simulation = off("aid_outside")
    assert not simulation.population.world.sides.aid.any()
    assert last(simulation, "unaided_days") == 0
    usual = on()
    assert usual.population.world.sides.aid.all()
    assert last(usual, "unaided_days") > 0


def test_without_moving_on_shelters_keep_those_they_have() -> None:
    kept, usual = off("onward"), on()
    assert last(kept, "shelter_occupancy") > last(usual, "shelter_occupancy")


def test_without_returning_nobody_goes_home() -> None:
    quiet = ("reception.calm=1", "reception.homecoming=1/day")
    without, usual = off("returning", *quiet, hours=480), on(*quiet, hours=480)
    for name in ("returned", "went_home_inside"):
        assert last(without, name) == 0, name
        assert last(usual, name) > 0, name


def test_without_proposals_no_agent_carries_one_out() -> None:
    simulation = off("proposals", name="as-happened")
    assert [*simulation.pauses, *simulation.corridors, *simulation.convoys, *simulation.fleets] == []
    assert counted(simulation, Count.PASSED_CORRIDOR) == 0
    assert simulation.clock == 300.0


def test_without_weather_aircraft_fly_in_the_rain() -> None:
    rain = range(5 * 24, 6 * 24)  # 1 December

    def strikes(simulation: Simulation) -> list[int]:
        counts = [0]
        for _ in range(6 * 24):
            simulation.step()
            counts.append(simulation.air.strikes)
        return np.diff(counts).tolist()

    recorded = "weather.grounded=0"  # no day is lost but that of the record
    wet = strikes(aleppo("no-pause", FIXED, recorded))
    dry = strikes(aleppo("no-pause", FIXED, recorded, "mechanisms.weather=false"))
    assert wet[: 5 * 24] == dry[: 5 * 24]
    assert sum(wet[h] for h in rain) < 0.15 * sum(dry[h] for h in rain)


def test_without_weather_no_day_is_wet_and_with_it_some_are() -> None:
    sets = ("weather.wet=0.5", "weather.persistence=0.5")
    assert not any(
        each.grounded for each in hourly(aleppo("no-pause", FIXED, "mechanisms.weather=false"), 240)
    )
    grounded = {each.grounded for each in hourly(aleppo("no-pause", FIXED, *sets), 240)}
    assert grounded == {0.0, float(on(hours=0).scenario.weather.grounded), 1.0}


def test_without_damage_every_dwelling_stands() -> None:
    assert not off("damage", hours=48).population.world.places.damage.any()
    damage = on(hours=0).population.world.places.damage.copy()
    assert damage.max() > 0.2
    assert (on(hours=48).population.world.places.damage >= damage).all()


def test_without_crowds_only_the_campaign_and_the_corridors_strike() -> None:
    often = ("shelling.crowd.people=1", "shelling.crowd.incidents=50/day")
    without, with_it = off("crowds", *often, hours=120), on(*often, hours=120)
    assert with_it.artillery.strikes > without.artillery.strikes
    assert with_it.air.strikes == without.air.strikes
    assert last(with_it, "killed_on_the_way") > last(without, "killed_on_the_way")


def test_without_information_all_know_at_once_and_trust_stands() -> None:
    simulation = off("information", name="guaranteed-corridors", hours=200)
    corridor = simulation.corridors[0]
    assert corridor.trust == float(corridor.terms.trust)
    known = simulation.population.world.news[corridor.news]
    assert (known == simulation.population.world.places.enclave).all()


def test_statuses_that_a_switch_rules_out_stay_empty() -> None:
    simulation = off("front", "mechanisms.screening=false", "mechanisms.returning=false")
    for none in (Status.CHANGED_CONTROL, Status.OVERRUN, Status.DETAINED, Status.RETURNED):
        assert people(simulation, none) == 0, none
