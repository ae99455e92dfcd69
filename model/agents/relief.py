"""Relief: aid to those who are out, on one side or in its shelters, as it is built up from its first day."""

from __future__ import annotations

from model.agents.base import Actor, Stage
from model.rules.aid import within_reach

RELIEFS = ("shelters", "government", "kurdish", "opposition")


class Relief(Actor):
    """What one kind of relief can do in the present hour."""

    def __init__(self, model: Stage, name: str) -> None:
        super().__init__(model, name)
        terms = getattr(model.scenario.aid, name)
        self.start, self.capacity, self.build_up = terms.start, float(terms.capacity), float(terms.build_up)

    def people(self) -> float:
        """The people whom it can reach now."""
        hours = (self.model.now - self.start).total_seconds() / 3600.0
        return within_reach(self.capacity, hours, self.build_up)
