"""A study as netCDF: every number where its names say, and nothing that was not run."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.io import netcdf_file

from experiments import export, netcdf
from experiments.columns import BY_GROUP
from experiments.index import Held
from experiments.results import GROUP_NAMES
from model.record import GROUPED, METRICS


def written(held: Held, folder: Path) -> Any:  # noqa: ANN401 (SciPy ships no types)
    export.write(held, folder / "found.nc")
    with (folder / "found.nc").open("rb") as file:
        return netcdf_file(file, "r", mmap=False)


def words(book: Any, name: str) -> list[str]:  # noqa: ANN401
    return [b"".join(row).rstrip(b"\0").decode() for row in book.variables[name][:]]


def test_every_line_has_its_origin_and_every_moment_its_hour(held: Held, tmp_path: Path) -> None:
    book = written(held, tmp_path)
    assert words(book, "scenario") == [row["scenario"] for row in held.rows]
    assert words(book, "length") == ["", "none", "day", "long"] * 2
    assert words(book, "key") == [row["replicate"] for row in held.rows]
    assert book.variables["seed"][:].tolist() == [1.0] * 4 + [2.0] * 4
    assert words(book, "group") == list(GROUP_NAMES)
    assert book.variables["time"].units == b"hours since 2016-11-26 00:00:00"
    start = datetime(2016, 11, 26)
    dates = [start + timedelta(hours=float(hour)) for hour in book.variables["date"][:]]
    assert dates == sorted(set(held.moments.values()))


def test_values_are_those_of_the_store(held: Held, tmp_path: Path) -> None:
    book = written(held, tmp_path)
    last = list(held.moments.values())[-1]
    for name in ("remaining", "killed_civilians"):
        assert np.array_equal(book.variables[name][:, -1], held.values([name], last)[:, 0])
    by_group = book.variables["remaining" + BY_GROUP]
    assert by_group.dimensions == ("replicate", "date", "group")
    classes = by_group[:, -1, :4].sum(axis=1)
    assert classes == pytest.approx(book.variables["remaining"][:, -1]), "classes share out everyone"
    assert by_group.units == b"people"
    assert set(METRICS) | {f"{name}{BY_GROUP}" for name in GROUPED} <= set(book.variables)


def test_what_was_not_run_is_no_number(held: Held, tmp_path: Path) -> None:
    extra = {**held.rows[0], "replicate": "0" * 32, "seed": "3"}
    held.rows.append(extra)
    values = written(held, tmp_path).variables["remaining"][:]
    assert np.isnan(values[-1]).all()
    assert np.isfinite(values[:-1]).all()


def test_an_axis_of_numbers_is_one_and_a_scenario_without_it_has_none() -> None:
    found = netcdf._numbers(["", "0.5", "2"])
    assert np.isnan(found[0])
    assert found[1:].tolist() == [0.5, 2.0]
    assert netcdf._numbers(["", "2016-11-26"]).tolist() == ["", "2016-11-26"]


def test_seeds_that_no_number_of_it_tells_apart_stay_words() -> None:
    seeds = [str(2**53), str(2**53 + 1)]
    assert float(seeds[0]) == float(seeds[1])
    assert netcdf._numbers(seeds).tolist() == seeds


def test_where_it_comes_from_travels_with_it(held: Held, tmp_path: Path) -> None:
    book = written(held, tmp_path)
    assert json.loads(book.study.decode())["code"] == held.about["code"]
    assert (book.title, book.comment) == (b"Small", b"Does a longer pause help?")


def test_the_same_study_gives_the_same_bytes(held: Held, tmp_path: Path) -> None:
    for name in ("a.nc", "b.nc"):
        export.write(held, tmp_path / name)
    assert (tmp_path / "a.nc").read_bytes() == (tmp_path / "b.nc").read_bytes()
