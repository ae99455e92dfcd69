"""The same city in Flee 3.1, run by an environment of its own: `flee_city.py NAME SCENARIO AGENTS`.

Speaks as contestants.py does. It needs nothing but Flee and the tables. A step of Flee is a day: those who
stay make one draw, and the chance to move is that of the hand-written rule over 24 hours; those who move
weigh the places next to them (awareness 1) and may pass several in the day.
"""

import csv
import gc
import json
import math
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

HAZARD = 0.002  # per hour, as in contestants.py
SETTINGS = f"move_rules: {{awareness_level: 1, conflict_movechance: {1.0 - math.exp(-24.0 * HAZARD)}}}\n"


def resident() -> int:
    """Bytes of memory that this process holds."""
    gc.collect()
    now = Path("/proc/self/statm")
    if now.exists():
        return int(now.read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def make(folder: Path, size: int) -> object:
    """Flee's own world: besieged places in conflict, all others camps, roads as they are."""
    from flee import flee

    with (folder / "places.csv").open(encoding="utf-8") as file:
        places = list(csv.DictReader(file))
    with (folder / "routes.csv").open(encoding="utf-8") as file:
        routes = list(csv.DictReader(file))
    world = flee.Ecosystem()
    inside = []
    for row in places:
        is_inside = row["enclave"] == "1"
        place = world.addLocation(
            row["id"],
            x=float(row["lat"]),
            y=float(row["lon"]),
            location_type="conflict_zone" if is_inside else "camp",
        )
        if is_inside:
            inside.append(place)
    for row in routes:
        world.linkUp(row["from"], row["to"], float(row["length_m"]) / 1000.0)
    for i in range(size):
        world.addAgent(inside[i % len(inside)], {})
    return world


def take(world: object, steps: int) -> float:
    """CPU seconds of so many days."""
    began = time.process_time()
    for _ in range(steps):
        world.evolve()
    return time.process_time() - began


def main(path: Path, size: int) -> None:
    """Make it, and take steps as told."""
    from flee.SimulationSettings import SimulationSettings

    settings = Path(tempfile.mkdtemp()) / "settings.yml"
    settings.write_text(SETTINGS, encoding="utf-8")
    SimulationSettings.ReadFromYML(str(settings))
    random.seed(1)
    take(make(path.parent, 500), 5)
    before = resident()
    world = make(path.parent, size)
    take(world, 1)
    sys.stdout.write(json.dumps({"agents": len(world.agents), "bytes": resident() - before}) + "\n")
    sys.stdout.flush()
    for line in sys.stdin:
        sys.stdout.write(f"{take(world, int(line))}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[2]), int(sys.argv[3]))
