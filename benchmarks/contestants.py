"""What is timed, each in a process of its own: `contestants.py NAME SCENARIO AGENTS`, driven by engines.py.

Each is made of the same city and takes steps of an hour. It first says how many agents it has and how much
memory they take; then it reads numbers of steps, takes that many, and answers with the CPU seconds.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]

import loops  # noqa: E402
import mesa  # noqa: E402
import networkx as nx  # noqa: E402
import numpy as np  # noqa: E402
from mesa.discrete_space import CellAgent, Network  # noqa: E402

from model import city, reading  # noqa: E402
from model.city import City  # noqa: E402
from model.scenario import Scenario  # noqa: E402
from model.simulation import Engine, Simulation  # noqa: E402

HAZARD = 0.002  # of leaving, per hour: the rule that is written by hand where it is not ours
SEED = 1


class Contestant(Protocol):
    """Agents of some kind that can take steps."""

    size: int

    def take(self, steps: int) -> None:
        """So many hours."""


class Stepped:
    """What passes hours one by one."""

    def take(self, steps: int) -> None:
        """So many hours."""
        for _ in range(steps):
            self.step()


class Respite:
    """The model whole: every mechanism, every hour, with its invariants and its record."""

    def __init__(self, scenario: Scenario, ground: City, engine: Engine) -> None:
        self.simulation = Simulation(scenario, ground, SEED, engine)
        kinds = self.simulation.agents_by_type.items()
        self.size = sum(len(agents) for kind, agents in kinds if kind.__name__ == "Household")

    def take(self, steps: int) -> None:
        """So many hours, as a batch passes them."""
        self.simulation.pass_to(self.simulation.hour + steps)


class Family(CellAgent):
    """A household as Mesa's examples would have it: a draw each hour, then a place an hour on the way out."""

    has_left = False

    def step(self) -> None:
        """Stay, or be one place further on the way."""
        onward = self.model.onward[self.cell]
        if onward is None:
            return
        if self.has_left or self.random.random() < HAZARD:
            self.has_left = True
            self.cell = onward


class PlainMesa(mesa.Model, Stepped):
    """Families by the hand-written rule, stepped in the order of their making or shuffled."""

    def __init__(self, ground: City, size: int, how: str) -> None:
        super().__init__(rng=SEED)
        space = Network(_graph(ground), random=self.random)
        cells = [space[i] for i in range(len(ground.places))]
        self.onward = {cells[i]: None if j == i else cells[j] for i, j in enumerate(_onward(ground))}
        for i in range(size):
            Family(self).cell = cells[ground.enclave[i % len(ground.enclave)]]
        self.size, self._take = size, getattr(self.agents, how)

    def step(self) -> None:
        """One hour."""
        self._take("step")


class Numpy(Stepped):
    """The hand-written rule on whole arrays: a draw for every family, then a gather of those who walk."""

    def __init__(self, ground: City, size: int) -> None:
        self.size, self.luck = size, np.random.default_rng(SEED)
        self.onward = np.array(_onward(ground))
        self.place = np.resize(ground.enclave, size)
        self.has_left = np.zeros(size, np.bool_)

    def step(self) -> None:
        """One hour."""
        self.has_left |= self.luck.random(self.size) < HAZARD
        self.place[self.has_left] = self.onward[self.place[self.has_left]]


class Compiled(Numpy):
    """The hand-written rule in one compiled loop, with a keyed draw for every family and hour."""

    hour = 0

    def step(self) -> None:
        """One hour."""
        loops.draw_and_walk(self.place, self.has_left, self.onward, HAZARD, self.hour)
        self.hour += 1


class Scan(Stepped):
    """The yardstick: every family's threshold compared once an hour, nothing else."""

    def __init__(self, ground: City, size: int) -> None:
        self.size = size
        self.level = np.full(size, 1e9)
        self.row = np.resize(4 * ground.enclave, size).astype(np.int32)
        self.total = np.zeros(4 * len(ground.places))

    def step(self) -> None:
        """One hour."""
        loops.scan(self.level, self.row, self.total, 1)


def _graph(ground: City) -> nx.Graph:
    graph = nx.Graph()
    graph.add_nodes_from(range(len(ground.places)))
    graph.add_edges_from((route.a, route.b) for route in ground.routes)
    return graph


def _onward(ground: City) -> list[int]:
    """By place, the next on the way out; itself where one is out."""
    out = [i for i, place in enumerate(ground.places) if not place.enclave]
    paths = nx.multi_source_dijkstra_path(_graph(ground), set(out))
    return [paths[i][-2] if len(paths[i]) > 1 else i for i in range(len(ground.places))]


MAKERS: dict[str, Callable[[Scenario, City, int], Contestant]] = {
    "arrays": lambda scenario, ground, _: Respite(scenario, ground, "arrays"),
    "objects": lambda scenario, ground, _: Respite(scenario, ground, "objects"),
    "mesa-do": lambda _, ground, size: PlainMesa(ground, size, "do"),
    "mesa-shuffle": lambda _, ground, size: PlainMesa(ground, size, "shuffle_do"),
    "numpy": lambda _, ground, size: Numpy(ground, size),
    "compiled": lambda _, ground, size: Compiled(ground, size),
    "scan": lambda _, ground, size: Scan(ground, size),
}


def resident() -> int:
    """Bytes of memory that this process holds: now where the system tells, otherwise at most so far."""
    gc.collect()
    now = Path("/proc/self/statm")
    if now.exists():
        return int(now.read_text(encoding="ascii").split()[1]) * resource.getpagesize()
    return peak()


def peak() -> int:
    """Bytes of memory that this process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def take(contestant: Contestant, steps: int) -> float:
    """CPU seconds of so many steps."""
    began = time.process_time()
    contestant.take(steps)
    return time.process_time() - began


def make(name: str, path: Path, size: int, *sets: str) -> Contestant:
    """A contestant by name; ours take their size from the scenario."""
    scenario, document = reading.read(path, Scenario, sets)
    return MAKERS[name](scenario, city.load(document.folder("city")), size)


def main(name: str, path: Path, size: int) -> None:
    """Make it, and take steps as told."""
    take(make(name, path, 500, "population.total=2000"), 30)  # what is compiled and loaded once
    before = resident()
    contestant = make(name, path, size)
    take(contestant, 1)
    found = {"agents": contestant.size, "bytes": resident() - before}
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()
    for line in sys.stdin:
        sys.stdout.write(f"{take(contestant, int(line))}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
