"""Share of the enclave of the first hour, by area, that the opposition has lost."""

from __future__ import annotations

from model.agents.base import Stage

LABEL = "territory lost"
UNIT = "%"


def measure(stage: Stage) -> float:
    """The value at the end of the present hour."""
    held = stage.population.places.hectares[stage.population.held].sum()
    return float(100.0 * (1.0 - held / stage.population.hectares))
