"""The commands of studies: what they print and keep, killed or interrupted at any time, on a full disk."""

from __future__ import annotations

import errno
import io
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from experiments import index
from experiments import store as stores
from experiments.report import batch
from experiments.report.upkeep import StoppedError
from model.errors import InputError

needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
ROOT = Path(__file__).parents[2]
LAUNCH = {"cwd": ROOT, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}


def launched(*words: object) -> subprocess.Popen[str]:
    command = [sys.executable, "run.py", *map(str, words)]
    return subprocess.Popen(command, start_new_session=True, **LAUNCH)  # type: ignore[call-overload, no-any-return]


def respite(*words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "run.py", *map(str, words)]
    return subprocess.run(command, **LAUNCH)  # type: ignore[call-overload, no-any-return]


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.parent.name != "log"
    }


def wait_for(folder: Path, count: int, process: subprocess.Popen[str]) -> None:
    """Until the store holds so many files of replicates, or the process is over."""
    while process.poll() is None and len(list(folder.glob("data/*.parquet"))) < count:
        time.sleep(0.005)


@pytest.fixture
def longer(small: Path) -> Path:
    """A design of 24 replicates."""
    small.write_text(small.read_text().replace("seeds: 2", "seeds: 8"))
    return small


@needs_signals
def test_killed_again_and_again_a_study_goes_on_to_the_same_store(longer: Path, tmp_path: Path) -> None:
    whole = respite("study", longer, "--store", tmp_path / "whole", "--workers=1", "--quiet")
    assert (whole.returncode, whole.stderr) == (0, "")
    chance, killed = random.Random(5), 0
    for there in (1, 6, 14):
        process = launched("study", longer, "--store", tmp_path / "killed", "--workers=2", "--quiet")
        wait_for(tmp_path / "killed", there, process)
        time.sleep(chance.uniform(0.0, 0.2))
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            killed += 1
        process.communicate()
    assert killed >= 2
    last = respite("study", longer, "--store", tmp_path / "killed", "--workers=2", "--quiet")
    assert last.returncode == 0, last.stderr
    assert files(tmp_path / "killed") == files(tmp_path / "whole")


@needs_signals
def test_interrupted_it_says_how_to_go_on(longer: Path, tmp_path: Path) -> None:
    process = launched("study", longer, "--store", tmp_path / "store", "--workers=2")
    wait_for(tmp_path / "store", 2, process)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "of 24 replicates are kept in" in said
    assert "the same command goes on" in said
    assert "Traceback" not in said
    assert len(list(tmp_path.glob("store/data/*.parquet"))) >= 2


def test_a_study_and_its_results_from_the_command_line(small: Path, tmp_path: Path) -> None:
    done = respite("study", small, "--store", tmp_path / "store", "--workers=1")
    assert done.returncode == 0, done.stderr
    assert "6 replicates: 0 are kept, 6 to run" in done.stderr
    (log,) = (tmp_path / "store" / "log").iterdir()
    assert "6 replicates: 0 are kept, 6 to run" in log.read_text()
    found = respite("results", tmp_path / "store")
    assert found.returncode == 0, found.stderr
    assert "Does a longer pause help?" in found.stdout
    assert "6 of 6 replicates" not in found.stdout
    assert "8 of 8 replicates" in found.stdout
    table = respite("results", tmp_path / "store", "small", "--out", tmp_path / "small.hxl.csv")
    assert (table.returncode, table.stdout) == (0, f"{tmp_path / 'small.hxl.csv'}\n")
    assert (tmp_path / "small.hxl.csv").read_text().splitlines()[1].startswith("#meta+scenario,")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("study", "quik"), "did you mean 'quick'?"),
        (("study", "quick", "--shard", "3/2"), "'3/2' is no share"),
        (("study", "quick", "--workers=2", "--scheduler=tcp://127.0.0.1:9"), "one of the two"),
        (("study", "quick", "--store", "{toy}"), "something other than a store"),
        (("study", "quick", "--workers", "0"), "--workers"),
        (("study", "quick", "--until", "kiled_civilians=5"), "did you mean 'killed_civilians'?"),
        (("study", "quick", "--until", "killed_civilians=0"), "'0' is no half-width"),
        (("study", "quick", "--until", "killed_civilians=5", "--shard", "1/2"), "without --shard"),
        (("study", "screening", "--until", "killed_civilians=5"), "points of morris are no draw"),
        (("results", "{toy}"), "there is no README.txt in it"),
    ],
)
def test_bad_input_ends_with_2_and_writes_nothing(
    toy: Path, tmp_path: Path, words: tuple[str, ...], message: str
) -> None:
    before = sorted(toy.iterdir())
    done = respite(*(word.format(toy=toy) for word in words))
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(toy.iterdir()) == before


