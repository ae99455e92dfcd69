"""Time of one replicate of eastern Aleppo against a bare threshold scan of the same size, in one run.

`python3 benchmarks/replicate.py` (in the environment that run.py makes) rewrites benchmarks/replicate.md.
"""

from __future__ import annotations

import platform
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numba import njit

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from model import city  # noqa: E402
from model.reading import read  # noqa: E402
from model.scenario import Scenario  # noqa: E402
from model.simulation import PHASES, Simulation  # noqa: E402

HOURS, ROUNDS, SEED = 27 * 24, 7, 1
FOLDER = HERE.parent / "scenarios" / "aleppo-2016"


@njit(cache=True)
def scan(level: np.ndarray, row: np.ndarray, total: np.ndarray, hours: int) -> int:
    """The yardstick: every household's threshold compared once an hour, nothing else."""
    passed = 0
    for hour in range(hours):
        total[hour % total.shape[0]] += 1e-9
        for h in range(level.shape[0]):
            if level[h] <= total[row[h]]:
                passed += 1
    return passed


def seconds(work: Callable[[], object]) -> float:
    """CPU time of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def steps(simulation: Simulation) -> None:
    """The whole run."""
    for _ in range(HOURS):
        simulation.step()


def run(simulation: Simulation, spent: dict[str, float]) -> None:
    """Step through the run, phase by phase, adding up the time of each."""
    for _ in range(HOURS):
        for phase in PHASES:
            start = time.process_time()
            getattr(simulation, phase.method)()
            spent[phase.name] = spent.get(phase.name, 0.0) + time.process_time() - start
        simulation.hour += 1


def main() -> None:
    """Measure, interleaved, and write the table."""
    scenario, _ = read(FOLDER / "as-happened.yaml", Scenario)
    aleppo = city.load(FOLDER)
    warm = Simulation(scenario, aleppo, SEED)
    steps(warm)
    hot = warm.population.world.hot
    level, row, total = np.full_like(hot.level, 1e9), hot.row.copy(), np.zeros(4 * len(aleppo.places))
    scan(level, row, total, 1)
    bare, whole, made = [], [], []
    spent: dict[str, float] = {}
    for _ in range(ROUNDS):
        bare.append(seconds(lambda: scan(level, row, total, HOURS)))
        made.append(seconds(lambda: Simulation(scenario, aleppo, SEED)))
        whole.append(seconds(lambda: steps(Simulation(scenario, aleppo, SEED))) - made[-1])
        run(Simulation(scenario, aleppo, SEED), spent)
    write(len(level), bare, made, whole, spent)


def write(n: int, bare: list[float], made: list[float], whole: list[float], spent: dict[str, float]) -> None:
    """The table, with the machine's description."""
    one, two, three = (statistics.median(times) for times in (bare, made, whole))
    all_phases = sum(spent.values())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines = [
        "# One replicate of eastern Aleppo",
        "",
        f"Written by `python3 benchmarks/replicate.py`: {n:,} households, {HOURS} hours.",
        f"Medians of {ROUNDS}, CPU time, interleaved.",
        f"{platform.machine()}, Python {platform.python_version()}, numpy {np.__version__}.",
        "",
        "| what | seconds | times the bare scan |",
        "| --- | --- | --- |",
        f"| bare threshold scan | {one:.3f} | 1.0 |",
        f"| first hour made | {two:.3f} | {two / one:.1f} |",
        f"| {HOURS} hours, every mechanism, driven by Mesa | {three:.3f} | {three / one:.1f} |",
        "",
        f"Peak memory of the process: {memory:.0f} MiB.",
        "",
        "| phase | share of the time |",
        "| --- | --- |",
        *(
            f"| {name} | {100 * t / all_phases:.0f}% |"
            for name, t in sorted(spent.items(), key=lambda x: -x[1])
        ),
        "",
    ]
    (HERE / "replicate.md").write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
