"""What is kept of a run, as Parquet: a line for each moment and group, a column for each metric.

replicate   key of the replicate: `replicates.csv` of a study says what it is
time        moment of the line, local
group       `all` at every moment kept; at the fixed dates also each group of people
<metric>    its value; empty where the metric is not told by group

The bytes are a pure function of the run: no time, no name, no order of work.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import compute, parquet

from experiments.ensemble import METRIC_NAMES, Ensemble, hours_between
from experiments.results import ALL, GROUP_NAMES
from model.codes import Group
from model.record import GROUPED

KEYS = "replicates"  # in the metadata of a file: the keys of the replicates in it, as a JSON list
ENDS = b"PAR1"
CODES = np.array([ALL, *GROUP_NAMES])


class BrokenPart(ValueError):  # noqa: N818 (what is broken is the file)
    """A file that is cut off, damaged, or of another kind."""


@dataclass(frozen=True)
class Kept:
    """Which hourly lines of a run are kept, and which of them by group."""

    hours: tuple[int, ...]
    dates: tuple[int, ...]


def kept(start: datetime, hours: int, moments: Iterable[datetime], keep: str) -> Kept:
    """The lines of the start, of the fixed moments, and `daily` of each midnight or `hourly` of all hours."""
    dates = sorted({hours_between(start, moment) for moment in moments})
    lines = {0, *dates}
    if keep == "hourly":
        lines |= set(range(hours + 1))
    elif keep == "daily":
        lines |= {hour for hour in range(hours + 1) if (start + timedelta(hours=hour)).hour == 0}
    return Kept(tuple(sorted(lines)), tuple(dates))


def table(key: str, run: Ensemble, lines: Kept) -> pa.Table:
    """What is kept of an ensemble of one run; people of the whole population, also from a sample."""
    hours, dates = np.array(lines.hours), np.array(lines.dates, np.int64)
    groups = len(GROUP_NAMES)
    at = np.concatenate([hours, np.repeat(dates, groups)])
    group = np.concatenate([np.zeros(len(hours), np.int8), np.tile(np.arange(1, groups + 1), len(dates))])
    columns = {
        "replicate": pa.array([key] * len(at)),
        "time": pa.array(np.datetime64(run.scenario.start, "ms") + at * np.timedelta64(3_600_000, "ms")),
        "group": pa.array(CODES[group]),
    }
    for metric in METRIC_NAMES:
        values = np.concatenate([run.metric(metric)[0, hours], _by_group(run, metric, lines.dates)])
        columns[metric] = pa.array(values, from_pandas=True)
    return pa.table(columns)


def _by_group(run: Ensemble, metric: str, dates: Sequence[int]) -> NDArray[np.float64]:
    """The metric of each group at each date; not a number where it is not told by group."""
    if metric not in GROUPED:
        return np.full(len(dates) * len(GROUP_NAMES), np.nan)
    return np.array([run.at(hour, metric, group)[0] for hour in dates for group in Group])


def encode(found: pa.Table) -> bytes:
    """The file of a table, with a checksum on every page."""
    file = io.BytesIO()
    with parquet.ParquetWriter(
        file,
        found.schema,
        compression="zstd",
        use_dictionary=["replicate", "group"],
        write_statistics=False,
        store_schema=False,
        write_page_checksum=True,
    ) as writer:
        writer.write_table(found)
        writer.add_key_value_metadata({KEYS: json.dumps(keys(found))})
    return file.getvalue()


def keys(found: pa.Table) -> list[str]:
    """The keys of the replicates in a table."""
    return [str(key) for key in compute.unique(found["replicate"]).to_pylist()]


def read(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """The table in a file, every checksum compared; raises `BrokenPart`."""
    with _Unbroken(path):
        return parquet.ParquetFile(path, page_checksum_verification=True).read(columns)


def keys_in(path: Path) -> list[str]:
    """The keys of the replicates in a file, by its last lines only; raises `BrokenPart`."""
    with _Unbroken(path):
        return [str(key) for key in json.loads(parquet.read_metadata(path).metadata[KEYS.encode()])]


def is_whole(path: Path) -> bool:
    """Whether a file begins and ends as it should: what was cut off does not."""
    with path.open("rb") as file:
        head = file.read(len(ENDS))
        file.seek(-len(ENDS), 2) if path.stat().st_size >= 3 * len(ENDS) else file.seek(0, 2)
        return head == ENDS == file.read()


class _Unbroken:
    """Whatever a damaged file makes Arrow say, as one `BrokenPart`."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, FileNotFoundError):
            return
        if isinstance(error, pa.ArrowException | OSError | KeyError | TypeError | ValueError):
            raise BrokenPart(str(self.path)) from error
