"""Proposals run with the same seeds, over the same time, and put side by side."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from experiments import provenance, room
from experiments.ensemble import ARRAYS, Comparison, Ensemble, Replicate, hours_between, size
from experiments.fitting import fitted
from experiments.reported import Reported
from experiments.reported import read as read_reported
from experiments.rows import once, rows
from experiments.runner import Failure, Job, run, run_all
from experiments.workers import local
from model.city import City
from model.errors import InputError, Problem
from model.reading import Document, read
from model.scenario import Scenario
from model.simulation import Engine
from model.terms import Restraint

REFERENCE = "no-pause"
DATES = "dates.csv"

Loaded = Mapping[str, tuple[Scenario, Document]]


class NothingFinishedError(RuntimeError):
    """No seed finished in every scenario; the message says why each failed."""


@dataclass(frozen=True)
class Plan:
    """What is to be run: checked, and of one city, one start and one length."""

    city: City
    folder: Path  # of the tables of the city
    scenarios: dict[str, Scenario]
    documents: dict[str, Document]
    reference: str
    moments: dict[str, datetime]
    reported: Reported
    engine: Engine = "arrays"

    @property
    def dates(self) -> tuple[int, ...]:
        """The fixed moments, in hours from the start."""
        start = next(iter(self.scenarios.values())).start
        return tuple(hours_between(start, each) for each in self.moments.values())

    @property
    def bytes_of_a_seed(self) -> int:
        """What a replicate of each scenario holds."""
        places, dates = len(self.city.places), len(self.dates) + 2
        return sum(size(int(float(one.horizon)), places, dates) for one in self.scenarios.values())

    @property
    def posteriors(self) -> list[Path]:
        """Files of the posteriors that the scenarios name."""
        found = (document.posterior for document in self.documents.values())
        return sorted({each.path for each in found if each is not None})


def load(files: Mapping[str, Path], sets: Sequence[str] = ()) -> Loaded:
    """Each scenario file, read with the same overrides; raises one `InputError` for all that is wrong."""
    loaded: dict[str, tuple[Scenario, Document]] = {}
    problems: list[Problem] = []
    for name, path in files.items():
        try:
            loaded[name] = read(path, Scenario, sets)
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(dict.fromkeys(problems))
    return loaded


def plan(
    scenarios: Loaded, *, with_tail: bool = True, tail: float | None = None, engine: Engine = "arrays"
) -> Plan:
    """The scenarios, made comparable: all run to the latest horizon and for the longest pause beyond it.

    A pause postpones; only what is still there when its days have been made up for was prevented. `tail` are
    other hours beyond the horizon.
    Raises `InputError` when one does not fit its city, or they are not of one city or do not start together.
    """
    cities = _cities(scenarios)
    first, (one, document) = next(iter(scenarios.items()))
    folder = document.folder("city") / one.city
    only = {name: scenario for name, (scenario, _) in scenarios.items()}
    horizon = max(float(scenario.horizon) for scenario in only.values())
    if tail is None:
        tail = math.ceil(max(map(longest_pause, only.values()))) if with_tail else 0.0
    end = _end(one, document, horizon, tail)
    return Plan(
        cities[first],
        folder,
        {name: _with(scenario, cities[first].name, horizon + tail) for name, scenario in only.items()},
        {name: document for name, (_, document) in scenarios.items()},
        REFERENCE if REFERENCE in only else first,
        _moments(folder, one.start, horizon, tail) if with_tail else {"at the end": end},
        read_reported(folder),
        engine,
    )


def _end(one: Scenario, document: Document, horizon: float, tail: float) -> datetime:
    """The horizon as a moment; raises `InputError` when the run goes beyond what a calendar can hold."""
    try:
        return one.start + timedelta(hours=horizon + tail) - timedelta(hours=tail)
    except OverflowError:
        wrong, expected = "the run would end after the year 9999", "an earlier start, or a shorter horizon"
        raise InputError([document.problem("start", wrong, expected)]) from None


def longest_pause(scenario: Scenario) -> float:
    """Hours of the longest pause it promises for all of the day, renewals not counted; 0 if there is none.

    A truce that ends in a handover postpones nothing, so it does not count.
    """
    terms = [term for proposal in scenario.proposals.values() for term in proposal.terms()]
    pauses = [term for term in terms if isinstance(term, Restraint) and "front" in term.weapons]
    return max(
        (float(term.length) for term in pauses if term.window is None and term.ends == "resume"), default=0.0
    )


def compare(
    ready: Plan,
    seeds: Sequence[int],
    workers: int,
    say: Callable[[str], None] = lambda _: None,
    ended: Callable[[], None] = lambda: None,
    task: Callable[[Job], Replicate] = run,
) -> tuple[Comparison, list[Failure]]:
    """Every scenario with every seed; a seed that failed in one is left out of all, and told.

    `say` is told what happens, `ended` is called after each replicate; `task` is what makes one. Raises
    `InputError` when the memory of this machine would not hold so many.
    """
    began = datetime.now().astimezone()
    room.check(len(seeds), ready.bytes_of_a_seed)
    jobs = _jobs(ready, seeds)
    found = {name: Gathering(name, scenario, seeds) for name, scenario in ready.scenarios.items()}
    seconds: dict[tuple[str, int], float] = {}
    failures: list[Failure] = []
    for done in run_all(jobs, local(workers), say, task):
        if done.result is None:
            failures.append(Failure(done.job.name, done.job.seed, done.error))
        else:
            found[done.job.name].add(done.result)
            seconds[done.job.name, done.job.seed] = done.result.seconds
        ended()
    failed = {failure.seed for failure in failures}
    if failed.issuperset(seeds):
        raise NothingFinishedError("\n".join(map(str, failures)))
    origin = provenance.collect(ready.documents, ready.folder, ready.engine, began, seconds, failures)
    ensembles = {name: each.ensemble(without=failed) for name, each in found.items()}
    return Comparison(ready.city, ensembles, ready.reference, ready.moments, origin, ready.reported), failures


class Gathering:
    """Replicates of one scenario, side by side in the order of their seeds, each put there as it ends.

    So none is in memory twice.
    """

    def __init__(self, name: str, scenario: Scenario, seeds: Iterable[int]) -> None:
        self.name, self.scenario, self.seeds = name, scenario, np.array(sorted(seeds), np.int64)
        self._arrays: dict[str, Any] = {}

    def add(self, one: Replicate) -> None:
        """Put a replicate in its place."""
        row = int(np.searchsorted(self.seeds, one.seed))
        for key in ARRAYS:
            value = getattr(one, key)
            if key not in self._arrays:
                self._arrays[key] = np.empty((len(self.seeds), *value.shape), value.dtype)
            self._arrays[key][row] = value

    def ensemble(self, without: Collection[int] = ()) -> Ensemble:
        """All of them, but for some seeds; every other seed has been added."""
        if without:
            keep = ~np.isin(self.seeds, list(without))
            self.seeds = self.seeds[keep]
            for key in ARRAYS:
                self._arrays[key] = self._arrays[key][keep]
        return Ensemble(name=self.name, scenario=self.scenario, seeds=self.seeds, **self._arrays)


def gather(name: str, scenario: Scenario, replicates: Sequence[Replicate]) -> Ensemble:
    """Replicates of one scenario, side by side in the order of their seeds."""
    found = Gathering(name, scenario, [each.seed for each in replicates])
    for each in replicates:
        found.add(each)
    return found.ensemble()


def _jobs(ready: Plan, seeds: Sequence[int]) -> list[Job]:
    """Seed by seed, so that whatever stops early leaves whole pairs."""
    dates = ready.dates
    return [
        Job(name, scenario, ready.city, seed, ready.engine, dates)
        for seed in seeds
        for name, scenario in ready.scenarios.items()
    ]


def _cities(scenarios: Loaded) -> dict[str, City]:
    """The city of each scenario, which must be the same, and start at the same hour."""
    cities: dict[str, City] = {}
    tables: dict[Path, City] = {}  # each city is read once
    problems: list[Problem] = []
    for name, (scenario, document) in scenarios.items():
        try:
            cities[name] = fitted(scenario, document, tables)
        except InputError as error:
            problems += error.problems
    if not problems:
        problems = _apart(scenarios, cities)
    if problems:
        raise InputError(dict.fromkeys(problems))
    return cities


def _apart(scenarios: Loaded, cities: Mapping[str, City]) -> list[Problem]:
    """What keeps the scenarios from being compared with the first."""
    first, (one, _) = next(iter(scenarios.items()))
    problems = []
    for name, (scenario, document) in scenarios.items():
        if cities[name] != cities[first]:
            problems.append(document.problem("city", "it is another city", f"that of {first}"))
        if scenario.start != one.start:
            problems.append(
                document.problem("start", "it starts at another hour", f"{one.start}, as {first}")
            )
    return problems


def _with(scenario: Scenario, name: str, hours: float) -> Scenario:
    """The scenario of the named city, run for this long."""
    fields = {key: getattr(scenario, key) for key in type(scenario).model_fields}
    fields |= {"city": name, "horizon": replace(scenario.horizon, value=hours)}
    return Scenario.model_construct(scenario.model_fields_set | {"horizon"}, **fields)


def _moments(folder: Path, start: datetime, horizon: float, tail: float) -> dict[str, datetime]:
    """Label -> moment: the city's own dates that lie in the run, and its end, in the order of time."""
    end = start + timedelta(hours=horizon)
    last = end + timedelta(hours=tail)
    found = {label: moment for label, moment in dates(folder / DATES).items() if start < moment <= last}
    for moment in (end, last):
        if moment not in found.values():
            found[_label(moment)] = moment
    return dict(sorted(found.items(), key=lambda item: item[1]))


def _label(moment: datetime) -> str:
    """ "by 22 December" for the midnight that ends that day."""
    if moment.hour or moment.minute:
        return f"by {moment.day} {moment:%B %H:%M}"
    day = moment - timedelta(days=1)
    return f"by {day.day} {day:%B}"


def dates(path: Path) -> dict[str, datetime]:
    """The fixed dates of a city, if it has a table of them; raises `InputError` with every problem found."""
    problems: list[Problem] = []
    found = rows(path, ("label", "moment"), problems)
    once(found, "label")
    moments = {row.text("label"): row.moment("moment") for row in found}
    if problems:
        raise InputError(problems)
    return {label: moment for label, moment in moments.items() if moment is not None}
