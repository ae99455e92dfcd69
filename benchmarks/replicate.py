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

from experiments import garbage  # noqa: E402
from experiments.profiling import Profile  # noqa: E402
from experiments.runner import Job, replicate  # noqa: E402
from model import city, reading  # noqa: E402
from model.scenario import Scenario  # noqa: E402
from model.simulation import Simulation  # noqa: E402

ROUNDS, SEED = 5, 1
SCALES = (1.0, 0.2, 0.02)
BARE, MADE, ON_END, BY_HOUR = (
    "bare threshold scan",
    "first hour made",
    "its hours on end, as in a batch",
    "hour by hour, as Mesa counts them",
)
ALEPPO = HERE.parent / "scenarios" / "aleppo-2016"


def seconds(work: Callable[[], object]) -> float:
    """CPU time of one call."""
    began = time.process_time()
    work()
    return time.process_time() - began


class Replicate:
    """A replicate of so many of the people, made anew for each way of passing its hours."""

    def __init__(self, path: Path, scale: float) -> None:
        self.scenario, document = reading.read(path, Scenario, (f"population.scale={scale}",))
        self.city = city.load(document.folder("city"))
        self.hours = int(float(self.scenario.horizon))

    def make(self) -> Simulation:
        """It, before its first hour."""
        return Simulation(self.scenario, self.city, SEED)

    def hour_by_hour(self) -> object:
        """Its hours as Mesa counts them."""
        simulation = self.make()
        for _ in range(self.hours):
            simulation.step()
        return simulation.record

    def on_end(self) -> None:
        """It as a batch runs it."""
        replicate(self.scenario, self.city, SEED, "timed")


def main(path: Path) -> None:
    """Measure, interleaved, and write the table."""
    whole, *samples = [Replicate(path, scale) for scale in SCALES]
    hot = whole.make().population.world.hot
    level, row, total = np.full_like(hot.level, 1e9), hot.row.copy(), np.zeros(4 * len(whole.city.places))
    work: dict[str, Callable[[], object]] = {
        BARE: lambda: loops.scan(level, row, total, whole.hours),
        MADE: whole.make,
        ON_END: whole.on_end,
        BY_HOUR: whole.hour_by_hour,
        "a fifth of the households, on end, first hour included": samples[0].on_end,
        "a fiftieth of the households, on end, first hour included": samples[1].on_end,
    }
    for each in work.values():
        each()
    garbage.clear(after=1)  # as a worker does after its first job
    spent: dict[str, list[float]] = {name: [] for name in work}
    profile = Profile()
    for turn in range(ROUNDS):
        sys.stderr.write(f"round {turn + 1} of {ROUNDS}\n")
        for name, each in work.items():
            spent[name].append(seconds(each))
        profile.run(Job("profiled", whole.scenario, whole.city, SEED))
    medians = {name: statistics.median(each) for name, each in spent.items()}
    for name in (ON_END, BY_HOUR):  # both make it first
        medians[name] -= medians[MADE]
    page.put("replicate", *text(len(level), whole.hours, medians, profile))


def text(households: int, hours: int, medians: dict[str, float], profile: Profile) -> list[str]:
    """Two tables: against the scan, and by phase."""
    spent = sorted(profile.spent.items(), key=lambda item: -item[1].all)
    phases = [
        (name, f"{each.all / profile.whole().all:.0%}", f"{each.compiled / each.all:.0%}")
        for name, each in spent
    ]
    rows = [(what, f"{each:.3f}", f"{each / medians[BARE]:.1f}") for what, each in medians.items()]
    return [
        f"{households:,} households, {hours} hours; medians of {ROUNDS}, CPU seconds, one core, interleaved.",
        page.table(("what", "seconds", "x bare scan"), rows),
        "Where the time goes (`run.py run as-happened --profile`, each phase a call, code loaded before):",
        page.table(("phase", "share of the time", "of it in compiled code"), phases),
    ]


if __name__ == "__main__":
    main(ALEPPO / "as-happened.yaml")
