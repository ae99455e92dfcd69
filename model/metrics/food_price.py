"""The price of food in the opposition-held places, of the usual, as the average person finds it."""

from __future__ import annotations

import numpy as np

from model.agents.base import Stage

LABEL = "price of food"
UNIT = "1"


def measure(stage: Stage) -> float:
    """The value at the end of the present hour."""
    places = stage.population.places
    people = (places.indoors + places.outdoors) * stage.population.held
    total = people.sum()
    return float(np.dot(places.price, people) / total) if total else 1.0
