"""A calibration from the words of a command line to its answer: checked, run, kept, drawn."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from experiments import catalogue, cluster, disk, plots, results, workers
from experiments.calibration import course, plan, posterior, recovery
from experiments.calibration.course import Course
from experiments.calibration.plan import Ready
from experiments.calibration.recovery import SHARES, Recovery
from experiments.calibration.runs import FailedError, Runner
from experiments.calibration.smc import StuckError
from experiments.report import tables
from experiments.report.numbers import precise
from experiments.report.upkeep import at_work
from experiments.store import Store


@dataclass(frozen=True)
class Prepared:
    """A calibration that has been checked, and where and by what it is run."""

    ready: Ready
    store: Store
    executor: workers.Executor
    folder: Path  # of what comes of it


def prepare(word: str, store: Path, out: Path, count: int | None, scheduler: str | None) -> Prepared:
    """Read and check everything before anything is written or run."""
    ready = plan.load(catalogue.calibration(word))
    for folder in (store, out):
        results.probe(folder / "file")
    kept = Store(store)
    kept.check()
    return Prepared(ready, kept, cluster.chosen(count, scheduler), out / ready.name)


def calibrate(asked: Prepared, notes: Console) -> list[RenderableType]:
    """Run the calibration and keep what comes of it; raises `StoppedError` when it cannot go on."""
    with _going(asked, notes) as runner:
        found = course.carry_out(runner)
        folder, name = asked.folder, asked.ready.name
        disk.commit(folder / f"{name}.csv", posterior.draws(found))
        disk.commit(folder / f"{name}.yaml", posterior.origin(found, datetime.now()))
        whole = json.dumps(posterior.summary(found), indent=2, ensure_ascii=False) + "\n"
        disk.commit(folder / "summary.json", whole.encode())
        drawn = plots.draw_calibration(found, folder)
    return [*_answer(found), f"{folder}: {name}.csv, {name}.yaml, summary.json, {_named(drawn)}"]


def recover(asked: Prepared, truths: int, notes: Console) -> list[RenderableType]:
    """Take runs over the prior for the truth, and say how often they are found; raises `StoppedError`."""
    with _going(asked, notes) as runner:
        wave = course.first_wave(runner)
        runner.listener.say(f"recovering the first {truths} of these runs")
        found = recovery.recover(asked.ready, wave, truths)
        whole = json.dumps(recovery.summary(found), indent=2) + "\n"
        disk.commit(asked.folder / "recovery.json", whole.encode())
        drawn = plots.draw_recovery(found, asked.ready.design.title, asked.folder)
    return [_recovered(found), _legend(found), f"{asked.folder}: recovery.json, {_named(drawn)}"]


def _named(paths: list[Path]) -> str:
    return ", ".join(path.name for path in paths)


@contextmanager
def _going(asked: Prepared, notes: Console) -> Iterator[Runner]:
    """What runs and keeps its replicates; raises `StoppedError` when it cannot go on."""
    store, name = asked.store, asked.ready.name
    kept = f"what finished is kept in {store.folder}, and the same command goes on"
    with at_work(
        store, name, f"calibration {name}", lambda: kept, notes, FailedError, StuckError
    ) as reporter:
        yield Runner(asked.ready, store, asked.executor, reporter)


def _answer(found: Course) -> list[RenderableType]:
    """What was fitted, how it went, and the figures beside what is said of new runs."""
    design = found.ready.design
    return [
        Text(design.title, style="bold"),
        design.about,
        _steps(found),
        tables.reported(
            "Reported, used for calibration: beside runs of the posterior with new seeds", found.checked
        ),
        tables.verdict(found.checked),
        _numbers(found),
        (
            "Width left: the interval of 90% after, over that before; 100% is a number that the figures say"
            f" nothing of. {len(found.posterior.places)} draws, {found.posterior.distinct} of them different."
        ),
    ]


def _steps(found: Course) -> Table:
    table = tables.plain_table("From the prior to the posterior")
    for heading in ("step", "temperature", "effective sample size", "moves taken", "different places"):
        table.add_column(heading, justify="right")
    wave = found.wave
    left = f"{len(wave.start.places):,} of {len(wave.places):,} not ruled out"
    table.add_row("0", "0", "", "", left)
    for number, each in enumerate(found.populations, 1):
        temperature, share = f"{each.temperature:.3f}", f"{each.accepted:.0%}"
        table.add_row(str(number), temperature, f"{each.effective:.0f}", share, str(each.distinct))
    return table


def _numbers(found: Course) -> Table:
    table = tables.plain_table("Before and after: median, and interval of 90%")
    table.add_column("")
    for heading in ("unit", "prior", "posterior", "width left"):
        table.add_column(heading, justify="right")
    for each in posterior.narrowed(found):
        table.add_row(each.key, each.unit, _range(each.prior), _range(each.posterior), f"{each.left:.0%}")
    return table


def _range(ends: tuple[float, float, float]) -> str:
    low, middle, high = map(precise, ends)
    return f"{middle} ({low} to {high})"


def _recovered(found: Recovery) -> Table:
    table = tables.plain_table("Synthetic truths found again")
    table.add_column("")
    for share in SHARES:
        table.add_column(f"in the interval of {share:.0%}", justify="right")
    table.add_column("width left, median", justify="right")
    for key, covered, width in zip(
        found.keys, found.coverage(), np.median(found.narrower, axis=0), strict=True
    ):
        cells = [
            _covered(float(each), share, found.truths) for each, share in zip(covered, SHARES, strict=True)
        ]
        table.add_row(key, *cells, f"{width:.0%}")
    return table


def _covered(coverage: float, share: float, truths: int) -> str:
    low, high = recovery.binomial(truths, share)
    mark = "" if low <= round(coverage * truths) <= high else " !"
    return f"{coverage:.0%}{mark}"


def _legend(found: Recovery) -> str:
    ranges = [
        f"of {share:.0%} in {low / found.truths:.0%} to {high / found.truths:.0%}"
        for share in SHARES
        for low, high in [recovery.binomial(found.truths, share)]
    ]
    return (
        f"{found.truths} runs over the prior, each taken for the truth and found again. If all is"
        f" right, the interval {' and that '.join(ranges)} of cases, with 95%; ! marks what lies outside."
        " Width left: the interval of 80% after, over that before. The runs of these posteriors are emulated;"
        f" different places in them: median {np.median(found.distinct):.0f}, least {np.min(found.distinct)}."
    )
