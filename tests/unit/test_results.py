"""Folders of results: read back as they were, written whole or not at all, never over anything by chance."""

from __future__ import annotations

import csv
import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from experiments import results
from experiments.compare import Plan
from experiments.ensemble import ARRAYS, METRIC_NAMES, Comparison
from model.codes import Group
from model.errors import InputError
from model.reading import read
from model.record import GROUPED
from model.scenario import Scenario

ROWS = [{"id": "a", "reported": 5.0}, {"id": "b", "reported": None}]


@pytest.fixture
def folder(comparison: Comparison, plan: Plan, tmp_path: Path) -> Path:
    results.write(comparison, plan.folder, ROWS, tmp_path / "found")
    return tmp_path / "found"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_what_is_read_is_what_was_written(comparison: Comparison, folder: Path) -> None:
    found = results.read(folder)
    for name in ("city", "reference", "moments", "provenance", "reported"):
        assert getattr(found, name) == getattr(comparison, name)
    assert list(found.ensembles) == list(comparison.ensembles)
    for name, ensemble in found.ensembles.items():
        written = comparison.ensembles[name]
        assert ensemble.scenario == written.scenario
        for array in ("seeds", *ARRAYS):
            np.testing.assert_array_equal(getattr(ensemble, array), getattr(written, array))
            assert getattr(ensemble, array).dtype == getattr(written, array).dtype


def test_the_resolved_scenario_runs_as_it_stands(folder: Path, comparison: Comparison) -> None:
    scenario, document = read(folder / "day-pause" / "resolved.yaml", Scenario)
    assert (document.folder("city") / scenario.city / "places.csv").is_file()
    assert scenario.proposals == comparison.ensembles["day-pause"].scenario.proposals


def test_outcomes_are_one_a_row(folder: Path, comparison: Comparison) -> None:
    with (folder / "outcomes.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 3 * 4 * 3 * (len(METRIC_NAMES) + 6 * len(GROUPED))
    of_run = {"scenario": "no-pause", "seed": "3", "moment": "2016-11-30T00:00:00", "metric": "remaining"}
    last = {row["group"]: float(row["value"]) for row in rows if of_run.items() <= row.items()}
    assert list(last) == ["all", "child", "woman", "man", "elderly", "immobile", "wounded"]
    ensemble = comparison.ensembles["no-pause"]
    assert last["all"] == ensemble.metric("remaining")[2, -1]
    assert last["child"] == ensemble.at(-1, "remaining", Group.CHILD)[2]
    assert last["all"] == sum(last[group] for group in ("child", "woman", "man", "elderly"))


def test_outcomes_of_a_sample_are_of_the_whole_population(comparison: Comparison) -> None:
    scenario = comparison.ensembles["no-pause"].scenario
    tenth = dataclasses.replace(scenario.population.scale, value=0.1)
    scenario = scenario.model_copy(
        update={"population": scenario.population.model_copy(update={"scale": tenth})}
    )
    sample = {
        name: dataclasses.replace(each, scenario=scenario) for name, each in comparison.ensembles.items()
    }
    found = list(results.outcomes(dataclasses.replace(comparison, ensembles=sample)))
    for of_sample, of_all in zip(found, results.outcomes(comparison), strict=True):
        if of_all.metric == "remaining":
            assert float(of_sample.value) == 10 * float(of_all.value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (38731.25, "38731.25"),
        (-38731.25, "-38731.25"),
        (1234567.125, "1234567.125"),
        (0.1, "0.1"),
        (1.0 / 3.0, "0.3333333333333333"),
        (38731.0, "38731"),
        (-1234567.0, "-1234567.0"),
        (0.0, "0"),
        (float("nan"), "nan"),
    ],
)
def test_a_number_is_written_as_it_is_read_back(value: float, text: str) -> None:
    assert results._exact(value) == text
    np.testing.assert_equal(float(text), value)


def test_reported_figures_are_kept(folder: Path) -> None:
    assert (folder / "reported.csv").read_text(encoding="utf-8") == "id,reported\na,5.0\nb,\n"


def test_provenance_is_json_that_any_program_reads(folder: Path) -> None:
    found = json.loads((folder / "provenance.json").read_text(encoding="utf-8"))
    assert {"versions", "code", "command", "seeds", "sources", "started", "ended", "seconds"} <= found.keys()


def test_the_same_results_are_the_same_bytes(comparison: Comparison, plan: Plan, folder: Path) -> None:
    results.write(comparison, plan.folder, ROWS, folder.parent / "again")
    assert contents(folder) == contents(folder.parent / "again")


def test_results_are_not_overwritten_without_force(comparison: Comparison, plan: Plan, folder: Path) -> None:
    before = contents(folder)
    with pytest.raises(InputError, match="it exists; expected a new name, or --force"):
        results.write(comparison, plan.folder, [], folder)
    assert contents(folder) == before


def test_force_replaces_all_of_them(comparison: Comparison, plan: Plan, folder: Path) -> None:
    (folder / "stale.txt").touch()
    results.write(comparison, plan.folder, [], folder, force=True)
    assert not (folder / "stale.txt").exists()
    assert not (folder / "reported.csv").exists()
    assert [path.name for path in folder.parent.iterdir()] == ["found"]


