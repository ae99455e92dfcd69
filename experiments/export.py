"""A study for others: as one tidy table in CSV, CSV with HXL tags or Parquet, or as arrays in netCDF."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import compute, parquet

from experiments import disk, netcdf
from experiments.columns import KEYED, LONG
from experiments.index import Held
from model.errors import InputError, Problem

HXL = {
    "scenario": "#meta+scenario",
    "point": "#meta+point",
    "seed": "#meta+seed",
    "time": "#date",
    "group": "#population+group",
    "metric": "#indicator+code",
    "unit": "#indicator+unit",
    "value": "#indicator+value+num",
}
"""The hashtags of columns; an axis has #meta+axis and its name. Source: HXL 1.1 (hxlstandard.org)."""


def write(held: Held, path: Path) -> None:
    """All of a study in one file, as the end of its name says; raises `InputError` at any other."""
    if path.suffix not in WRITERS:
        wrong = "the name does not say which kind of file"
        expected = "one that ends in .csv, .hxl.csv, .parquet or .nc"
        raise InputError([Problem(str(path), 1, 1, "", wrong, expected)])
    if not any(held.finished):
        wrong, expected = f"no replicate of {held.name} is there", "a study that has come further"
        raise InputError([Problem(str(held.store.folder), 1, 1, "", wrong, expected)])
    WRITERS[path.suffix](held, path)


def _write_csv(held: Held, path: Path) -> None:
    """A line for each replicate, fixed date, group and metric; if tagged, HXL hashtags below the header."""
    tagged = path.name.endswith(".hxl.csv")
    origin = [name for name in held.rows[0] if name != "replicate"]
    header = [*origin, *KEYED[1:], *LONG]
    with disk.whole(path) as file:
        page = io.TextIOWrapper(file, "utf-8", newline="")
        writer = csv.writer(page, lineterminator="\n")
        writer.writerow(header)
        if tagged:
            writer.writerow([HXL.get(name, f"#meta+axis+{_tag(name)}") for name in header])
        for table in _tables(held, dates_only=True):
            writer.writerows(_long(table, origin, held.units))
        page.detach()  # written out, and left open


def _write_parquet(held: Held, path: Path) -> None:
    """A line for each replicate, moment and group, a column for each metric."""
    with disk.whole(path) as file:
        tables = _tables(held, dates_only=False)
        first = next(tables)
        with parquet.ParquetWriter(file, first.schema, compression="zstd") as writer:
            writer.write_table(first)
            for table in tables:
                writer.write_table(table)


WRITERS = {".csv": _write_csv, ".parquet": _write_parquet, ".nc": netcdf.write}


def _tag(name: str) -> str:
    """An axis as an attribute of HXL: small letters, digits and underscores."""
    return "".join(each if each.isalnum() else "_" for each in name.lower())


def _long(table: pa.Table, origin: Sequence[str], units: dict[str, str]) -> Iterator[list[object]]:
    for line in table.to_pylist():
        head = [line[name] for name in origin] + [line["time"].isoformat(), line["group"]]
        for metric, unit in units.items():
            if line[metric] is not None:
                yield [*head, metric, unit, _short(line[metric])]


def _short(value: float) -> float | int:
    return int(value) if value.is_integer() else value


def _tables(held: Held, *, dates_only: bool) -> Iterator[pa.Table]:
    """The lines of the study, file by file, each with the scenario, values, point and seed it is of."""
    columns = {name: _column([row[name] for row in held.rows]) for name in held.rows[0]}
    rows: dict[str, list[int]] = {}
    for index, row in enumerate(held.rows):
        rows.setdefault(row["replicate"], []).append(index)
    moments = pa.array(sorted(set(held.moments.values())), pa.timestamp("ms"))
    for found in held.tables():
        table = found.filter(compute.is_in(found["time"], moments)) if dates_only else found
        keys, starts, counts = np.unique(table["replicate"].to_numpy(), return_index=True, return_counts=True)
        lines, origins = [], []
        for key, start, count in zip(keys, starts, counts, strict=True):
            # Cells that are the same in all their numbers share a replicate: each has its lines.
            lines += [np.arange(start, start + count)] * len(rows[key])
            origins += [np.full(count, row) for row in rows[key]]
        head = {name: column.take(pa.array(np.concatenate(origins))) for name, column in columns.items()}
        body = table.take(pa.array(np.concatenate(lines))).drop_columns(["replicate"])
        yield pa.table(head | {name: body[name] for name in body.column_names})


def _column(values: Sequence[str]) -> pa.Array:
    """Texts from a CSV file: as numbers if all that are not empty are."""
    made: list[Any] = [value or None for value in values]
    for kind in (int, float):
        try:
            return pa.array([value if value is None else kind(value) for value in made])
        except ValueError:
            continue
    return pa.array(made)
