"""What every agent of the environment shares: what it may see of the simulation, its name, its own draws."""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime, time, timedelta
from typing import Any, Protocol

import mesa
import numpy as np
from mesa.discrete_space import Cell
from numpy.typing import NDArray

from model.agent import Agent
from model.city import City
from model.codes import NEVER
from model.engine.ground import Ground
from model.randomness import Decision, draw
from model.rules.weather import stays
from model.scenario import Scenario
from model.terms import Window


class Stage(mesa.Model):
    """What agents, metrics and checks may see of the simulation that they live in."""

    seed: int
    # Mesa 3.5 has a property of this name, which would write into the scenario; ours is frozen.
    scenario: Scenario = None  # type: ignore[assignment]  # its uncertain numbers drawn
    city: City
    population: Ground
    cells: list[Cell]  # by place
    guarantors: dict[str, Any]  # agents, by name
    pauses: list[Any]  # agents
    convoys: list[Any]  # agents
    fleets: list[Any]  # agents
    start: datetime
    hour: int  # since the start
    horizon: int  # hours from the start to the end
    grounded: float  # share of the hour in which aircraft cannot fly
    restraint: dict[str, NDArray[np.float64]]  # intensity by weapon and place, 0 silent, 1 as usual
    surge: dict[str, NDArray[np.float64]]  # intensity by weapon and place after a pause, 1 if none
    lets_go: NDArray[np.bool_]  # by place: whether armed groups keep a promise to let people through
    now: datetime  # beginning of the present hour, local time
    nights: NDArray[np.bool_]  # by hour of the present day: whether it is dark

    @property
    def clocks(self) -> NDArray[np.float64]:
        """Hours that the offensive has run, by place."""
        clocks: NDArray[np.float64] = self.population.orders.clocks
        return clocks

    @property
    def clock(self) -> float:
        """Hours that the offensive has run, mean of the enclave's places."""
        clocks = self.clocks[self.city.enclave]
        return float(clocks.sum() / len(clocks))


class Calendar(Protocol):
    """Something by whose days others go."""

    @property
    def now(self) -> datetime:
        """The beginning of the present hour."""
        ...


class Actor(Agent):
    """An agent of the environment, known by a name, whose draws nobody else shares."""

    model: Stage
    wakes = 0  # the hour from which on there may be something new to order

    def __init__(self, model: Stage, name: str, agreement: Calendar | None = None) -> None:
        super().__init__(model)
        self.name, self.agreement = name, agreement

    @property
    def now(self) -> datetime:
        """The present hour, on the calendar of the agreement that it waits for, or else on everyone's."""
        return (self.agreement or self.model).now

    def wake(self) -> None:
        """Step, if it is time to."""
        if self.wakes <= self.model.hour:
            self.step()

    def sleep(self, *moments: datetime, daily: bool) -> None:
        """Wake at the next of some moments on its calendar; ``daily``: at the latest when the day ends."""
        now, everyones = self.now, self.model.now
        ahead = [moment - now for moment in moments if moment > now]
        if daily:
            ahead.append(datetime.combine(everyones.date(), time(0)) + timedelta(days=1) - everyones)
        self.wakes = self.model.hour - (-min(ahead) // timedelta(hours=1)) if ahead else NEVER

    def draw(self, decision: Decision, luck: str, event: int) -> float:
        """A uniform draw for a piece of luck that every scenario shares, whatever its agents are called."""
        return draw(self.model.seed, decision, luck, event)

    def spell(self, luck: str, day: int, persistence: float, known: Container[int] = ()) -> int:
        """The last day, up to this one, that is known or does not keep the state of the day before."""
        while day not in known and stays(self.draw(Decision.SPELL, luck, day), persistence):
            day -= 1
        return day


class Herald(Actor):
    """An agent whose news spreads, by broadcast and by hearsay, from the hour in which it is announced."""

    def __init__(self, model: Stage, name: str, agreement: Calendar | None = None) -> None:
        super().__init__(model, name, agreement)
        self.news = model.population.add_news()


def edges(now: datetime, window: Window | None) -> list[datetime]:
    """The moments of a day at which a daily window opens and closes."""
    return [datetime.combine(now.date(), time) for time in (window.opens, window.closes)] if window else []


def inside_window(now: datetime, window: Window | None) -> bool:
    """Whether a moment lies in a daily window; a window may run past midnight."""
    if window is None:
        return True
    time = now.time()
    if window.opens <= window.closes:
        return window.opens <= time < window.closes
    return time >= window.opens or time < window.closes
