"""Aid convoys that have reached the enclave, whole or in part."""

from __future__ import annotations

from model.agents.base import Stage
from model.agents.convoy import CAME_IN

LABEL = "convoys delivered"
UNIT = "convoys"


def measure(stage: Stage) -> float:
    """The value at the end of the present hour."""
    return float(sum(convoy.outcome in CAME_IN for convoy in stage.convoys))
