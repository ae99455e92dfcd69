"""The first hour: households are drawn place by place, and tied to their kin."""

from __future__ import annotations

import math
from collections.abc import Iterator

import mesa
import numpy as np

from model.codes import Member
from model.engine.build import KEYS_PER_PLACE, apportion, population_weights
from model.objects.household import Household
from model.objects.town import Town
from model.randomness import Decision, normal, poisson_of, uniform
from model.rules.medical import next_death
from model.rules.people import Makeup, chance_disabled, makeup, member_at, size_at, size_shares
from model.rules.siege import own_store
from model.state import UNDECIDED


def settle(town: Town, stage: mesa.Model) -> list[Household]:
    """Everybody, at home, as the scenario says; in the order of their keys."""
    terms = town.scenario.population
    makes = makeup(terms)
    weights = population_weights(town.city, terms.layout, town.seed)
    households = [
        _household(town, stage, key, place, size, makes)
        for place, people in enumerate(apportion(int(float(terms.total)), weights))
        for key, size in _families(town, place, int(people))
    ]
    _choose_patients(town, households)
    _tie_kin(town, households)
    return households


def _families(town: Town, place: int, people: int) -> Iterator[tuple[int, int]]:
    """Key and size of each family of a place; the key is place and rank, the last one takes who is left."""
    terms = town.scenario.population
    sizes = np.cumsum(size_shares(float(terms.household), float(terms.crowding)))
    key = place * KEYS_PER_PLACE
    while people > 0:
        size = min(people, int(size_at(uniform(town.seed, int(Decision.HOUSEHOLD_SIZE), key, 0), sizes)))
        if uniform(town.seed, int(Decision.SUBSET), key, 0) < town.scale:
            yield key, size
        people -= size
        key += 1


def _household(town: Town, stage: mesa.Model, key: int, place: int, size: int, makes: Makeup) -> Household:
    household = Household(town, stage, key, place, place)
    first = household.lot(Decision.MEMBER_CLASS, 0)
    for number in range(size):
        member = Member(member_at(household.lot(Decision.MEMBER_CLASS, number), first, number, makes))
        chance, luck = float(chance_disabled(member, makes)), household.lot(Decision.MEMBER_ABILITY, number)
        household.members[member] += 1
        household.disabled += luck < chance
        household.immobile += luck < chance * makes.unaided
    siege = town.scenario.siege
    z = float(normal(town.seed, int(Decision.FOOD_STORE), key, 0))
    household.food = float(own_store(math.log(float(siege.stores)), float(siege.stores_spread), z))
    household.frailty = float(normal(town.seed, int(Decision.FRAILTY), key, 0))
    household.rebase()
    household.row = town.row_to_leave(place, has_men=household.members[Member.MAN] > 0)
    household.level = UNDECIDED
    return household


def _choose_patients(town: Town, households: list[Household]) -> None:
    """One patient each in as many households as there are patients; a larger one is more likely chosen."""
    terms, care = town.scenario.medical, town.settings.care
    by_lot = sorted(households, key=lambda each: each.tolerance(Decision.PATIENT) / each.people)
    for household in by_lot[: round(float(terms.patients) * town.scale)]:
        household.patients = household.wounded = 1
        household.since = care.dark  # as if they began to wait when the hospitals went
        tolerance = household.tolerance(Decision.UNTREATED, 0)
        household.doom = float(next_death(care, tolerance, 1, household.since, 0, 0.0))
        household.rebase()


def _tie_kin(town: Town, households: list[Household]) -> None:
    """Mutual ties: each household draws some of its own, near in its place or anywhere."""
    terms = town.scenario.kin
    if not town.scenario.mechanisms.kin or float(terms.ties) <= 0.0:
        return
    by_place: dict[int, list[Household]] = {}
    for household in households:
        by_place.setdefault(household.home, []).append(household)
    for household in households:
        for tie in range(int(poisson_of(household.lot(Decision.KIN, 0), float(terms.ties) / 2.0))):
            is_near = household.lot(Decision.KIN, 2 * tie + 2) < float(terms.near)
            among = by_place[household.home] if is_near else households
            other = among[int(household.lot(Decision.KIN, 2 * tie + 1) * len(among))]
            if other is not household:
                household.kin.append(other)
                other.kin.append(household)
