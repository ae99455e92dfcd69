"""One text of rules, two populations: plain objects and arrays live the same lives, hour by hour.

Every rule of leaving in `model/rules/behaviour` is held to it, and every scenario of the toy city. A third
population, in this file, draws every hour with the chance 1 - exp(-hazard): it holds the law of leaving.
"""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from numpy.typing import NDArray

from model import city, registry
from model.codes import Count
from model.objects.household import Household
from model.randomness import Decision
from model.rules import behaviour
from model.scenario import Mechanisms, Scenario
from model.simulation import Engine, Simulation
from tests.engines import assert_same
from tests.worlds import ALEPPO, TOY, counted, hourly, scenario

RULES = registry.words(behaviour)
TOYS = sorted(path.stem for path in TOY.glob("*.yaml"))
OTHERS = "surveys, homs-2014, aleppo-2016-record, assumed"
OFF = tuple(f"mechanisms.{name}=false" for name in Mechanisms.model_fields)
# Everything that is rare in a sample of a thousand families is made to happen to many of them.
OFTEN = (
    "family.men_stay=0.5",
    "family.lost=0.5",
    "family.reunion=2/day",
    "screening.turns_back=0.7",
    "screening.released=1",
    "screening.after=12 h",
    "queueing.patience=6 h",
    "medical.untreated=1/day",
    "medical.minor=0.2/day",
    "reception.onward=1/day",
    "reception.returning=1/day",
    "reception.quiet=12 h",
    "reception.relatives=0.3",
    "reception.homecoming=1/day",
    "reception.calm=0.9",
    "reception.settled=6 h",
    "siege.stores=30 h",
    "shelling.crowd.incidents=20/day",
)
LATE = "start=2016-12-01 12:00"  # all that had fallen by then falls in the first hour
SCENARIOS = (
    ("as-happened", OFTEN),
    ("guaranteed-corridors", (*OFTEN, LATE)),
    ("negotiated-evacuation", (*OFTEN, LATE)),
)
HAPPENS = (
    *(Count.STAYED_CHANGED_CONTROL, Count.FLED_FORWARD, Count.FLED_INWARD, Count.ARRIVED_GOVERNMENT),
    *(Count.DETENTIONS, Count.DIED_UNTREATED, Count.SEPARATED, Count.REUNITED),
)


def lived(given: Scenario, ground: city.City, hours: int, seed: int) -> Simulation:
    """So many hours in arrays; in each of them the objects, in an order of their own, were the same."""
    arrays, objects = Simulation(given, ground, seed), Simulation(given, ground, seed, "objects")
    random.Random(seed).shuffle(objects.population.households)
    assert_same(arrays, objects)
    for _ in range(hours):
        arrays.step()
        objects.step()
        assert_same(arrays, objects)
    return arrays


def under(rule: str, name: str, *sets: str) -> Scenario:
    """A fiftieth of eastern Aleppo under a rule of leaving."""
    parameters = f"parameters=[{OTHERS}, behaviour-{rule}]"
    return scenario(ALEPPO, name, "population.scale=0.02", parameters, *sets)


@pytest.mark.parametrize("name", TOYS)
def test_the_toy_city_is_the_same(name: str) -> None:
    lived(scenario(TOY, name), city.load(TOY), 48, seed=1)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize(("name", "sets"), SCENARIOS)
def test_every_rule_is_the_same_with_all_mechanisms(rule: str, name: str, sets: tuple[str, ...]) -> None:
    after = lived(under(rule, name, *sets), city.load(ALEPPO), 84, seed=3)
    assert all(counted(after, event) > 0 for event in HAPPENS)
    assert counted(after, Count.PATIENTS_EVACUATED) > 0 or name != "negotiated-evacuation"


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_is_the_same_with_no_mechanism(rule: str) -> None:
    lived(under(rule, "as-happened", *OFF), city.load(ALEPPO), 24, seed=5)


# The law of leaving: a hazard that moves with news, a way that opens and who else has left.
LAW = (
    "population.total=300",
    "behaviour.base=0.3/day",
    "behaviour.frailty=0.7",
    "behaviour.peers=1",
    "behaviour.corridor=1",
    "proposals.way.corridor.announced=2016-11-26 20:00",
    "proposals.way.corridor.start=2016-11-26 20:00",
)
SEEDS, HOURS, MOMENTS = range(1, 21), 40, (5, 11, 15, 23, 39)


def one_draw_an_hour(household: Household) -> bool:
    """Whether a household goes, by a draw in every hour with the chance 1 - exp(-hazard)."""
    rows, row = household.town.rows, household.row
    hazard = household.factor * float(rows.total[row] - rows.before[row])
    return household.lot(Decision.TOLERANCE, 1000 + household.town.hour) < 1.0 - math.exp(-hazard)


def have_left(engine: Engine) -> NDArray[np.float64]:
    """People who have left their home, seed x hour: each is a household."""
    found = []
    for seed in SEEDS:
        simulation = Simulation(scenario(TOY, "corridor", *LAW), city.load(TOY), seed, engine)
        found.append([each.population.places.left.sum() for each in hourly(simulation, HOURS)])
    return np.array(found, np.float64)


def test_thresholds_obey_the_law_of_one_draw_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    thresholds = have_left("arrays")
    monkeypatch.setattr(Household, "_is_about_to_go", one_draw_an_hour)
    draws = have_left("objects")
    n, everyone = len(SEEDS), 300 * len(SEEDS)
    spread = thresholds.var(axis=0, ddof=1), draws.var(axis=0, ddof=1)
    for moment in MOMENTS:
        one, other = spread[0][moment], spread[1][moment]
        apart = abs(thresholds[:, moment].mean() - draws[:, moment].mean())
        assert apart < 3.3 * math.sqrt((one + other) / n), f"mean after {moment + 1} h"  # 1 in 1,000
        assert 0.2 < one / other < 5.0, f"variance after {moment + 1} h"  # F with 19 and 19: 1 in 1,000
    # When they left: Kolmogorov and Smirnov's distance of the two distributions of the hour, at 1 in 100.
    distance = np.abs(thresholds.sum(axis=0) - draws.sum(axis=0)).max() / everyone
    assert distance < 1.63 * math.sqrt(2.0 / everyone)
