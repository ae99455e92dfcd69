"""What results were made from, inside a checkout and outside."""

from __future__ import annotations

import hashlib
import platform
from pathlib import Path

import pytest

from experiments import provenance
from experiments.compare import Plan


def test_versions_name_python_and_the_libraries() -> None:
    found = provenance.versions()
    assert found["python"] == platform.python_version()
    assert all(found[name] not in ("", "not installed") for name in ("respite", "mesa", "numpy", "numba"))


def test_outside_git_the_revision_is_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provenance, "HOME", tmp_path)
    assert provenance.code() == {"revision": "unknown", "changed": "unknown"}


def test_every_source_has_its_hash(plan: Plan) -> None:
    found = provenance.sources(plan.documents.values(), plan.folder)
    path = plan.folder / "places.csv"
    assert found[str(path)] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert sum(name.endswith(".yaml") for name in found) >= 4


def test_shipped_files_are_named_by_their_place_in_the_checkout(root: Path) -> None:
    found = provenance.sources([], root / "scenarios" / "aleppo-2016")
    assert "scenarios/aleppo-2016/places.csv" in found
