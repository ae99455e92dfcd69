"""Relief: aid to those who are out, on one side or in its shelters, as it is built up from its first day."""

from __future__ import annotations

from model.agents.base import Actor, Stage
from model.rules.aid import within_reach

RELIEFS = ("shelters", "government", "kurdish", "opposition")


class Relief(Actor):
    """What one kind of relief can do in the present hour."""

    def __init__(self, model: Stage, name: str) -> None:
        super().__init__(model, name)
        self.terms = getattr(model.scenario.aid, name)

    def people(self) -> float:
        """The people whom it can reach now."""
        hours = (self.model.now - self.terms.start).total_seconds() / 3600.0
        return float(within_reach(float(self.terms.capacity), hours, float(self.terms.build_up)))