def test_force_never_replaces_what_is_no_results(comparison: Comparison, plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "dear.txt").touch()
    with pytest.raises(InputError, match="something other than results"):
        results.write(comparison, plan.folder, [], tmp_path / "letters", force=True)
    assert (tmp_path / "letters" / "dear.txt").exists()


@pytest.mark.parametrize("file", ["outcomes.csv", "reported.csv"])
def test_a_fault_while_writing_leaves_what_was_there(
    file: str, comparison: Comparison, plan: Plan, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(folder)

    write = results._write_table

    def full(path: Path, *table: object) -> None:
        if path.name == file:
            raise OSError("no space left on device")
        write(path, *table)

    monkeypatch.setattr(results, "_write_table", full)
    for name in ("found", "other"):
        with pytest.raises(OSError, match="no space"):
            results.write(comparison, plan.folder, ROWS, folder.parent / name, force=True)
    assert contents(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == ["found"]


def test_nothing_half_written_has_the_name_when_killed_in_the_middle(folder: Path, root: Path) -> None:
    program = f"""
import os
from pathlib import Path
from experiments import results
results._write_table = lambda path, *table: os._exit(9)
folder = Path({str(folder)!r})
tables = folder / "city" / "toy"
results.write(results.read(folder), tables, [], folder, force=True)
"""
    before = contents(folder)
    environment = {**os.environ, "PYTHONPATH": str(root)}
    assert subprocess.run([sys.executable, "-c", program], env=environment).returncode == 9
    assert contents(folder) == before


def test_results_of_another_version_are_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(results.NAMES, "status_names", ("other",))
    with pytest.raises(InputError, match="another version of Respite"):
        results.read(folder)


def test_a_folder_without_results_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"there is no provenance.json in it"):
        results.read(tmp_path)


def test_a_scenario_named_with_its_city_is_kept(comparison: Comparison, plan: Plan, tmp_path: Path) -> None:
    ensemble = dataclasses.replace(comparison.ensembles["no-pause"], name="toy/no-pause")
    one = dataclasses.replace(comparison, ensembles={"toy/no-pause": ensemble}, reference="toy/no-pause")
    results.write(one, plan.folder, [], tmp_path / "found")
    assert results.read(tmp_path / "found").ensembles["toy/no-pause"].scenario == ensemble.scenario
    scenario, document = read(tmp_path / "found" / "toy" / "no-pause" / "resolved.yaml", Scenario)
    assert (document.folder("city") / scenario.city).is_dir()


@pytest.mark.parametrize("text", ["", "{", "{}", "[]", '{"comparison": {"city": "toy", "scenarios": 5}}'])
def test_a_broken_provenance_is_one_error(folder: Path, text: str) -> None:
    (folder / "provenance.json").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=r"provenance\.json:1:1: it is broken"):
        results.read(folder)


@pytest.mark.parametrize("size", [None, 0, 10, 2000])
def test_broken_or_missing_data_is_one_error(folder: Path, size: int | None) -> None:
    data = folder / "no-pause" / "data.npz"
    content = data.read_bytes()
    data.unlink()
    if size is not None:
        data.write_bytes(content[:size])
    with pytest.raises(InputError, match="it is missing" if size is None else "it is broken"):
        results.read(folder)


def test_a_trial_of_the_folder_leaves_nothing(tmp_path: Path) -> None:
    results.probe(tmp_path / "a" / "b")
    assert not list(tmp_path.iterdir())
    for name in ("x" * 300, "x" * 250):
        with pytest.raises(InputError, match="cannot be made or written"):
            results.probe(tmp_path / name)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_is_refused_before_anything_runs(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    for path in (tmp_path / "dangling", tmp_path / "dangling" / "inside"):
        with pytest.raises(InputError, match="it is a link to what is not there, or inside one; expected an"):
            results.probe(path)
    (tmp_path / "linked").symlink_to(folder)
    results.probe(tmp_path / "linked" / "inside")
    for force in (False, True):
        with pytest.raises(InputError, match="linked:1:1: it is a link; expected a new name, or that of the"):
            results.check_free(tmp_path / "linked", force=force)


@pytest.mark.parametrize("stop", [KeyboardInterrupt, OSError])
@pytest.mark.parametrize("done", [False, True])
def test_what_stops_a_replacement_leaves_the_old_results_or_the_new(
    stop: type[BaseException],
    done: bool,
    comparison: Comparison,
    plan: Plan,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (folder / "stale.txt").touch()
    rename = Path.rename

    def stopped(path: Path, target: Path) -> None:
        is_last = path.suffix == ".part"
        if done or not is_last:
            rename(path, target)
        if is_last:
            raise stop

    monkeypatch.setattr(Path, "rename", stopped)
    with pytest.raises(stop):
        results.write(comparison, plan.folder, [], folder, force=True)
    assert (folder / "stale.txt").exists() != done
    assert (folder / "provenance.json").is_file()
    assert [path.name for path in folder.parent.iterdir()] == ["found"]
