"""Where compiled code is kept, and whether it is there."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from model import kernels

VERSION = f"py{sys.version_info.major}{sys.version_info.minor}"

ON_FOOT = b"an index, with model.rules.behaviour.on_foot among its types"


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A model of one compiled module."""
    (tmp_path / "engine").mkdir()
    (tmp_path / "engine" / "hours.py").write_text("@njit(cache=True)\n", encoding="utf-8")
    (tmp_path / "engine" / "plain.py").write_text("", encoding="utf-8")
    monkeypatch.setattr(kernels, "MODEL", tmp_path)
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    monkeypatch.delenv("NUMBA_NUM_THREADS", raising=False)
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    return tmp_path


def test_code_that_is_missing_stale_or_of_another_python_does_not_count(model: Path) -> None:
    kernels.settle()
    kept = Path(os.environ["NUMBA_CACHE_DIR"])
    kept.mkdir(parents=True)
    assert not kernels.are_compiled("on-foot")
    (kept / "hours.pass_hours-1.py20.nbi").write_bytes(ON_FOOT)
    assert not kernels.are_compiled("on-foot")
    index = kept / f"hours.pass_hours-1.{VERSION}.nbi"
    index.write_bytes(ON_FOOT)
    assert kernels.are_compiled("on-foot")
    os.utime(index, (0, 0))
    assert not kernels.are_compiled("on-foot")


def test_code_for_one_rule_of_leaving_is_none_for_another(model: Path) -> None:
    kernels.settle()
    kept = Path(os.environ["NUMBA_CACHE_DIR"])
    kept.mkdir(parents=True)
    (kept / f"hours.pass_hours-1.{VERSION}.nbi").write_bytes(ON_FOOT)
    assert not kernels.are_compiled("by-bus")
    (kept / f"hours.put_off-1.{VERSION}.nbi").write_bytes(ON_FOOT.replace(b"on_foot", b"by_bus"))
    assert not kernels.are_compiled("by-bus"), "the last to be compiled counts"
    (kept / f"hours.pass_hours-1.{VERSION}.nbi").write_bytes(ON_FOOT + ON_FOOT.replace(b"on_foot", b"by_bus"))
    assert kernels.are_compiled("by-bus")
    assert kernels.are_compiled("on-foot")


def test_one_thread_and_code_beside_the_package_where_that_can_be_written(model: Path) -> None:
    kernels.settle()
    assert os.environ["NUMBA_NUM_THREADS"] == os.environ["OPENBLAS_NUM_THREADS"] == "1"
    assert Path(os.environ["NUMBA_CACHE_DIR"]).parent == model / "__pycache__" / "kernels"


def test_a_changed_rule_has_code_of_its_own(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kernels.settle()
    before = os.environ["NUMBA_CACHE_DIR"]
    (model / "rules" / "behaviour").mkdir(parents=True)
    (model / "rules" / "behaviour" / "flee.py").write_text("speed = 1\n", encoding="utf-8")
    monkeypatch.delenv("NUMBA_CACHE_DIR")
    kernels.settle()
    assert os.environ["NUMBA_CACHE_DIR"] != before


def test_code_goes_to_the_user_where_the_source_cannot_be_written(
    model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    kernels.settle()
    assert Path(os.environ["NUMBA_CACHE_DIR"]).parts[-3:-1] == ("respite", "kernels")


def test_the_choice_of_the_user_stands(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", "elsewhere")
    kernels.settle()
    assert os.environ["NUMBA_CACHE_DIR"] == "elsewhere"