def test_a_full_disk_is_told_with_what_is_kept(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = stores.Store.commit

    def full(store: stores.Store, key: str, content: bytes) -> None:
        if len(list(store.data.iterdir())) == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(store, key, content)

    monkeypatch.setattr(stores.Store, "commit", full)
    ready = batch.prepare(str(small), tmp_path / "store", 1, None, "1/1")
    with pytest.raises(StoppedError, match="No space left on device; 2 of 6 replicates are kept in"):
        batch.carry_out(ready, Console(file=io.StringIO()))
    assert not list((tmp_path / "store" / "unfinished").iterdir())


@pytest.mark.parametrize(("width", "seeds"), [("1e9", 4), ("1e-9", 5)])
def test_a_study_stops_when_the_differences_are_known_well_enough(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, width: str, seeds: int
) -> None:
    monkeypatch.setattr(batch, "STAGE", 2)
    small.write_text(small.read_text().replace("seeds: 2", "seeds: 5"))
    notes = Console(file=io.StringIO(), width=200)
    ready = batch.prepare(str(small), tmp_path / "store", 1, None, "1/1", f"remaining={width}")
    assert batch.carry_out(ready, notes).wanted == 3 * seeds
    rows = index.read(stores.Store(tmp_path / "store"), None).rows
    assert {row["seed"] for row in rows} == set(map(str, range(1, seeds + 1)))
    assert f"with {seeds} seeds" in notes.file.getvalue()  # type: ignore[attr-defined]
    (pack,) = (tmp_path / "store" / "data").iterdir()
    small.write_text(small.read_text().replace("seeds: 5", f"seeds: {seeds}"))
    batch.carry_out(batch.prepare(str(small), tmp_path / "alone", 1, None, "1/1"), notes)
    (alone,) = (tmp_path / "alone" / "data").iterdir()
    assert (pack.name, pack.read_bytes()) == (alone.name, alone.read_bytes()), (
        "as if so many had been asked for"
    )


def test_what_has_never_varied_is_not_known_from_a_few_seeds(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is evacuated by bus in this city: its differences are 0 with every seed."""
    monkeypatch.setattr(batch, "STAGE", 2)
    monkeypatch.setattr(batch, "STILL", 4)
    small.write_text(small.read_text().replace("seeds: 2", "seeds: 9"))
    ready = batch.prepare(str(small), tmp_path / "store", 1, None, "1/1", "patients_evacuated=1")
    assert batch.carry_out(ready, Console(file=io.StringIO())).wanted == 3 * 6


def test_one_seed_is_never_sure(small: Path, tmp_path: Path) -> None:
    small.write_text(small.read_text().replace("seeds: 2", "seeds: 1"))
    with pytest.raises(InputError, match=r"--until.*one seed of the design tells nothing of luck"):
        batch.prepare(str(small), tmp_path / "store", 1, None, "1/1", "remaining=1")


def test_stages_grow_with_what_there_is(small: Path, tmp_path: Path) -> None:
    small.write_text(small.read_text().replace("seeds: 2", "seeds: 250"))
    ready = batch.prepare(str(small), tmp_path / "store", 1, None, "1/1", "remaining=1")
    counts = [stage.read.design.seeds for stage in ready.stages()]
    assert counts == [*range(10, 201, 10), 220, 240, 250]
    assert [stage.read.design.seeds for stage in replace(ready, until=None).stages()] == [250]


def test_a_share_is_a_number_and_a_count() -> None:
    assert batch._shard("2/3") == batch.Shard(2, 3)
    for text in ("0/3", "4/3", "3", "a/b", "1/0", "-1/3"):
        with pytest.raises(InputError, match="is no share"):
            batch._shard(text)
