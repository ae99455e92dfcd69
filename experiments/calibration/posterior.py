"""The posterior as a set of parameters: its draws as a table, and where they come from beside it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from experiments import provenance
from experiments.calibration.course import Course
from experiments.calibration.plan import NORMAL
from experiments.observation import once
from model.parameters import to_plain
from model.parameters.quantities import plain
from model.reading.writing import text

DIGITS = 6  # that count, of each number
RULE = "behaviour.rule"


@dataclass(frozen=True)
class Narrowing:
    """One number before and after."""

    key: str
    unit: str
    prior: tuple[float, float, float]  # 5%, 50% and 95%
    posterior: tuple[float, float, float]
    left: float  # width of the interval of 90% over the prior's, where the prior is standard normal


def draws(course: Course) -> bytes:
    """A header of keys with their units, and a line for each particle; all weigh the same."""
    ready, page = course.ready, io.StringIO(newline="")
    writer = csv.writer(page, lineterminator="\n")
    writer.writerow([f"{key} [{ready.priors[key].unit}]" for key in ready.keys])
    for row in ready.numbers(course.posterior.places):
        writer.writerow([_cell(float(value)) for value in row])
    return page.getvalue().encode()


def _cell(value: float) -> str:
    """A draw as it is read back: a number that counts takes no point."""
    return str(int(value)) if value.is_integer() else f"{value:.{DIGITS}g}"


def origin(course: Course, made: datetime) -> bytes:
    """Where the draws come from: figures, priors, runs, code, and how well it went."""
    ready = course.ready
    design = ready.design
    code = provenance.code()
    seeds = course.checked[0].said.size if course.checked and course.checked[0].said is not None else 0
    content: Mapping[str, Any] = {
        "about": design.about,
        "figures": [figure.id for figure in ready.figures],
        "as_of": f"{max(figure.moment for figure in ready.figures):%Y-%m-%d %H:%M}",
        "requires": {RULE: ready.scenario.behaviour.rule},
        "prior": {key: plain(ready.priors[key]) for key in ready.keys},
        "seeds": f"from {design.first_seed} on, each run one of its own; {seeds} more for the check",
        "revision": f"{code['revision']}{' with changes' if code['changed'] else ''}",
        "made": f"{made:%Y-%m-%d %H:%M}",
        "diagnostics": diagnostics(course),
    }
    return text(content).encode()


def diagnostics(course: Course) -> dict[str, Any]:
    """How well it went, in numbers."""
    wave, steps = course.wave, course.populations
    inside = [each.is_inside for each in once(course.checked) if not each.is_one_sided]
    return {
        "runs_over_the_prior": len(wave.places),
        "not_ruled_out": round(float(np.mean(wave.allowed(wave.places))), 3),
        "particles": len(course.posterior.places),
        "different_places": course.posterior.distinct,
        "temperatures": [round(each.temperature, 4) for each in steps],
        "effective_sample_size": [round(each.effective) for each in steps],
        "accepted": [round(each.accepted, 3) for each in steps],
        "width_left": {each.key: round(each.left, 2) for each in narrowed(course)},
        "figures_inside_80": f"{sum(map(bool, inside))} of {len(inside)} that are no bounds",
    }


def narrowed(course: Course) -> list[Narrowing]:
    """Each number before and after."""
    ready, places = course.ready, course.posterior.places
    found, width = [], NORMAL.inv_cdf(0.95) - NORMAL.inv_cdf(0.05)
    for column, key in enumerate(ready.keys):
        prior = ready.priors[key]
        ends = np.quantile(places[:, column], [0.05, 0.5, 0.95]).tolist()
        numbers = [prior.at(NORMAL.cdf(end)).value for end in ends]
        before = (prior.at(0.05).value, prior.value, prior.at(0.95).value)
        left = (ends[2] - ends[0]) / width
        found.append(Narrowing(key, prior.unit, before, (numbers[0], numbers[1], numbers[2]), left))
    return found


def summary(course: Course) -> dict[str, Any]:
    """All that is to be kept of a calibration beside its draws, for programs."""
    return {
        "calibration": course.ready.name,
        "design": to_plain(course.ready.design),
        "diagnostics": diagnostics(course),
        "emulator": {
            each.figure.id: round(float(share), 3)
            for each, share in zip(course.wave.counted, course.wave.emulator.explained, strict=True)
        },
        "numbers": [
            {"key": each.key, "unit": each.unit, "prior": each.prior, "posterior": each.posterior}
            for each in narrowed(course)
        ],
        "figures": [each.plain() for each in course.checked],
    }
