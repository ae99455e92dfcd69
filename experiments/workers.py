"""Worker processes under a small supervisor: one that dies is replaced, and what it was doing is done again.

`multiprocessing.Pool` waits for ever for a worker that was killed, and `ProcessPoolExecutor` gives up on all
of them; here a job that has killed three workers is given up, and the rest go on.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import traceback
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import count
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from experiments import garbage

J = TypeVar("J")
R = TypeVar("R")

TRIES = 3
HOME = Path(__file__).resolve().parents[1]
PRELOADED = ["model.simulation", "experiments.runner"]  # in this order: see commands.load_model


@dataclass(frozen=True)
class Done(Generic[J, R]):
    """A job that is over: its result, or why there is none."""

    job: J
    result: R | None
    error: str = ""


class Executor(Protocol):
    """Does every job somewhere and yields each as it ends, in any order; one that fails stops no other."""

    def __call__(self, task: Callable[[J], R], jobs: Sequence[J], /) -> Iterator[Done[J, R]]:
        """The jobs, done."""


@dataclass
class _Worker:
    process: BaseProcess
    pipe: Connection
    job: int = -1
    has_started: bool = False


def usable_cores() -> int:
    """Cores that this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def local(workers: int) -> Executor:
    """This machine: this process for one worker, else as many worker processes."""
    return here if workers == 1 else partial(spread, workers=workers)


def here(task: Callable[[J], R], jobs: Sequence[J]) -> Iterator[Done[J, R]]:
    """Each job in turn, in this process."""
    for number, job in enumerate(jobs):
        garbage.clear(after=number)
        yield attempt(task, job)


def attempt(task: Callable[[J], R], job: J) -> Done[J, R]:
    """The job, done or with the reason why not; an interruption passes through."""
    try:
        return Done(job, task(job))
    except Exception:
        return Done(job, None, traceback.format_exc())


def spread(task: Callable[[J], R], jobs: Sequence[J], workers: int) -> Iterator[Done[J, R]]:
    """Each job in some worker process, in the order in which they end; all workers are gone afterwards."""
    supervisor = _Supervisor(task, jobs, min(workers, len(jobs)))
    try:
        yield from supervisor.run()
    finally:
        supervisor.stop()


class _Supervisor(Generic[J, R]):
    """Hands one job at a time to each worker, and starts another worker for one that died."""

    def __init__(self, task: Callable[[J], R], jobs: Sequence[J], workers: int) -> None:
        self.task, self.jobs, self.size = task, jobs, workers
        self.waiting = deque(range(len(jobs)))
        self.tries = [0] * len(jobs)
        self.workers: list[_Worker] = []
        self.packed = bytes(ForkingPickler.dumps(list(jobs)))  # once: they share most of what they are of
        self.context = _context()

    def run(self) -> Iterator[Done[J, R]]:
        while self.waiting or any(worker.job >= 0 for worker in self.workers):
            while len(self.workers) < self.size and len(self.workers) < self._needed():
                self.workers.append(self._start())
            for worker in self.workers:
                if worker.job < 0 and self.waiting:
                    self._hand_out(worker)
            # A pipe is ready when its worker has answered, and also when its worker has died.
            ready = wait([worker.pipe for worker in self.workers if worker.job >= 0], timeout=60.0)
            for worker in [each for each in self.workers if each.pipe in ready]:
                yield from self._take(worker)

    def stop(self) -> None:
        for worker in self.workers:
            worker.pipe.close()
            worker.process.terminate()
        for worker in self.workers:
            worker.process.join()

    def _needed(self) -> int:
        return len(self.waiting) + sum(worker.job >= 0 for worker in self.workers)

    def _start(self) -> _Worker:
        ours, theirs = self.context.Pipe()
        process = self.context.Process(target=_work, args=(self.task, theirs), daemon=True)
        with _importable(), _uninterrupted():
            process.start()
        theirs.close()
        return _Worker(process, ours)

    def _hand_out(self, worker: _Worker) -> None:
        worker.job = self.waiting.popleft()
        self.tries[worker.job] += 1
        if worker.has_started:
            self._tell(worker)

    def _tell(self, worker: _Worker, first: bytes = b"") -> None:
        """Say the number of its job, and to a new worker all jobs first."""
        with suppress(OSError):  # it has died; reading from it will say so
            if first:
                worker.pipe.send_bytes(first)
            worker.pipe.send(worker.job)

    def _take(self, worker: _Worker) -> Iterator[Done[J, R]]:
        try:
            said = worker.pipe.recv()
        except (EOFError, OSError):
            yield from self._bury(worker)
            return
        if not worker.has_started:  # the first thing it says is that it has
            worker.has_started = True
            self._tell(worker, self.packed)
            return
        job, worker.job = self.jobs[worker.job], -1
        result, error = said
        yield Done(job, result, error)

    def _bury(self, worker: _Worker) -> Iterator[Done[J, R]]:
        self.workers.remove(worker)
        worker.pipe.close()
        worker.process.join()
        if not worker.has_started:
            raise RuntimeError("a worker process cannot start, for the reason above")
        if self.tries[worker.job] < TRIES:
            self.waiting.appendleft(worker.job)
        else:
            code = worker.process.exitcode
            why = f"its worker process died {TRIES} times, at last with exit code {code}"
            yield Done(self.jobs[worker.job], None, why)


def _work(task: Callable[[J], R], pipe: Connection) -> None:
    """What a worker does until its pipe is closed: each of its jobs whose number it is told.

    Ctrl-C is for the parent, which ends its workers.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(BrokenPipeError, EOFError):  # nobody listens any more, or has work for it
        pipe.send(None)
        jobs = pipe.recv()
        for number in count():
            job = jobs[pipe.recv()]
            garbage.clear(after=number)
            done = attempt(task, job)
            pipe.send((done.result, done.error))


def _context() -> SpawnContext | ForkServerContext:
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Keeps Ctrl-C, which the terminal sends to all, from processes that start: it waits for the parent."""
    if sys.platform == "win32":
        yield
        return
    resource_tracker.ensure_running()  # at its start it would let interruptions through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _importable() -> Iterator[None]:
    """Lets the server that forks workers find the modules to load beforehand, wherever it is started."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join([str(HOME), *([before] if before else [])])
    try:
        yield
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before
