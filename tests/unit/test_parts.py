"""The file of a replicate: its lines and columns, the same bytes every time, and damage that is noticed."""

from __future__ import annotations

import dataclasses
from datetime import datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pytest

from experiments import compare, parts, runner
from experiments.compare import Plan
from experiments.ensemble import METRIC_NAMES, Ensemble
from experiments.parts import BrokenPart
from model.codes import Group

START = datetime(2016, 11, 26, 6)
NOON = datetime(2016, 11, 27, 12)


@pytest.fixture(scope="module")
def run(plan: Plan) -> Ensemble:
    one = plan.scenarios["day-pause"]
    replicate = runner.replicate(one, plan.city, 1, "day-pause", dates=(24, 30, 48))
    return compare.gather("day-pause", one, [replicate])


@pytest.mark.parametrize(
    ("keep", "hours"), [("dates", (0, 30)), ("daily", (0, 18, 30, 42)), ("hourly", tuple(range(43)))]
)
def test_the_start_and_the_dates_are_always_kept(keep: str, hours: tuple[int, ...]) -> None:
    assert parts.kept(START, 42, [NOON], keep) == parts.Kept(hours, (30,))


def test_a_line_for_everyone_at_each_moment_and_for_each_group_at_the_dates(run: Ensemble) -> None:
    table = parts.table("k", run, parts.Kept((0, 24, 30), (30,)))
    assert table.num_rows == 3 + len(Group)
    assert table["group"].to_pylist()[:4] == ["all"] * 3 + ["child"]
    assert table["time"].to_pylist()[2:4] == [NOON - timedelta(hours=6)] * 2
    assert table["remaining"].to_pylist()[:3] == [
        float(run.metrics[0, hour, METRIC_NAMES.index("remaining")]) for hour in (0, 24, 30)
    ]
    children = run.at(30, "remaining", Group.CHILD)[0]
    assert table["remaining"].to_pylist()[3] == children
    assert table["food_price"].to_pylist()[3] is None, "not told by group"
    assert table.column_names == ["replicate", "time", "group", *METRIC_NAMES]


def test_without_dates_nothing_is_told_by_group(run: Ensemble) -> None:
    table = parts.table("k", run, parts.Kept((0, 24), ()))
    assert table["group"].to_pylist() == ["all", "all"]


def test_a_sample_is_told_as_the_whole_population(run: Ensemble) -> None:
    share = run.scenario.population.scale
    half = run.scenario.population.model_copy(update={"scale": dataclasses.replace(share, value=0.5)})
    sampled = dataclasses.replace(run, scenario=run.scenario.model_copy(update={"population": half}))
    lines = parts.Kept((24,), (24,))
    one, two = parts.table("k", run, lines), parts.table("k", sampled, lines)
    assert two["remaining"].to_pylist() == [2.0 * each for each in one["remaining"].to_pylist()]
    assert two["food_price"].equals(one["food_price"])


def test_a_file_is_read_back_as_it_was_and_always_has_the_same_bytes(run: Ensemble, tmp_path: Path) -> None:
    table = parts.table("k", run, parts.Kept((0, 24), (24,)))
    content = parts.encode(table)
    assert content == parts.encode(parts.table("k", run, parts.Kept((0, 24), (24,))))
    (tmp_path / "a").write_bytes(content)
    assert parts.read(tmp_path / "a").equals(table)
    assert parts.read(tmp_path / "a", ["replicate", "remaining"]).column_names == ["replicate", "remaining"]
    assert parts.keys_in(tmp_path / "a") == parts.keys(table) == ["k"]


def test_it_is_small(run: Ensemble) -> None:
    month = tuple(range(0, 96, 2))  # as many lines as 48 days have
    assert len(parts.encode(parts.table("k" * 32, run, parts.Kept(month, (24, 48, 96))))) < 20_000


def test_several_are_one_file_with_all_their_keys(run: Ensemble, tmp_path: Path) -> None:
    both = pa.concat_tables([parts.table(key, run, parts.Kept((0,), (0,))) for key in "ba"])
    (tmp_path / "a").write_bytes(parts.encode(both))
    assert parts.keys_in(tmp_path / "a") == ["b", "a"]


@pytest.mark.parametrize("cut", [0, 3, 100, -1])
def test_what_was_cut_off_is_noticed(run: Ensemble, tmp_path: Path, cut: int) -> None:
    path = tmp_path / "a"
    path.write_bytes(parts.encode(parts.table("k", run, parts.Kept((0,), (0,))))[:cut])
    assert not parts.is_whole(path)
    for look in (parts.read, parts.keys_in):
        with pytest.raises(BrokenPart):
            look(path)


def test_a_changed_byte_is_noticed(run: Ensemble, tmp_path: Path) -> None:
    content = bytearray(parts.encode(parts.table("k", run, parts.Kept(tuple(range(90)), (0,)))))
    content[1000] ^= 1
    (tmp_path / "a").write_bytes(content)
    with pytest.raises(BrokenPart):
        parts.read(tmp_path / "a")


def test_a_missing_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        parts.read(tmp_path / "a")
