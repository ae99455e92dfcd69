"""Food from convoys that has been handed out in the enclave."""

from __future__ import annotations

from model.agents.base import Stage
from model.agents.convoy import Convoy

LABEL = "food handed out from convoys"
UNIT = "person-days"


def measure(stage: Stage) -> float:
    """The value at the end of the present hour."""
    return float(sum(convoy.handed_out for convoy in stage.agents_by_type.get(Convoy, ())))
