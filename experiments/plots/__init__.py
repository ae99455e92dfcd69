"""Figures of a comparison: one file a figure, each with TITLE and ``figure(comparison)``. And of two lives.

One that only says how scenarios differ has ``COMPARES = True``, and is not drawn of a single one.
The only code that imports matplotlib.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from matplotlib.figure import Figure

from experiments import plots
from experiments.calibration.course import Course
from experiments.calibration.recovery import Recovery
from experiments.ensemble import Comparison
from experiments.lives.follow import Lives
from experiments.plots import _calibration, _foreseen, _life, _sensitivity
from experiments.plots._choices import Shown
from experiments.plots._form import form
from experiments.plots._page import saved
from experiments.sensitivity import Sensitivity
from model import registry
from model.errors import Wrong

FORMATS = ("png", "svg")


def draw(comparison: Comparison, folder: Path, names: Iterable[str] | None = None) -> list[Path]:
    """Write each figure that can be drawn, or those named; the same comparison gives the same bytes.

    Raises, before anything is drawn, `UnknownWord` for a name that is no figure, and `Wrong` for one that
    needs more scenarios than there are.
    """
    without = left_out(comparison)
    wanted = [name for name in registry.words(plots) if name not in without] if names is None else list(names)
    chosen = {name: registry.lookup(plots, name, "a figure") for name in wanted}
    for name in wanted:
        if name in without:
            raise Wrong(f"'{name}' compares scenarios, and there is one", "results with two or more")
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for name, module in chosen.items():
        written += _write(module.figure(comparison), folder, name)
    return written


def left_out(comparison: Comparison) -> list[str]:
    """The figures that need two scenarios, where there is one."""
    compares = [name for name, module in registry.names(plots).items() if getattr(module, "COMPARES", False)]
    return compares if len(comparison.ensembles) == 1 else []


def draw_lives(lives: Lives, folder: Path) -> list[Path]:
    """Write the figure of one family in two worlds, as PNG and SVG, into a new folder."""
    folder.mkdir(parents=True)
    return _write(_life.figure(lives), folder, "life")


def draw_scores(comparison: Comparison, name: str, folder: Path) -> list[Path]:
    """Write the figure of what one scenario and the naive forecasters foretold, and what came."""
    folder.mkdir(parents=True, exist_ok=True)
    figure = _foreseen.figure((comparison.reported, comparison.ensembles[name]))
    return _write(figure, folder, f"foreseen-{name.replace('/', '-')}")


def draw_study(shown: Shown, folder: Path, name: str) -> list[Path]:
    """Write the figure that fits the axes of a study; raises `Wrong` if none does."""
    found = form(shown.first)
    if found is None:
        raise Wrong("no figure fits its axes", "one axis that is chosen; or none, and one that is unknown")
    folder.mkdir(parents=True, exist_ok=True)
    return _write(found(shown), folder, name)


def draw_calibration(course: Course, folder: Path) -> list[Path]:
    """Write the figures of a calibration: its numbers, its figures, its steps."""
    folder.mkdir(parents=True, exist_ok=True)
    made = {"numbers": _calibration.numbers, "figures": _calibration.figures, "steps": _calibration.steps}
    return [path for name, draw in made.items() for path in _write(draw(course), folder, name)]


def draw_recovery(found: Recovery, title: str, folder: Path) -> list[Path]:
    """Write the figure of synthetic truths that were found again."""
    folder.mkdir(parents=True, exist_ok=True)
    return _write(_calibration.recovered((title, found)), folder, "recovery")


def draw_sensitivity(found: Sensitivity, foot: str, folder: Path, name: str) -> list[Path]:
    """Write the figure of what hangs on each uncertain number."""
    folder.mkdir(parents=True, exist_ok=True)
    return _write(_sensitivity.figure((found, foot)), folder, name)


def _write(figure: Figure, folder: Path, name: str) -> list[Path]:
    paths = [folder / f"{name}.{ending}" for ending in FORMATS]
    for path, ending in zip(paths, FORMATS, strict=True):
        _replace(path, saved(figure, ending))
    return paths


def _replace(path: Path, content: bytes) -> None:
    """The whole file or none of it: a reader never meets a half-written figure."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
