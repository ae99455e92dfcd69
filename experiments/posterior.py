"""Posteriors as files: written by a calibration, and kept beside what was run with them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from experiments import disk
from model.errors import UnknownKey, Wrong
from model.parameters import Quantity, to_plain
from model.parameters.trees import changed
from model.reading.layers import POSTERIORS
from model.reading.posterior import Origin
from model.reading.writing import text
from model.scenario import Scenario


def write(
    folder: Path, name: str, scenario: Scenario, draws: Mapping[str, Sequence[float]], origin: Origin
) -> Path:
    """Write `NAME.csv` and `NAME.yaml`: draws of some keys of a scenario, each in the unit of its key.

    The folder is `scenarios/parameters/posteriors`, or `posteriors` beside the scenarios that name it. Every
    key has as many draws as the others. Raises `UnknownKey` for one that is no number of the scenario, and
    `Wrong` for a draw out of its bounds; nothing is written then.
    """
    numbers = quantities(scenario)
    columns = {key: [_cell(key, numbers, draw) for draw in column] for key, column in draws.items()}
    header = [f"{key} [{numbers[key].unit}]" for key in columns]
    lines = [",".join(row) for row in (header, *zip(*columns.values(), strict=True))]
    path = folder / f"{name}.csv"
    # The origin first: draws are never there without it.
    disk.commit(path.with_suffix(".yaml"), text(to_plain(origin)).encode())
    disk.commit(path, ("\n".join(lines) + "\n").encode())
    return path


def quantities(scenario: Scenario) -> dict[str, Quantity]:
    """Every number of a scenario by its dotted key."""
    found: dict[str, Quantity] = {}

    def note(key: str, number: Quantity) -> Quantity:
        found[key] = number
        return number

    changed(scenario, note)
    return found


def _cell(key: str, numbers: Mapping[str, Quantity], draw: float) -> str:
    """A draw as the shortest text that is read back as the same number."""
    if key not in numbers:
        raise UnknownKey(key, numbers)
    measure, value = numbers[key].measure, float(draw)
    if measure is not None and not measure.allows(value):
        raise Wrong(f"{value:g} is out of range", measure.expected(), key=key)
    return str(int(value)) if value.is_integer() else repr(value)


def files(paths: Iterable[Path]) -> list[Path]:
    """The two files of each posterior."""
    return [each for path in paths for each in (path, path.with_suffix(".yaml"))]


def keep(folder: Path, scenario: Scenario, paths: Iterable[Path]) -> None:
    """Copy the posterior that a scenario names to where its file in this folder finds it."""
    for path in files(each for each in paths if each.stem == scenario.posterior):
        (folder / POSTERIORS).mkdir(exist_ok=True)
        shutil.copyfile(path, folder / POSTERIORS / path.name)
