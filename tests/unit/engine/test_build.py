"""The first hour: how many live where, in families of what size and kind."""

from __future__ import annotations

import csv

import numpy as np
import pytest

from model import city
from model.codes import Member, Status
from model.engine.build import KEYS_PER_PLACE, apportion, draw_sizes, population_weights
from model.rules.people import class_shares, size_shares
from model.state import UNDECIDED
from tests.worlds import ALEPPO, aleppo, scenario, toy

FIXED = ("uncertainty=false", "population.layout.local=0")
SURVEYED = tuple(
    f"population.{key}={value}"
    for key, value in {
        "household": 5.2,
        "crowding": 1.6,
        "under_15": 0.40,
        "over_64": 0.035,
        "men_56_64": 0.02,
        "disabled": 0.30,
        "cannot_walk": 0.03,
        "ageing": 2.5,
    }.items()
)


def test_whole_people_add_up_by_largest_remainders() -> None:
    assert apportion(10, np.array([0.55, 0.26, 0.19])).tolist() == [5, 3, 2]
    assert apportion(7, np.array([0.5, 0.0, 0.5])).sum() == 7
    assert apportion(0, np.array([0.5, 0.5])).tolist() == [0, 0]


def test_eastern_aleppo_is_laid_out_as_its_table_says() -> None:
    ground = city.load(ALEPPO)
    weights = population_weights(ground, scenario(ALEPPO, "no-pause", *FIXED).population.layout, seed=1)
    with (ALEPPO / "places.csv").open(encoding="utf-8") as file:
        column = {row["id"]: float(row["pop_250k"] or 0) for row in csv.DictReader(file)}
    for place, weight in zip(ground.places, weights, strict=True):
        # The weights in the table are rounded to five digits, of about 0.0005 at least.
        assert 250_000 * weight == pytest.approx(column[place.id], rel=0.015, abs=1.0), place.id


def test_local_doubt_spreads_a_place_by_its_log() -> None:
    ground = city.load(ALEPPO)
    layout = {
        d: scenario(ALEPPO, "no-pause", "uncertainty=false", f"population.layout.local={d}").population.layout
        for d in (0, 0.3)
    }
    logs = []
    for seed in range(20):
        ratio = population_weights(ground, layout[0.3], seed) / np.where(
            population_weights(ground, layout[0], seed) > 0, population_weights(ground, layout[0], seed), 1
        )
        logs.append(np.log(ratio[ground.enclave]))
    spread = np.std(np.array(logs), axis=1).mean()  # within a replicate, since weights are shares
    assert abs(spread - 0.3) < 4 * 0.3 / np.sqrt(2 * 20 * len(ground.enclave))


def test_each_factor_of_the_layout_thins_the_places_it_names() -> None:
    ground = city.load(ALEPPO)

    def share(*sets: str) -> np.ndarray:
        return population_weights(ground, scenario(ALEPPO, "no-pause", *FIXED, *sets).population.layout, 1)

    usual = share()
    moved = {
        "split": share("population.layout.split=0.0001"),
        "contact": share("population.layout.contact=0.0001"),
        "south": share("population.layout.south_west=2.6"),
        "sheikh_saeed": share("population.layout.places.sheikh_saeed=0.0001"),
    }
    for i in ground.enclave:
        place = ground.places[i]
        is_named = place.id == "sheikh_saeed"
        assert (moved["split"][i] < 0.01 * usual[i]) == (place.split and not is_named), place.id
        assert (moved["contact"][i] < 0.01 * usual[i]) == (place.contact and not place.split and not is_named)
        assert (moved["sheikh_saeed"][i] < 0.01 * usual[i]) == is_named
        assert (moved["south"][i] > usual[i]) == (place.sector in ("south", "south-west"))


def off_by(counts: np.ndarray, people: np.ndarray, share: float) -> float:
    """By how many standard errors of a ratio of clusters the realised share misses the one asked for."""
    residuals = counts - share * people
    return float(abs(residuals.sum()) / np.sqrt((residuals.astype(float) ** 2).sum() + 1e-9))


