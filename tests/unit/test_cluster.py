"""A Dask cluster on this machine: a worker killed in the middle, a poisoned job, no scheduler."""

from __future__ import annotations

import math
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("distributed", reason="an extra: pip install 'respite[cluster]'")

from distributed import Client

from experiments import cluster
from experiments.workers import Done
from model.errors import InputError

ROOT = Path(__file__).parents[2]
SIGKILL = getattr(signal, "SIGKILL", 9)
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")


class Machines:
    """A scheduler and workers, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        self.folder = folder
        self.environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
        }
        self.workers: list[subprocess.Popen[bytes]] = []
        host, port = self.address.removeprefix("tcp://").split(":")
        self.scheduler = self.start(
            "scheduler", "--host", host, "--port", port, "--no-dashboard", "--no-show"
        )

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{words[0]}{len(self.workers)}.txt").open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "distributed.cli.dask_" + words[0], *words[1:]],
                cwd=self.folder,
                env=self.environment,
                stdout=log,
                stderr=log,
            )

    def worker(self) -> None:
        self.workers.append(
            self.start(
                "worker", self.address, "--nthreads=1", "--no-nanny", "--no-dashboard", "--death-timeout=60"
            )
        )

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    """A scheduler with two workers."""
    found = Machines(tmp_path)
    try:
        for _ in range(2):
            found.worker()
        yield found
    finally:
        found.stop()


def study(path: Path, store: Path, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "run.py", "study", str(path), "--store", str(store), *words]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.parent.name != "log"
    }


def test_a_worker_killed_in_the_middle_loses_nothing_and_the_store_is_the_same(
    small: Path, tmp_path: Path, machines: Machines
) -> None:
    small.write_text(small.read_text().replace("seeds: 2", "seeds: 8"))
    running = study(small, tmp_path / "cluster", "--scheduler", machines.address)
    while running.poll() is None and len(list((tmp_path / "cluster").glob("data/*.parquet"))) < 5:
        time.sleep(0.01)
    assert running.poll() is None, "it was killed in the middle"
    machines.workers[0].kill()
    _, said = running.communicate(timeout=240)
    assert running.returncode == 0, said
    alone = study(small, tmp_path / "alone", "--workers=1")
    alone.communicate(timeout=240)
    assert files(tmp_path / "cluster") == files(tmp_path / "alone")


def test_a_result_that_dies_with_its_worker_is_made_again(machines: Machines) -> None:
    with Client(machines.address, timeout=60, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
        future = client.submit(cluster._one, abs, -3, pure=False)
        future.result(timeout=60)
        for worker in machines.workers:  # all of them: one that is left may make it again before anyone looks
            worker.kill()
        until = time.monotonic() + 60
        while future.status == "finished" and time.monotonic() < until:
            time.sleep(0.01)
        assert future.status != "finished", "the scheduler has seen that the result is gone"
        machines.worker()
        assert cluster._done("three", future) == Done("three", 3)


def test_jobs_that_raise_or_kill_their_workers_say_so_and_stop_no_other(machines: Machines) -> None:
    executor = cluster.at(machines.address)
    done = {each.job: each for each in executor(math.sqrt, [4.0, -1.0, 9.0])}
    assert (done[4.0].result, done[9.0].result) == (2.0, 3.0)
    assert "ValueError" in done[-1.0].error
    for _ in range(3):
        machines.worker()
    dead = {each.job: each for each in executor(signal.raise_signal, [0, SIGKILL])}
    assert not dead[0].error
    assert "workers died while running it" in dead[SIGKILL].error


def test_when_the_scheduler_goes_the_batch_says_so(machines: Machines) -> None:
    running = cluster.at(machines.address)(time.sleep, [0.0] + [60.0] * 20)
    next(running)
    machines.scheduler.kill()
    with pytest.raises(cluster.ClusterLostError, match="the scheduler has gone away"):
        list(running)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense"])
def test_no_scheduler_is_told_before_anything_runs(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 1.0)
    with pytest.raises(InputError, match="no scheduler answers"):
        cluster.at(address)
