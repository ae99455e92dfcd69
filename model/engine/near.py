"""Who is near the level at which they act: an hour asks nobody else.

From time to time everyone is looked at. Whoever has a level to which their row comes in some hours, if it
goes on at its pace, is listed; until a row has come further than that, it has passed nobody else. Whoever
sets a level does it here, so that nobody near it is missing from the list.
"""

from __future__ import annotations

import numpy as np
from numba import njit

HOURS = 12.0  # further ahead more are listed; less far, all are looked at more often


@njit(cache=True)
def act_at(w, h, level):
    """Set the level at which a household acts."""
    w.hot.level[h] = level
    if level <= w.near.ahead[w.hot.row[h]]:
        enlist(w, h)


@njit(cache=True)
def past_their_level(w):
    """The households whose row has passed their level, in the order of lines."""
    who, level, row, total = w.near.who, w.hot.level, w.hot.row, w.rows.total
    if not (total <= w.near.ahead).all():
        look_ahead(w)
    n, found = 0, np.empty(who[0], np.uint32)
    for h in who[1 : who[0] + 1]:
        if level[h] <= total[row[h]]:
            found[n] = h
            n += 1
    return np.sort(found[:n])


@njit(cache=True)
def look_ahead(w):
    """List everyone to whom the rows come in so many hours at their present pace."""
    total, before, ahead, level, row = w.rows.total, w.rows.before, w.near.ahead, w.hot.level, w.hot.row
    for r in range(ahead.shape[0]):
        pace = total[r] - before[r]
        reach = total[r] + HOURS * pace if 0.0 < pace < np.inf else total[r]
        if not ahead[r] > reach:
            ahead[r] = reach
    w.near.who[0] = 0
    w.near.is_listed[:] = False
    for h in range(w.lines[0]):
        if level[h] <= ahead[row[h]]:
            enlist(w, h)


@njit(cache=True)
def enlist(w, h):
    """Put a household on the list, once."""
    near = w.near
    if not near.is_listed[h]:
        near.is_listed[h] = True
        near.who[0] += 1
        near.who[near.who[0]] = h
