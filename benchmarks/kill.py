"""A study that is killed again and again against the same study undisturbed: their stores, byte for byte.

`python benchmarks/kill.py` (in the environment that run.py makes) rewrites its part of README.md. A replicate
is six hours of a ring city of some hundred people; the undisturbed study has one worker, the other two.
`--replicates 400` is a quick look.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

import page  # noqa: E402
import ring_city  # noqa: E402

from experiments.store import IN_PACK, PACK, Store  # noqa: E402
from model.randomness import uniform  # noqa: E402

SEED = 1
NO_DECISION = 0  # of a household or anyone else: these draws are of the trial
PACKING = 0.1  # of the way, beyond the replicates
LOOK = 0.02  # seconds between two looks at how far a study is
DESIGN = """\
title: To be killed
about: Is the store the same however often the study is killed?
scenarios: [scenarios/ring/ring]
sweeps:
  people:
    keys: [population.total]
    values: [100, 120, 140, 160]
seeds: {seeds}
"""


@dataclass(frozen=True)
class Kill:
    """One of the times that the study was killed."""

    moment: float  # as drawn, of the whole way
    kept: int  # replicates that were sound then
    packs: int
    half_written: int  # files that were being written
    seconds: float  # since this start of the study


def write(folder: Path, replicates: int) -> Path:
    """The design, with its city beside it; its cells are four."""
    ring_city.write(folder, places=9, people=100, hours=6)
    path = folder / "killed.yaml"
    path.write_text(DESIGN.format(seeds=replicates // 4), encoding="utf-8")
    return path


def moments(kills: int) -> list[float]:
    """When to kill, as shares of the way, in their order: draws of the one source."""
    return sorted(float(uniform(SEED, NO_DECISION, number, 0)) for number in range(kills))


def progress(store: Path, replicates: int) -> float:
    """How far a study is, from 0 to 1: its replicates, and a tenth of that more for packing them."""
    names = os.listdir(store / "data") if (store / "data").is_dir() else []
    packed = IN_PACK * sum(name.startswith(PACK) for name in names)
    kept = len(names) - packed // IN_PACK + packed
    return (min(kept, replicates) + PACKING * min(packed, replicates)) / ((1.0 + PACKING) * replicates)


@contextmanager
def started(design: Path, store: Path, workers: int) -> Iterator[subprocess.Popen[bytes]]:
    """The command of a study, in a process group of its own that is killed as the block is left."""
    command = [sys.executable, str(HERE.parent / "run.py"), "study", str(design), "--store", str(store)]
    process = subprocess.Popen([*command, "--workers", str(workers), "--quiet"], start_new_session=True)
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def finish(design: Path, store: Path, workers: int) -> None:
    """Let a study come to its end; any other end is an error."""
    with started(design, store, workers) as process:
        if process.wait():
            raise SystemExit(f"the study ended with {process.returncode}")


def killed(design: Path, store: Path, replicates: int, drawn: list[float]) -> Iterator[Kill]:
    """Kill the study and all its workers at each moment, start it again, and let it end after the last."""
    for moment in drawn:
        began = time.monotonic()
        with started(design, store, 2) as process:
            while progress(store, replicates) < moment and process.poll() is None:
                time.sleep(LOOK)
            if process.poll() is not None:
                raise SystemExit(f"the study ended before it could be killed at {moment:.1%}")
        yield _found(store, moment, time.monotonic() - began)
    finish(design, store, 2)


def _found(store: Path, moment: float, seconds: float) -> Kill:
    packs = list((store / "data").glob(f"{PACK}*"))
    half = [path for path in (store / "unfinished").rglob("*") if path.is_file()]
    return Kill(moment, len(Store(store).finished()), len(packs), len(half), seconds)


def files(store: Path) -> dict[str, bytes]:
    """All that belongs to a store, and whatever else lies in it, but for the log."""
    return {
        path.relative_to(store).as_posix(): path.read_bytes()
        for path in sorted(store.rglob("*"))
        if path.is_file() and path.parent.name != "log"
    }


def differing(one: Path, other: Path) -> list[str]:
    """Files that are not in both, or not the same."""
    ours, theirs = files(one), files(other)
    return [name for name in sorted({*ours, *theirs}) if ours.get(name) != theirs.get(name)]


def rows(kills: list[Kill]) -> Iterator[tuple[str, ...]]:
    """A row of the table for each time that it was killed."""
    for number, each in enumerate(kills, 1):
        counts = (f"{count:,}" for count in (each.kept, each.packs, each.half_written))
        yield f"{number}", f"{each.moment:.1%}", *counts, f"{each.seconds:.0f}"


def main(replicates: int, kills: int) -> None:
    """Run both, compare them, and write the table; stores that differ are an error."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        design = write(folder, replicates)
        began = time.monotonic()
        finish(design, folder / "whole", 1)
        undisturbed = time.monotonic() - began
        found = []
        for kill in killed(design, folder / "killed", replicates, moments(kills)):
            sys.stderr.write(f"killed at {kill.moment:.1%}, {kill.kept:,} kept\n")
            found.append(kill)
        different = differing(folder / "whole", folder / "killed")
        if different:
            raise SystemExit(f"the stores differ: {', '.join(different)}")
        held = files(folder / "whole")
    heads = ("kill", "drawn at", "replicates kept", "packs", "half-written files", "seconds since its start")
    size = sum(map(len, held.values()))
    page.put(
        "kill",
        f"{replicates:,} replicates, killed {kills} times (SIGKILL to the whole process group), two workers;"
        f" undisturbed, one worker, {undisturbed:,.0f} s. All {len(held)} files of both stores,"
        f" {size:,} bytes: **the same byte for byte**.",
        page.table(heads, rows(found)),
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--replicates", type=int, default=10_000, help="a multiple of 4")
    parser.add_argument("--kills", type=int, default=10)
    given = parser.parse_args()
    if given.replicates < 4 or given.replicates % 4:
        parser.error(f"--replicates: {given.replicates} is no multiple of 4")
    main(given.replicates, given.kills)
