"""Making the first hour: how many people live in each place, and the households they live in."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from model import state
from model.city import City
from model.codes import LARGEST_HOUSEHOLD, Member, Status
from model.randomness import Decision, draw_normal, exponential, normals, uniforms
from model.rules.leaving import own_factor
from model.rules.medical import care, next_death
from model.rules.people import Layout, chance_disabled, makeup, member_at, size_at, size_shares
from model.rules.siege import own_store
from model.rules.weather import nights
from model.scenario import Scenario
from model.state import Hot, Table

CLASSES = len(Member)
KEYS_PER_PLACE = 1 << 20
AT_A_TIME = 64  # households of a place whose lots are drawn together
SOUTH = ("south", "south-west")


def population_weights(city: City, layout: Layout, seed: int) -> NDArray[np.float64]:
    """Each place's share of the people: pre-war people x line x 1/(1 + damage) x south-west x local doubt.

    Source of the form: scenarios/aleppo-2016/SOURCES.md; its central values give the pop_* columns there.
    """
    weights = np.zeros(len(city.places))
    for i in city.enclave:
        place = city.places[i]
        line = float(layout.split) if place.split else float(layout.contact) if place.contact else 1.0
        if place.id in layout.places:
            line = float(layout.places[place.id])
        damage = place.damaged / place.hectares / float(layout.damage)
        south = float(layout.south_west) if place.sector in SOUTH else 1.0
        local = math.exp(float(layout.local) * draw_normal(seed, Decision.LOCAL_POPULATION, place.id))
        weights[i] = place.prewar * line / (1.0 + damage) * south * local
    shares: NDArray[np.float64] = weights / weights.sum()
    return shares


def apportion(total: int, weights: NDArray[np.float64]) -> NDArray[np.int64]:
    """Whole people by place that add up to the total (largest remainders)."""
    exact = total * weights
    whole = np.floor(exact).astype(np.int64)
    for i in np.argsort(whole - exact, kind="stable")[: total - int(whole.sum())]:
        whole[i] += 1
    return whole


def make_households(scenario: Scenario, city: City, b: NamedTuple, seed: int) -> tuple[Table, Hot]:
    """The households of the first hour, at home, with their members, stores and tolerances."""
    population = scenario.population
    people = apportion(int(float(population.total)), population_weights(city, population.layout, seed))
    sizes = size_shares(float(population.household), float(population.crowding))
    keys, drawn = draw_sizes(seed, people, np.cumsum(sizes), float(population.scale))
    hh, hot = state.households(len(keys)), state.hot(len(keys))
    hh.key[:], hh.home[:], hh.people[:] = keys, keys // KEYS_PER_PLACE, drawn
    hot.key[:], hot.place[:], hot.status[:] = hh.key, hh.home, Status.HOME
    hh.members[:], hh.disabled[:], hh.immobile[:] = draw_members(seed, keys, drawn, makeup(population))
    hh.frailty[:] = normals(seed, Decision.FRAILTY, keys, 0)
    siege = scenario.siege
    draw_stores(seed, hot, math.log(float(siege.stores)), float(siege.stores_spread))
    choose_patients(hh, keys, seed, round(float(scenario.medical.patients) * float(population.scale)))
    await_deaths(seed, hh, hot, care(scenario.medical, scenario.start, is_on=scenario.mechanisms.patients))
    weigh_own(hh, b)
    hot.row[:] = 2 * hh.home.astype(np.int32) + (hh.members[:, Member.MAN] > 0)
    hot.level[:] = state.UNDECIDED
    return hh, hot


def remembered_strikes(scenario: Scenario, city: City) -> NDArray[np.float64]:
    """Strikes by place that people remember of a campaign that has gone on for long."""
    area = np.array([place.hectares for place in city.places]) / 100.0  # km2
    if not scenario.mechanisms.shelling:
        return np.zeros_like(area)
    shelling, day = scenario.shelling, scenario.start.date()
    light = nights(city.latitude, day).count(False) / 24
    a_day = [
        float(weapon.campaign) * weight * (light + (1.0 - light) * float(weapon.night))
        for weapon, weight in ((shelling.air, 1.0), (shelling.artillery, float(shelling.fear_of_artillery)))
    ]
    return area * sum(a_day) * float(shelling.memory) / 24.0


def damage_at_first(scenario: Scenario, city: City) -> NDArray[np.float64]:
    """The share of dwellings by place in which nobody could live any more, by the survey of damage."""
    damage = np.zeros(len(city.places))
    if scenario.mechanisms.damage:
        for i in city.enclave:
            place = city.places[i]
            damage[i] = min(1.0, place.damaged / (place.hectares * float(scenario.shelling.structures)))
    return damage


@njit(cache=True)
def draw_sizes(seed, people, sizes, scale):
    """Fill places with households of drawn sizes, the last one cut to fit; keys and sizes of those kept.

    A household's key is its place and its rank there, so that it is the same family in every scenario. Raises
    ValueError where there are more households in a place than keys.
    """
    n, most = 0, people.sum()
    keys, drawn = np.empty(most, np.int64), np.empty(most, np.uint8)
    lot, kept = np.empty((2, AT_A_TIME))
    for p in range(people.shape[0]):
        left, theirs = people[p], p * KEYS_PER_PLACE + np.arange(AT_A_TIME)
        while left > 0:
            if theirs[0] >= (p + 1) * KEYS_PER_PLACE:
                raise ValueError("a place has more than 1048576 households: split it")
            uniforms(seed, Decision.HOUSEHOLD_SIZE, theirs, 0, lot)
            uniforms(seed, Decision.SUBSET, theirs, 0, kept)
            for i in range(AT_A_TIME):
                size = min(left, size_at(lot[i], sizes))
                if size > 0 and kept[i] < scale:
                    keys[n], drawn[n] = theirs[i], size
                    n += 1
                left -= size
            theirs += AT_A_TIME
    return keys[:n], drawn[:n]


@njit(cache=True)
def draw_stores(seed, hot, log_median, spread):
    """Draw for how long each household's own store of food lasts."""
    z = normals(seed, Decision.FOOD_STORE, hot.key, 0)
    for h in range(z.shape[0]):
        hot.food[h] = own_store(log_median, spread, z[h])


