"""Scores from the words of a command line to their answer: forecasts run, set against what came, drawn."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console, RenderableType
from rich.table import Table

from experiments import catalogue, compare, observation, plots, results
from experiments.ensemble import Comparison, Ensemble
from experiments.forecasters import FORECASTERS
from experiments.observation import label
from experiments.report.numbers import between, precise
from experiments.report.progress import Reporter
from experiments.report.session import Prepared, prepared
from experiments.report.tables import plain_table, share
from experiments.results import Row
from experiments.runner import Failure
from experiments.scoring import HINDSIGHT, KINDS, MODEL, Kind, Score, Summary, in_hindsight, score, summaries
from experiments.stacking import STACK, Pooled, Stack, pooled
from experiments.workers import usable_cores

UNITS: dict[Kind, str] = {"increment": "people per day", "total": "each figure's own unit"}
TITLES: dict[Kind, str] = {"increment": "Increments, held out", "total": "Totals, held out"}
NOTE = (
    "Mean over the held-out figures after the day of the forecast. CRPS and interval score (80%) in {unit},"
    " less is better. Skill: 1 less CRPS over that of the best naive forecaster. Inside: share of the figures"
    " in the 50% and the 80% interval."
)
APART = (
    "Drivers as recorded (fronts, openings, vehicles), which no forecaster had: not to be set beside naive"
    " forecasts."
)
WISE = (
    " In hindsight: no forecast, but the one course of events that scores best, found with the held-out"
    " figures in hand and told by the same reporters: what it was worth to know what would happen."
)
NONE_FORESEEN = "nothing here is a forecast, so --hindsight has nothing to stand beside"
FEW = 20  # replicates
POOLED = "Forecasts and their pools"
POOLS = (
    " Equal weights: a mixture of the forecasts, each as likely. Stack: one by the weights that fit the"
    " figures for calibration best; nothing held out bears on them."
)
WEIGHED = (
    "Log score: mean over {groups} groups of figures for calibration that share a reporter's bias, of the"
    " logarithm of the probability that just this was said; more is better. In sample: to these same figures"
    " the numbers of each forecast were fitted, or set by hand."
)


@dataclass(frozen=True)
class Outcome:
    """Scores by scenario; with naive forecasters only where the drivers were forecast too."""

    comparison: Comparison
    scores: dict[str, list[Score]]
    pooled: Pooled | None  # where there are several forecasts
    folder: Path
    failures: list[Failure]

    def tables(self) -> list[RenderableType]:
        """The answer for people."""
        parts: list[RenderableType] = []
        for name, found in sorted(self.scores.items(), key=lambda item: has_naive(item[1])):
            ensemble = self.comparison.ensembles[name]
            title = ensemble.scenario.title
            for kind in reversed(KINDS):  # what matters most comes last, where it stays on the screen
                of_kind = [each for each in found if each.kind == kind]
                if of_kind:
                    parts += [_targets(title, kind, of_kind)]
            for kind in reversed(KINDS):
                rows = [each for each in summaries(found) if each.kind == kind]
                if rows:
                    table = _summary(title, kind, rows, is_apart=not has_naive(found))
                    table.caption = " ".join((str(table.caption), _runs(ensemble)))
                    parts.append(table)
        if self.pooled is None:
            return parts
        return [*parts, *_pooled(self.pooled), _runs(next(iter(self.comparison.ensembles.values())))]

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
    rows: list[Row] = [{"scenario": name, **each.plain()} for name, some in found.items() for each in some]
    if pools is None:
        return {"scores.csv": rows}
    rows += [
        {"scenario": "pooled", **each.plain()}
        for each in pools.scores
        if each.forecaster in pools.stack.weights
    ]
    return {"scores.csv": rows, "stack.csv": _weighed(pools.stack)}


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


def _pooled(found: Pooled) -> Iterator[RenderableType]:
    """What each forecast weighs; then forecasts and pools side by side on what was held out."""
    if found.stack.groups:
        yield _weights(found.stack)
        yield WEIGHED.format(groups=found.stack.groups)
    for kind in reversed(KINDS):
        rows = [
            each
            for each in summaries(found.scores)
            if each.kind == kind and each.forecaster not in FORECASTERS
        ]
        if rows:
            table = _summary(POOLED, kind, rows, is_apart=False)
            table.caption = f"{table.caption}{POOLS}"
            yield table


def _weights(stack: Stack) -> Table:
    table = plain_table("Weights in the stack. Figures for calibration")
    table.add_column("forecast")
    for heading in ("log score", "weight"):
        table.add_column(heading, justify="right")
    for name, log_score in stack.log_scores.items():
        weight = stack.weights[STACK].get(name)
        table.add_row(name, f"{log_score:.3f}", "" if weight is None else f"{weight:.2f}")
    return table


def _summary(title: str, kind: Kind, rows: Sequence[Summary], *, is_apart: bool) -> Table:
    table = plain_table(f"{title}. {TITLES[kind]}: {UNITS[kind]}")
    for heading in ("", "forecaster"):
        table.add_column(heading)
    for heading in ("figures", "CRPS", "skill", "interval score", "inside 50%", "inside 80%"):
        table.add_column(heading, justify="right")
    group = ""
    for each in rows:
        skill = "" if each.skill is None else f"{each.skill:.2f}"
        inside = [f"{share:.0%}" for share in each.coverage]
        numbers = (str(each.n), precise(each.crps), skill, precise(each.interval_score), *inside)
        table.add_row(each.group if each.group != group else "", each.forecaster, *numbers)
        group = each.group
    is_wise = any(each.forecaster == HINDSIGHT for each in rows)
    notes = (APART + " " if is_apart else "", NOTE.format(unit=UNITS[kind]), WISE if is_wise else "")
    table.caption = "".join(notes)
    return table


def _targets(title: str, kind: Kind, found: Sequence[Score]) -> Table:
    """A row for each held-out figure: what the model foretold, and every forecaster's CRPS."""
    names = [name for name in (MODEL, *FORECASTERS) if any(each.forecaster == name for each in found)]
    table = plain_table(f"{title}. {TITLES[kind]}, one by one: {UNITS[kind]}")
    for heading in ("until", "who", "what"):
        table.add_column(heading)
    for heading in ("reported", "foretold", "80%", *(f"CRPS {name}" for name in names)):
        table.add_column(heading, justify="right")
    by_target: dict[str, dict[str, Score]] = {}
    for each in found:
        by_target.setdefault(each.target.figure.id, {})[each.forecaster] = each
    for scored in by_target.values():
        model = scored[MODEL]
        figure = model.target.figure
        head = (f"{figure.moment:%d %b %H}h", figure.reporter, label(figure.observable))
        foretold = (precise(model.value), precise(model.median), between(model.low, model.high, precise))
        table.add_row(*head, *foretold, *(precise(scored[name].crps) for name in names))
    return table
