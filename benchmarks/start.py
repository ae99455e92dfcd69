"""How long a fresh process takes to its first simulated hour: with the model compiled before, and without.

`python benchmarks/start.py` (in the environment that run.py makes) rewrites its part of README.md.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

SCENARIO = HERE.parent / "scenarios" / "aleppo-2016" / "as-happened.yaml"
ROUNDS, SCALE = 5, 0.02
STEPS = ("libraries loaded", "scenario and city read", "first hour made", "first hour passed")


def child() -> None:
    """Come to the first hour in this process, and tell the CPU seconds that each step of the way took."""
    from experiments import garbage

    garbage.look_seldom()  # as every command does, which also loads the simulation first
    moments = [0.0]
    import model.simulation
    from model import city, reading
    from model.scenario import Scenario

    moments.append(time.process_time())
    scenario, document = reading.read(SCENARIO, Scenario, (f"population.scale={SCALE}",))
    ground = city.load(document.folder("city"))
    moments.append(time.process_time())
    simulation = model.simulation.Simulation(scenario, ground, 1)
    moments.append(time.process_time())
    simulation.pass_to(1)
    moments.append(time.process_time())
    sys.stdout.write(json.dumps([after - before for before, after in pairwise(moments)]))


def start(**environment: str) -> list[float]:
    """The steps of a fresh process."""
    command = [sys.executable, str(HERE / "start.py"), "child"]
    said = subprocess.run(command, env=os.environ | environment, check=True, capture_output=True, text=True)
    found: list[float] = json.loads(said.stdout)
    return found


def main() -> None:
    """Measure, and write the table."""
    import page

    with tempfile.TemporaryDirectory() as nothing_compiled:
        cold = start(NUMBA_CACHE_DIR=nothing_compiled)
    start()  # so that it is compiled
    rounds = [start() for _ in range(ROUNDS)]
    warm = [statistics.median(step) for step in zip(*rounds, strict=True)]
    rows = [
        (what, f"{each:.2f}", f"{first:.2f}")
        for what, each, first in zip((*STEPS, "all"), [*warm, sum(warm)], [*cold, sum(cold)], strict=True)
    ]
    page.put(
        "start",
        f"CPU seconds of a fresh process; compiled before, median of {ROUNDS}; not, one rule, once.",
        page.table(("what", "compiled before", "not"), rows),
    )


if __name__ == "__main__":
    child() if sys.argv[1:] == ["child"] else main()
