"""A study from the words of a command line to its end: checked, run, logged, told how far it came."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rich.console import Console

from experiments import catalogue, choice, cluster, decision, index, results, study, workers
from experiments.report.numbers import said
from experiments.report.upkeep import at_work
from experiments.store import Store
from experiments.study import Listener, Outcome, Shard, Study
from model.errors import InputError, Problem, nearest
from model.record import METRICS

STAGE = 10  # seeds between two looks at how sure the differences are
LOOKS = 2  # in a row that must find them sure: the narrowest of many looks is narrower than the truth
STILL = 30  # seeds from which what has never varied is taken not to vary; 3 / 30 is the rule of three


@dataclass(frozen=True)
class Until:
    """How well the mean differences of a metric are to be known."""

    metric: str
    width: float  # half of the 95% interval, in the unit of the metric


@dataclass(frozen=True)
class Prepared:
    """A study that has been checked, and where and by what it is run."""

    study: Study
    store: Store
    executor: workers.Executor
    shard: Shard
    until: Until | None = None

    def stages(self) -> Iterator[Study]:
        """The study; or, where it may stop early, its first ten seeds, its first twenty, and so on.

        Beyond a hundred a stage is a tenth of what there is, so that looking takes no longer than running.
        """
        seeds = count = self.study.read.design.seeds
        if self.until is not None:
            count = min(STAGE, seeds)
        while count < seeds:
            yield self.study.first(count)
            count = min(seeds, count + STAGE * max(1, count // (10 * STAGE)))
        yield self.study


def prepare(
    word: str, folder: Path, count: int | None, scheduler: str | None, shard: str, until: str | None = None
) -> Prepared:
    """Read and check everything before anything is written or run."""
    path = catalogue.study(word)
    part, limit = _shard(shard), None if until is None else _until(until)
    if limit and part.count > 1:
        wrong, expected = "a share does not know when the whole is sure enough", "it without --shard"
        raise InputError([Problem("--until", 1, 1, "", wrong, expected)])
    ready = study.prepare(path)
    if limit:
        _check_sureness(ready)
    results.probe(folder / "file")
    store = Store(folder)
    store.check()
    executor = cluster.chosen(count, scheduler)
    return Prepared(ready, store, executor, part, limit)


def _check_sureness(ready: Study) -> None:
    """Raise `InputError` for a design of which nothing could be known so well that it stops."""
    design = ready.read.design
    if design.points:
        choice.check_points(design.points.method, "--until")
    if design.seeds < LOOKS:
        wrong = "one seed of the design tells nothing of luck"
        raise InputError([Problem("--until", 1, 1, "", wrong, "seeds to choose from")])


def carry_out(ready: Prepared, notes: Console) -> Outcome:
    """Run what the store lacks; raises `StoppedError` when it cannot be written or the cluster is lost."""
    store = ready.store
    looks = 0
    with at_work(store, ready.study.name, _what(ready), lambda: _kept(ready), notes) as reporter:
        for stage in ready.stages():
            index.write(stage, store)
            is_last = stage is ready.study
            run = partial(study.carry_out, stage, store, ready.executor, ready.shard, reporter)
            outcome = run(packs=is_last)
            if ready.until and not outcome.missing:
                looks = looks + 1 if _is_sure(stage, store, ready.until, reporter) else 0
            if outcome.missing or looks == LOOKS:
                outcome = outcome if outcome.missing or is_last else run(packs=True)
                break
        reporter.say(_told(ready, outcome))
        return outcome


def _is_sure(stage: Study, store: Store, until: Until, listener: Listener) -> bool:
    """Whether the differences are known well enough, at this look; says how well they are."""
    found = decision.half_width(choice.choice(index.read(store, stage.name), until.metric))
    seeds = stage.read.design.seeds
    listener.say(
        f"{until.metric}: known to ±{said(found)} with {seeds} seeds; ±{said(until.width)} is asked for"
    )
    return found <= until.width and (found > 0.0 or seeds >= STILL)


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


def _what(ready: Prepared) -> str:
    return f"study {ready.study.name}, shard {ready.shard.number}/{ready.shard.count}"


def _shard(text: str) -> Shard:
    """The share that `3/10` names."""
    number, slash, count = text.partition("/")
    if slash and number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count):
        return Shard(int(number), int(count))
    expected = "a number and how many there are, such as 3/10, the first being 1"
    raise InputError([Problem("--shard", 1, 1, "", f"'{text}' is no share", expected)])


def _until(text: str) -> Until:
    """The metric and the half-width that `killed_civilians=50` names."""
    metric, _, number = text.partition("=")
    if metric not in METRICS:
        expected = "a metric and a half-width, such as killed_civilians=50"
        near = nearest(metric, list(METRICS))
        raise InputError([Problem("--until", 1, 1, "", f"'{metric}' is no metric", expected, near)])
    with suppress(ValueError):
        width = float(number)
        if 0.0 < width < math.inf:
            return Until(metric, width)
    expected = f"a number above 0 in {METRICS[metric].UNIT}, such as {metric}=50"
    raise InputError([Problem("--until", 1, 1, "", f"'{number}' is no half-width", expected)])
