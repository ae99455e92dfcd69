"""Every invariant can fail, and says in which hour of which seed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from model import checks, city
from model.codes import Group, Member, Status
from model.engine.world import World
from model.simulation import Simulation
from tests.worlds import TOY, run, scenario, toy

WAYS = pytest.mark.parametrize("pass_hour", [Simulation.step, Simulation.pass_hour_by_phase])


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


def move_outdoors(world: World) -> None:
    world.places.outdoors[0] += 1
    world.places.outdoors[1] -= 1


def part(world: World) -> None:
    world.tally.apart[0] += 1


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


@WAYS
@pytest.mark.parametrize("harm", [lose_a_person, lose_a_person_of_a_place])
def test_every_hour_finds_people_who_are_missing(
    harm: Callable[[World], None], pass_hour: Callable[[Simulation], None]
) -> None:
    simulation = run(toy("still", seed=7), 3)
    harm(simulation.population.world)
    with pytest.raises(
        checks.ConservationError,
        match=r"hour 3 of seed 7: (99 people instead of 100, by class|the places do not hold the living)",
    ):
        pass_hour(simulation)


@WAYS
@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (swap_statuses, "statuses: counted"),
        (move_indoors, "people under a roof: counted"),
        (move_outdoors, "people outdoors: counted"),
        (part, "people apart from their family: counted"),
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
def test_the_daily_recount_finds_what_the_sums_hide(
    harm: Callable[[World], None], said: str, pass_hour: Callable[[Simulation], None]
) -> None:
    simulation = run(toy("still", seed=7), 20)
    harm(simulation.population.world)
    for _ in range(3):  # the sums are right
        pass_hour(simulation)
    with pytest.raises(checks.ConservationError, match=said):
        pass_hour(simulation)


@pytest.mark.parametrize(
    ("is_noted", "said"),
    [(True, "hour 0 of seed 7: 99 people"), (False, "hour 23 of seed 7: 1 parts that do not fit")],
)
def test_plain_objects_are_counted_as_well(is_noted: bool, said: str) -> None:
    simulation = Simulation(scenario(TOY, "still"), city.load(TOY), 7, "objects")
    family = next(each for each in simulation.population.households if each.members[Member.WOMAN])
    family.members[Member.WOMAN] -= 1
    if is_noted:  # then the sums show it
        family.note_change()
    with pytest.raises(checks.ConservationError, match=said):
        run(simulation, 24)


def test_a_sound_world_passes() -> None:
    simulation = run(toy("deal"), 30)
    checks.check_hour(simulation)
    checks.check_fully(simulation)
