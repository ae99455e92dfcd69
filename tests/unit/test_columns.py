"""The names that an axis may not have are those of all columns of all tables, and no others."""

from __future__ import annotations

import csv
from pathlib import Path

from pyarrow import parquet
from scipy.io import netcdf_file

from experiments import columns, export, index
from experiments.index import Held


def header(path: Path) -> set[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return set(next(csv.reader(file)))


def test_every_column_of_every_table_is_taken_and_nothing_else(held: Held, tmp_path: Path) -> None:
    for ending in ("csv", "parquet", "nc"):
        export.write(held, tmp_path / f"found.{ending}")
    found = header(held.store.study(held.name) / index.REPLICATES) | header(tmp_path / "found.csv")
    found |= set(parquet.read_schema(tmp_path / "found.parquet").names)
    found |= {name for path in held.store.data.iterdir() for name in parquet.read_schema(path).names}
    with netcdf_file(tmp_path / "found.nc", "r", mmap=False) as book:
        found |= set(book.variables)
    assert found - set(held.axes) | {"point"} == columns.TAKEN


def test_sql_tells_no_case_apart() -> None:
    assert columns.is_taken("Seed")
    assert not columns.is_taken("length")
