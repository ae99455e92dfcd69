"""What the replicates of a study are: written into its store, and read back with what is there of them.

study.json      question, axes, fixed dates, code, versions, sources
replicates.csv  key, scenario, value on each axis, point, seed
points.csv      the quantile of each uncertain number at each point
metrics.csv     label and unit of each metric
scenarios/      every scenario in full, before the axes change it; in posteriors/ what they draw jointly
city/           the tables of the city
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray
from pyarrow import compute

from experiments import identity, parts, posterior, provenance
from experiments.columns import KEYED
from experiments.parts import BrokenPart
from experiments.results import ALL
from experiments.store import Store
from experiments.study import Study
from model.errors import InputError, Problem, listed, nearest
from model.parameters import to_plain
from model.reading.layers import POSTERIORS
from model.reading.writing import text
from model.record import METRICS

REPLICATES, STUDY, METRIC_TABLE = "replicates.csv", "study.json", "metrics.csv"


def write(study: Study, store: Store) -> None:
    """Write down what the replicates of a study are, in place of what an older design of that name said."""
    home = store.study(study.name)
    files = dict(_files(study))
    for name, content in files.items():
        store.put(f"studies/{study.name}/{name}", content)
    for path in home.rglob("*"):
        if path.is_file() and path.relative_to(home).as_posix() not in files:
            path.unlink(missing_ok=True)


def _files(study: Study) -> Iterator[tuple[str, bytes]]:
    yield STUDY, (json.dumps(_about(study), indent=2, ensure_ascii=False) + "\n").encode()
    yield REPLICATES, _table(_replicates(study))
    yield (
        METRIC_TABLE,
        _table(
            {"metric": name, "label": metric.LABEL, "unit": metric.UNIT} for name, metric in METRICS.items()
        ),
    )
    if study.points:
        yield "points.csv", _table({"point": i, **point} for i, point in enumerate(study.points))
    horizon = to_plain(next(iter(study.plan.scenarios.values())))["horizon"]
    for name, (scenario, _) in study.read.bases.items():
        whole = to_plain(scenario) | {"horizon": horizon, "city": "../city"}
        yield f"scenarios/{name}.yaml", text(whole).encode()
    for path in posterior.files(study.plan.posteriors):
        yield f"scenarios/{POSTERIORS}/{path.name}", path.read_bytes()
    for path in sorted(study.plan.folder.glob("*.csv")):
        yield f"city/{path.name}", path.read_bytes()


def _about(study: Study) -> dict[str, Any]:
    design, plan = study.read.design, study.plan
    documents = [study.read.document, *plan.documents.values()]
    return {
        "study": study.name,
        "design": to_plain(design),
        "axes": {axis: study.read.units.get(axis, "") for axis in design.sweeps},
        "moments": {label: moment.isoformat() for label, moment in plan.moments.items()},
        "population_scale": sorted({float(each.population.scale) for each in plan.scenarios.values()}),
        "hours": int(float(next(iter(plan.scenarios.values())).horizon)),
        "code": {"hash": identity.of_code(), **provenance.code()},
        "versions": {name: each for name, each in provenance.versions().items() if name != "platform"},
        "sources": provenance.sources(documents, plan.folder),
    }


def _replicates(study: Study) -> Iterator[dict[str, object]]:
    axes = list(study.read.design.sweeps)
    for each in study.replicas:
        labels = {axis: each.cell.labels.get(axis, "") for axis in axes}
        point = {"point": each.point} if study.points else {}
        yield {"replicate": each.key, "scenario": each.cell.name, **labels, **point, "seed": each.seed}


def _table(rows: Iterable[Mapping[str, object]]) -> bytes:
    page = io.StringIO(newline="")
    listed = list(rows)
    writer = csv.DictWriter(page, list(listed[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(listed)
    return page.getvalue().encode()


@dataclass(frozen=True)
class Held:
    """A study as its store holds it."""

    store: Store
    name: str
    about: Mapping[str, Any]  # study.json
    rows: list[dict[str, str]]  # replicates.csv

    @property
    def axes(self) -> dict[str, str]:
        """Axis -> the unit of its numbers; empty where there is none."""
        return dict(self.about["axes"])

    @property
    def moments(self) -> dict[str, datetime]:
        """Label -> the fixed dates."""
        return {label: datetime.fromisoformat(text) for label, text in self.about["moments"].items()}

    @cached_property
    def units(self) -> dict[str, str]:
        """Metric -> its unit."""
        with (self.store.study(self.name) / METRIC_TABLE).open(encoding="utf-8", newline="") as file:
            return {row["metric"]: row["unit"] for row in csv.DictReader(file)}

    @cached_property
    def finished(self) -> list[bool]:
        """Whether the replicate of each row is there."""
        there = self.store.finished()
        return [row["replicate"] in there for row in self.rows]

    def cells(self) -> dict[tuple[str, ...], list[int]]:
        """Scenario and value on each axis -> rows of its replicates that are there."""
        found: dict[tuple[str, ...], list[int]] = {}
        for index, (row, is_there) in enumerate(zip(self.rows, self.finished, strict=True)):
            found.setdefault((row["scenario"], *(row[axis] for axis in self.axes)), []).extend(
                [index] * is_there
            )
        return found

    def values(self, metrics: Sequence[str], moment: datetime) -> NDArray[np.float64]:
        """Metrics of everyone at a moment, row x metric; not a number where the replicate is not there.

        Raises `InputError` for a metric that is not kept.
        """
        for metric in metrics:
            self._check(metric)
        found: dict[str, NDArray[np.float64]] = {}
        for table in self.tables([*KEYED, *metrics]):
            there = table.filter(
                compute.and_(compute.equal(table["group"], ALL), compute.equal(table["time"], moment))
            )
            lines = np.column_stack([there[metric].to_numpy() for metric in metrics])
            found.update(zip(there["replicate"].to_pylist(), lines, strict=True))
        gap = np.full(len(metrics), np.nan)
        return np.array([found.get(row["replicate"], gap) for row in self.rows])

    def _check(self, metric: str) -> None:
        kept = [name for name in self.units if name in METRICS]
        if metric in kept:
            return
        wrong = f"there is no metric '{metric}' in it"
        if metric in self.units:
            wrong = f"'{metric}' is a metric of another version of Respite"
        where = str(self.store.study(self.name) / METRIC_TABLE)
        expected, near = f"one of {listed(kept)}", nearest(metric, kept)
        raise InputError([Problem(where, 1, 1, "", wrong, expected, near)])

    def tables(self, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """Every line of its replicates, file by file; raises `InputError` at a broken one."""
        wanted = {row["replicate"] for row in self.rows}
        try:
            for table in self.store.tables(wanted, columns):
                # Of the keys of this file only: a file of one replicate is not held against all of them.
                there = pa.array([key for key in parts.keys(table) if key in wanted], pa.string())
                yield table.filter(compute.is_in(table["replicate"], there))
        except BrokenPart as broken:
            expected = "a sound file: remove it, and run the study again"
            raise InputError([Problem(str(broken), 1, 1, "", "it is broken", expected)]) from None


def read(store: Store, name: str | None) -> Held:
    """A study of a store; it need not be named where there is one only. Raises `InputError` otherwise."""
    known = store.studies()
    if name is None and len(known) == 1:
        (name,) = known
    if name not in known:
        wrong = "there are several studies in it" if name is None else f"there is no study '{name}' in it"
        expected = f"the name of one after the store: {', '.join(known) or '(none)'}"
        near = nearest(name, known) if name else None
        raise InputError([Problem(str(store.folder), 1, 1, "", wrong, expected, near)])
    home = store.study(name)
    with (home / REPLICATES).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return Held(store, name, json.loads((home / STUDY).read_text(encoding="utf-8")), rows)
