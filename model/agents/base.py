"""What every agent of the environment shares: the simulation it lives in, its name, and its own draws."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from mesa import Agent

from model.randomness import Decision, draw

if TYPE_CHECKING:
    from model.simulation import Simulation
    from model.terms import Window


class Actor(Agent):
    """An agent of the environment, known by a name, whose draws nobody else shares."""

    model: Simulation

    def __init__(self, model: Simulation, name: str) -> None:
        super().__init__(model)
        self.name = name

    def draw(self, decision: Decision, event: int = 0, part: str = "") -> float:
        """A uniform draw that belongs to this agent."""
        return draw(self.model.seed, decision, f"{self.name}.{part}" if part else self.name, event)


def inside_window(now: datetime, window: Window | None) -> bool:
    """Whether a moment lies in a daily window; a window may run past midnight."""
    if window is None:
        return True
    time = now.time()
    if window.opens <= window.closes:
        return window.opens <= time < window.closes
    return time >= window.opens or time < window.closes
