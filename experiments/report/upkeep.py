"""A long command at work on a store: logged, told how far it is; whatever stops it, it says what is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console

from experiments import cluster
from experiments.report import log
from experiments.report.progress import Reporter
from experiments.store import Store


class StoppedError(RuntimeError):
    """A long command that could not go on; what finished is kept."""


@contextmanager
def at_work(
    store: Store, name: str, what: str, kept: Callable[[], str], notes: Console, *ends: type[Exception]
) -> Iterator[Reporter]:
    """The store open, the log written, progress told; what is `kept` is asked for if it is stopped.

    Raises `StoppedError` when the store cannot be written, the cluster is lost, or at any of the `ends`.
    """
    losses: tuple[type[Exception], ...] = (cluster.ClusterLostError, *ends)
    try:
        store.open()
        with log.of(store, name, what) as write, Reporter(notes, 0, log=write) as reporter:
            yield reporter
    except KeyboardInterrupt:
        raise KeyboardInterrupt(kept()) from None
    except losses as lost:
        raise StoppedError(f"{lost}; {kept()}") from None
    except OSError as problem:
        raise StoppedError(f"{store.folder}: {problem.strerror or problem}; {kept()}") from None
    finally:
        store.close()
