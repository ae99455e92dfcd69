"""Patients in opposition-held places who need evacuation."""

from __future__ import annotations

import numpy as np

from model.agents.base import Stage

LABEL = "patients waiting"
UNIT = "people"


def measure(stage: Stage) -> float:
    """The value at the end of the present hour."""
    places = stage.population.places
    return float(np.dot(places.patients, stage.population.held))
