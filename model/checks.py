"""Invariants: no person appears from or vanishes into nowhere, checked in every hour of every run."""

from __future__ import annotations

from typing import NoReturn

import numpy as np
from numpy.typing import NDArray

from model.agents.base import Stage
from model.codes import Status
from model.engine.recording import ends_day_or_run
from model.state import classes, everyone


class ConservationError(RuntimeError):
    """The counts of people do not add up: a defect of the program, never of the input."""


def check_hour(simulation: Stage) -> None:
    """Statuses sum to the first people in each class, places hold the living; each day a full recount."""
    if not simulation.population.is_conserved():
        raise ConservationError(_message(simulation, _lost(simulation)))
    if ends_day_or_run(simulation.population.world, simulation.hour + 1):
        check_fully(simulation)


def say_who_is_lost(simulation: Stage) -> NoReturn:
    """Say what does not add up, as compiled code has found."""
    check_hour(simulation)
    raise ConservationError(_message(simulation, "people do not add up"))


def check_fully(simulation: Stage) -> None:
    """Count everyone anew and compare with every tally."""
    world, counted = simulation.population.world, simulation.population.recount()
    tally, places = world.tally, world.places
    # Of the killed no household knows; the hourly sums hold them to those who are missing.
    counted.status[Status.KILLED] = tally.status[Status.KILLED]
    pairs = {
        "statuses": (counted.status, tally.status),
        "statuses by place": (counted.here, tally.here),
        "people under a roof": (counted.indoors, places.indoors),
        "people outdoors": (counted.outdoors, places.outdoors),
        "hungry people": (counted.hungry, tally.hungry),
        "hungry people by place": (everyone(counted.hungry), places.hungry),
        "patients": (counted.patients, places.patients),
        "people apart from their family": (counted.apart, tally.apart),
        "killed": (everyone(tally.status[Status.KILLED]), tally.killed.sum()),
    }
    if counted.wrong:
        raise ConservationError(
            _message(simulation, f"{counted.wrong} households whose members do not add up")
        )
    if counted.torn:
        raise ConservationError(_message(simulation, f"{counted.torn} parts that do not fit their family"))
    for what, (found, kept) in pairs.items():
        if not np.array_equal(found, kept):
            raise ConservationError(_message(simulation, f"{what}: {_first_difference(found, kept)}"))


def _lost(simulation: Stage) -> str:
    """What does not add up where people are not conserved."""
    first = simulation.population.first
    people = classes(simulation.population.world.tally.status).sum(axis=0)
    if np.array_equal(people, first):
        return "the places do not hold the living"
    by_class = f"by class {people.tolist()} instead of {first.tolist()}"
    return f"{people.sum()} people instead of {first.sum()}, {by_class}"


def _first_difference(counted: NDArray[np.int64], kept: NDArray[np.int64]) -> str:
    at = tuple(np.argwhere(np.asarray(counted != kept))[0])
    return f"counted {counted[at]}, kept {kept[at]}" + (f" at {[int(i) for i in at]}" if at else "")


def _message(simulation: Stage, what: str) -> str:
    return f"hour {simulation.hour} of seed {simulation.seed}: {what}"
