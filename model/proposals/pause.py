"""A pause: fighting stops for a number of days, with aid or open ways out where the text provides them."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from model.parameters import Parameters
from model.terms import Convoys, Passage, Restraint, Term


class Proposal(Parameters):
    """Fighting stops; aid may enter and ways out may open while it lasts."""

    kind: Literal["pause"]
    pause: Restraint = Field(description="the promise to stop fighting")
    aid: Convoys | None = Field(None, description="convoys that the text lets in")
    corridor: Passage | None = Field(None, description="ways out that the text opens")

    def terms(self) -> tuple[Term, ...]:
        """What it would do to the world."""
        return tuple(m for m in (self.pause, self.aid, self.corridor) if m is not None)
