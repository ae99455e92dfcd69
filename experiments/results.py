"""A folder of results: written whole or not at all, and read back as it was.

provenance.json            versions, code, seeds, command, sources, times
<scenario>/resolved.yaml   the whole scenario: `run` takes it as it stands
<scenario>/posteriors/     the posterior that it names, if it does
<scenario>/data.npz        the arrays of its ensemble: counts of the sample
city/<name>/*.csv          the tables of the city, so that the folder stands alone
outcomes.csv               scenario, seed, moment, metric, group, value: of the whole population
reported.csv               what was reported, and what each run would have had reporters say
scores.csv                 how each forecast of each held-out figure did
summaries.csv              how each forecaster did, by what was reported
stack.csv                  what each of several forecasts weighs in the stack, by figures for calibration
figures/                   drawn from the above, and drawn again by `plot`
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import numpy as np

from experiments import posterior
from experiments.disk import check_holds, sync, umask
from experiments.ensemble import ARRAYS, METRIC_NAMES, Comparison, Ensemble
from experiments.reported import read as read_reported
from experiments.workers import usable_cores
from model import city
from model.codes import Group, Status
from model.errors import InputError, Problem
from model.parameters import to_plain
from model.reading import read as read_scenario
from model.reading.writing import text as yaml_text
from model.record import GROUPED
from model.scenario import Scenario

PROVENANCE = "provenance.json"
RESOLVED = "resolved.yaml"
DATA = "data.npz"
CITY = "city"
FIGURES = "figures"
STATUS_NAMES = tuple(status.name.lower() for status in Status)
GROUP_NAMES = tuple(group.name.lower() for group in Group)
ALL = "all"  # the group of everyone
NAMES = {
    "metric_names": METRIC_NAMES,
    "grouped_names": GROUPED,
    "status_names": STATUS_NAMES,
    "group_names": GROUP_NAMES,
}  # what stands along the axes of the arrays

Row = Mapping[str, object]


class Outcome(NamedTuple):
    """A line of outcomes.csv."""

    scenario: str
    seed: int
    moment: str
    metric: str
    group: str
    value: str


def check_free(folder: Path, *, force: bool) -> None:
    """Raise `InputError` unless results may be written there, before anything has run."""
    if os.path.islink(folder):  # never raises, unlike Path.is_symlink on a name that is too long
        _refuse(folder, "it is a link", "a new name, or that of the folder itself")
    if folder.exists() and not force:
        _refuse(folder, "it exists", "a new name, or --force to replace these results")
    if folder.exists() and not (folder / PROVENANCE).is_file():
        _refuse(folder, "it holds something other than results", "a new name: --force replaces results only")


def probe(folder: Path) -> None:
    """Raise `InputError` unless a folder of this name can be made and written; leaves nothing behind."""
    whole = Path(os.path.abspath(folder))
    if any(os.path.islink(path) and not os.path.exists(path) for path in (whole, *whole.parents)):
        _refuse(folder, "it is a link to what is not there, or inside one", "another name")
    try:
        there = next((parent for parent in whole.parents if parent.exists()), whole)
        with tempfile.TemporaryDirectory(prefix=".respite-", dir=there) as trial:
            parent = Path(trial, *whole.relative_to(there).parts[:-1])
            parent.mkdir(parents=True, exist_ok=True)
            Path(tempfile.mkdtemp(prefix=f".{whole.name}-", suffix=".part", dir=parent), "file").touch()
    except OSError as problem:
        _refuse(
            folder,
            f"it cannot be made or written ({problem.strerror or problem})",
            "a name in a folder that can be written",
        )


def write(
    comparison: Comparison,
    tables: Path,
    reported: Sequence[Row],
    folder: Path,
    posteriors: Sequence[Path] = (),
    *,
    force: bool = False,
    further: Mapping[str, Sequence[Row]] | None = None,
) -> None:
    """Write a comparison, made with the city tables of one folder and some posteriors, into another.

    `further` are tables by the name of their file; one without rows is not written.
    """
    with whole(folder, force=force) as part:
        with _writing_ensembles(comparison, part, posteriors):
            copy_tables(tables, part / CITY / comparison.city.name)
            _write_table(part / "outcomes.csv", Outcome._fields, outcomes(comparison))
            for file, rows in {"reported.csv": reported, **(further or {})}.items():
                if rows:
                    _write_table(
                        part / file, list(rows[0]), ([row[column] for column in rows[0]] for row in rows)
                    )
        origin = {**comparison.provenance, "comparison": _described(comparison)}
        _write_text(part / PROVENANCE, json.dumps(origin, indent=2, ensure_ascii=False) + "\n")


def read(folder: Path) -> Comparison:
    """The comparison that a folder of results holds; raises `InputError` if it holds none."""
    check_holds(folder, PROVENANCE, "a folder that `compare` or `run` has written")
    with _readable(folder / PROVENANCE):
        origin = json.loads((folder / PROVENANCE).read_text(encoding="utf-8"))
        described = origin.pop("comparison")
        name_of_city, names = str(described["city"]), [str(name) for name in described["scenarios"]]
        reference = names[names.index(described["reference"])]
        moments = {label: datetime.fromisoformat(text) for label, text in described["moments"].items()}
    return Comparison(
        city=city.load(folder / CITY / name_of_city),
        ensembles={name: _read_ensemble(folder / name, name, name_of_city) for name in names},
        reference=reference,
        moments=moments,
        provenance=origin,
        reported=read_reported(folder / CITY / name_of_city),
    )


def outcomes(comparison: Comparison) -> Iterator[Outcome]:
    """Every metric of every replicate at the fixed dates, in all and by group, one a line."""
    for name, ensemble in comparison.ensembles.items():
        for moment in comparison.moments.values():
            hour, at = ensemble.hour_of(moment), moment.isoformat()
            told = {
                (metric, ALL if group is None else GROUP_NAMES[group]): ensemble.at(hour, metric, group)
                for metric in METRIC_NAMES
                for group in (None, *(Group if metric in GROUPED else ()))
            }
            values = np.stack(list(told.values()), axis=1)
            for seed, line in zip(ensemble.seeds.tolist(), values, strict=True):
                for (metric, group), value in zip(told, line.tolist(), strict=True):
                    yield Outcome(name, seed, at, metric, group, _exact(value))


def _exact(value: float) -> str:
    """The shortest text that is read back as the same number."""
    return f"{value:g}" if value.is_integer() and abs(value) < 1e5 else repr(value)


def _described(comparison: Comparison) -> dict[str, Any]:
    return {
        "city": comparison.city.name,
        "scenarios": list(comparison.ensembles),
        "reference": comparison.reference,
        "moments": {label: moment.isoformat() for label, moment in comparison.moments.items()},
    }


@contextmanager
def _writing_ensembles(comparison: Comparison, folder: Path, posteriors: Sequence[Path]) -> Iterator[None]:
    """Each into a folder of its own, a thread a core, while this one writes other files."""
    with ThreadPoolExecutor(usable_cores()) as threads:
        try:
            all_written = [
                threads.submit(
                    _write_ensemble,
                    folder / name,
                    ensemble,
                    Path(*[".."] * (name.count("/") + 1), CITY, comparison.city.name),
                    posteriors,
                )
                for name, ensemble in comparison.ensembles.items()
            ]
            yield
            for written in all_written:
                written.result()
        except BaseException:
            threads.shutdown(wait=False, cancel_futures=True)  # what has not begun
            raise


def _write_ensemble(folder: Path, ensemble: Ensemble, tables: Path, posteriors: Sequence[Path]) -> None:
    write_resolved(folder, ensemble.scenario, tables, posteriors)
    arrays: dict[str, Any] = {key: np.array(names) for key, names in NAMES.items()}
    arrays |= {key: getattr(ensemble, key) for key in ("seeds", *ARRAYS)}
    # As `np.savez_compressed` does, but several times as fast for a quarter more bytes.
    with ZipFile(folder / DATA, "w", ZIP_DEFLATED, compresslevel=1) as archive:
        for key, values in arrays.items():
            with archive.open(f"{key}.npy", "w", force_zip64=True) as file:
                np.lib.format.write_array(file, values, allow_pickle=False)


def write_resolved(folder: Path, scenario: Scenario, tables: Path, posteriors: Sequence[Path]) -> None:
    """A new folder with the whole scenario, which names the tables of its city by their path from there.

    The posterior that it names stands beside it.
    """
    folder.mkdir(parents=True)
    posterior.keep(folder, scenario, posteriors)
    _write_text(folder / RESOLVED, yaml_text({**to_plain(scenario), "city": tables.as_posix()}))


def _read_ensemble(folder: Path, name: str, city_name: str) -> Ensemble:
    scenario, _ = read_scenario(folder / RESOLVED, Scenario, ())
    fields = {key: getattr(scenario, key) for key in type(scenario).model_fields}
    scenario = Scenario.model_construct(scenario.model_fields_set, **{**fields, "city": city_name})
    with _readable(folder / DATA), (folder / DATA).open("rb") as file, np.load(file) as data:
        if not {*ARRAYS} <= {*data.files} or any(tuple(data[key]) != names for key, names in NAMES.items()):
            _refuse(folder / DATA, "it was written by another version of Respite", "results of this version")
        arrays = {key: data[key] for key in ARRAYS}
        return Ensemble(name=name, scenario=scenario, seeds=data["seeds"], **arrays)


def copy_tables(tables: Path, folder: Path) -> None:
    """The tables of a city in a new folder."""
    folder.mkdir(parents=True)
    for path in sorted(tables.glob("*.csv")):
        shutil.copyfile(path, folder / path.name)


def _write_table(path: Path, head: Iterable[str], lines: Iterable[Iterable[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(lines)


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


@contextmanager
def whole(folder: Path, *, force: bool) -> Iterator[Path]:
    """A folder beside the wanted one, which takes its name only when everything in it is on the disk."""
    check_free(folder, force=force)
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", suffix=".part", dir=folder.parent))
    try:
        yield part
        part.chmod(0o777 & ~umask())
        for path in (*part.rglob("*"), part):
            sync(path)
        _take_place(part, folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _take_place(part: Path, folder: Path) -> None:
    """Rename the finished folder; results of that name leave only then."""
    if not folder.exists():
        part.rename(folder)
        sync(folder.parent)
        return
    old = part.with_suffix(".old")
    try:
        folder.rename(old)
        part.rename(folder)
        sync(folder.parent)
    finally:
        if not folder.exists():  # stopped between the two
            old.rename(folder)
        shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Whatever a missing, cut off or foreign file makes Python say, as one `InputError`."""
    try:
        yield
    except (OSError, EOFError, LookupError, TypeError, ValueError, AttributeError, BadZipFile, zlib.error):
        wrong = "it is broken" if path.is_file() else "it is missing"
        _refuse(path, wrong, "a file that `compare` or `run` has written")


def _refuse(path: Path, wrong: str, expected: str) -> None:
    raise InputError([Problem(str(path), 1, 1, "", wrong, expected)])
