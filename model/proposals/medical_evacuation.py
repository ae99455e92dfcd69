"""Medical evacuation: ambulances take patients and their families out."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from model.parameters import Parameters
from model.terms import Ambulances, Restraint, Term


class Proposal(Parameters):
    """Ambulances take patients and their families; a local truce may cover them."""

    kind: Literal["medical-evacuation"]
    ambulances: Ambulances = Field(description="the ambulances")
    pause: Restraint | None = Field(None, description="a truce while they work, if the text has one")

    def terms(self) -> tuple[Term, ...]:
        """What it would do to the world."""
        return tuple(m for m in (self.pause, self.ambulances) if m is not None)
