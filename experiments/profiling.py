"""Where the time of a replicate goes: by phase of the hour, and in each between Python and compiled code."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from experiments import runner
from experiments.ensemble import Replicate
from model import kernels
from model.record import Recorded
from model.simulation import PHASES, Simulation

FIRST = "the first hour made"
BETWEEN = "between the phases"

T = TypeVar("T")


@dataclass
class Spent:
    """Seconds of the clock."""

    all: float = 0.0
    compiled: float = 0.0  # in calls from Python into kernels whose code was there
    loading: float = 0.0  # in those that loaded or compiled it

    @property
    def python(self) -> float:
        """What is left: Python, and the libraries that it calls."""
        return self.all - self.compiled - self.loading


class ByPhase(Simulation):
    """A replicate each phase of whose hours is a call of its own, so that it can be timed."""

    def run(self) -> Recorded:
        """The hours up to the horizon; the record of them."""
        return self.run_by_phase()


class Profile:
    """The time of the replicates that it runs, added up. What does not ask for it pays nothing for it."""

    def __init__(self) -> None:
        self.spent = {name: Spent() for name in (FIRST, *(phase.name for phase in PHASES), BETWEEN)}
        self._now = self.spent[BETWEEN]

    def run(self, job: runner.Job) -> Replicate:
        """The replicate that a job describes, timed."""
        before = self.whole().all
        with kernels.timed(self._add):
            found = runner.run(job, self._make)
        self.spent[BETWEEN].all += found.seconds - (self.whole().all - before)
        return found

    def whole(self) -> Spent:
        """All of it."""
        each = self.spent.values()
        return Spent(sum(s.all for s in each), sum(s.compiled for s in each), sum(s.loading for s in each))

    def plain(self) -> list[dict[str, str | float]]:
        """The rows as numbers and words."""
        return [
            {
                "phase": name,
                "seconds": each.all,
                "python": each.python,
                "compiled": each.compiled,
                "loading": each.loading,
            }
            for name, each in self.spent.items()
        ]

    def _make(self, *args: object) -> Simulation:
        """A simulation whose own phases tell how long they took."""
        simulation = self._timed(FIRST, ByPhase)(*args)
        for phase in PHASES:
            setattr(simulation, phase.method, self._timed(phase.name, getattr(simulation, phase.method)))
        return simulation

    def _timed(self, name: str, work: Callable[..., T]) -> Callable[..., T]:
        spent = self.spent[name]

        def timed(*args: object) -> T:
            before, self._now = self._now, spent
            began = time.perf_counter()
            try:
                return work(*args)
            finally:
                spent.all += time.perf_counter() - began
                self._now = before

        return timed

    def _add(self, seconds: float, is_loading: bool) -> None:
        if is_loading:
            self._now.loading += seconds
        else:
            self._now.compiled += seconds
