"""A study as one netCDF file, for xarray and whatever else reads arrays with names.

replicate, time       every metric of everyone at each moment that is kept
replicate, date, group   those that are told by group, as `<metric>_by_group`, at the fixed dates
replicate             scenario, value on each axis, point, seed, key: what each line is of
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from experiments import disk
from experiments.columns import BY_GROUP, KEYED
from experiments.index import Held
from experiments.results import ALL, GROUP_NAMES
from model.record import GROUPED

EXACT = 2.0**53  # from it on seeds are written as words: as numbers two of them would be one
Array = NDArray[Any]


@dataclass(frozen=True)
class Lines:
    """Which lines there are, and where each goes."""

    keys: Array  # of replicates, sorted; cells that are the same in all their numbers share one
    row_of: Array  # for each row of the study the number of its key
    times: Array  # every moment that is kept
    dates: Array  # those that are kept by group


def write(held: Held, path: Path) -> None:
    """The file, whole or not at all, in the classic format with offsets of 64 bits."""
    from scipy.io import netcdf_file

    lines, tables = _lines(held), held.tables()
    values = _values(tables, lines, held.units)
    with disk.whole(path) as file:
        book = netcdf_file(file, "w", version=2)
        for name, text in _attributes(held):
            setattr(book, name, text.encode())
        for name, size in _sizes(held, lines):
            book.createDimension(name, size)
        for name, numbers in _origin(held.rows):
            _put(book, name, ("replicate",), numbers, held.axes.get(name, ""))
        for name, moments in (("time", lines.times), ("date", lines.dates)):
            _put(book, name, (name,), *_hours(moments, lines.times[0]))
        _put(book, "group", ("group",), np.array(GROUP_NAMES))
        for name, numbers in values.items():
            axes = ("replicate", "date", "group") if name.endswith(BY_GROUP) else ("replicate", "time")
            unit = held.units[name.removesuffix(BY_GROUP)]
            _put(book, name, axes, numbers[lines.row_of], unit)
        book.flush()


def _lines(held: Held) -> Lines:
    keys, row_of = np.unique([row["replicate"] for row in held.rows], return_inverse=True)
    first = next(held.tables(["replicate", "time"]))
    dates = np.array(sorted(set(held.moments.values())), "datetime64[ms]")
    return Lines(keys, row_of, np.unique(first["time"].to_numpy()), dates)


def _values(tables: Iterator[pa.Table], lines: Lines, metrics: Mapping[str, str]) -> dict[str, Array]:
    """Every metric, and again by group where it is told so; not a number where a replicate is not there."""
    count, shape = len(lines.keys), (len(lines.dates), len(GROUP_NAMES))
    found = {name: np.full((count, len(lines.times)), np.nan) for name in metrics}
    found |= {f"{name}{BY_GROUP}": np.full((count, *shape), np.nan) for name in metrics if name in GROUPED}
    for table in tables:
        key, moment, group = (table[name].to_numpy() for name in KEYED)
        row, is_all = np.searchsorted(lines.keys, key.astype(str)), group == ALL
        told = [GROUP_NAMES.index(name) for name in group[~is_all]]
        at = row[is_all], np.searchsorted(lines.times, moment[is_all])
        at_date = row[~is_all], np.searchsorted(lines.dates, moment[~is_all]), told
        for name in metrics:
            values = table[name].to_numpy()
            found[name][at] = values[is_all]
            if name in GROUPED:
                found[f"{name}{BY_GROUP}"][at_date] = values[~is_all]
    return found


def _attributes(held: Held) -> Iterator[tuple[str, str]]:
    design, code = held.about["design"], held.about["code"]
    yield "Conventions", "CF-1.8"
    yield "title", design["title"]
    yield "comment", design["about"]
    yield "source", f"Respite {held.about['versions']['respite']}, revision {code['revision']}"
    yield "study", json.dumps(held.about)


def _sizes(held: Held, lines: Lines) -> Iterator[tuple[str, int]]:
    yield "replicate", len(held.rows)
    yield "time", len(lines.times)
    yield "date", len(lines.dates)
    yield "group", len(GROUP_NAMES)


def _origin(rows: Sequence[Mapping[str, str]]) -> Iterator[tuple[str, Array]]:
    """What each row is of; numbers where all that are not empty are."""
    for name in rows[0]:
        words = [row[name] for row in rows]
        yield "key" if name == "replicate" else name, _numbers(words)


def _numbers(words: Sequence[str]) -> Array:
    try:
        found = np.array([float(word) if word else np.nan for word in words])
    except ValueError:
        return np.array(words)
    return np.array(words) if (np.abs(found) >= EXACT).any() else found


def _hours(moments: Array, start: np.datetime64) -> tuple[Array, str]:
    first: datetime = start.astype("datetime64[s]").item()
    return (moments - start) / np.timedelta64(1, "h"), f"hours since {first}"


def _put(book: Any, name: str, axes: tuple[str, ...], values: Array, unit: str = "") -> None:  # noqa: ANN401
    """A variable; words are letters along one more dimension, in UTF-8."""
    if values.dtype.kind == "U":
        letters = np.char.encode(values, "utf-8")
        width = max(1, letters.dtype.itemsize)
        book.createDimension(f"{name}_length", width)
        made = book.createVariable(name, "c", (*axes, f"{name}_length"))
        made[:] = letters.astype(f"S{width}").view("S1").reshape(*values.shape, width)
        made._Encoding = b"utf-8"
    else:
        made = book.createVariable(name, "d", axes)
        made[:] = values
    if unit:
        made.units = unit.encode()
