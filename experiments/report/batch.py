"""The commands of studies, from their words to what they tell: run one, sum it up, hand it on."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rich.console import Console, RenderableType
from rich.text import Text

from experiments import catalogue, cluster, export, index, results, study, workers
from experiments.index import Held
from experiments.report import tables
from experiments.report.progress import Reporter
from experiments.store import Store
from experiments.study import Outcome, Shard, Study
from model.errors import InputError, Problem

STORE = Path("results") / "studies"
MOST = 60  # rows of a summary


class StoppedError(RuntimeError):
    """A study that could not go on; what finished is kept."""


@dataclass(frozen=True)
class Prepared:
    """A study that has been checked, and where and by what it is run."""

    study: Study
    store: Store
    executor: workers.Executor
    shard: Shard


def prepare(word: str, folder: Path, count: int | None, scheduler: str | None, shard: str) -> Prepared:
    """Read and check everything before anything is written or run."""
    path = catalogue.study(word)
    part = _shard(shard)
    ready = study.prepare(path)
    results.probe(folder / "file")
    store = Store(folder)
    store.check()
    if scheduler and count:
        wrong, expected = "stands beside --scheduler, which has workers of its own", "one of the two"
        raise InputError([Problem("--workers", 1, 1, "", wrong, expected)])
    executor = cluster.at(scheduler) if scheduler else workers.local(count or workers.usable_cores())
    return Prepared(ready, store, executor, part)


def carry_out(ready: Prepared, notes: Console) -> Outcome:
    """Run what the store lacks; raises `StoppedError` when it cannot be written or the cluster is lost."""
    store = ready.store
    try:
        store.open()
        index.write(ready.study, store)
        with _log(ready) as log, Reporter(notes, 0, log=log) as reporter:
            outcome = study.carry_out(ready.study, store, ready.executor, ready.shard, reporter)
            reporter.say(_told(ready, outcome))
            return outcome
    except KeyboardInterrupt:
        raise KeyboardInterrupt(_kept(ready)) from None
    except cluster.ClusterLostError as lost:
        raise StoppedError(f"{lost}; {_kept(ready)}") from None
    except OSError as problem:
        raise StoppedError(f"{store.folder}: {problem.strerror or problem}; {_kept(ready)}") from None
    finally:
        store.close()


def _told(ready: Prepared, outcome: Outcome) -> str:
    """What has become of it, and what to do next."""
    where = f"{ready.store.folder} {ready.study.name}"
    if outcome.missing:
        return f"{outcome.missing:,} of {outcome.wanted:,} replicates are missing; the same command goes on"
    return f"whole; `run.py results {where}` sums it up"


def _kept(ready: Prepared) -> str:
    """What there is, and how to go on."""
    keys = {each.key for each in ready.study.replicas}
    there = len(keys & ready.store.finished())
    return f"{there} of {len(keys)} replicates are kept in {ready.store.folder}, and the same command goes on"


@contextmanager
def _log(ready: Prepared) -> Iterator[Callable[[str], None]]:
    """A file of its own for each process, with the time before every line; a full disk stops no run."""
    name = f"{ready.study.name}-{datetime.now():%Y%m%d-%H%M%S}-{socket.gethostname()}-{os.getpid()}.txt"
    with (ready.store.log / name).open("a", encoding="utf-8") as file:

        def log(text: str) -> None:
            with suppress(OSError):
                file.write(f"{datetime.now():%Y-%m-%d %H:%M:%S} {text}\n")
                file.flush()

        log(f"study {ready.study.name}, shard {ready.shard.number}/{ready.shard.count}")
        yield log
        log("ended")


def _shard(text: str) -> Shard:
    """The share that `3/10` names."""
    number, slash, count = text.partition("/")
    if slash and number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count):
        return Shard(int(number), int(count))
    expected = "a number and how many there are, such as 3/10, the first being 1"
    raise InputError([Problem("--shard", 1, 1, "", f"'{text}' is no share", expected)])


def summary(folder: Path, name: str | None, out: Path | None) -> list[RenderableType]:
    """How much there is of a study, and its cells; or, if it is to be written out, where to."""
    held = index.read(Store(folder), name)
    if out is not None:
        export.write(held, out)
        return [f"{out}"]
    design, there = held.about["design"], sum(held.finished)
    parts: list[RenderableType] = [
        Text(design["title"], style="bold"),
        design["about"],
        f"{there:,} of {len(held.rows):,} replicates; code {held.about['code']['hash'][:8]}",
    ]
    return [*parts, *_cells(held)] if there else parts


def _cells(held: Held) -> Iterator[RenderableType]:
    """Every cell at the last fixed date: median, and interval of 90%."""
    label, moment = list(held.moments.items())[-1]
    values = held.values(tables.SHOWN, moment)
    cells = [(cell, values[rows]) for cell, rows in held.cells().items() if rows]
    heads = [f"{axis}, {unit}" if unit else axis for axis, unit in {"": "", **held.axes}.items()]
    yield tables.cells(label[:1].upper() + label[1:], heads, cells[:MOST])
    note = tables.sampled(held.about["population_scale"])
    if note:
        yield note
    if len(cells) > MOST:
        yield f"The first {MOST} of {len(cells)} cells; --out has all, at every date and by group."
