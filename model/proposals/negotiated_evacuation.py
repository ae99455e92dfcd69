"""Negotiated evacuation: a truce, buses for everyone who boards, and the ground handed over at the end."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from model.parameters import Parameters
from model.terms import Ambulances, Buses, Condition, Restraint, Term


class Proposal(Parameters):
    """A truce under which buses, and ambulances where given, carry people out."""

    kind: Literal["negotiated-evacuation"]
    when: Condition | None = Field(None, description="what it waits for; if not given, for its dates only")
    pause: Restraint = Field(description="the truce")
    buses: Buses = Field(description="the buses")
    ambulances: Ambulances | None = Field(None, description="vehicles for patients")

    def terms(self) -> tuple[Term, ...]:
        """What it would do to the world."""
        return tuple(m for m in (self.pause, self.buses, self.ambulances) if m is not None)
