"""A batch from the words of a command line to its answer: checked, run, kept, drawn."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console, RenderableType
from rich.text import Text

from experiments import catalogue, compare, observation, results
from experiments.compare import NothingFinishedError, Plan
from experiments.ensemble import METRIC_NAMES, Comparison, Ensemble
from experiments.fitting import untimely
from experiments.observation import Observed
from experiments.profiling import Profile
from experiments.report import single, tables
from experiments.report.progress import Reporter
from experiments.runner import Failure, run
from experiments.summary import effects
from experiments.workers import usable_cores
from model.simulation import Engine

__all__ = ["NothingFinishedError", "Outcome", "Prepared", "carry_out", "prepare"]

PARENT = Path("results")
SUPPOSED = """\
What was reported is held only against as-happened and forecasts;
what reporters would have said here is in {folder}/reported.csv."""


@dataclass(frozen=True)
class Prepared:
    """A plan that has been checked, and where its results go."""

    plan: Plan
    folder: Path
    force: bool


@dataclass(frozen=True)
class Outcome:
    """What came of it."""

    comparison: Comparison
    observed: list[Observed]
    happened: Ensemble | None  # the runs beside the reported figures, unless nobody could report of them
    folder: Path
    failures: list[Failure]
    profile: Profile | None = None

    def tables(self) -> list[RenderableType]:
        """The answer for people."""
        ensembles = self.comparison.ensembles
        main: list[RenderableType] = [*tables.proposals(self.comparison), tables.legend(self.comparison)]
        if len(ensembles) == 1 and len(self.comparison.seeds) == 1:
            main = [*single.tables(next(iter(ensembles.values())))]
        if self.profile is not None:
            main.append(tables.profile(self.profile))
        # The answer comes last, where it stays on the screen.
        if self.observed and self.happened is None:
            return [*main, Text(SUPPOSED.format(folder=self.folder))]
        return [*tables.record(self.observed, self.happened), *main]

    def as_json(self, *, series: bool) -> str:
        """The answer for programs."""
        return json.dumps(self._document(series=series), ensure_ascii=False, allow_nan=False)

    def _document(self, *, series: bool) -> dict[str, Any]:
        ensembles = self.comparison.ensembles
        common = {
            "engine": self.comparison.provenance["engine"],
            "results": str(self.folder),
            "provenance": self.comparison.provenance,
            "reported": [each.plain() for each in self.observed],
        }
        if len(ensembles) == 1 and len(self.comparison.seeds) == 1:
            timed = {} if self.profile is None else {"profile": self.profile.plain()}
            return {**_single(next(iter(ensembles.values())), series=series), **timed, **common}
        return {
            "scenarios": {name: each.scenario.title for name, each in ensembles.items()},
            "population_scale": {name: each.scale for name, each in ensembles.items()},
            "reference": self.comparison.reference,
            "seeds": [int(seed) for seed in self.comparison.seeds],
            "moments": {label: moment.isoformat() for label, moment in self.comparison.moments.items()},
            "outcomes": [effect.plain() for effect in effects(self.comparison)],
            **common,
        }


def prepare(
    words: Sequence[str],
    sets: Sequence[str],
    out: Path | None,
    *,
    force: bool,
    with_tail: bool,
    engine: Engine = "arrays",
) -> Prepared:
    """Read and check everything, so that nothing that runs has to be thrown away."""
    files = catalogue.named(list(words), folders=with_tail)
    plan = compare.plan(compare.load(files, sets), with_tail=with_tail, engine=engine)
    name = plan.city.name if len(plan.scenarios) > 1 else next(iter(plan.scenarios))
    return prepared(plan, name, out, force=force)


def prepared(plan: Plan, name: str, out: Path | None, *, force: bool) -> Prepared:
    """A plan with the folder of its results, named after it and the hour if no other is given."""
    folder = out or PARENT / f"{name.replace('/', '-')}-{datetime.now():%Y%m%d-%H%M%S}"
    results.probe(folder)
    results.check_free(folder, force=force)
    return Prepared(plan, folder, force)


def carry_out(
    ready: Prepared, seeds: range, workers: int | None, notes: Console, profile: Profile | None = None
) -> Outcome:
    """Run it, keep the results, draw the figures; a profile is of what runs in this process."""
    with Reporter(notes, len(seeds) * len(ready.plan.scenarios)) as reporter:
        for name, scenario in ready.plan.scenarios.items():
            for note in untimely(scenario, ready.plan.documents[name]):
                reporter.say(f"note: {note}")
        comparison, failures = compare.compare(
            ready.plan,
            seeds,
            workers or usable_cores(),
            reporter.say,
            reporter.ended,
            run if profile is None else profile.run,
        )
    plan = ready.plan
    happened, beside = _happened(comparison, plan)
    observed = [] if beside is None else observation.observe(plan.reported, beside)
    rows = [each.plain() for each in observed]
    reporter.say(f"keeping the results in {ready.folder}")
    results.write(comparison, plan.folder, rows, ready.folder, plan.posteriors, force=ready.force)
    if len(seeds) > 1:
        reporter.say(f"drawing figures into {ready.folder / results.FIGURES}")
        try:
            from experiments import plots  # loads for longer than a single run takes

            plots.draw(comparison, ready.folder / results.FIGURES)
        except KeyboardInterrupt:
            kept = f"the results are in {ready.folder}, and `plot` draws their figures"
            raise KeyboardInterrupt(kept) from None
    return Outcome(comparison, observed, happened, ready.folder, failures, profile)


def _happened(comparison: Comparison, plan: Plan) -> tuple[Ensemble | None, Ensemble | None]:
    """The runs of what happened, or of a forecast of it; and those that reports are computed for."""
    happened = comparison.ensembles.get(observation.AS_IT_HAPPENED)
    if happened is not None or len(comparison.ensembles) > 1:
        return happened, happened
    (name, only), *_ = comparison.ensembles.items()
    return (only if catalogue.is_forecast(Path(plan.documents[name].path)) else None), only


def _single(ensemble: Ensemble, *, series: bool) -> dict[str, Any]:
    """One run: what it was, its outcomes and statuses at the end, and if wanted both hour by hour."""
    statuses = dict(zip(results.STATUS_NAMES, ensemble.by_status()[0].T, strict=True))
    found: dict[str, Any] = {
        "scenario": ensemble.name,
        "title": ensemble.scenario.title,
        "seed": int(ensemble.seeds[0]),
        "population_scale": ensemble.scale,
        "outcomes": {name: float(ensemble.at(-1, name)[0]) for name in METRIC_NAMES},
        "statuses": {name: round(counts[-1]) for name, counts in statuses.items()},
    }
    if series:
        found["series"] = {
            "moment": [moment.isoformat() for moment in ensemble.moments],
            **{name: ensemble.metric(name)[0].tolist() for name in METRIC_NAMES},
            **{f"status_{name}": np.rint(counts).astype(int).tolist() for name, counts in statuses.items()},
        }
    return found
