"""Each piece of the benchmarks runs, on a city so small that nothing is timed by it."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experiments.store import Store
from model import city, reading
from model.scenario import Scenario

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture(autouse=True)
def beside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    monkeypatch.setattr(sys, "path", list(sys.path))  # the scripts add to it


@pytest.fixture(scope="module")
def ring(tmp_path_factory: pytest.TempPathFactory) -> Path:
    sys.path.insert(0, str(BENCHMARKS))
    try:
        import ring_city
    finally:
        sys.path.remove(str(BENCHMARKS))
    return Path(ring_city.write(tmp_path_factory.mktemp("ring"), places=20, people=400, hours=48))


def made(name: str, ring: Path, size: int = 300) -> Any:  # noqa: ANN401 - contestants share no class
    import contestants

    return contestants.make(name, ring, size)


def test_the_ring_city_has_the_places_and_people_asked_for(ring: Path) -> None:
    scenario, document = reading.read(ring, Scenario)
    ground = city.load(document.folder("city"))
    assert len(ground.places) == 20
    assert float(scenario.population.total) == 400
    assert {len(ground.neighbours[i]) for i in ground.enclave} <= {2, 3, 4}


def test_engines_have_a_household_each_and_live_the_same_hours(ring: Path) -> None:
    one, other = made("arrays", ring), made("objects", ring)
    one.take(5)
    other.take(5)
    assert one.size == other.size > 50
    np.testing.assert_array_equal(one.simulation.record.status, other.simulation.record.status)


@pytest.mark.parametrize("name", ["mesa-do", "mesa-shuffle", "numpy", "compiled"])
def test_by_the_hand_written_rule_everyone_leaves_in_the_end_and_stays_out(
    name: str, ring: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import contestants

    monkeypatch.setattr(contestants, "HAZARD", 0.5)
    contestant = made(name, ring)
    assert contestant.size == 300
    for _ in range(60):
        contestant.step()
    enclave = {f"{i}" for i in city.load(ring.parent).enclave}
    if name.startswith("mesa"):
        assert not {str(agent.cell.coordinate) for agent in contestant.agents} & enclave
    else:
        assert not set(contestant.place.astype(str)) & enclave


def test_the_scan_compares_each_threshold_once_an_hour() -> None:
    import loops

    level, row, total = np.array([0.0, 1.0, 2.0]), np.zeros(3, np.int32), np.array([1.5])
    assert loops.scan(level, row, total, 2) == 4


def test_how_far_a_study_is_counts_replicates_and_packs(tmp_path: Path) -> None:
    import kill

    assert kill.progress(tmp_path, 2000) == 0.0
    (tmp_path / "data").mkdir()
    for number in range(10):
        (tmp_path / "data" / f"{number}.parquet").touch()
    assert kill.progress(tmp_path, 2000) == pytest.approx(10 / 2200)
    (tmp_path / "data" / "pack-a.parquet").touch()
    assert kill.progress(tmp_path, 2000) == pytest.approx((1010 + 100) / 2200)
    (tmp_path / "data" / "pack-b.parquet").touch()
    assert kill.progress(tmp_path, 2000) == 1.0


def test_the_moments_to_kill_at_are_drawn_once_and_for_all() -> None:
    import kill

    drawn = kill.moments(10)
    assert drawn == sorted(drawn) == kill.moments(10)
    assert 0.0 < drawn[0] < drawn[-1] < 1.0
    assert len(set(drawn)) == 10


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_study_that_was_killed_has_the_store_of_an_undisturbed_one(tmp_path: Path) -> None:
    import kill

    design = kill.write(tmp_path, 120)
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    kill.finish(design, whole, 1)
    (found,) = kill.killed(design, killed, 120, [0.2])
    assert 24 <= found.kept < 120
    assert kill.differing(whole, killed) == []
    (pack,) = (killed / "data").iterdir()
    pack.write_bytes(pack.read_bytes()[:-1])
    assert kill.differing(whole, killed) == [f"data/{pack.name}"]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_trial_that_is_given_up_leaves_no_study_running(tmp_path: Path) -> None:
    import kill

    design = kill.write(tmp_path, 400)
    with pytest.raises(KeyboardInterrupt), kill.started(design, tmp_path / "store", 1) as process:
        raise KeyboardInterrupt
    assert process.returncode == -signal.SIGKILL


def test_what_a_store_costs_is_told_of_every_replicate(tmp_path: Path) -> None:
    import kill
    import store

    from experiments import runner, study

    real, ready = runner.replicate, study.prepare(kill.write(tmp_path, 8))
    bare, whole = store.cost(ready, tmp_path / "store")
    assert 0.0 < bare < whole
    assert len(Store(tmp_path / "store").finished()) == 8
    assert runner.replicate is real


def test_a_table_replaces_the_one_before_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import page

    monkeypatch.setattr(page, "PAGE", tmp_path / "README.md")
    page.PAGE.write_text("# One\n\n<!-- a -->\nold\n<!-- end of a -->\n\nrest\n", encoding="utf-8")
    page.put("a", page.table(("x", "y"), [("one", "2")]))
    found = page.PAGE.read_text(encoding="utf-8")
    assert "old" not in found
    assert "| x | y |\n| --- | ---: |\n| one | 2 |" in found
    assert found.endswith("<!-- end of a -->\n\nrest\n")
