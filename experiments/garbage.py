"""When Python looks for garbage: seldom in a command, not at its end, and before each job but the first."""

from __future__ import annotations

import atexit
import gc

SELDOM = 50_000  # objects made and not freed between searches; in Python itself 700 or 2,000


def look_seldom() -> None:
    """Look for garbage seldom, and not as the process ends: most of what a command makes, it loads and keeps.

    Going through modules and compiled code time and again takes a good part of a start, and once more at
    the end as much.
    """
    gc.set_threshold(SELDOM)
    atexit.register(gc.freeze)


def clear(*, after: int) -> None:
    """Let go of what the job before leaves, after so many: simulations and their agents hold each other.

    After the first all that others need is loaded, and no later search goes through that again.
    """
    if after:
        gc.collect()
    if after == 1:
        gc.freeze()
