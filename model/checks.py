"""Invariants: no person appears from or vanishes into nowhere, checked in every hour of every run."""

from __future__ import annotations

import numpy as np

from model.agents.base import Stage
from model.state import Status


class ConservationError(RuntimeError):
    """The counts of people do not add up: a defect of the program, never of the input."""


def check_hour(simulation: Stage) -> None:
    """Statuses sum to the first hour's people, places hold the living; once a day everyone is recounted."""
    tally, places = simulation.population.world.tally, simulation.population.places
    people = tally.status.sum()
    if people != simulation.population.initial:
        raise ConservationError(
            _message(simulation, f"{people} people instead of {simulation.population.initial}")
        )
    present = people - tally.status[Status.DETAINED] - tally.status[Status.KILLED]
    if places.indoors.sum() + places.outdoors.sum() != present:
        raise ConservationError(_message(simulation, "the places do not hold the living"))
    if (simulation.hour + 1) % 24 == 0 or simulation.hour + 1 == int(float(simulation.scenario.horizon)):
        check_fully(simulation)


def check_fully(simulation: Stage) -> None:
    """Count everyone anew and compare with every tally."""
    world = simulation.population.world
    status, indoors, outdoors, hungry, patients, wrong = simulation.population.recount()
    status[Status.KILLED] = world.tally.killed.sum()
    pairs = {
        "statuses": (status, world.tally.status),
        "people under a roof": (indoors, world.places.indoors),
        "people outdoors": (outdoors, world.places.outdoors),
        "hungry people": (hungry, world.places.hungry),
        "patients": (patients, world.places.patients),
    }
    for what, (counted, kept) in pairs.items():
        if not np.array_equal(counted, kept):
            raise ConservationError(_message(simulation, f"{what}: counted {counted}, kept {kept}"))
    if wrong:
        raise ConservationError(_message(simulation, f"{wrong} households whose members do not add up"))


def _message(simulation: Stage, what: str) -> str:
    return f"hour {simulation.hour} of seed {simulation.seed}: {what}"
