"""What a study has found so far: summed up, weighed, drawn, handed on; told as a page or as JSON."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from experiments import export, index, plots, provenance
from experiments.choice import Choice, choice
from experiments.index import Held
from experiments.plots._choices import SHOWN, Shown
from experiments.plots._page import LIMITS
from experiments.report import choices, effects, tables
from experiments.sensitivity import Sensitivity, sensitivity
from experiments.statistics import PerReplicate, interval
from experiments.store import Store
from model.errors import InputError, Problem, Wrong
from model.record import METRICS

MOST = 60  # rows of a summary


@dataclass(frozen=True)
class Answer:
    """A study, the choices in it that were weighed, and the files that were written."""

    held: Held
    weighed: Sequence[tuple[Choice, bool]] = ()  # and whether less is better
    hanging: Sensitivity | None = None  # on the uncertain numbers
    files: Sequence[Path] = ()

    def page(self) -> list[RenderableType]:
        """The answer for people; a summary, where nothing else was asked."""
        parts: list[RenderableType] = []
        for each, least in self.weighed:
            parts += [choices.table(each, least=least), choices.legend(each)]
            parts += [*filter(None, [choices.by_context(each, least=least)]), *_sampled(self.held)]
        if self.hanging is not None:
            parts += [effects.table(self.hanging), effects.legend(self.hanging), *_sampled(self.held)]
        return [*parts, *map(str, self.files)] or summary(self.held)

    def as_json(self) -> str:
        """The answer for programs; the summary is always in it."""
        document = {
            **plain(self.held),
            "weighed": [choices.plain(each, least=least) for each, least in self.weighed],
            "sensitivity": None if self.hanging is None else effects.plain(self.hanging),
            "files": [str(path) for path in self.files],
            "provenance": {
                **self.held.about,
                "summed_up": {"command": ["respite", *sys.argv[1:]], "code": provenance.code()},
            },
        }
        return json.dumps(document, ensure_ascii=False, allow_nan=False)


def answer(
    folder: Path,
    name: str | None,
    least: str | None = None,
    most: str | None = None,
    figures: Path | None = None,
    out: Path | None = None,
    sensitive: str | None = None,
) -> Answer:
    """Do what is asked of a study: weigh its options, say what its numbers change, draw it, write it out."""
    held = index.read(Store(folder), name)
    if figures is not None and os.path.lexists(figures) and not figures.is_dir():
        raise InputError([Problem(str(figures), 1, 1, "", "it is no folder", "a folder, or a new name")])
    asked = ((least, True), (most, False))
    weighed = [(choice(held, metric), is_least) for metric, is_least in asked if metric is not None]
    hanging = None if sensitive is None else sensitivity(held, sensitive)
    if figures is None:
        files = []
    elif hanging is None:
        files = _draw(held, figures)
    else:
        files = plots.draw_sensitivity(hanging, _foot(held), figures, f"{held.name}-{hanging.metric}")
    if out is not None:
        export.write(held, out)
        files.append(out)
    return Answer(held, weighed, hanging, files)


def shown(held: Held) -> Shown:
    """What the figures of a study show, with what was run at their foot."""
    return Shown(held.about["design"]["title"], _foot(held), [choice(held, metric) for metric in SHOWN])


def _foot(held: Held) -> str:
    notes = [note.removesuffix(" of the households.").lower() for note in _sampled(held)]
    return "; ".join(
        [f"study {held.name}, hash of the code {held.about['code']['hash'][:8]}", *notes, LIMITS]
    )


def _draw(held: Held, folder: Path) -> list[Path]:
    """The figure that fits the axes of a study; raises `InputError` if none does."""
    try:
        return plots.draw_study(shown(held), folder, held.name)
    except Wrong as wrong:
        problem = Problem(str(held.store.study(held.name)), 1, 1, "sweeps", wrong.wrong, wrong.expected)
        raise InputError([problem]) from None


def summary(held: Held) -> list[RenderableType]:
    """How much there is of a study, and its cells."""
    design, there = held.about["design"], sum(held.finished)
    parts: list[RenderableType] = [
        Text(design["title"], style="bold"),
        design["about"],
        f"{there:,} of {len(held.rows):,} replicates; hash of the code {held.about['code']['hash'][:8]}",
    ]
    return [*parts, *_cells(held)] if there else parts


def _cells(held: Held) -> Iterator[RenderableType]:
    """Every cell at the last fixed date: median, and interval of 90%."""
    label, moment = list(held.moments.items())[-1]
    values = held.values(tables.SHOWN, moment)
    cells = [(cell, values[rows]) for cell, rows in held.cells().items() if rows]
    heads = [f"{axis}, {unit}" if unit else axis for axis, unit in {"": "", **held.axes}.items()]
    yield tables.cells(label[:1].upper() + label[1:], heads, cells[:MOST])
    yield from _sampled(held)
    if len(cells) > MOST:
        yield f"The first {MOST} of {len(cells)} cells; --out has all, at every date and by group."


def _sampled(held: Held) -> list[str]:
    """That people were scaled up from a sample, where they were."""
    note = tables.sampled(held.about["population_scale"])
    return [note] if note else []


def plain(held: Held) -> dict[str, Any]:
    """The summary as JSON may hold it: every cell, and all metrics of it at the last fixed date."""
    label, moment = list(held.moments.items())[-1]
    metrics = [name for name in held.units if name in METRICS]
    values = held.values(metrics, moment)
    return {
        "study": held.name,
        "title": held.about["design"]["title"],
        "about": held.about["design"]["about"],
        "date": label,
        "moment": moment.isoformat(),
        "population_scale": held.about["population_scale"],
        "replicates": {"asked": len(held.rows), "there": sum(held.finished)},
        "axes": held.axes,
        "units": {name: held.units[name] for name in metrics},
        "cells": [
            {
                "scenario": scenario,
                "values": dict(zip(held.axes, labels, strict=True)),
                "runs": len(rows),
                "outcomes": {
                    name: _plain(column) for name, column in zip(metrics, values[rows].T, strict=True)
                },
            }
            for (scenario, *labels), rows in held.cells().items()
            if rows
        ],
    }


def _plain(values: PerReplicate) -> dict[str, float]:
    found = asdict(interval(values))
    return {name: found[name] for name in ("median", "low", "high")}
