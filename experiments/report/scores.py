"""Scores from the words of a command line to their answer: forecasts run, set against what came, drawn."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console, RenderableType
from rich.table import Table

from experiments import catalogue, compare, observation, plots, results
from experiments.ensemble import Comparison
from experiments.forecasters import FORECASTERS
from experiments.observation import label
from experiments.report.numbers import between, precise
from experiments.report.progress import Reporter
from experiments.report.session import Prepared, prepared
from experiments.report.tables import plain_table, share
from experiments.runner import Failure
from experiments.scoring import KINDS, MODEL, Kind, Score, Summary, score, summaries
from experiments.workers import usable_cores

UNITS: dict[Kind, str] = {"increment": "people per day", "total": "as reported"}
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


@dataclass(frozen=True)
class Outcome:
    """Scores by scenario; with naive forecasters only where the drivers were forecast too."""

    comparison: Comparison
    scores: dict[str, list[Score]]
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
                    scaled = share([ensemble])
                    table.caption = f"{table.caption} {scaled}" if scaled else table.caption
                    parts.append(table)
        return parts

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
            "seeds": [int(seed) for seed in self.comparison.seeds],
            "results": str(self.folder),
            "provenance": self.comparison.provenance,
        }
        return json.dumps(document, ensure_ascii=False, allow_nan=False)


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


def carry_out(ready: Prepared, seeds: range, workers: int | None, notes: Console) -> Outcome:
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
    rows = [{"scenario": name, **each.plain()} for name, some in found.items() for each in some]
    results.write(comparison, plan.folder, [], ready.folder, plan.posteriors, force=ready.force, scores=rows)
    for name, some in found.items():
        if has_naive(some):
            plots.draw_scores(comparison, name, ready.folder / results.FIGURES)
    return Outcome(comparison, found, ready.folder, failures)


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
    table.caption = (APART + " " if is_apart else "") + NOTE.format(unit=UNITS[kind])
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
