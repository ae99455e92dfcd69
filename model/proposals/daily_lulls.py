"""Daily lulls: fighting stops for a few hours each day and goes on for the rest."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from model.errors import Wrong
from model.parameters import Parameters
from model.terms import Convoys, Passage, Restraint, Term


class Proposal(Parameters):
    """Fighting stops within a daily window; convoys and crossings work inside it."""

    kind: Literal["daily-lulls"]
    pause: Restraint = Field(description="the promise to stop fighting; its window is the lull")
    aid: Convoys | None = Field(None, description="convoys that enter during the lulls")
    corridor: Passage | None = Field(None, description="ways out that open during the lulls")

    @model_validator(mode="after")
    def _has_a_window(self) -> Self:
        if self.pause.window is None:
            raise Wrong(
                "has no window", "window: with opens: and closes:, the hours of the lull", key="pause"
            )
        return self

    def terms(self) -> tuple[Term, ...]:
        """What it would do to the world."""
        return tuple(m for m in (self.pause, self.aid, self.corridor) if m is not None)
