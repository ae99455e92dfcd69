"""Negotiated evacuation: a truce, buses for everyone who boards, and the ground handed over at the end."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from model.terms import Fleet, Restraint, Term
from model.parameters import Parameters


class Proposal(Parameters):
    """A truce under which buses, and ambulances where given, carry people out."""

    kind: Literal["negotiated-evacuation"]
    pause: Restraint = Field(description="the truce")
    fleet: Fleet = Field(description="the buses")
    ambulances: Fleet | None = Field(None, description="vehicles for patients")

    def terms(self) -> tuple[Term, ...]:
        return tuple(m for m in (self.pause, self.fleet, self.ambulances) if m is not None)
