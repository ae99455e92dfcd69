"""People in places that the opposition still holds, those on the way and in queues included."""

from __future__ import annotations

from model.agents.base import Stage

LABEL = "remaining in opposition-held places"
UNIT = "people"


def measure(stage: Stage) -> float:
    """The value at the end of the present hour."""
    places = stage.population.places
    return float((places.indoors + places.outdoors)[stage.population.held].sum())
