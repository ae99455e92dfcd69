"""Figures of a comparison: one file a figure, each with TITLE and ``figure(comparison)``.

The only code that imports matplotlib.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from experiments import plots
from experiments.ensemble import Comparison
from experiments.plots._page import saved
from model import registry

FORMATS = ("png", "svg")


def draw(comparison: Comparison, folder: Path, names: Iterable[str] | None = None) -> list[Path]:
    """Write each figure, or those named, as PNG and SVG; the same comparison gives the same bytes.

    Raises `UnknownWord`, before anything is drawn, for a name that is no figure.
    """
    chosen = {
        name: registry.lookup(plots, name) for name in (registry.words(plots) if names is None else names)
    }
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, module in chosen.items():
        figure = module.figure(comparison)
        for ending in FORMATS:
            path = folder / f"{name}.{ending}"
            _replace(path, saved(figure, ending))
            written.append(path)
    return written


def _replace(path: Path, content: bytes) -> None:
    """The whole file or none of it: a reader never meets a half-written figure."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
