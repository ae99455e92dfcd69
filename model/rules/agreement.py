"""Agreements that nobody can date: struck some time after enough ground is lost, if ever.

With `when` given, an agreement is a random event. By one draw it is struck at all with the chance
`when.chance`. If so, let t be the first hour that begins with a share of at least `when.lost` of the places
of the enclave lost by the opposition. It is struck at

    t + e x `when.delay`

with e exponential of mean 1, keyed like the first draw by the seed alone. Its terms have a calendar of their
own, which stands still before all their dates until it is struck; from then on days pass there as
everywhere, begun with the first day on which `announced` comes no earlier than the moment at which it was
struck (the hours of the day are the same), and never before the dates that stand there.

Nobody can know, either, which ground will be left by then. Its vehicles leave by the way that its terms
name if the place before it is held by the opposition when it is struck. Otherwise let p be the place, of
those still held, in which most people are. They leave by the stretch of front with the government side that
makes the whole way the shortest:

    walk from p to its near end + its own length + drive from its far end to where they go    kilometres

with the walk over held ground and the drive by the shortest way, whoever holds the ground. It stays so for as
long as they run. Where there is no such stretch they do not run.

Source: assumed in form. Sieges of 2012-2016 in Syria often ended so: with an agreement to leave by bus some
time after most of the ground was lost (Homs, Old City, May 2014; Zabadani, 2015; Daraya, August 2016;
al-Hameh and Qudsaya, October 2016; Khan al-Shih, November 2016).
"""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

DAY = timedelta(days=1)


def wait(mean: float, luck: float) -> timedelta:
    """From when enough ground is lost until it is struck: ``mean`` hours times an exponential of mean 1."""
    return timedelta(hours=mean * luck)


def postponed(struck: datetime, announced: datetime) -> timedelta:
    """Whole days by which the dates of an agreement come later than they stand there."""
    return max(-((announced - struck) // DAY) * DAY, timedelta(0))


def nearest(
    walks: NDArray[np.float64], stretches: NDArray[np.float64], drives: NDArray[np.float64]
) -> int | None:
    """Which way is the shortest, in km on foot, across the front and driven; None if none leads out."""
    km: NDArray[np.float64] = walks + stretches + drives
    return int(np.argmin(km)) if np.isfinite(km).any() else None
