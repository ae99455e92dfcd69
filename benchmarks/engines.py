"""Engines side by side in one made-up city: equal agents, equal steps, interleaved, medians of CPU time.

`python benchmarks/engines.py` (in the environment that run.py makes) rewrites its part of README.md. The
first time it makes an environment for Flee beside this file, which needs a package index.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

import loops  # noqa: E402
import numpy as np  # noqa: E402
import page  # noqa: E402
import ring_city  # noqa: E402

FLEE = HERE / ".flee"
FLEE_NEEDS = ("numpy", "pandas", "beartype", "pyyaml")  # what it imports here of all that it names
ROWS = {
    "mesa-shuffle": ("plain Mesa, `shuffle_do`", "hand-written rule: a draw, or a place further on"),
    "mesa-do": ("plain Mesa, `do`", "the same"),
    "flee": ("Flee 3.1", "a day, not an hour: a draw, or a choice among neighbouring places, and travel"),
    "objects": ("Respite, plain objects", "every mechanism, all counts checked"),
    "arrays": ("Respite, compiled", "every mechanism, all counts checked"),
    "numpy": ("numpy arrays", "hand-written rule"),
    "compiled": ("one compiled loop", "hand-written rule, a keyed draw each"),
    "scan": ("bare threshold scan", "one comparison: the yardstick"),
}
BASE = "mesa-do"


@dataclass
class Child:
    """A contestant in a process of its own."""

    process: subprocess.Popen[str]
    agents: int
    bytes: int
    seconds: list[float] = field(default_factory=list)

    def take(self, steps: int) -> None:
        """So many steps more, timed."""
        self.process.stdin.write(f"{steps}\n")
        self.process.stdin.flush()
        self.seconds.append(float(self.process.stdout.readline()))

    def rate(self, steps: int) -> float:
        """Agent-steps a second."""
        return self.agents * steps / statistics.median(self.seconds)


def start(name: str, scenario: Path, agents: int) -> Child:
    """A contestant, made and ready."""
    python, script = (sys.executable, "contestants.py")
    if name == "flee":
        python, script = (str(flee_python()), "flee_city.py")
    command = [python, str(HERE / script), name, str(scenario), str(agents)]
    quiet = subprocess.DEVNULL if name == "flee" else None  # it tells its settings
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=quiet, text=True
    )
    for line in process.stdout:
        if line.startswith("{"):
            return Child(process, **json.loads(line))
    raise RuntimeError(f"{name} ended before it was made")


def flee_python() -> Path:
    """The environment of Flee, made when it is first asked for."""
    python = FLEE / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not (FLEE / "made").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(FLEE)], check=True)
        pip = [str(python), "-m", "pip", "install", "--quiet"]
        for words in ((*FLEE_NEEDS,), ("--no-deps", "flee==3.1")):  # its MPI and plots are not needed
            subprocess.run([*pip, *words], check=True)
        (FLEE / "made").touch()
    return python


def seconds(work: Callable[[], object], times: int = 5) -> float:
    """Median CPU seconds of a call, after one that compiles it."""
    work()
    found = []
    for _ in range(times):
        began = time.process_time()
        work()
        found.append(time.process_time() - began)
    return statistics.median(found)


def limits() -> dict[str, float]:
    """What this machine can do at most on one core."""
    found = {}
    for name, n, times in (("cache", 16_000, 2_000), ("memory", 20_000_000, 2)):
        a, b, c = np.zeros((3, n))
        found[name] = 24.0 * n * times / seconds(lambda a=a, b=b, c=c, t=times: loops.triad(a, b, c, t)) / 1e9
    found["blocks"] = 1e7 / seconds(lambda: loops.blocks(10_000_000)) / 1e6
    return found


def main(people: int, steps: int, rounds: int) -> None:
    """Measure, interleaved, and write the table."""
    with tempfile.TemporaryDirectory() as folder:
        scenario = ring_city.write(Path(folder), people=people)
        children = {"arrays": start("arrays", scenario, 0)}
        agents = children["arrays"].agents
        for name in ROWS:
            sys.stderr.write(f"making {name}\n")
            children[name] = children.get(name) or start(name, scenario, agents)
        for turn in range(rounds):
            sys.stderr.write(f"round {turn + 1} of {rounds}\n")
            for child in children.values():
                child.take(steps)
        found = limits()
        for child in children.values():
            child.process.stdin.close()
            child.process.wait()
    rates = {name: child.rate(steps) for name, child in children.items()}
    page.put("engines", *text(children, rates, found, (people, steps, rounds)))


def text(
    children: dict[str, Child], rates: dict[str, float], found: dict[str, float], how: tuple[int, int, int]
) -> list[str]:
    """The table and what is to be said with it."""
    agents, (people, steps, rounds) = children["arrays"].agents, how
    rows = [
        (
            label,
            f"{rates[name] / 1e6:,.3g}",
            f"{rates[name] / rates[BASE]:,.3g}",
            f"{rates[name] / rates['scan']:,.2g}",
            f"{children[name].bytes / agents:,.0f}",
            what,
        )
        for name, (label, what) in ROWS.items()
    ]
    heads = ("engine", "million agent-steps/s", "x plain Mesa", "x bare scan", "bytes/agent", "a step")
    scanned, ratio = 12.0 * rates["scan"] / 1e9, rates["arrays"] / rates["objects"]
    persons = {name: rates[name] * people / agents / 1e6 for name in ("arrays", "objects")}
    made_of = (
        f"{agents:,} agents (households; {people:,} people where people are counted) on 70 places; medians "
        f"of {rounds} rounds of {steps} steps, interleaved; CPU seconds of one core."
    )
    by_person = (
        f"A household has {people / agents:.2f} people: in person-steps the two engines of Respite do "
        f"{persons['arrays']:,.0f} and {persons['objects']:.2g} million a second, the compiled one "
        f"{ratio:,.0f} times as many as the plain one."
    )
    limit = (
        f"Limits of one core beside them: memory {found['memory']:.1f} GB/s, in cache "
        f"{found['cache']:.1f} GB/s (triad); {found['blocks']:.0f} million random blocks/s (Philox4x32-10, "
        "many at a time), which one draw an agent and hour cannot pass. The scan reads 12 bytes a "
        f"household, {scanned:.1f} GB/s."
    )
    return [made_of, page.table(heads, rows), by_person, limit]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=250_000)
    parser.add_argument("--steps", type=int, default=24)
    parser.add_argument("--rounds", type=int, default=3)
    main(**vars(parser.parse_args()))
