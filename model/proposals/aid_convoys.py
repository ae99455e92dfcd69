"""Aid convoys: trucks are cleared to enter; nothing else stops."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from model.parameters import Parameters
from model.terms import Convoys, Term


class Proposal(Parameters):
    """Aid trucks are let in."""

    kind: Literal["aid-convoys"]
    aid: Convoys = Field(description="the convoys")

    def terms(self) -> tuple[Term, ...]:
        """What it would do to the world."""
        return (self.aid,)
