"""The commands that run the model, from words to files: what they print, keep, refuse, and how they end."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import get_args

import pytest

from model.simulation import Engine

SERIES = {"moment", "remaining", "status_home"}


def respite(root: Path, *words: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(root / "run.py"), *map(str, words)]
    return subprocess.run(command, cwd=cwd or root, capture_output=True, text=True, encoding="utf-8")


def test_compare_prints_tables_and_keeps_everything(root: Path, toy: Path, tmp_path: Path) -> None:
    done = respite(root, "compare", toy, "--replicates", 2, "--out", tmp_path / "found")
    assert done.returncode == 0, done.stderr
    assert "One-day pause" in done.stdout
    assert "Reported, held out" in done.stdout
    assert "\x1b" not in done.stdout + done.stderr
    assert {"provenance.json", "outcomes.csv", "reported.csv", "figures", "no-pause", "city"} <= {
        path.name for path in (tmp_path / "found").iterdir()
    }
    wrong = respite(root, "plot", tmp_path / "found", "outflw")
    assert (wrong.returncode, wrong.stderr.count("\n")) == (2, 1)
    assert "did you mean 'outflow'" in wrong.stderr
    again = respite(root, "plot", tmp_path / "found")
    assert again.returncode == 0, again.stderr
    assert all(Path(line).is_file() for line in again.stdout.splitlines())
    assert again.stdout


def test_compare_as_json_is_one_document(root: Path, toy: Path, tmp_path: Path) -> None:
    files = [toy / "no-pause.yaml", toy / "day-pause.yaml"]
    done = respite(
        root, "compare", *files, "--replicates=2", "--workers=1", "--json", "--quiet", cwd=tmp_path
    )
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert found["scenarios"] == {"no-pause": "No pause", "day-pause": "One-day pause"}
    assert found["seeds"] == [1, 2]
    assert found["reference"] == "no-pause"
    assert (tmp_path / found["results"] / "provenance.json").is_file(), (
        "in results/ unless --out says otherwise"
    )


def test_run_as_json_has_the_promised_keys(root: Path, toy: Path, tmp_path: Path) -> None:
    words = ("--seed=7", "--set=population.total=100", "--json", "--series", "--profile")
    done = respite(root, "run", toy / "no-pause.yaml", *words, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["population_scale"] == 1.0
    keys = {"scenario", "seed", "engine", "provenance", "outcomes", "reported", "series", "profile"}
    assert keys <= found.keys()
    assert (found["scenario"], found["seed"], found["engine"]) == ("no-pause", 7, "arrays")
    assert sum(found["statuses"].values()) == 100
    assert found["series"].keys() >= SERIES
    assert len(found["series"]["remaining"]) == 73
    assert found["outcomes"]["remaining"] == found["series"]["remaining"][-1]
    assert {"household decisions", "screening"} < {row["phase"] for row in found["profile"]}
    assert {each["id"] for each in found["reported"]} >= {"level", "late"}


def test_a_proposal_too_late_to_change_anything_is_told(root: Path, toy: Path, tmp_path: Path) -> None:
    pause = "proposals.truce.pause"
    sets = (f"--set={pause}.announced=2017-11-27", f"--set={pause}.start=2017-11-27")
    done = respite(root, "run", toy / "day-pause.yaml", *sets, "--out", tmp_path / "found")
    assert done.returncode == 0, done.stderr
    assert "note: " in done.stderr
    assert "proposals.truce: it begins after the end of the run; expected a date before" in done.stderr


def test_reports_stand_beside_what_happened_only(root: Path, toy: Path, tmp_path: Path) -> None:
    for name, is_told in (("as-happened", True), ("day-pause", False)):
        done = respite(root, "run", toy / f"{name}.yaml", "--out", tmp_path / f"{name} [/b]")
        assert f"results: {tmp_path / name} [/b]" in done.stderr.replace("\n", "")
        assert ("Reported, held out" in done.stdout) is is_told
        assert ("what reporters would have said here" in done.stdout) is not is_told
        assert (tmp_path / f"{name} [/b]" / "reported.csv").is_file()


def test_plain_objects_run_the_same_and_are_named_in_the_provenance(
    root: Path, toy: Path, tmp_path: Path
) -> None:
    words = (
        "run",
        toy / "day-pause.yaml",
        "--set",
        "population.total=100",
        "--set",
        "horizon=24 h",
        "--json",
    )
    found = []
    for engine in get_args(Engine):
        done = respite(root, *words, "--series", f"--engine={engine}", "--out", tmp_path / engine)
        assert done.returncode == 0, done.stderr
        found.append(json.loads(done.stdout))
        assert (found[-1]["engine"], found[-1]["provenance"]["engine"]) == (engine, engine)
    assert found[0]["series"] == found[1]["series"]


def test_run_prints_a_summary_and_plot_draws_what_one_run_can_show(
    root: Path, toy: Path, tmp_path: Path
) -> None:
    done = respite(root, "run", toy / "day-pause.yaml", "--out=found", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Where everyone is" in done.stdout
    assert "Where the time went" not in done.stdout
    assert "results: " in done.stderr
    drawn = respite(root, "plot", tmp_path / "found")
    assert (drawn.returncode, drawn.stderr) == (
        0,
        "respite: one scenario, nothing to compare: no differences and no outflow-by-proposal\n",
    )
    assert "whereabouts.png" in drawn.stdout
    asked = respite(root, "plot", tmp_path / "found", "differences")
    assert (asked.returncode, asked.stdout) == (2, "")
    assert "'differences' compares scenarios, and there is one" in asked.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("compare", "no-such-place"), "no-such-place"),
        (("compare", "{toy}", "--set", "population.totl=5"), "did you mean 'total'"),
        (("compare", "{toy}", "--replicates", "0"), "--replicates"),
        (("compare", "{toy}", "--workers", "0"), "--workers"),
        (("run", "{toy}/no-pause.yaml", "--out", "{toy}"), "it exists"),
        (("run", "{toy}/no-pause.yaml", "--out", "{toy}", "--force"), "something other than results"),
        (("run", "{toy}/no-pause.yaml", "--out", "{toy}/no-pause.yaml/x"), "it cannot be made or written"),
        (("run", "{toy}"), "one scenario; compare takes folders"),
        (("run", "{toy}/no-pause.yaml", "--series"), "--series without --json"),
        (("run", "{toy}/no-pause.yaml", "--seed=-1"), "--seed"),
        (("run", "{toy}/no-pause.yaml", "--seed", "4611686018427387904"), "--seed"),
        (("run", "{toy}/no-pause.yaml", "--set", "start=9999-12-31"), "start: "),
        (("compare", "."), "there is no scenario in this folder"),
        (("check", "."), "there is no scenario in this folder"),
        (("plot", "{toy}"), "there is no provenance.json"),
        (("plot", "{toy}/results"), "there is no such folder"),
    ],
)
def test_bad_input_ends_with_2_and_writes_nothing(
    root: Path, toy: Path, tmp_path: Path, words: tuple[str, ...], message: str
) -> None:
    done = respite(root, *(word.format(toy=toy) for word in words), cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_check_reads_every_table_of_every_scenario_in_a_folder(root: Path, toy: Path, tmp_path: Path) -> None:
    shutil.copytree(toy.parent, tmp_path / "cities")
    good = respite(root, "check", tmp_path / "cities" / toy.name)
    assert good.returncode == 0, good.stderr
    assert good.stdout.count(": good\n") == len(list(toy.glob("*.yaml")))
    for table in ("reported.csv", "reporters.csv", "dates.csv"):
        (found,) = (tmp_path / "cities").rglob(table)
        found.write_bytes(found.read_bytes() + b"\xff\n")
    bad = respite(root, "check", tmp_path / "cities" / toy.name)
    assert (bad.returncode, bad.stdout, bad.stderr.count("\n")) == (2, "", 3)
    assert bad.stderr.count("it is not in UTF-8") == 3


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
def test_a_full_disk_is_told_in_a_line(root: Path) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, str(root / "run.py"), "list"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True)
    said = "respite: No space left on device; expected room for what is to be written\n"
    assert (done.returncode, done.stderr) == (1, said)


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe without a reader is told otherwise there")
@pytest.mark.parametrize("how", [(), ("--json",)])
def test_results_are_kept_when_nobody_reads_the_answer(
    root: Path, toy: Path, tmp_path: Path, how: tuple[str, ...]
) -> None:
    command = [
        sys.executable,
        str(root / "run.py"),
        "run",
        str(toy / "no-pause.yaml"),
        "--out=found",
        "--quiet",
    ]
    with subprocess.Popen(
        [*command, *how], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        running.stdout.close()
        assert running.stderr is not None
        assert running.stderr.read() == ""
        assert running.wait() == 141
    assert (tmp_path / "found" / "provenance.json").is_file()


def test_results_are_kept_from_a_second_run(root: Path, toy: Path, tmp_path: Path) -> None:
    words = ("run", toy / "no-pause.yaml", "--out", tmp_path / "found", "--json", "--quiet")
    first = respite(root, *words)
    assert respite(root, *words).returncode == 2
    again = respite(root, *words, "--force")
    assert json.loads(first.stdout)["outcomes"] == json.loads(again.stdout)["outcomes"]


def test_any_output_encoding_will_do(root: Path, toy: Path, tmp_path: Path) -> None:
    command = [sys.executable, str(root / "run.py"), "compare", str(toy), "--replicates", "2"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent otherwise there")
def test_an_interruption_ends_with_130_and_leaves_nothing(root: Path, toy: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        str(root / "run.py"),
        "compare",
        str(toy),
        "--replicates",
        "5000",
        "--workers",
        "2",
    ]
    running = subprocess.Popen(
        command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    time.sleep(6)
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=30)
    assert running.returncode == 130, said
    assert "interrupted; nothing is kept" in said
    assert "Traceback" not in said
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGTERM to catch")
def test_an_end_that_is_asked_for_while_results_are_written_leaves_nothing(
    root: Path, toy: Path, tmp_path: Path
) -> None:
    program = f"""
import os, signal, sys
import run
from experiments import results
results._write_table = lambda *_: os.kill(os.getpid(), signal.SIGTERM)
sys.argv = ["respite", "run", {str(toy / "no-pause.yaml")!r}, "--out", "found", "--quiet"]
run.main()
"""
    environment = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 143, done.stderr
    assert done.stderr == "\nrespite: interrupted; nothing is kept, the same command starts again\n"
    assert not list(tmp_path.iterdir())
