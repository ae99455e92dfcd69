"""The order of an hour is the list that documents it; what is uncertain is drawn once a replicate."""

from __future__ import annotations

import gc
import weakref
from datetime import timedelta

import numpy as np
import pytest

from model.record import ARRAYS
from model.simulation import PHASES, Engine, Simulation, settled
from tests.worlds import ALEPPO, hourly, run, scenario, toy

ORDER = (
    "calendar and orders",
    "pauses",
    "front lines",
    "shelling and casualties",
    "aid and food",
    "information and trust",
    "household decisions",
    "movement, queues and boarding",
    "screening",
    "records and invariants",
)


def test_the_phases_are_those_of_the_description_and_are_executed_in_their_order(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert tuple(phase.name for phase in PHASES) == ORDER
    assert all(phase.rule.endswith(".") for phase in PHASES)
    simulation, seen = toy("still", "horizon=2 h"), []
    for phase in PHASES:
        monkeypatch.setattr(Simulation, phase.method, lambda self, name=phase.name: seen.append(name))
    simulation.run_by_phase()
    assert tuple(seen) == ORDER + ORDER


@pytest.mark.parametrize("engine", ["arrays", "objects"])
def test_a_simulation_goes_when_nobody_holds_it(engine: Engine) -> None:
    """Else a batch fills the memory, as under Mesa 3.3, which held every model that ever had an agent."""
    still = toy("still", "horizon=2 h")
    last = weakref.ref(Simulation(still.scenario, still.city, 1, engine))
    del still
    gc.collect()
    assert last() is None


def test_hours_pass_from_the_start() -> None:
    simulation = toy("still")
    for hour, each in enumerate(hourly(simulation, 30)):
        assert each.now == each.start + timedelta(hours=hour)
        assert each.hour == hour + 1
        assert each.nights[each.now.hour] == (not 7 <= each.now.hour < 17)


def test_a_run_to_the_horizon_is_its_hours_one_by_one() -> None:
    at_once, stepped = toy("deal"), run(toy("deal"))
    record = at_once.run()
    assert all(np.array_equal(getattr(record, name), getattr(stepped.record, name)) for name in ARRAYS)
    assert at_once.hour == stepped.hour == stepped.steps


def test_weather_is_that_of_the_day() -> None:
    grounded = [each.grounded for each in hourly(toy("still"), 48)]
    assert grounded == [0.0] * 16 + [1.0] * 24 + [0.0] * 8


def test_a_settled_scenario_has_nothing_left_to_draw_and_is_the_same_for_a_seed() -> None:
    uncertain = scenario(ALEPPO, "ten-day-pause")
    one, again, other = settled(uncertain, 1), settled(uncertain, 1), settled(uncertain, 2)
    assert one == again != other
    assert uncertain.behaviour.front.uncertain
    assert not one.behaviour.front.uncertain
    assert settled(scenario(ALEPPO, "ten-day-pause", "uncertainty=false"), 1).behaviour.front.uncertain


def test_terms_of_every_proposal_become_agents() -> None:
    simulation = toy("deal")
    assert [pause.name for pause in simulation.pauses] == ["deal.pause"]
    assert [fleet.name for fleet in simulation.fleets] == ["deal.buses"]
    assert [convoy.name for convoy in toy("aid").convoys] == [f"aid.aid.{i}" for i in range(4)]
    assert [corridor.name for corridor in toy("corridor").corridors] == ["way.corridor"]
    assert not toy("deal", "mechanisms.proposals=false").pauses


def test_a_quiet_world_stays_as_it_was() -> None:
    simulation = run(toy("still"), 48)
    assert simulation.record.status[48].tolist() == simulation.record.status[0].tolist()
    assert not simulation.population.world.tally.counts.any()
