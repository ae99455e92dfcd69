"""Aid convoys that were not cleared, turned back or came too late."""

from __future__ import annotations

from model.agents.base import Stage
from model.agents.convoy import SENT_AWAY

LABEL = "convoys sent away"
UNIT = "convoys"


def measure(stage: Stage) -> float:
    """The value at the end of the present hour."""
    convoys = stage.convoys
    return float(sum(convoy.outcome in SENT_AWAY for convoy in convoys))
