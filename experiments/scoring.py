"""Forecasts of held-out figures, scored: the model and the naive forecasters, target by target and in all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from experiments import hindsight, scores
from experiments.ensemble import Ensemble
from experiments.forecast import Foretold
from experiments.forecasters import FORECASTERS, Naive, is_known
from experiments.observation import label
from experiments.reported import Reported
from experiments.reporters import FLOW
from experiments.targets import Target, targets
from model.randomness import Decision, draw

MODEL = "model"
HINDSIGHT = "in hindsight"  # no forecast: the course of events was chosen with the figures in hand
SHARES = (0.50, 0.80)
Kind = Literal["increment", "total"]
KINDS: tuple[Kind, ...] = ("increment", "total")
GROUPS = {  # what people are told of together -> observables
    "left on foot": ("out_total", "out_government", "out_kurdish", FLOW, "displaced_all"),
    "left by bus": ("evacuated_bus",),
    "still inside": ("remaining",),
}
LEFT = ("left on foot", "left by bus")
ALL_LEFT = "all who left"


class Forecaster(Protocol):
    """Someone who foretells targets."""

    draws: int  # members of a sample that belong to one replicate, one after the other

    def totals(self, target: Target) -> NDArray[np.float64]:
        """A sample of the figure."""

    def increments(self, target: Target) -> NDArray[np.float64]:
        """A sample of people per day."""


@dataclass(frozen=True)
class Score:
    """One forecast of one target, and how it did."""

    target: Target
    kind: Kind
    forecaster: str
    value: float
    median: float
    low: float  # of the 80% interval
    high: float
    crps: float
    interval_score: float
    inside: tuple[bool, bool]  # the 50% interval, the 80% interval
    pit: float
    has_history: bool  # whether anything had been said of the observable by the day of the forecast

    @property
    def group(self) -> str:
        """What it tells of."""
        observable = self.target.figure.observable
        return next((name for name, each in GROUPS.items() if observable in each), label(observable))

    def plain(self) -> dict[str, object]:
        """As a table or JSON may hold it."""
        figure = self.target.figure
        return {
            "id": figure.id,
            "kind": self.kind,
            "group": self.group,
            "observable": figure.observable,
            "reporter": figure.reporter,
            "until": figure.moment.isoformat(),
            "since": None if self.target.previous is None else self.target.previous.moment.isoformat(),
            "sign": figure.sign,
            "reported": self.value,
            "forecaster": self.forecaster,
            "median": self.median,
            "low": self.low,
            "high": self.high,
            "crps": self.crps,
            "interval_score": self.interval_score,
            "inside_50": self.inside[0],
            "inside_80": self.inside[1],
            "pit": self.pit,
            "has_history": self.has_history,
        }


@dataclass(frozen=True)
class Summary:
    """How a forecaster did over some targets."""

    kind: Kind
    group: str
    forecaster: str
    n: int
    crps: float
    skill: float | None  # over the best naive forecaster of these targets
    interval_score: float
    coverage: tuple[float, float]  # of the 50% and the 80% interval

    def plain(self) -> dict[str, object]:
        """As a table or JSON may hold it."""
        found = {name: getattr(self, name) for name in ("kind", "group", "forecaster", "n", "crps", "skill")}
        shares = dict(zip(("coverage_50", "coverage_80"), self.coverage, strict=True))
        return {**found, "interval_score": self.interval_score, **shares}


def forecasters(reported: Reported, ensemble: Ensemble, *, with_naive: bool) -> dict[str, Forecaster]:
    """The model, and where wanted the naive forecasters, by name."""
    found: dict[str, Forecaster] = {MODEL: Foretold(reported, ensemble)}
    if with_naive:
        span = ensemble.moments[0], ensemble.moments[-1]
        found |= {name: Naive(paths, reported, *span) for name, paths in FORECASTERS.items()}
    return found


def score(reported: Reported, ensemble: Ensemble, *, with_naive: bool) -> list[Score]:
    """Every target, as the model foretold it, and where wanted as each naive forecaster did."""
    return scored(forecasters(reported, ensemble, with_naive=with_naive), reported, ensemble)


def in_hindsight(reported: Reported, ensemble: Ensemble) -> list[Score]:
    """The increments as who knew the course of events that suits them best would have foretold them."""
    wanted = [target for target in targets(reported, ensemble) if target.days is not None]
    if not wanted:
        return []
    told, known = hindsight.best(reported, ensemble, wanted), _known(reported, ensemble)
    return [_scored(each, "increment", HINDSIGHT, told, each.figure.observable in known) for each in wanted]


def scored(who: Mapping[str, Forecaster], reported: Reported, ensemble: Ensemble) -> list[Score]:
    """Every target that runs like these can meet, as each forecaster foretold it."""
    found, known = [], _known(reported, ensemble)
    for target in targets(reported, ensemble):
        has_history = target.figure.observable in known
        for name, forecaster in who.items():
            if not target.is_flow:
                found.append(_scored(target, "total", name, forecaster, has_history))
            if target.days is not None:
                found.append(_scored(target, "increment", name, forecaster, has_history))
    return found


def _known(reported: Reported, ensemble: Ensemble) -> set[str]:
    """Observables of which something had been said, in the time of the runs, by the day of the forecast."""
    start = ensemble.moments[0]
    return {each.observable for each in reported.figures if is_known(each, start)}


def _scored(target: Target, kind: Kind, name: str, who: Forecaster, has_history: bool) -> Score:
    is_total = kind == "total"
    sample = who.totals(target) if is_total else who.increments(target)
    per = 1.0 if is_total else float(target.days or 1.0)
    value = target.value if is_total else float(target.increment or 0.0)
    half = (target.figure.rounding or 1.0) / 2.0 / per
    low, high = scores.central(sample, 0.80)
    luck = draw(0, Decision.REPORTER, f"{target.figure.id} {kind}", 2)
    inside = (scores.covers(sample, value, SHARES[0]), scores.covers(sample, value, SHARES[1]))
    return Score(
        target,
        kind,
        name,
        value,
        float(np.median(sample)),
        low,
        high,
        scores.crps(sample, value, who.draws),
        scores.interval_score(sample, value),
        inside,
        scores.pit(sample, value - half, value + half, luck),
        has_history,
    )


def summaries(found: Sequence[Score]) -> list[Summary]:
    """Forecaster by forecaster, the increments first, by what is told of; of increments, all who left too."""
    made: list[Summary] = []
    for kind in KINDS:
        of_kind = [each for each in found if each.kind == kind]
        for group in dict.fromkeys([*GROUPS, *(each.group for each in of_kind)]):
            made += _summary(kind, group, [each for each in of_kind if each.group == group])
        if kind == "increment":
            made += _summary(kind, ALL_LEFT, [each for each in of_kind if each.group in LEFT])
    return made


def _summary(kind: Kind, group: str, found: Sequence[Score]) -> Iterable[Summary]:
    by_name: dict[str, list[Score]] = {}
    for each in found:
        by_name.setdefault(each.forecaster, []).append(each)
    crps = {name: float(np.mean([each.crps for each in some])) for name, some in by_name.items()}
    naive = [value for name, value in crps.items() if name in FORECASTERS]
    best = min(naive, default=None)
    for name, some in by_name.items():
        yield Summary(
            kind,
            group,
            name,
            len(some),
            crps[name],
            None if not best else 1.0 - crps[name] / best,
            float(np.mean([each.interval_score for each in some])),
            (
                float(np.mean([each.inside[0] for each in some])),
                float(np.mean([each.inside[1] for each in some])),
            ),
        )
