"""What a run reports: one file an observable, with LABEL, UNIT and what it measures.

What people bear or do is told ``by_group(tallied)``, for all hours at once, and its total is the sum over the
classes; anything else is one number, ``measure(stage)``, at the end of an hour.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

PerGroup = NDArray[np.number[Any]]  # hour x Group


class Tallied(NamedTuple):
    """What people bear and do, as it stood at the end of each hour; first the state before the first hour."""

    status: PerGroup  # people, Status x hour x Group
    counts: PerGroup  # events so far, Count x hour x Group
    hours: PerGroup  # time spent so far, Spell x hour x Group
    apart: PerGroup  # people who are not with the first household of their family
    remaining: PerGroup  # people in opposition-held places
    hungry: PerGroup  # people who have nothing to eat
