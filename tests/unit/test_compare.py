"""Scenarios made comparable: one city, one start, one length; paired seeds; what differs and what cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from experiments import compare, room, runner
from experiments.compare import NothingFinishedError, Plan
from experiments.ensemble import Comparison, Replicate
from experiments.runner import Job
from experiments.workers import Done
from model.errors import InputError
from model.reading import read
from model.scenario import Scenario


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def child(toy: Path) -> Iterator[Callable[[str], Path]]:
    """A further scenario of the toy city, gone afterwards."""
    made: list[Path] = []

    def make(text: str) -> Path:
        made.append(written(toy, f"child-{len(made)}", f"extends: day-pause\n{text}"))
        return made[-1]

    yield make
    for path in made:
        path.unlink()


def test_all_run_for_the_longest_pause_beyond_the_horizon(plan: Plan) -> None:
    assert {float(scenario.horizon) for scenario in plan.scenarios.values()} == {96.0}


def test_one_run_has_no_tail(toy: Path) -> None:
    ready = compare.plan(compare.load({"day-pause": toy / "day-pause.yaml"}), with_tail=False)
    assert float(ready.scenarios["day-pause"].horizon) == 72.0
    assert ready.moments == {"at the end": datetime(2016, 11, 29)}


def test_more_than_the_memory_holds_is_refused_before_anything_runs(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(job: Job) -> Replicate:
        raise AssertionError(f"{job.name} was run")

    def passed(job: Job) -> Replicate:
        raise KeyboardInterrupt

    monkeypatch.setattr(room, "memory", lambda: 2e8)
    with pytest.raises(
        InputError, match=r"--replicates:.*5,000 of each scenario would hold .* GB"
    ) as refused:
        compare.compare(plan, range(5000), 1, task=never)
    assert "expected at most " in str(refused.value)
    assert "a study, which keeps them on disk" in str(refused.value)
    most = int(str(refused.value).split("at most ")[1].split(" on this")[0].replace(",", ""))
    with pytest.raises(InputError):
        compare.compare(plan, range(most + 1), 1, task=never)
    with pytest.raises(KeyboardInterrupt):
        compare.compare(plan, range(most), 1, task=passed)
    assert compare.compare(plan, range(1, 2), 1)[0].seeds.tolist() == [1]


def test_a_pause_of_hours_and_a_half_is_made_up_for_in_whole_hours(
    child: Callable[[str], Path], toy: Path
) -> None:
    one = child("proposals: {truce: {pause: {length: 26.6 h}}}")
    ready = compare.plan(compare.load({"no-pause": toy / "no-pause.yaml", "child": one}))
    assert {float(each.horizon) for each in ready.scenarios.values()} == {72.0 + 27.0}
    assert ready.dates[-1] == 99


def test_moments_are_the_dates_of_the_city_and_the_ends(plan: Plan) -> None:
    assert plan.moments == {
        "by the second day": datetime(2016, 11, 28),
        "by 28 November": datetime(2016, 11, 29),
        "by 29 November": datetime(2016, 11, 30),
    }


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("", 24),
        ("proposals: {truce: {pause: {length: 5d, renewals: 2}}}", 120),
        ("proposals: {truce: {pause: {window: {opens: '09:00', closes: '12:00'}}}}", 0),
        ("proposals: {truce: {pause: {ends: handover}}}", 0),
        ("proposals: {truce: {pause: {weapons: [air]}}}", 0),
        ("proposals: {truce: null}", 0),
    ],
)
def test_only_a_pause_that_postpones_counts(child: Callable[[str], Path], text: str, hours: float) -> None:
    assert compare.longest_pause(read(child(text), Scenario)[0]) == hours


def test_the_reference_is_no_pause_or_the_first(plan: Plan, toy: Path) -> None:
    assert plan.reference == "no-pause"
    loaded = compare.load({name: toy / f"{name}.yaml" for name in ("day-pause", "as-happened")})
    assert compare.plan(loaded).reference == "day-pause"


def test_another_start_is_refused_at_its_line(child: Callable[[str], Path], toy: Path) -> None:
    path = child("start: 2016-11-27")
    with pytest.raises(InputError, match=r"child-0.yaml:2:8: start: it starts at another hour"):
        compare.plan(compare.load({"no-pause": toy / "no-pause.yaml", "later": path}))


def test_another_city_is_refused(root: Path, toy: Path) -> None:
    files = {
        "toy": toy / "no-pause.yaml",
        "aleppo": root / "scenarios" / "aleppo-2016" / "no-pause.yaml",
    }
    with pytest.raises(InputError, match="city: it is another city; expected that of toy"):
        compare.plan(compare.load(files))


def test_all_that_is_wrong_is_told_at_once(child: Callable[[str], Path]) -> None:
    files = {"one": child("titel: A"), "two": child("horizon: long")}
    with pytest.raises(InputError) as caught:
        compare.load(files)
    assert {problem.key for problem in caught.value.problems} == {"titel", "horizon"}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("by then,yesterday\n", "dates.csv:2:1: moment: 'yesterday' is not in this form"),
        ("by then,2016-12-01T00:00+03:00\n", "2:1: moment: '2016-12-01T00:00.03:00' is not in this form"),
        ("then,2016-12-01\nthen,2016-12-02\n", "dates.csv:3:1: label: 'then' stands in line 2, too"),
    ],
)
def test_a_date_that_is_none_or_doubled_is_told_at_its_line(tmp_path: Path, rows: str, said: str) -> None:
    path = tmp_path / "dates.csv"
    path.write_text(f"label,moment\n{rows}", encoding="utf-8")
    with pytest.raises(InputError, match=said):
        compare.dates(path)


def test_overrides_apply_to_every_scenario(toy: Path) -> None:
    files = {name: toy / f"{name}.yaml" for name in ("no-pause", "day-pause")}
    loaded = compare.load(files, ["population.total=200"])
    assert [float(scenario.population.total) for scenario, _ in loaded.values()] == [200, 200]


def test_seeds_are_paired_and_a_proposal_changes_only_what_it_touches(comparison: Comparison) -> None:
    none, same, pause = (comparison.ensembles[name] for name in ("no-pause", "as-happened", "day-pause"))
    assert comparison.seeds.tolist() == [1, 2, 3, 4]
    np.testing.assert_array_equal(none.status, same.status)
    # Nothing differs in the hours before the pause begins, but for who has heard of it.
    np.testing.assert_array_equal(none.side[:, 0], pause.side[:, 0])
    assert (pause.metric("offensive_days")[:, -1] == none.metric("offensive_days")[:, -1] - 1).all()


def test_provenance_says_what_it_was_made_from(comparison: Comparison) -> None:
    found = comparison.provenance
    assert found["seeds"] == [1, 2, 3, 4]
    assert found["failed"] == []
    assert any(str(name).endswith("places.csv") for name in found["sources"])  # type: ignore[attr-defined]


def failing(bad: set[tuple[str, int]]) -> Callable[..., Iterator[Done[Job, Replicate]]]:
    def run_all(jobs: Sequence[Job], count: int, say: object, task: object) -> Iterator[Done[Job, Replicate]]:
        for job in jobs:
            is_bad = (job.name, job.seed) in bad
            yield Done(job, None, "Traceback\nValueError: made up") if is_bad else Done(job, runner.run(job))

    return run_all


def test_a_seed_that_failed_in_one_scenario_is_left_out_of_all(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compare, "run_all", failing({("day-pause", 2)}))
    found, failures = compare.compare(plan, range(1, 4), workers=1)
    assert [each.seeds.tolist() for each in found.ensembles.values()] == [[1, 3]] * 3
    assert [str(failure) for failure in failures] == ["day-pause, seed 2: ValueError: made up"]
    assert found.provenance["failed"]


def test_nothing_finished_is_told(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare, "run_all", failing({("no-pause", 1)}))
    with pytest.raises(NothingFinishedError, match="no-pause, seed 1: ValueError: made up"):
        compare.compare(plan, range(1, 2), workers=1)


def test_a_run_beyond_the_calendar_is_refused(toy: Path) -> None:
    scenario, document = read(toy / "no-pause.yaml", Scenario)
    late = scenario.model_copy(update={"start": datetime(9999, 12, 31)})
    with pytest.raises(InputError, match="after the year 9999"):
        compare._end(late, document, 72.0, 0.0)
