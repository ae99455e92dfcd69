"""Households as Mesa sees them: one agent set over arrays, on every Mesa that we support."""

from __future__ import annotations

import numpy as np
import pytest
from mesa import DataCollector

from model.agents.household import Household, HouseholdSet
from model.agents.shelling import Shelling
from model.agents.shelter import Shelter
from model.codes import Status
from model.simulation import Simulation
from tests.worlds import people, run, toy

PARTING = ("population.household=4", "population.total=200", "family.men_stay=1")


@pytest.fixture
def simulation() -> Simulation:
    return toy("corridor", "population.household=4", "population.total=200")


def test_all_households_stand_in_mesas_registry_beside_the_other_agents(simulation: Simulation) -> None:
    households = simulation.agents_by_type[Household]
    assert isinstance(households, HouseholdSet)
    assert len(households) == len(list(households)) == len(simulation.population.world.households)
    assert len(simulation.agents_by_type[Shelling]) == 2
    assert len(simulation.agents_by_type[Shelter]) == len(simulation.city.shelters)
    assert {agent.name for agent in simulation.agents_by_type[Shelling]} == {"air", "artillery"}


def test_a_household_shows_its_line_of_the_arrays(simulation: Simulation) -> None:
    household = simulation.agents_by_type[Household][3]
    hh = simulation.population.world.households
    assert household.people == hh.people[3]
    assert sum(household.family.values()) == household.people
    assert household.cell is simulation.cells[household.home]
    assert household.status_label == "at home"
    run(simulation, 1)
    assert household.status_label == "travelling"
    assert household == simulation.agents_by_type[Household][3] != simulation.agents_by_type[Household][4]
    assert household in simulation.agents_by_type[Household]
    with pytest.raises(AttributeError, match="peeple"):
        _ = household.peeple


def test_households_can_be_selected_sorted_mapped_and_added_up(simulation: Simulation) -> None:
    households = simulation.agents_by_type[Household]
    large = households.select(lambda household: household.people > 4)
    assert 0 < len(large) < len(households)
    assert all(household.people > 4 for household in large)
    assert len(households.select(at_most=5)) == 5
    assert len(households.select(at_most=0.5)) == len(households) // 2
    assert len(households.select(agent_type=Shelter)) == 0
    assert households.agg("people", sum) == 200
    assert households.agg("people", [min, max]) == [
        min(households.get("people")),
        max(households.get("people")),
    ]
    assert large.get("people") == [household.people for household in large]
    assert large.get(["people", "status_label"])[0] == [large[0].people, "at home"]
    assert households.get("nothing", handle_missing="default", default_value=7) == [7] * len(households)
    assert [household.people for household in households.sort("people")] == sorted(
        households.get("people"), reverse=True
    )
    assert households.map(lambda household: household.index) == list(range(len(households)))
    seen: list[int] = []
    households.do(lambda household: seen.append(household.index))
    assert seen == list(range(len(households)))
    assert households.shuffle() is households


def test_nobody_is_added_removed_or_changed_by_hand(simulation: Simulation) -> None:
    households = simulation.agents_by_type[Household]
    with pytest.raises(TypeError, match="made once, in the first hour"):
        households.add(households[0])
    for refuse in (households.remove, households.discard):
        with pytest.raises(TypeError, match="never removed"):
            refuse(households[0])
    with pytest.raises(TypeError, match="changed by the rules only"):
        households.set("people", 3)
    with pytest.raises(TypeError, match="narrowed in place"):
        households.select(inplace=True)
    assert len(households) == len(simulation.population.world.households)


def test_parts_of_families_join_the_set_as_they_split_off() -> None:
    simulation = toy("corridor", *PARTING)
    households = simulation.agents_by_type[Household]
    some, before = households.select(at_most=3), len(households)
    run(simulation, 1)
    assert len(households) == len(simulation.population.world.households) > before
    assert len(some) == 3
    assert sum(households.get("people")) == 200
    assert households[-1].status_label == "at home"


def test_mesas_data_collector_reads_the_model_and_its_agents(simulation: Simulation) -> None:
    collector = DataCollector(
        model_reporters={
            "killed": lambda model: people(model, Status.KILLED),
            "inside": lambda model: model.agents_by_type[Household].agg(
                "place", lambda places: int(np.sum(np.array(places) < 3))
            ),
        },
        agenttype_reporters={Shelter: {"number": "number"}},
    )
    for _ in range(3):
        simulation.step()
        collector.collect(simulation)
    frame = collector.get_model_vars_dataframe()
    assert frame["killed"].tolist() == [0, 0, 0]
    assert frame["inside"].tolist()[0] == len(simulation.agents_by_type[Household])
    assert len(collector.get_agenttype_vars_dataframe(Shelter)) == 3 * len(simulation.city.shelters)


def test_places_are_cells_joined_by_routes(simulation: Simulation) -> None:
    city, cells = simulation.city, simulation.cells
    assert len(cells) == len(city.places)
    joined = {frozenset((route.a, route.b)) for route in city.routes}
    neighbours = {
        frozenset((a, b))
        for a, cell in enumerate(cells)
        for b in range(len(cells))
        if cells[b] in cell.neighborhood and a != b
    }
    assert neighbours == joined


def test_two_models_in_one_process_share_nothing() -> None:
    one, other = toy("corridor", seed=1), toy("corridor", seed=2)
    run(one, 6)
    assert (other.population.world.hot.status == Status.HOME).all()
    assert one.agents_by_type[Household][0] != other.agents_by_type[Household][0]
