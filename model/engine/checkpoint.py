"""The checkpoint: men of 15-55 who crossed to the government side this hour, and those who are let go."""

from __future__ import annotations

import math

from numba import njit

from model.engine.changes import free, hold
from model.randomness import Decision, exponential, uniform
from model.state import NEVER, Member

EVENTS_PER_DECISION = 16  # more than the men in any household, so that no two draws share a key


@njit(cache=True)
def screen(w, s, hour):
    """Hold each man who crossed this hour with the rule's chance; empty the list."""
    crossed = w.tally.crossed
    for i in range(1, crossed[0] + 1):
        screen_family(w, s, crossed[i], hour)
    crossed[0] = 0


@njit(cache=True)
def screen_family(w, s, h, hour):
    """Screen the men of one family; those held together are let go together, or not at all."""
    hh = w.households
    for man in range(hh.members[h, Member.MAN]):
        draw = hh.event[h] * EVENTS_PER_DECISION + man
        if uniform(w.seed, Decision.HELD, hh.key[h], draw) < s.held:
            hold(w, h, draw)
            if uniform(w.seed, Decision.RELEASE, hh.key[h], 0) < s.released:
                wait = exponential(w.seed, Decision.RELEASE, hh.key[h], 1) / s.release_rate
                hh.release[h] = hour + 1 + math.floor(min(wait, 1e6))


@njit(cache=True)
def let_go(w, hour):
    """Give the men whose time has come back to their families."""
    hh = w.households
    for h in range(hh.release.shape[0]):
        if hh.release[h] <= hour:
            free(w, h)
            hh.release[h] = NEVER
