"""Which way people went between two days, gathered into a few arrows."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from experiments.ensemble import Ensemble
from model.city import City
from model.codes import Side

PerWay = NDArray[np.float64]

LEAST = 100  # people; fewer are no flow
LENGTH = 1.3  # km, shortest arrow that can be read


@dataclass(frozen=True)
class Flow:
    """People from one sector of the enclave to one side."""

    people: float
    start: tuple[float, float]  # km
    end: tuple[float, float]


def ways(city: City) -> list[tuple[int, int]]:
    """The two ends of each way out, in the order in which runs record them."""
    return [
        (u, v)
        for route in city.routes
        if route.kind in ("street", "front-crossing")
        for u, v in ((route.a, route.b), (route.b, route.a))
        if city.places[u].enclave
    ]


def flows(city: City, ensemble: Ensemble, before: int, day: int, fewest: float) -> list[Flow]:
    """Mean flows between two days, by the sector left and the side reached, the largest first.

    `fewest` is the share of all who crossed under which a flow is left out.
    """
    passed = ensemble.crossed(before, day).mean(axis=0)
    gathered: dict[tuple[str, Side], list[int]] = defaultdict(list)
    ends = ways(city)
    for number, (u, v) in enumerate(ends):
        if passed[number] > 0:
            side = (
                Side.KURDISH if (ensemble.side[:, day, v] == Side.KURDISH).mean() > 0.5 else Side.GOVERNMENT
            )
            gathered[city.places[u].sector, side].append(number)
    xy = city.xy()
    found = [_gather(xy, ends, passed, numbers) for numbers in gathered.values()]
    return sorted(
        (each for each in found if each.people >= max(fewest * passed.sum(), LEAST)),
        key=lambda each: -each.people,
    )


def _gather(xy: PerWay, ends: list[tuple[int, int]], passed: PerWay, numbers: list[int]) -> Flow:
    weight = passed[numbers]
    start = np.average([xy[ends[n][0]] for n in numbers], axis=0, weights=weight)
    end = np.average([xy[ends[n][1]] for n in numbers], axis=0, weights=weight)
    along = end - start
    length = float(np.hypot(*along)) or 1.0
    along *= max(length, LENGTH) / length
    tip = start + along
    return Flow(float(weight.sum()), (float(start[0]), float(start[1])), (float(tip[0]), float(tip[1])))