@njit(cache=True)
def weigh_own(hh, b):
    """What each household is like in the first hour, as it tells on its threshold: all kin are inside."""
    for h in range(hh.key.shape[0]):
        hh.factor[h] = own_factor(b, hh.frailty[h], hh.hungry[h], hh.wounded[h], hh.immobile[h], 0.0)


@njit(cache=True)
def draw_members(seed, keys, sizes, makeup):
    """Draw each member's class and ability; by household the members by class, the disabled, the immobile."""
    n = keys.shape[0]
    members = np.zeros((n, CLASSES), np.uint8)
    disabled = np.zeros(n, np.uint8)
    immobile = np.zeros(n, np.uint8)
    who, theirs, first, lot, able = np.arange(n), keys.copy(), np.empty(n), np.empty(n), np.empty(n)
    for m in range(LARGEST_HOUSEHOLD):  # everyone's first member, then the second of those who have one
        some = 0
        for h in who[:n]:
            if sizes[h] > m:
                who[some], theirs[some] = h, keys[h]
                some += 1
        n = some
        uniforms(seed, Decision.MEMBER_CLASS, theirs, m, lot[:n])
        uniforms(seed, Decision.MEMBER_ABILITY, theirs, m, able[:n])
        if m == 0:
            first[:] = lot
        for i in range(n):
            h = who[i]
            member = member_at(lot[i], first[h], m, makeup)
            chance = chance_disabled(member, makeup)
            members[h, member] += 1
            disabled[h] += able[i] < chance
            immobile[h] += able[i] < chance * makeup.unaided
    return members, disabled, immobile


@njit(cache=True)
def lots(seed, decision, keys, sizes):
    """A keyed lot for each household; the larger one has, in proportion, the better chance of a small lot."""
    out = np.empty(keys.shape[0])
    uniforms(seed, decision, keys, 0, out)
    for h in range(keys.shape[0]):
        out[h] = -math.log(out[h]) / sizes[h]
    return out


@njit(cache=True)
def await_deaths(seed, hh, hot, rates):
    """Draw when the first of each family's patients would die; they have waited since the first hour."""
    for h in range(hh.key.shape[0]):
        if hh.patients[h] > 0:
            hh.since[h] = hh.patients[h] * rates.dark
            tolerance = exponential(seed, Decision.UNTREATED, hh.key[h], 0)
            hot.doom[h] = next_death(rates, tolerance, hh.patients[h], hh.since[h], 0, 0.0)


def choose_patients(hh: Table, keys: NDArray[np.int64], seed: int, number: int) -> None:
    """Make one member a patient in as many households as there are patients."""
    lot = lots(seed, Decision.PATIENT, keys, hh.people)
    chosen = np.argpartition(lot, number)[:number] if number < len(lot) else slice(None)
    hh.patients[chosen] = 1
    hh.wounded[chosen] = 1
