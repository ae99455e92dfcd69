"""A corridor: ways out are opened and guaranteed while the fighting elsewhere goes on."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from model.parameters import Parameters
from model.terms import Passage, Term


class Proposal(Parameters):
    """Ways out are opened; nothing else stops."""

    kind: Literal["corridor"]
    corridor: Passage = Field(description="the ways out")

    def terms(self) -> tuple[Term, ...]:
        """What it would do to the world."""
        return (self.corridor,)
