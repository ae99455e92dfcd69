"""Tables for others: tidy, complete, tagged, and never half-written."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from pyarrow import parquet

from experiments import export
from experiments.index import Held
from model.errors import InputError
from model.record import GROUPED, METRICS


def test_csv_has_a_line_for_each_replicate_date_group_and_metric(held: Held, tmp_path: Path) -> None:
    export.write(held, tmp_path / "found.csv")
    with (tmp_path / "found.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["scenario", "length", "seed", "time", "group", "metric", "unit", "value"]
    assert len(rows) == 8 * len(held.moments) * (len(METRICS) + 6 * len(GROUPED))
    last = list(held.moments.values())[-1]
    (one,) = [
        row
        for row in rows
        if (row["length"], row["seed"], row["time"], row["group"], row["metric"])
        == ("long", "2", last.isoformat(), "all", "remaining")
    ]
    assert float(one["value"]) == held.values(["remaining"], last)[7, 0]


def test_hxl_has_a_hashtag_below_every_header(held: Held, tmp_path: Path) -> None:
    export.write(held, tmp_path / "plain.csv")
    export.write(held, tmp_path / "tagged.hxl.csv")
    plain = (tmp_path / "plain.csv").read_text().splitlines()
    tagged = (tmp_path / "tagged.hxl.csv").read_text().splitlines()
    assert tagged.pop(1) == (
        "#meta+scenario,#meta+axis+length,#meta+seed,#date,#population+group,#indicator+code,#indicator+unit,"
        "#indicator+value+num"
    )
    assert tagged == plain


def test_parquet_has_every_line_with_what_it_is_of(held: Held, tmp_path: Path) -> None:
    export.write(held, tmp_path / "found.parquet")
    table = parquet.read_table(tmp_path / "found.parquet")
    assert table.column_names[:6] == ["replicate", "scenario", "length", "seed", "time", "group"]
    assert table.num_rows == 8 * (6 + 6 * len(held.moments))
    assert str(table.schema.field("seed").type) == "int64"


@pytest.mark.parametrize("name", ["found.csv", "found.parquet", "found.nc"])
def test_a_broken_store_leaves_no_half_file(held: Held, tmp_path: Path, name: str) -> None:
    for path in held.store.data.iterdir():
        content = bytearray(path.read_bytes())
        content[2000] ^= 1
        path.write_bytes(content)
    with pytest.raises(InputError, match="it is broken"):
        export.write(held, tmp_path / name)
    assert not list(tmp_path.glob("*found*"))


def test_a_table_of_another_kind_is_refused(held: Held, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"one that ends in .csv, .hxl.csv, .parquet or .nc"):
        export.write(held, tmp_path / "found.xlsx")


@pytest.mark.parametrize("name", ["found.csv", "found.parquet", "found.nc"])
def test_a_study_without_a_replicate_is_not_written(held: Held, tmp_path: Path, name: str) -> None:
    for path in held.store.data.iterdir():
        path.unlink()
    with pytest.raises(InputError, match="no replicate of small is there"):
        export.write(held, tmp_path / name)
    assert not (tmp_path / name).exists()
