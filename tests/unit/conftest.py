"""The toy city: three places under siege, beside the shipped parameter files, and a comparison in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from experiments import compare
from experiments.compare import Plan
from experiments.ensemble import Comparison


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
