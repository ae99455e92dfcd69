"""A household: a family that decides, walks, queues, eats, is harmed, parted and screened as one agent."""

from __future__ import annotations

from model.codes import STATUS_LABELS, Member
from model.objects.deciding import Deciding
from model.objects.eating import Eating
from model.objects.fleeing import Fleeing
from model.objects.parting import Parting
from model.objects.screening import Screening
from model.objects.walking import Walking
from model.objects.wounds import Wounds


class Household(Deciding, Walking, Fleeing, Wounds, Eating, Parting, Screening):
    """Everything that a family does in an hour, one file each."""

    @property
    def status_label(self) -> str:
        """Where the family is in life, in words."""
        return STATUS_LABELS[self.status]

    @property
    def family(self) -> dict[str, int]:
        """Members alive and together, by class."""
        return {member.name.lower(): self.members[member] for member in Member}

    def hear_of_kin(self) -> None:
        """Learn which of their kin are out of the enclave; it weighs on leaving."""
        enclave = self.town.places.enclave
        out = sum(not enclave[each.place] for each in self.kin)
        if out != self.kin_out:
            self.kin_out = out
            self.rebase()
