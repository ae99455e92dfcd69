"""Workers of a Dask cluster: `dask.distributed`, at the address of its scheduler.

Nothing is shared but messages: a task travels to a worker, its result travels back.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from functools import partial
from importlib.util import find_spec
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from experiments import workers
from experiments.workers import Done, Executor, attempt
from model.errors import InputError, Problem

if TYPE_CHECKING:
    from distributed import Client, Future

J = TypeVar("J")
R = TypeVar("R")

PATIENCE = 30.0  # seconds to find the scheduler
AHEAD = 2  # tasks a worker has, so that it never waits for the next
FEWEST = 8  # tasks that wait at the scheduler while no worker has come yet
GONE = "the scheduler has gone away"
ONE_AT_A_TIME = threading.Lock()  # in a worker that was given several threads


class ClusterLostError(RuntimeError):
    """The scheduler has gone away."""


def chosen(count: int | None, scheduler: str | None) -> Executor:
    """What a command is asked for: so many processes of this machine, or the workers of a scheduler."""
    if scheduler and count:
        wrong, expected = "stands beside --scheduler, which has workers of its own", "one of the two"
        raise InputError([Problem("--workers", 1, 1, "", wrong, expected)])
    return at(scheduler) if scheduler else workers.local(count or workers.usable_cores())


def at(address: str) -> Executor:
    """The workers of a scheduler; raises `InputError` when there is none to be reached."""
    if find_spec("distributed") is None:
        _refuse(address, "distributed is not installed", "`pip install 'respite[cluster]'` first")
    from distributed import Client

    try:
        Client(address, timeout=PATIENCE).close()
    except (OSError, ValueError, TypeError):  # no answer in time is an OSError too
        _refuse(address, "no scheduler answers", "the address of one, such as tcp://10.0.0.1:8786")
    return partial(_spread, address=address)


def _spread(task: Callable[[J], R], jobs: Sequence[J], /, address: str) -> Iterator[Done[J, R]]:
    """Each job on some worker; the scheduler gives those of a worker that died to another."""
    from distributed import Client

    try:
        with Client(address, timeout=PATIENCE, set_as_default=False) as client:
            yield from _batch(client, task, jobs)
    except OSError:  # of whatever Dask was asking the scheduler
        raise ClusterLostError(GONE) from None


def _batch(client: Client, task: Callable[[J], R], jobs: Sequence[J]) -> Iterator[Done[J, R]]:
    from distributed import as_completed

    waiting = iter(range(len(jobs)))
    running: dict[Future, int] = {}
    ended = as_completed(loop=client.loop)

    def hand_out() -> None:
        for index in islice(waiting, max(0, _most(client) - len(running))):
            # Not pure: a job is one piece of work, whatever it looks like to Dask.
            future = client.submit(_one, task, jobs[index], pure=False)
            running[future] = index
            ended.add(future)

    hand_out()
    for future in ended:
        yield _done(jobs[running.pop(future)], future)
        hand_out()


def _most(client: Client) -> int:
    """How many tasks to have out: what waits here goes to workers that come later."""
    return max(FEWEST, AHEAD * len(client.nthreads()))


def _one(task: Callable[[J], R], job: J) -> Done[J, R]:
    with ONE_AT_A_TIME:
        done = attempt(task, job)
    return Done(None, done.result, done.error)  # type: ignore[arg-type]  # the job need not travel back


def _done(job: J, future: Future) -> Done[J, R]:
    try:
        done = future.result()  # one that died with the worker that held it is on its way to be made again
    except CancelledError:
        raise ClusterLostError(GONE) from None
    except OSError:  # the scheduler does not answer, as the batch will say
        raise
    except Exception as error:  # the workers died, and not the job that says why
        return Done(job, None, " ".join(str(error).split()))
    return Done(job, done.result, done.error)


def _refuse(address: str, wrong: str, expected: str) -> None:
    raise InputError([Problem("--scheduler", 1, 1, address, wrong, expected)])
