"""Posteriors as files, kept beside what was run with them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from model.reading.layers import POSTERIORS
from model.scenario import Scenario


def files(paths: Iterable[Path]) -> list[Path]:
    """The two files of each posterior."""
    return [each for path in paths for each in (path, path.with_suffix(".yaml"))]


def keep(folder: Path, scenario: Scenario, paths: Iterable[Path]) -> None:
    """Copy the posterior that a scenario names to where its file in this folder finds it."""
    for path in files(each for each in paths if each.stem == scenario.posterior):
        (folder / POSTERIORS).mkdir(exist_ok=True)
        shutil.copyfile(path, folder / POSTERIORS / path.name)
