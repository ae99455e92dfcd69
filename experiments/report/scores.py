"""Scores from the words of a command line to their answer: forecasts run, set against what came, drawn."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console, RenderableType
from rich.text import Text

from experiments import catalogue, compare, observation, plots, results
from experiments.ensemble import Comparison, Ensemble
from experiments.report import skill
from experiments.report.progress import Reporter
from experiments.report.session import Prepared, prepared
from experiments.report.skill import Beside
from experiments.report.tables import share
from experiments.results import Row
from experiments.runner import Failure
from experiments.scoring import HINDSIGHT, MODEL, Score, Summary, in_hindsight, score, summaries
from experiments.stacking import STACK, Pooled, Stack, pooled
from experiments.workers import usable_cores

NONE_FORESEEN = "nothing here is a forecast, so --hindsight has nothing to stand beside"
NOTHING = "nothing was reported after the day of the forecast that these runs could be set against"
FEW = 20  # replicates
KEPT = "In the results: scores.csv (every forecast of every figure), summaries.csv (every forecaster's means)"
POOLED = "pooled"
WEIGHTS = "stack.csv"
DRAWN = "figures/foreseen-*"


@dataclass(frozen=True)
class Outcome:
    """Scores by scenario; with naive forecasters only where the drivers were forecast too."""

    comparison: Comparison
    scores: dict[str, list[Score]]
    pooled: Pooled | None  # where there are several forecasts
    folder: Path
    failures: list[Failure]

    def tables(self) -> list[RenderableType]:
        """The answer for people: what to think of the forecasts first; with recorded drivers, apart, last."""
        if not any(self.scores.values()):
            return [NOTHING]
        foreseen = {name: found for name, found in self.scores.items() if has_naive(found)}
        parts: list[RenderableType] = [_runs(next(iter(self.comparison.ensembles.values())))]
        parts += self._foreseen(foreseen) if foreseen else []
        for name, found in self.scores.items():
            if name not in foreseen:
                title = self.comparison.ensembles[name].scenario.title
                parts.append(skill.recorded(title, skill.of(summaries(found), MODEL)))
        files = (KEPT, WEIGHTS if self.pooled else "", DRAWN if foreseen else "")
        return [*parts, ", ".join(filter(None, files)) + "."]

    def _foreseen(self, foreseen: Mapping[str, Sequence[Score]]) -> Iterator[RenderableType]:
        """The verdict, skill and coverage, and what each forecast weighs in the pools."""
        titles = self._titles(foreseen)
        beside = self._beside(foreseen, titles)
        first, *others = skill.verdict(beside)
        yield Text(first, style="bold")
        yield from (*others, "")
        yield skill.table(beside)
        if beside.hindsight:
            yield skill.hindsight(beside)
        if self.pooled is not None and self.pooled.stack.groups:
            yield skill.weights(self.pooled.stack, titles)

    def _titles(self, names: Iterable[str]) -> dict[str, str]:
        """What each is called; by the name of its file if others have its title."""
        titles = {name: self.comparison.ensembles[name].scenario.title for name in names}
        told = list(titles.values())
        return {name: title if told.count(title) == 1 else name for name, title in titles.items()}

    def _beside(self, foreseen: Mapping[str, Sequence[Score]], titles: Mapping[str, str]) -> Beside:
        """Every forecast and pool beside the best naive forecaster."""
        alone = {titles[name]: summaries(found) for name, found in foreseen.items()}
        pools = [] if self.pooled is None else _means(self.pooled)
        wise = {title: skill.of(found, HINDSIGHT) for title, found in alone.items()}
        return Beside(
            {title: skill.of(found, MODEL) for title, found in alone.items()}
            | {name: skill.of(pools, name) for name in dict.fromkeys(each.forecaster for each in pools)},
            skill.best_naive(next(iter(alone.values()))),
            {title: found for title, found in wise.items() if found},
        )

    def as_json(self) -> str:
        """The answer for programs."""
        document = {
            "scenarios": {
                name: {
                    "title": self.comparison.ensembles[name].scenario.title,
                    "drivers": "forecast" if has_naive(found) else "recorded",
                    "summaries": [each.plain() for each in summaries(found)],
                    "scores": [each.plain() for each in found],
                }
                for name, found in self.scores.items()
            },
            "pooled": None if self.pooled is None else _plain(self.pooled),
            "seeds": [int(seed) for seed in self.comparison.seeds],
            "results": str(self.folder),
            "provenance": self.comparison.provenance,
        }
        return json.dumps(document, ensure_ascii=False, allow_nan=False)


def _runs(ensemble: Ensemble) -> str:
    """How many runs a score rests on, and what of it is luck."""
    number = len(ensemble.seeds)
    few = f": with fewer than {FEW} scores and weights are luck in large part" if number < FEW else ""
    return " ".join(filter(None, (f"{number} replicates{few}.", share([ensemble]))))


def has_naive(found: Sequence[Score]) -> bool:
    """Whether naive forecasters stand beside the model."""
    return any(each.forecaster != MODEL for each in found)


def prepare(words: Sequence[str], sets: Sequence[str], out: Path | None, *, force: bool) -> Prepared:
    """Read and check everything; a city means its forecasts, and what happened with recorded drivers."""
    paths = [path for word in words or [str(catalogue.DEFAULT)] for path in _meant(catalogue.find(word))]
    files = catalogue.named([str(path) for path in paths], folders=False)
    plan = compare.plan(compare.load(files, sets), with_tail=False)
    return prepared(plan, f"scores-{plan.city.name}", out, force=force)


def _meant(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    happened = path / f"{observation.AS_IT_HAPPENED}.yaml"
    return [*catalogue.forecasts(path), *([happened] if happened.is_file() else [])]


def carry_out(
    ready: Prepared, seeds: range, workers: int | None, notes: Console, *, with_hindsight: bool
) -> Outcome:
    """Run it, score it, keep the results, draw the figure."""
    plan = ready.plan
    with Reporter(notes, len(seeds) * len(plan.scenarios)) as reporter:
        comparison, failures = compare.compare(
            plan, seeds, workers or usable_cores(), reporter.say, reporter.ended
        )
    found = {
        name: score(
            plan.reported, ensemble, with_naive=catalogue.is_forecast(Path(plan.documents[name].path))
        )
        for name, ensemble in comparison.ensembles.items()
    }
    foreseen = {name: comparison.ensembles[name] for name, some in found.items() if has_naive(some)}
    if with_hindsight:
        notes.print("searching for the courses of events that score best" if foreseen else NONE_FORESEEN)
        for name, ensemble in foreseen.items():
            found[name] += in_hindsight(plan.reported, ensemble)
    pools = pooled(plan.reported, foreseen, found) if len(foreseen) > 1 else None
    results.write(
        comparison,
        plan.folder,
        [],
        ready.folder,
        plan.posteriors,
        force=ready.force,
        further=_files(found, pools),
    )
    for name, some in found.items():
        if has_naive(some):
            plots.draw_scores(comparison, name, ready.folder / results.FIGURES)
    return Outcome(comparison, found, pools, ready.folder, failures)


def _files(found: Mapping[str, Sequence[Score]], pools: Pooled | None) -> dict[str, Sequence[Row]]:
    """The tables of the results."""
    scores = [(name, each.plain()) for name, some in found.items() for each in some]
    means = [(name, each.plain()) for name, some in found.items() for each in summaries(some)]
    if pools is not None:
        scores += [(POOLED, each.plain()) for each in pools.scores if each.forecaster in pools.stack.weights]
        means += [(POOLED, each.plain()) for each in _means(pools)]
    return {
        "scores.csv": [{"scenario": name, **row} for name, row in scores],
        "summaries.csv": [{"scenario": name, **row} for name, row in means],
        "stack.csv": [] if pools is None else _weighed(pools.stack),
    }


def _means(pools: Pooled) -> list[Summary]:
    """How the pools did, without the forecasts and the naive ones that they stand beside."""
    return [each for each in summaries(pools.scores) if each.forecaster in pools.stack.weights]


def _weighed(stack: Stack) -> list[Row]:
    """A row for each forecast and pool: its log score in sample, and what it weighs in the stack."""
    weights = stack.weights.get(STACK, {})
    return [
        {"forecast": name, "log_score": log_score, "weight": weights.get(name)}
        for name, log_score in stack.log_scores.items()
    ]


def _plain(found: Pooled) -> dict[str, object]:
    """The pools for programs; what was calibrated and what is held out stand apart."""
    pools = [each for each in found.scores if each.forecaster in found.stack.weights]
    return {
        "stack": {
            "figures": "calibration, in sample",
            "groups": found.stack.groups,
            "forecasts": _weighed(found.stack),
        },
        "summaries": [each.plain() for each in summaries(found.scores)],
        "scores": [each.plain() for each in pools],
    }
