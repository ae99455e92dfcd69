"""The pressure to leave that a family lives through, by the functions of whichever rule it follows."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from experiments.lives.watch import Family, Part
from model.rules import leaving

# What a rule says of its weights, whichever they are; untyped, as they are compiled.
PUSH: Callable[..., float] = leaving.push
PROGRESS: Callable[..., float] = leaving.progress
NOTHING = (math.nan, math.nan)


class Pressure(NamedTuple):
    """What a rule of leaving moves a family's level on by in an hour."""

    threat: float
    front: float
    gone: float
    damage: float
    belief: float
    ways: float
    inside: float
    own: float


def pressure(part: Part) -> Pressure:
    """What presses on a part of the family that is where it is."""
    around = part.around
    ways = sum(known.appeal for known in around.ways)
    return Pressure(
        around.threat,
        around.front,
        around.gone,
        around.damage,
        around.belief,
        ways,
        around.inside,
        part.factor,
    )


def hazard(weights: Any, of: Pressure) -> float:  # noqa: ANN401 (each rule has weights of its own type)
    """An hour's pressure to leave, times the family's own factor."""
    drive = PUSH(weights, of.threat, of.front, of.gone, of.damage, of.belief)
    return float(PROGRESS(weights, 0.0, drive, of.ways + of.inside)) * of.own


def adds_up(weights: Any) -> bool:  # noqa: ANN401 (each rule has weights of its own type)
    """Whether the rule adds hour to hour, rather than comparing the level of the hour alone."""
    drive = PUSH(weights, 0.5, 0.5, 0.0, 0.0, 0.0)
    return math.isclose(PROGRESS(weights, 1.0, drive, 1.0), 1.0 + PROGRESS(weights, 0.0, drive, 1.0))


def lived_through(hours: Sequence[Family], *, is_share: bool) -> list[tuple[float, float]]:
    """By hour, the level that the first household has reached, and the one at which it goes.

    If ``is_share``, both are counted from the beginning of the present wait, in shares of the tolerance it
    began with; otherwise they are given as they are. Where it waits on nothing, both are nan.
    """
    found, began, first = [NOTHING], 0.0, 1.0
    for (before, *_), (now, *_) in pairwise(hours):
        is_same_wait = before.waits_to_leave and before.row == now.row and before.event <= now.event
        if now.waits_to_leave and not (is_same_wait and now.event == before.event):
            # A threshold is drawn from the level of the hour before.
            began = before.total if before.row == now.row else now.total
            first = now.level - began
        if not (now.waits_to_leave or is_same_wait):
            found.append(NOTHING)
            continue
        level = now.level if now.waits_to_leave else before.level
        at, unit = (began, first) if is_share else (0.0, 1.0)
        found.append(((now.total - at) / unit, (level - at) / unit) if unit > 0.0 else NOTHING)
    return found
