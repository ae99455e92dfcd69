"""One replicate of eastern Aleppo against a bare threshold scan of the same size, in one run.

`python benchmarks/replicate.py` (in the environment that run.py makes) rewrites its part of README.md.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

import loops  # noqa: E402
import numpy as np  # noqa: E402
import page  # noqa: E402

from experiments.profiling import Profile  # noqa: E402
from experiments.runner import Job, replicate  # noqa: E402
from model import city, reading  # noqa: E402
from model.scenario import Scenario  # noqa: E402
from model.simulation import Simulation  # noqa: E402

ROUNDS, SEED = 5, 1
ALEPPO = HERE.parent / "scenarios" / "aleppo-2016"


def seconds(work: Callable[[], object]) -> float:
    """CPU time of one call."""
    began = time.process_time()
    work()
    return time.process_time() - began


def main(path: Path, *sets: str) -> None:
    """Measure, interleaved, and write the table."""
    scenario, document = reading.read(path, Scenario, sets)
    ground, hours = city.load(document.folder("city")), int(float(scenario.horizon))
    warm = Simulation(scenario, ground, SEED)
    replicate(scenario, ground, SEED, "warm")
    hot = warm.population.world.hot
    level, row, total = np.full_like(hot.level, 1e9), hot.row.copy(), np.zeros(4 * len(ground.places))
    loops.scan(level, row, total, 1)
    bare, made, whole = [], [], []
    profile = Profile()
    for turn in range(ROUNDS):
        sys.stderr.write(f"round {turn + 1} of {ROUNDS}\n")
        bare.append(seconds(lambda: loops.scan(level, row, total, hours)))
        made.append(seconds(lambda: Simulation(scenario, ground, SEED)))
        whole.append(seconds(lambda: replicate(scenario, ground, SEED, "timed")) - made[-1])
        profile.run(Job("profiled", scenario, ground, SEED))
    page.put(
        "replicate",
        *text(len(level), hours, [statistics.median(each) for each in (bare, made, whole)], profile),
    )


def text(households: int, hours: int, medians: list[float], profile: Profile) -> list[str]:
    """Two tables: against the scan, and by phase."""
    bare, made, whole = medians
    hourly = [each for name, each in profile.spent.items() if name != "the first hour made"]
    inside = sum(each.compiled for each in hourly) / sum(each.all for each in hourly)
    rows = [
        ("bare threshold scan", bare),
        ("first hour made", made),
        (f"{hours} hours, every mechanism, with the agents of Mesa", whole),
        ("of these, in compiled code", whole * inside),
    ]
    spent = sorted(profile.spent.items(), key=lambda item: -item[1].all)
    phases = [
        (name, f"{each.all / profile.whole().all:.0%}", f"{each.compiled / each.all:.0%}")
        for name, each in spent
    ]
    return [
        f"{households:,} households, {hours} hours; medians of {ROUNDS}, CPU seconds, one core, interleaved.",
        page.table(("what", "seconds", "x bare scan"), [(w, f"{s:.3f}", f"{s / bare:.1f}") for w, s in rows]),
        "Where the time goes (`run.py run as-happened --profile`, code loaded before):",
        page.table(("phase", "share of the time", "of it in compiled code"), phases),
    ]


if __name__ == "__main__":
    main(ALEPPO / "as-happened.yaml")
