"""What a replicate is a pure function of, as a key: the same content has the same key, whoever asks for it.

Titles, sources and the names of folders are no part of it; a changed number, table or rule is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b, sha256
from importlib import metadata
from pathlib import Path
from typing import Any

from model.parameters import Parameters, Quantity
from model.parameters.trees import plain_value
from model.scenario import Scenario
from model.table import COLUMNS

HOME = Path(__file__).resolve().parents[1]
# The world, and what is kept of it.
SOURCES = ("model/**/*.py", "experiments/ensemble.py", "experiments/parts.py")
LIBRARIES = ("mesa", "numba", "numpy")
PROSE = ("title", "about", "source", "city", "posterior")  # the numbers hold the draws themselves
BYTES = 16


def digest(content: object) -> str:
    """The hash of anything that JSON can hold, in hexadecimal; the order of keys does not count."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return blake2b(text.encode(), digest_size=BYTES).hexdigest()


def of_scenario(scenario: Scenario) -> str:
    """The hash of all that the run of a scenario depends on, but for its city."""
    names = [name for name in type(scenario).model_fields if name not in PROSE]
    return digest({name: _bare(getattr(scenario, name)) for name in names})


def of_city(folder: Path) -> str:
    """The hash of the tables of a city that are read for a run."""
    tables = [folder / name for name in sorted(COLUMNS)]
    return digest({path.name: sha256(path.read_bytes()).hexdigest() for path in tables if path.is_file()})


@cache
def of_code() -> str:
    """The hash of the sources of the model and of the versions that it runs on, committed or not."""
    paths = sorted(path for pattern in SOURCES for path in HOME.glob(pattern))
    sources = {path.relative_to(HOME).as_posix(): sha256(path.read_bytes()).hexdigest() for path in paths}
    return digest([sources, {name: metadata.version(name) for name in LIBRARIES}])


def _bare(value: Any) -> Any:  # noqa: ANN401 (any part of a scenario)
    """A part of a scenario without the sources of its numbers."""
    if isinstance(value, Quantity):
        return [value.value, value.low, value.high, *value.draws]
    if isinstance(value, Parameters):
        return {name: _bare(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, Mapping):
        return {str(key): _bare(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_bare(each) for each in value]
    return plain_value(value)
