"""The census: the people of a place counted anew, household by household."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model.codes import Group, Status
from model.engine.families import PARTS
from model.objects.household import Household
from model.objects.members import is_outdoors
from model.state import everyone

OUTDOORS = [status for status in Status if is_outdoors(status)]


class Counted(NamedTuple):
    """The people of one place."""

    here: NDArray[np.int64]  # status x group, alive and together
    held: NDArray[np.int64]  # by group, the men whom their families are without
    hungry: NDArray[np.int64]  # by group
    squares: NDArray[np.int64]  # of the members of each household, on the way and in a queue
    patients: int

    @property
    def people(self) -> NDArray[np.int64]:
        """By status."""
        return everyone(self.here)

    @property
    def outdoors(self) -> int:
        """On the way or in a queue."""
        return int(self.people[OUTDOORS].sum())

    @property
    def indoors(self) -> int:
        """Under a roof."""
        return int(self.people.sum()) - self.outdoors


def count(households: Iterable[Household]) -> Counted:
    """What the households of a place add up to; of the killed none of them knows."""
    here = np.zeros((len(Status), len(Group)), np.int64)
    held, hungry = np.zeros((2, len(Group)), np.int64)
    patients, squares = 0, np.zeros(2, np.int64)
    for each in households:
        here[each.status] += each.groups
        patients += each.patients
        if each.status in OUTDOORS:
            squares[int(each.status == Status.WAITING)] += each.people**2
        if each.is_hungry:
            hungry += each.groups
        if each.held.men:
            men = (each.held.men, each.held.immobile, each.held.wounded)
            held[[Group.MAN, Group.IMMOBILE, Group.WOUNDED]] += men
    return Counted(here, held, hungry, squares, patients)


def adds_up(household: Household) -> bool:
    """Whether a household has no more of a group than members."""
    people = household.people
    return household.immobile <= household.disabled <= people and 0 <= household.wounded <= people


def fits(household: Household) -> bool:
    """Whether a part is named after its family and shares its home, and nobody waits where nobody is left."""
    root = household.root
    if not household.people and math.isfinite(household.level):
        return False
    return root is None or (household.key % PARTS == root.key and household.home == root.home)
