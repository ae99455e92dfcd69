"""Every invariant can fail, and says in which hour of which seed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from model import checks
from model.codes import Group, Status
from model.engine.world import World
from tests.worlds import run, toy


def lose_a_person(world: World) -> None:
    world.tally.status[Status.HOME, Group.WOMAN] -= 1


def lose_a_person_of_a_place(world: World) -> None:
    world.places.indoors[0] -= 1


def swap_statuses(world: World) -> None:
    world.tally.status[Status.HOME, Group.WOMAN] -= 1
    world.tally.status[Status.TRAVELLING, Group.WOMAN] += 1


def move_indoors(world: World) -> None:
    world.places.indoors[0] -= 1
    world.places.outdoors[0] += 1


def starve(world: World) -> None:
    world.tally.hungry[0, Group.CHILD] += 1


def starve_a_place(world: World) -> None:
    world.places.hungry[0] += 1


def forget_who_is_wounded(world: World) -> None:
    world.tally.status[Status.HOME, Group.WOUNDED] += 1


def bury(world: World) -> None:
    world.tally.killed[0] += 1


def misplace(world: World) -> None:
    world.tally.here[0, Status.HOME, Group.MAN] -= 1


def heal(world: World) -> None:
    world.places.patients[0] += 1


def change_sex(world: World) -> None:
    world.households.members[0, 0] += 1


def disable(world: World) -> None:
    world.households.disabled[0] = world.households.people[0] + 1


def orphan(world: World) -> None:
    world.households.root[1] = 0


@pytest.mark.parametrize("harm", [lose_a_person, lose_a_person_of_a_place])
def test_every_hour_finds_people_who_are_missing(harm: Callable[[World], None]) -> None:
    simulation = run(toy("still", seed=7), 3)
    harm(simulation.population.world)
    with pytest.raises(
        checks.ConservationError,
        match=r"hour 3 of seed 7: (99 people instead of 100, by class|the places do not hold the living)",
    ):
        simulation.step()


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (swap_statuses, "statuses: counted"),
        (move_indoors, "people under a roof: counted"),
        (forget_who_is_wounded, "statuses: counted"),
        (misplace, "statuses by place: counted"),
        (bury, "killed: counted 0, kept 1"),
        (starve, "hungry people: counted"),
        (starve_a_place, "hungry people by place: counted"),
        (heal, "patients: counted"),
        (change_sex, "1 households whose members do not add up"),
        (disable, "1 households whose members do not add up"),
        (orphan, "1 parts that do not fit their family"),
    ],
)
def test_the_daily_recount_finds_what_the_sums_hide(harm: Callable[[World], None], said: str) -> None:
    simulation = run(toy("still", seed=7), 20)
    harm(simulation.population.world)
    run(simulation, 3)  # the sums are right
    with pytest.raises(checks.ConservationError, match=said):
        simulation.step()


def test_a_sound_world_passes() -> None:
    simulation = run(toy("deal"), 30)
    checks.check_hour(simulation)
    checks.check_fully(simulation)
