"""Keys: what a replicate depends on changes its key, and nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments import identity
from tests.worlds import TOY, scenario

SAME = ['title="Another"', 'about="x"', "population.total={value: 100, source: another}"]
OTHER = [
    "population.total=101",
    "horizon=59d",
    "mechanisms.front=false",
    "population.total={value: 100, low: 90, high: 110}",
]


@pytest.mark.parametrize("change", SAME)
def test_prose_and_sources_do_not_count(change: str) -> None:
    assert identity.of_scenario(scenario(TOY, "truce")) == identity.of_scenario(
        scenario(TOY, "truce", change)
    )


@pytest.mark.parametrize("change", OTHER)
def test_every_number_and_switch_counts(change: str) -> None:
    assert identity.of_scenario(scenario(TOY, "truce")) != identity.of_scenario(
        scenario(TOY, "truce", change)
    )


def test_proposals_count() -> None:
    assert len({identity.of_scenario(scenario(TOY, name)) for name in ("truce", "lulls", "still")}) == 3


def test_a_city_is_the_tables_that_a_run_reads(tmp_path: Path) -> None:
    for name in ("places.csv", "routes.csv", "reported.csv"):
        (tmp_path / name).write_text("a", encoding="utf-8")
    before = identity.of_city(tmp_path)
    (tmp_path / "reported.csv").write_text("b", encoding="utf-8")
    assert identity.of_city(tmp_path) == before
    (tmp_path / "routes.csv").write_text("b", encoding="utf-8")
    assert identity.of_city(tmp_path) != before


def test_the_code_is_the_sources_of_the_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "a.py").write_text("a", encoding="utf-8")
    monkeypatch.setattr(identity, "HOME", tmp_path)
    before = identity.of_code.__wrapped__()
    (tmp_path / "docs.md").touch()
    assert identity.of_code.__wrapped__() == before
    (tmp_path / "model" / "b.py").touch()
    assert identity.of_code.__wrapped__() != before


def test_the_order_of_keys_does_not_count() -> None:
    assert identity.digest({"a": 1, "b": [1, 2]}) == identity.digest({"b": [1, 2], "a": 1})
    assert identity.digest([1, 2]) != identity.digest([2, 1])
