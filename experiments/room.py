"""Whether the memory of this machine holds the replicates that are asked for."""

from __future__ import annotations

import math
import os
from contextlib import suppress
from pathlib import Path

from model.errors import InputError, Problem

# Where Linux says how much memory a container or a job may use, in versions 2 and 1 of control groups.
CONTAINER = (
    Path("/sys/fs/cgroup/memory.max"),
    Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"),
)


def check(seeds: int, each: float) -> None:
    """Raise `InputError` if so many bytes a seed take more than half of the memory: tables need the rest."""
    room = memory() / 2
    if seeds * each > room:
        wrong = f"{seeds:,} of each scenario would hold {max(seeds * each / 1e9, 0.1):,.1f} GB of memory"
        most = f"at most {room // each:,.0f} on this machine, or " if each <= room else ""
        expected = f"{most}a study, which keeps them on disk (docs/studies.md)"
        raise InputError([Problem("--replicates", 1, 1, "", wrong, expected)])


def memory() -> float:
    """Bytes of memory that may be used here; without end where the system does not tell."""
    allowed = [math.inf]
    with suppress(AttributeError, ValueError, OSError):
        allowed.append(float(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")))
    for path in CONTAINER:
        with suppress(ValueError, OSError):  # there is none, or it says that there is no limit
            allowed.append(float(path.read_text(encoding="ascii")))
    return min(allowed)
