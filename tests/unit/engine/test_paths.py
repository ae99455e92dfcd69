"""Ways through the toy city: walks, drives, and where a new line can be crossed."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest

from model.codes import Side, Way
from model.engine import hours
from model.engine.paths import stretches
from tests.worlds import aleppo, toy


def test_walks_are_the_shortest_over_held_ground() -> None:
    simulation = toy("still")
    km = simulation.population.world.paths.km
    assert km[:3, :3].tolist() == [[0, 3, 6], [3, 0, 3], [6, 3, 0]]
    assert np.isinf(km[:3, 3:]).all()
    simulation.population.overtake(1, Side.GOVERNMENT, 0)
    assert np.isinf(simulation.population.world.paths.km[0, 2])


def test_walks_of_eastern_aleppo_agree_with_a_library() -> None:
    simulation = aleppo("no-pause", scale=0.002)
    inside = set(simulation.city.enclave.tolist())
    graph = nx.Graph()
    for route in simulation.city.routes:
        if route.kind in ("street", "front-crossing") and {route.a, route.b} <= inside:
            known = graph.get_edge_data(route.a, route.b, {"weight": np.inf})["weight"]
            graph.add_edge(route.a, route.b, weight=min(route.km, known))
    lengths = dict(nx.all_pairs_dijkstra_path_length(graph))
    paths = simulation.population.world.paths
    for a in inside:
        for b in inside:
            assert paths.km[a, b] == pytest.approx(lengths[a].get(b, np.inf))
            if a != b and np.isfinite(paths.km[a, b]):
                assert graph.has_edge(a, int(paths.step[a, b]))


def test_stretches_are_counted_along_each_walk() -> None:
    paths = aleppo("no-pause", scale=0.002).population.world.paths
    for there in range(len(paths.step)):
        found = stretches(paths.step, there)
        for here in range(len(paths.step)):
            count, place = 0, here
            while paths.step[here, there] >= 0 and place != there:
                count, place = count + 1, paths.step[place, there]
            assert found[here] == count


def test_drives_run_over_ground_of_one_side_to_its_nearest_reception() -> None:
    simulation = toy("still")
    beyond = simulation.population.world.places.beyond
    name = simulation.city.place
    assert beyond[name("gate")] == pytest.approx(2.0)  # 20 km to the town at 10 km/h
    assert beyond[name("town")] == beyond[name("hill")] == beyond[name("country")] == 0.0
    assert np.isinf(beyond[:3]).all()  # no road leads from the enclave to its own side
    simulation.population.overtake(name("edge"), Side.GOVERNMENT, 0)
    assert simulation.population.world.places.beyond[name("edge")] == pytest.approx(2.1)


def test_a_new_line_can_be_crossed_where_it_has_just_moved() -> None:
    simulation = toy("still")
    ways = simulation.population.world.ways
    hours.move_front(simulation.population.world)
    assert (ways.kind == Way.SHUT).all()  # the line of the first day is mined and manned
    simulation.population.overtake(simulation.city.place("edge"), Side.GOVERNMENT, 0)
    hours.move_front(simulation.population.world)
    assert np.flatnonzero(ways.kind == Way.BREACH).tolist() == [simulation.population.way("mid > edge")]
    assert ways.screened[simulation.population.way("mid > edge")] == 1
    simulation.population.overtake(simulation.city.place("mid"), Side.KURDISH, 0)
    hours.move_front(simulation.population.world)
    assert ways.kind[simulation.population.way("mid > edge")] == Way.SHUT
