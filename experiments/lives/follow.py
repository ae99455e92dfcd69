"""Following one family through two scenarios with one seed: which one, both runs, what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from experiments.compare import Plan
from experiments.lives import words
from experiments.lives.events import Event, moment, story
from experiments.lives.parting import Difference, Parting, partings
from experiments.lives.pressure import adds_up, lived_through
from experiments.lives.watch import Part, Watch
from model import kernels
from model.errors import InputError, Problem
from model.simulation import Simulation


@dataclass(frozen=True)
class Life:
    """One family in one world."""

    scenario: str
    title: str
    seed: int
    seconds: float
    watch: Watch
    events: list[Event]
    pressed: list[tuple[float, float]]  # by hour: level reached, and at which it goes
    is_share: bool  # of the tolerance with which the wait began; otherwise the rule's own levels

    def spent(self, hour: int) -> float | None:
        """The share of its tolerance that the family has spent by the end of an hour, if it waits."""
        through, tolerance = self.pressed[hour + 1]
        return through / tolerance if self.is_share and tolerance > 0.0 else None

    @property
    def left(self) -> list[Part]:
        """The parts of the family that somebody belongs to at the end."""
        return [part for part in self.watch.hours[-1] if part.people or part.detained]


@dataclass(frozen=True)
class Lives:
    """One family in two worlds."""

    number: int
    households: int
    chosen: str  # why this family
    a: Life
    b: Life
    partings: tuple[Parting, ...]  # where the lives part, and the ways if that is later

    @property
    def first(self) -> Part:
        """The family before the first hour."""
        return self.a.watch.hours[0][0]

    @property
    def home(self) -> str:
        """Where it lives."""
        return words.place(self.a.watch.simulation.city, self.first.place)

    @property
    def which(self) -> str:
        """Which family it is, of how many."""
        scale = float(self.a.watch.simulation.scenario.population.scale)
        sample = f" in a sample of {100.0 * scale:g}%" if scale < 1.0 else ""
        return f"Household {self.number:,} of {self.households:,}{sample}, seed {self.a.seed}"

    @property
    def about(self) -> str:
        """Who they are."""
        first = self.first
        unable = f"; {words.number(first.immobile)} of them cannot walk unaided" if first.immobile else ""
        ill = "; one of them is a patient" if first.patients else ""
        size = words.several(first.people, "person", "people")
        return f"{size} at home in {self.home}: {words.members(first.members)}{unable}{ill}"


def follow(
    plan: Plan,
    seed: int,
    household: int | None,
    say: Callable[[str], None] = lambda _: None,
    ended: Callable[[], None] = lambda: None,
) -> Lives:
    """Run both scenarios of a plan with one seed, watching the family of this number in each.

    Families are numbered from 1, place by place in the order of the city's table, in the first scenario. With
    no number, one is taken whose two lives part (see `choose`), for which both are run once more beforehand.
    `say` is told what happens, `ended` is called after each run. Raises `InputError` if there is no such
    family.
    """
    if not all(kernels.are_compiled(each.behaviour.rule) for each in plan.scenarios.values()):
        say(kernels.COMPILING)
    before = _start(plan, seed)
    keys = [np.sort(each.population.world.households.key) for each in before]
    why = "named by its number"
    if household is None:
        say("looking for a family whose lives part: both scenarios are run once before it is followed")
        household, why = choose(before, _hours(plan))
        ended()
        ended()
        before = _start(plan, seed)
    key = _key(plan, keys, household)
    say(f"following household {household:,} of {len(keys[0]):,}")
    a, b = (_live(*each, key, _hours(plan), ended) for each in zip(plan.scenarios, before, strict=True))
    return Lives(household, len(keys[0]), why, a, b, partings(a.watch, b.watch))


def choose(simulations: tuple[Simulation, Simulation], hours: int) -> tuple[int, str]:
    """The number of a family whose lives part, and why it was taken; both simulations are run to their end.

    Of the families of average size or more that are in different states or places at the end (or, if there
    are none, of all that are so in some hour), it is the one in the middle by the hours that its lives are
    apart: neither the most striking nor the least. If no lives part, it is the first family.
    """
    families = min(len(each.population.world.households) for each in simulations)
    keys = [each.population.world.households.key[:families].copy() for each in simulations]
    if not np.array_equal(*keys):
        return 1, "the first: the two scenarios have different families"
    people = simulations[0].population.world.households.people[:families].copy()
    is_large, apart = people >= people.mean(), np.zeros(families, np.int64)
    for _ in range(hours):
        for simulation in simulations:
            simulation.step()
        is_apart = _is_apart(simulations, families)
        apart += is_apart
    for which, of, are in (
        (is_apart & is_large, f"{is_large.sum():,} families of average size or more", "end apart"),
        (apart > 0, f"{families:,} families", "differ in some hour"),
    ):
        if which.any():
            middle = _in_the_middle(np.flatnonzero(which), apart, keys[0])
            why = (
                f"of {of}, the lives of {which.sum():,} {are}; it is the one in the middle by the hours apart"
            )
            return int((keys[0] <= keys[0][middle]).sum()), f"chosen because its lives part: {why}"
    return 1, "the first: no family's lives differ"


def _in_the_middle(which: NDArray[np.int64], apart: NDArray[np.int64], keys: NDArray[np.int64]) -> int:
    """Of some families the one with the median of the hours apart; of several, by its key."""
    return int(which[np.lexsort((keys[which], apart[which]))[(len(which) - 1) // 2]])


def _is_apart(simulations: tuple[Simulation, Simulation], families: int) -> NDArray[np.bool_]:
    """Which families are, in the two worlds, in different states or places, or not the same in number."""
    a, b = (each.population.world for each in simulations)
    found: NDArray[np.bool_] = (
        (a.hot.status[:families] != b.hot.status[:families])
        | (a.hot.place[:families] != b.hot.place[:families])
        | (a.households.people[:families] != b.households.people[:families])
    )
    return found


def _start(plan: Plan, seed: int) -> tuple[Simulation, Simulation]:
    one, other = (Simulation(scenario, plan.city, seed) for scenario in plan.scenarios.values())
    return one, other


def _hours(plan: Plan) -> int:
    return int(float(next(iter(plan.scenarios.values())).horizon))


def _key(plan: Plan, keys: list[NDArray[np.int64]], household: int) -> int:
    """The key of a family by its number; it must live in both worlds."""
    if not 1 <= household <= len(keys[0]):
        expected = f"a number from 1 to {len(keys[0])}"
        raise InputError([Problem("--household", 1, 1, "", f"there is no household {household}", expected)])
    key = int(keys[0][household - 1])
    if key not in keys[1]:
        name = list(plan.scenarios)[1]
        wrong = f"household {household} does not exist in {name}, whose population is another"
        raise InputError([Problem("--household", 1, 1, "", wrong, "scenarios with the same population")])
    return key


def _live(name: str, simulation: Simulation, key: int, hours: int, ended: Callable[[], None]) -> Life:
    began = time.perf_counter()
    watch = Watch(simulation, key)
    for _ in range(hours):
        simulation.step()
        watch.look()
    seconds = time.perf_counter() - began
    ended()
    is_share = adds_up(simulation.population.weights)
    return Life(
        name,
        simulation.scenario.title,
        simulation.seed,
        seconds,
        watch,
        story(watch),
        lived_through(watch.hours, is_share=is_share),
        is_share,
    )


def plain(lives: Lives) -> dict[str, Any]:
    """As JSON may hold it."""
    return {
        "seed": lives.a.seed,
        "household": lives.number,
        "households": lives.households,
        "chosen": lives.chosen,
        "family": lives.about,
        "synthetic": True,
        "lives": {name: _plain_life(life) for name, life in (("a", lives.a), ("b", lives.b))},
        "partings": [_plain_parting(lives, each) for each in lives.partings],
    }


def _plain_life(life: Life) -> dict[str, Any]:
    return {
        "scenario": life.scenario,
        "title": life.title,
        "events": [_plain_event(life, event) for event in life.events],
        "end": [
            _plain_part(life.watch, part) for part in life.watch.hours[-1] if part.people or part.detained
        ],
    }


def _plain_event(life: Life, event: Event) -> dict[str, Any]:
    part = life.watch.hours[event.hour + 1][event.part]
    return {
        "moment": moment(life.watch, event.hour).isoformat(),
        "kind": event.kind,
        "text": event.text,
        "part": event.part,
        **_plain_part(life.watch, part),
        "threat": part.left.threat,
        "front": part.left.front,
        "belief": part.left.belief,
        "tolerance_spent": life.spent(event.hour) if event.part == 0 else None,
    }


def _plain_part(watch: Watch, part: Part) -> dict[str, Any]:
    return {
        "place": words.place(watch.simulation.city, part.place),
        "status": words.whereabouts(part.status, part.people, part.detained),
        "people": part.people,
        "members": words.members(part.members),
        "wounded": part.wounded,
        "detained": part.detained,
        "hungry": part.hungry,
    }


def _plain_parting(lives: Lives, found: Parting) -> dict[str, Any]:
    def told(each: Difference) -> dict[str, Any]:
        since = moment(lives.a.watch, each.since).isoformat()
        return {"what": each.what, "since": since, "a": each.a, "b": each.b, "effect": each.effect}

    return {
        "what": found.what,
        "moment": moment(lives.a.watch, found.hour).isoformat(),
        "kind": found.kind,
        "reasons": [told(each) for each in found.reasons],
        "differences": [told(each) for each in found.differences],
    }
