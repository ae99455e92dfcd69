"""Medical evacuation: ambulances take patients and their families out."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from model.terms import Fleet, Restraint, Term
from model.parameters import Parameters


class Proposal(Parameters):
    """Ambulances take patients and their families; a local truce may cover them."""

    kind: Literal["medical-evacuation"]
    fleet: Fleet = Field(description="the ambulances")
    pause: Restraint | None = Field(None, description="a truce while they work, if the text has one")

    def terms(self) -> tuple[Term, ...]:
        return tuple(m for m in (self.pause, self.fleet) if m is not None)
