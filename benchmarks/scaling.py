"""Time and memory of the compiled engine over people, places, hours and workers, drawn as one figure.

`python benchmarks/scaling.py` (in the environment that run.py makes) rewrites scaling.png and its part of
README.md. Each point is a process of its own, so that memory is told of that point alone.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import accumulate
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

import matplotlib as mpl  # noqa: E402
import page  # noqa: E402
import ring_city  # noqa: E402
from contestants import SEED, Respite, make, peak, resident, take  # noqa: E402
from matplotlib import pyplot as plt  # noqa: E402
from matplotlib.axes import Axes  # noqa: E402

from experiments import runner, workers  # noqa: E402
from model import city, reading  # noqa: E402
from model.scenario import Scenario  # noqa: E402

PEOPLE, PLACES = 250_000, 70
DAY = 24
TARGET = 100  # bytes a person
Found = dict[str, float]


def point(scenario: Path, days: int) -> Found:
    """One simulation: CPU seconds to make it and of each day; bytes that it holds, and held at most."""
    take(make("arrays", scenario, 0, "population.total=5000"), 8 * DAY)  # what is loaded once
    before, began = resident(), time.process_time()
    simulation: Respite = make("arrays", scenario, 0)
    made = time.process_time() - began
    spent = [take(simulation, DAY) for _ in range(days)]
    found = {
        "made": made,
        "days": spent,
        "held": resident() - before,
        "peak": max(peak(), resident()) - before,
    }
    return {**found, "households": simulation.size}


def measured(people: int = PEOPLE, places: int = PLACES, days: int = 3) -> Found:
    """The same in a process of its own."""
    sys.stderr.write(f"{people:,} people, {places} places, {days} days\n")
    with tempfile.TemporaryDirectory() as folder:
        scenario = ring_city.write(Path(folder), people=people, places=places)
        command = [sys.executable, __file__, "--point", str(scenario), str(days)]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found = json.loads(done.stdout)
    return {**found, "people": people, "places": places, "day": statistics.median(found["days"])}


def pace(scenario: Path, count: int, jobs: int) -> float:
    """Seconds of the clock for so many replicates on so many workers, without starting these."""
    plain, document = reading.read(scenario, Scenario)
    ground = city.load(document.folder("city"))
    batch = [runner.Job("ring", plain, ground, SEED + i) for i in range(count + jobs)]
    ended = [time.perf_counter() for _ in workers.spread(runner.run, batch, count)]
    return ended[-1] - ended[count - 1]  # each worker has loaded its code by the end of its first


def paces(counts: list[int], jobs: int = 8) -> list[tuple[int, float]]:
    """Replicates a minute, by workers."""
    found = []
    with tempfile.TemporaryDirectory() as folder:
        scenario = ring_city.write(Path(folder), people=100_000, hours=10 * DAY)
        for count in counts:
            sys.stderr.write(f"{count} workers\n")
            found.append((count, 60.0 * jobs / pace(scenario, count, jobs)))
    return found


def main(most: int) -> None:
    """Measure, draw, and write the table."""
    sizes = [n for n in (10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000) if n <= most]
    by_people = [measured(people=n) for n in sizes]
    by_places = [measured(places=n, days=5) for n in (15, 70, 140, 280)]
    by_hours = measured(days=27)
    by_workers = paces([1, 2, 4][: 1 + workers.usable_cores()])
    draw(by_people, by_places, by_hours, by_workers)
    page.put("scaling", *text(by_people, by_places, by_workers))


def draw(
    by_people: list[Found], by_places: list[Found], by_hours: Found, by_workers: list[tuple[int, float]]
) -> None:
    """Six panels: what it costs, over what."""
    mpl.style.use(HERE.parent / "experiments" / "plots" / "respite.mplstyle")
    figure, ((a, b, c), (d, e, f)) = plt.subplots(2, 3, figsize=(11, 6.4), layout="constrained")
    people = [each["people"] for each in by_people]
    for axis, key, title in ((a, "day", "a  A simulated day"), (b, "made", "b  Making the first hour")):
        line(axis, people, [each[key] for each in by_people], f"{title}, by people", "people", "CPU seconds")
        proportional(axis, people)
    memory(c, by_people)
    places, days = ([each[key] for each in by_places] for key in ("places", "day"))
    line(d, places, days, "d  A simulated day, by places", "places", "CPU seconds")
    so_far = list(accumulate(by_hours["days"]))
    hours = [DAY * (i + 1) for i in range(len(so_far))]
    line(e, hours, so_far, "e  The run so far, by hours", "hours simulated", "CPU seconds")
    counts, rates = zip(*by_workers, strict=True)
    cores = f"workers, on {workers.usable_cores()} cores"
    line(f, counts, rates, "f  Pace of a batch, by workers", cores, "replicates a minute")
    f.set_xticks(counts)
    for axis in (d, e, f):
        axis.set_ylim(0, 1.15 * max(axis.lines[0].get_ydata()))
    figure.savefig(HERE / "scaling.png", dpi=150)
    plt.close(figure)


def memory(axis: Axes, by_people: list[Found]) -> None:
    """Bytes a person, held and at most, beside what was aimed at."""
    people = [each["people"] for each in by_people]
    held, most = ([each[key] / each["people"] for each in by_people] for key in ("held", "peak"))
    line(axis, people, held, "c  Memory, by people", "people", "bytes a person")
    axis.plot(people, most, marker="o", ms=4, color="0.1", lw=1.2, mfc="white")
    axis.axhline(TARGET, color="0.5", lw=1, ls="--")
    axis.set(xscale="log", ylim=(0, 1.15 * max(TARGET, *held, *most)))
    for name, y in (("held", held[-1]), ("held at most", most[-1]), ("aim", TARGET)):
        note(axis, name, (people[-1], y), (0, 5 if name == "aim" else -14), ha="right")


def line(axis: Axes, x: list[float], y: list[float], title: str, over: str, unit: str) -> None:
    """Measured points, joined."""
    axis.plot(x, y, marker="o", ms=4, color="0.1", lw=1.2)
    axis.set_title(title, loc="left", fontsize=10)
    axis.set(xlabel=over, ylabel=unit)


def proportional(axis: Axes, x: list[float]) -> None:
    """Logarithmic axes, with a line of slope 1 through the last point."""
    y = axis.lines[0].get_ydata()[-1]
    axis.plot(x, [y * each / x[-1] for each in x], color="0.6", lw=1, ls="--", zorder=0)
    axis.set(xscale="log", yscale="log")
    note(axis, "in proportion", (x[1], y * x[1] / x[-1]), (4, -8))


def note(axis: Axes, words: str, at: tuple[float, float], shift: tuple[int, int], ha: str = "left") -> None:
    """A word beside a point."""
    axis.annotate(words, at, xytext=shift, textcoords="offset points", ha=ha, fontsize=8, color="0.25")


def text(by_people: list[Found], by_places: list[Found], by_workers: list[tuple[int, float]]) -> list[str]:
    """The numbers of the figure."""
    rows = [
        (
            f"{each['people']:,}",
            f"{each['households']:,}",
            f"{each['made']:.2f}",
            f"{each['day']:.3f}",
            f"{1e9 * each['day'] / DAY / each['people']:.1f}",
            f"{each['held'] / each['people']:.0f}",
            f"{each['peak'] / each['people']:.0f}",
        )
        for each in by_people
    ]
    heads = (
        "people",
        "households",
        "to make it, s",
        "a day, s",
        "ns a person-hour",
        "bytes a person, held",
        "at most",
    )
    places = "; ".join(f"{each['places']}: {each['day']:.3f} s" for each in by_places)
    pace = "; ".join(f"{count}: {each:.0f}" for count, each in by_workers)
    caption = (
        f"*Ring city of {PLACES} places and {PEOPLE:,} people where the axis says no other number; every "
        "mechanism. CPU seconds of one core, median of the first three days (five in d); each point one "
        "process. Dashed lines in a and b are in proportion to people, through the last point. Workers run "
        "replicates of 100,000 people and 10 days, timed by the clock.*"
    )
    rest = (
        f"A day by places, {PEOPLE:,} people: {places}. Replicates a minute (100,000 people, 10 days) by "
        f"workers: {pace}."
    )
    figure = "![Time and memory over people, places, hours and workers](scaling.png)"
    return [figure, caption, page.table(heads, rows), rest]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=10_000_000, help="people of the largest point")
    parser.add_argument("--point", nargs=2, help=argparse.SUPPRESS)
    words = parser.parse_args()
    if words.point:
        sys.stdout.write(json.dumps(point(Path(words.point[0]), int(words.point[1]))))
    else:
        main(words.most)
