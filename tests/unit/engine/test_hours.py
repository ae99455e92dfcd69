"""An hour in single calls is the hour that its parts make, one after the other."""

from __future__ import annotations

import numpy as np

from model.codes import Side, Way
from model.engine import hours
from tests.worlds import aleppo, run, toy


def test_each_stretch_of_a_front_that_moves_takes_so_many_people_more() -> None:
    simulation = run(toy("still"), 1)
    population = simulation.population
    population.overtake(2, Side.GOVERNMENT, 0)
    before = population.ways.capacity.copy()
    hours.move_front(population.world)
    breach = population.ways.kind == Way.BREACH
    assert breach.any()
    more = float(simulation.scenario.movement.breach)
    assert (population.ways.capacity[breach] == before[breach] + more).all()
    assert (population.ways.capacity[~breach] == before[~breach]).all()


def test_meals_are_eaten_where_people_are_besieged() -> None:
    population = run(aleppo("as-happened", scale=0.02), 1).population
    before = population.places.stock.copy()
    hours.eat(population.world, 1)
    eaten = before > population.places.stock
    people = population.places.indoors + population.places.outdoors
    assert np.array_equal(eaten, (population.places.enclave == 1) & (people > 0) & (before > 0.0))
