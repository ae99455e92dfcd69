"""The toy city: three places under siege, beside the shipped parameter files, and a comparison in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from rich.console import Console

from experiments import compare, index, study, workers
from experiments.compare import Plan
from experiments.ensemble import Comparison
from experiments.index import Held
from experiments.report.progress import Reporter
from experiments.store import Store
from experiments.study import Shard


@pytest.fixture(scope="session")
def toy(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the toy city."""
    scenarios = tmp_path_factory.mktemp("toy") / "scenarios"
    shutil.copytree(root / "scenarios" / "parameters", scenarios / "parameters")
    return Path(shutil.copytree(root / "tests" / "toy", scenarios / "toy"))


@pytest.fixture(scope="session")
def plan(toy: Path) -> Plan:
    """Three proposals of the toy city, ready to run."""
    names = ("as-happened", "day-pause", "no-pause")
    return compare.plan(compare.load({name: toy / f"{name}.yaml" for name in names}))


@pytest.fixture(scope="session")
def comparison(plan: Plan) -> Comparison:
    """They have run with four seeds."""
    found, failures = compare.compare(plan, range(1, 5), workers=1)
    assert not failures
    return found


@pytest.fixture
def small(toy: Path, tmp_path: Path) -> Path:
    """A design of eight replicates in the toy city, two of which are the same in all their numbers."""
    return _small(toy, tmp_path)


@pytest.fixture(scope="session")
def stored(toy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds the whole of it."""
    folder = tmp_path_factory.mktemp("stored")
    store, ready = Store(folder / "store"), study.prepare(_small(toy, folder))
    store.open()
    index.write(ready, store)
    study.carry_out(ready, store, workers.here, Shard(), Reporter(Console(quiet=True), 0))
    store.close()
    return store.folder


@pytest.fixture
def held(stored: Path, tmp_path: Path) -> Held:
    """The study in a store of the test's own."""
    return index.read(Store(Path(shutil.copytree(stored, tmp_path / "store"))), None)


def _small(toy: Path, folder: Path) -> Path:
    path = folder / "small.yaml"
    path.write_text(
        f"""\
title: Small
about: Does a longer pause help?
scenarios: ['{toy.as_posix()}/no-pause', '{toy.as_posix()}/day-pause']
sweeps:
  length:
    cases:
      none: {{proposals.truce: null}}
      day: {{proposals.truce.pause.length: 1d}}
      long: {{proposals.truce.pause.length: 2d}}
seeds: 2
""",
        encoding="utf-8",
    )
    return path