def test_households_have_the_sizes_classes_and_abilities_asked_for() -> None:
    simulation = toy("still", "population.total=260000", *SURVEYED)
    hh, population = simulation.population.world.households, simulation.scenario.population
    people = hh.people.astype(int)
    assert len(hh) > 49_000
    assert abs(people.mean() - 5.2) < 4 * people.std() / np.sqrt(len(hh))
    sizes = np.bincount(people, minlength=16)[1:]
    expected = len(hh) * size_shares(5.2, 1.6)
    assert (np.abs(sizes - expected) < 4 * np.sqrt(expected) + 1).all()
    for member, share in enumerate(class_shares(population)):
        assert off_by(hh.members[:, member], people, share) < 4, Member(member)
    assert off_by(hh.disabled, people, 0.30) < 4
    assert off_by(hh.immobile, people, 0.03) < 4


def test_no_place_has_more_households_than_keys() -> None:
    alone = np.ones(15)  # every household is of one person
    keys, _ = draw_sizes(1, np.array([0, KEYS_PER_PLACE]), alone, 1e-3)
    assert set((keys // KEYS_PER_PLACE).tolist()) == {1}
    with pytest.raises(ValueError, match="a place has more than 1048576 households"):
        draw_sizes(1, np.array([KEYS_PER_PLACE + 1, 0]), alone, 1e-3)


def test_families_could_be_families() -> None:
    hh = toy("still", "population.total=260000", *SURVEYED).population.world.households
    child, woman, man, elderly = hh.members.astype(int).T
    assert (hh.members.sum(axis=1) == hh.people).all()
    assert (child < hh.people).all()  # nobody under 15 lives alone
    assert (hh.people[child > 0] - child[child > 0] >= 2).mean() > 0.99  # and hardly anyone with one adult
    couples = hh.people - child == 2
    assert ((woman == 1) & (man == 1))[couples].mean() > 0.8
    assert (hh.immobile <= hh.disabled).all()
    assert (hh.disabled <= hh.people).all()
    old = elderly > 0
    assert hh.disabled[old].sum() / hh.people[old].sum() > hh.disabled[~old].sum() / hh.people[~old].sum()


def test_everyone_begins_at_home_undecided_and_with_a_store() -> None:
    simulation = aleppo("no-pause", *FIXED, scale=0.1)
    world = simulation.population.world
    assert (world.hot.status == Status.HOME).all()
    assert (world.hot.place == world.households.home).all()
    assert len(np.unique(world.households.key)) == len(world.households)
    assert (world.hot.level == UNDECIDED).all()  # each draws its threshold when it first decides
    n = len(world.households)
    assert abs(np.median(world.hot.food) / 240 - 1) < 4 * 0.7 * 1.2533 / np.sqrt(n)
    assert abs(np.log(world.hot.food).std() - 0.7) < 4 * 0.7 / np.sqrt(2 * n)
    assert abs(np.log(world.households.factor[world.households.immobile == 0]).mean()) < 0.1


def test_patients_are_as_many_as_said_and_of_every_size_of_family() -> None:
    simulation = aleppo("no-pause", *FIXED, scale=0.5)
    hh = simulation.population.world.households
    assert hh.patients.sum() == 200
    assert simulation.population.world.places.patients.sum() == 200
    # A member is as likely to be one as any other: the families of patients are size-weighted.
    sizes = hh.people[hh.patients > 0]
    weighted = (hh.people.astype(float) ** 2).sum() / hh.people.sum()
    assert abs(sizes.mean() - weighted) < 4 * sizes.std() / np.sqrt(len(sizes))


def test_a_patient_makes_a_family_readier_to_go_from_the_first_hour() -> None:
    simulation = aleppo("no-pause", *FIXED, "behaviour.frailty=0", "behaviour.cannot_walk=0", scale=0.5)
    hh, effect = simulation.population.world.households, float(simulation.scenario.behaviour.wounded)
    assert (hh.factor == np.where(hh.patients > 0, np.exp(effect), 1.0)).all()


@pytest.mark.parametrize("mean", [1, 1.3, 3, 12])
def test_any_mean_size_fits(mean: float) -> None:
    simulation = toy("still", f"population.household={mean}", "population.total=5000")
    assert simulation.population.first.sum() == 5000
    assert simulation.population.world.households.people.max() <= 15
