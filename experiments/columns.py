"""The columns that the tables of every study have, whatever its axes; no axis may have the name of one."""

from __future__ import annotations

from model.record import GROUPED, METRICS

ORIGIN = ("replicate", "scenario", "point", "seed")  # of replicates.csv: what a line is of
KEYED = ("replicate", "time", "group")  # of what is kept of a run, beside a column for each metric
LONG = ("metric", "unit", "value")  # of a table with a line for each number
ARRAYS = ("key", "date")  # variables of netCDF
BY_GROUP = "_by_group"  # ends the name of a metric there that is told by group
TAKEN = frozenset({*ORIGIN, *KEYED, *LONG, *ARRAYS, *METRICS, *(f"{name}{BY_GROUP}" for name in GROUPED)})


def is_taken(name: str) -> bool:
    """Whether an axis of this name would stand where a table has something else; SQL tells no case apart."""
    return name.lower() in TAKEN
