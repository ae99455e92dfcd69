"""Worker processes: failures stop nothing, the dead are replaced, nobody is left behind."""

from __future__ import annotations

import builtins
import math
import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from experiments import workers

SIGKILL = getattr(signal, "SIGKILL", 9)
needs_signals = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")


def test_every_job_is_done_once() -> None:
    done = list(workers.spread(math.sqrt, [1.0, 4.0, 9.0, 16.0, 25.0], 2))
    assert sorted((each.job, each.result) for each in done) == [(1, 1), (4, 2), (9, 3), (16, 4), (25, 5)]


def test_no_jobs_need_no_workers() -> None:
    assert list(workers.spread(math.sqrt, [], 2)) == []


@pytest.mark.parametrize("run", [workers.here, lambda task, jobs: workers.spread(task, jobs, 2)])
def test_a_job_that_raises_says_why_and_stops_no_other(run: object) -> None:
    done = {each.job: each for each in run(math.sqrt, [4.0, -1.0, 9.0])}  # type: ignore[operator]
    assert (done[4.0].result, done[9.0].result) == (2.0, 3.0)
    assert done[-1.0].result is None
    assert "ValueError" in done[-1.0].error


LEAVES_A_RING = """
import builtins, weakref
class Ring: pass
rings = vars(builtins).setdefault("rings", [])
assert all(ring() is None for ring in rings), "the one of an earlier job is still there"
ring = Ring()
ring.itself = ring
rings.append(weakref.ref(ring))
"""


@pytest.mark.parametrize("run", [workers.here, lambda task, jobs: workers.spread(task, jobs, 1)])
def test_what_a_job_leaves_is_gone_before_the_next(run: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builtins, "rings", [], raising=False)
    done = list(run(builtins.exec, [LEAVES_A_RING] * 4))  # type: ignore[operator]
    assert [each.error for each in done] == [""] * 4


@needs_signals
def test_a_job_that_kills_its_workers_is_given_up_and_the_rest_go_on() -> None:
    done = list(workers.spread(signal.raise_signal, [0, SIGKILL, 0, 0], 2))
    assert sorted(each.job for each in done) == [0, 0, 0, SIGKILL]
    (dead,) = [each for each in done if each.error]
    assert dead.job == SIGKILL
    assert "died 3 times" in dead.error


def test_a_job_whose_worker_died_is_done_again(tmp_path: Path) -> None:
    seen = f"p = pathlib.Path({str(tmp_path / 'seen')!r})"
    dies_once = f"import os, pathlib; {seen}; p.exists() or (p.touch(), os._exit(9))"
    (done,) = workers.spread(builtins.exec, [dies_once], 1)
    assert not done.error
    assert (tmp_path / "seen").exists()


@needs_signals
def test_a_worker_that_cannot_start_is_told_as_that(root: Path, tmp_path: Path) -> None:
    """Its program has no guard, so it would start workers, too; the jobs are more than a pipe holds."""
    program = tmp_path / "program.py"
    text = "from experiments import workers\nlist(workers.spread(len, ['x' * 200_000] * 3, 2))\n"
    program.write_text(text, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run([sys.executable, program], env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.rstrip().endswith("RuntimeError: a worker process cannot start, for the reason above")


def test_no_worker_outlives_a_batch_that_is_broken_off() -> None:
    running = workers.spread(math.sqrt, [1.0] * 20, 2)
    next(running)
    running.close()  # type: ignore[attr-defined]
    assert not multiprocessing.active_children()


def test_a_worker_to_whom_nobody_listens_any_more_ends_without_a_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)  # the signals of this process stay as they are
    ours, theirs = multiprocessing.Pipe()
    ours.close()
    workers._work(math.sqrt, theirs)


def test_an_interruption_passes_through() -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(workers.here(interrupted, [1]))


def test_there_is_a_core() -> None:
    assert workers.usable_cores() >= 1
