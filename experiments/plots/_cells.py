"""Cells for a map without outlines: what lies nearest to each place, within a disc of its own area's size."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import shapely
from matplotlib.transforms import Bbox

from model.city import City

Cells = dict[int, Any]  # place -> polygon
MARGIN = 0.2  # km around the cells of the enclave
REACH = 1.45  # radius of a disc, in radii of a circle of the place's area
LEAST = 0.22  # km, radius of a disc
FAR = 6.0  # km from the enclave at which a shelter lies out of the frame


def frame(city: City) -> Bbox:
    """The enclave, the places around it, and the shelters that are not far from it."""
    xy = city.xy()
    inside = xy[city.enclave]
    near = [s.place for s in city.shelters if np.hypot(*(inside - xy[s.place]).T).min() < FAR]
    places = np.array([*city.enclave, *near])
    reach = np.array([radius(city, place) for place in places])[:, None]
    (x0, y0), (x1, y1) = (xy[places] - reach).min(axis=0) - MARGIN, (xy[places] + reach).max(axis=0) + MARGIN
    return Bbox([[x0, y0], [x1, y1]])


def radius(city: City, place: int) -> float:
    """Of the disc at which the cell of a place is cut, in km."""
    return max(LEAST, REACH * math.sqrt(city.places[place].hectares / 100.0 / math.pi))


def polygons(city: City, shown: Bbox) -> Cells:
    """The cell of each place in the frame, cut at its disc and at the frame."""
    xy = city.xy()
    at = [
        i
        for i, (x, y) in enumerate(xy)
        if shown.x0 - 1 < x < shown.x1 + 1 and shown.y0 - 1 < y < shown.y1 + 1
    ]
    points = shapely.points(xy[at])
    found = shapely.voronoi_polygons(
        shapely.multipoints(points), ordered=True, extend_to=shapely.box(*shown.extents)
    )
    window = shapely.box(*shown.extents)
    cells = {}
    for place, point, cell in zip(at, points, found.geoms, strict=True):
        cut = cell.intersection(point.buffer(radius(city, place))).intersection(window)
        if not cut.is_empty and window.contains(point):
            cells[place] = cut
    return cells
