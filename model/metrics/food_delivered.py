"""Food from convoys that has been handed out in the enclave."""

from __future__ import annotations

from model.agents.base import Stage

LABEL = "food handed out from convoys"
UNIT = "person-days"


def measure(stage: Stage) -> float:
    """The value at the end of the present hour."""
    return float(sum(convoy.handed_out for convoy in stage.convoys))
