"""Studies: nothing is run twice, nothing that finished is lost, and the store is always the same."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest

from experiments import index, study, workers
from experiments.runner import Failure
from experiments.store import Store
from experiments.study import Shard, Study, Task
from experiments.workers import Done

WHOLE = Shard()


class Heard:
    """Listens, and remembers what was said."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.failed: list[bool] = []

    def begins(self, total: int) -> None:
        self.failed = []

    def say(self, text: str) -> None:
        self.lines.append(text)

    def fails(self, failure: Failure) -> None:
        self.lines.append(f"failed: {failure}")

    def ended(self, *, failed: bool) -> None:
        self.failed.append(failed)


@pytest.fixture(scope="module")
def remembered() -> dict[str, bytes]:
    """Replicates that some test has run."""
    return {}


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, remembered: dict[str, bytes]) -> list[Task]:
    """Replicates are run once for all tests of this file; what was asked for is remembered."""
    asked: list[Task] = []
    real = study.run

    def once(task: Task) -> bytes:
        asked.append(task)
        if task.key not in remembered:
            remembered[task.key] = real(task)
        return remembered[task.key]

    monkeypatch.setattr(study, "run", once)
    return asked


def carry_out(
    asked: Path | Study, folder: Path, shard: Shard = WHOLE, executor: workers.Executor = workers.here
) -> tuple[study.Outcome, Heard]:
    ready = study.prepare(asked) if isinstance(asked, Path) else asked
    heard, store = Heard(), Store(folder)
    store.open()
    try:
        index.write(ready, store)
        return study.carry_out(ready, store, executor, shard, heard), heard
    finally:
        store.close()


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.parent.name != "log"
    }


def test_replicates_are_seed_by_seed_and_what_is_the_same_is_run_once(
    small: Path, tmp_path: Path, run: list[Task]
) -> None:
    ready = study.prepare(small)
    assert [(each.cell.name, each.cell.labels.get("length"), each.seed) for each in ready.replicas] == [
        (name, length, seed)
        for seed in (1, 2)
        for name, length in (("no-pause", None), *(("day-pause", each) for each in ("none", "day", "long")))
    ]
    outcome, heard = carry_out(small, tmp_path / "store")
    assert (outcome.wanted, outcome.missing, outcome.failures) == (6, 0, [])
    assert len(run) == 6, "a pause that is taken away is no pause"
    assert heard.lines == ["6 replicates: 0 are kept, 6 to run"]
    again, heard = carry_out(small, tmp_path / "store")
    assert (again.missing, len(run)) == (0, 6)
    assert heard.lines == ["6 replicates: 6 are kept, 0 to run"]


def test_another_study_of_the_same_store_runs_only_what_is_new(
    small: Path, tmp_path: Path, run: list[Task]
) -> None:
    carry_out(small, tmp_path / "store")
    wider = small.with_name("wider.yaml")
    wider.write_text(small.read_text().replace("seeds: 2", "seeds: 3").replace("Small", "Wider"))
    carry_out(wider, tmp_path / "store")
    assert [task.seed for task in run] == [1] * 3 + [2] * 3 + [3] * 3
    assert Store(tmp_path / "store").studies() == ["small", "wider"]


def test_all_run_as_long_as_the_longest_pause_lets_them_or_as_long_as_is_said(small: Path) -> None:
    assert {task.lines.hours[-1] for task in study.prepare(small).tasks(study.prepare(small).replicas)} == {
        (3 + 2) * 24
    }
    small.write_text(small.read_text() + "beyond: 1d\n")
    ready = study.prepare(small)
    assert ready.lines.hours[-1] == 4 * 24


def test_points_are_crossed_with_seeds_and_each_has_a_key(small: Path, tmp_path: Path) -> None:
    small.write_text(small.read_text() + "points: {n: 2}\n")
    ready = study.prepare(small)
    assert len(ready.replicas) == 4 * 2 * 2
    assert len({each.key for each in ready.replicas}) == 3 * 2 * 2
    one, two = ready.tasks(ready.replicas)[:2]
    assert (one.seed, two.seed) == (1, 1)
    assert one.point != two.point
    assert study.run(one) != study.run(two)


def test_a_worker_with_other_code_refuses(small: Path) -> None:
    ready = study.prepare(small)
    (task, *_) = ready.tasks(ready.replicas)
    with pytest.raises(RuntimeError, match="another version of Respite"):
        study.run(replace(task, code="other"))


def test_a_poisoned_replicate_is_told_stops_no_other_and_is_tried_again(
    small: Path, tmp_path: Path, run: list[Task], monkeypatch: pytest.MonkeyPatch
) -> None:
    good = study.run

    def poisoned(task: Task) -> bytes:
        if task.seed == 2 and task.name == "no-pause":
            raise ZeroDivisionError("a made-up fault")
        return good(task)

    with monkeypatch.context() as patch:
        patch.setattr(study, "run", poisoned)
        outcome, heard = carry_out(small, tmp_path / "store")
    assert list(map(str, outcome.failures)) == ["no-pause, seed 2: ZeroDivisionError: a made-up fault"]
    assert (outcome.missing, sorted(heard.failed)) == (1, [False] * 5 + [True])
    assert "failed: no-pause, seed 2: ZeroDivisionError: a made-up fault" in heard.lines
    assert len(list(Store(tmp_path / "store").data.iterdir())) == 5, "packed only when whole"
    outcome, _ = carry_out(small, tmp_path / "store")
    assert (outcome.missing, outcome.failures) == (0, [])
    carry_out(small, tmp_path / "other")
    assert files(tmp_path / "store") == files(tmp_path / "other")


def test_shards_share_the_work_and_the_last_one_packs(small: Path, tmp_path: Path, run: list[Task]) -> None:
    carry_out(small, tmp_path / "alone")
    asked = len(run)
    missing = [carry_out(small, tmp_path / "shared", Shard(number, 3))[0].missing for number in (3, 1, 2)]
    assert missing[-1] == 0
    assert all(missing[:-1])
    assert len(run) - asked >= 6
    assert files(tmp_path / "alone") == files(tmp_path / "shared")


def test_the_order_in_which_replicates_end_leaves_no_trace(
    small: Path, tmp_path: Path, run: list[Task]
) -> None:
    def backwards(task: Callable[[Task], bytes], jobs: list[Task]) -> Iterator[Done[Task, bytes]]:
        yield from workers.here(task, jobs[::-1])

    carry_out(small, tmp_path / "one")
    carry_out(small, tmp_path / "two", executor=backwards)  # type: ignore[arg-type]
    assert files(tmp_path / "one") == files(tmp_path / "two")


class PowerCutError(BaseException):
    """Nothing that comes after it is done."""


@pytest.mark.parametrize("call", ["fsync", "replace", "unlink"])
def test_cut_off_at_any_step_a_study_goes_on_to_the_same_store(
    small: Path, tmp_path: Path, run: list[Task], monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    ready = study.prepare(small)
    carry_out(ready, tmp_path / "whole")
    real, cuts = getattr(os, call), 0
    for step in count(1, 3):
        folder, calls = tmp_path / f"{call}-{step}", count(1)

        def cut(*words: object, calls: Iterator[int] = calls, step: int = step, **more: object) -> object:
            if next(calls) == step:
                raise PowerCutError
            return real(*words, **more)

        with monkeypatch.context() as patch:
            patch.setattr(os, call, cut)
            try:
                carry_out(ready, folder)
                is_cut = False
            except PowerCutError:
                is_cut = True
        cuts += is_cut
        carry_out(ready, folder)
        assert files(folder) == files(tmp_path / "whole"), f"cut at the {step}th {call}"
        if not is_cut:
            break
    assert cuts > 1


def test_a_full_disk_loses_nothing_that_finished(
    small: Path, tmp_path: Path, run: list[Task], monkeypatch: pytest.MonkeyPatch
) -> None:
    carry_out(small, tmp_path / "whole")
    real, written = Store.commit, count(1)

    def full(store: Store, key: str, content: bytes) -> None:
        if next(written) == 4:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(store, key, content)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "commit", full)
        with pytest.raises(OSError, match="No space left"):
            carry_out(small, tmp_path / "full")
    assert len(Store(tmp_path / "full").finished()) == 3
    carry_out(small, tmp_path / "full")
    assert files(tmp_path / "full") == files(tmp_path / "whole")


def test_a_torn_file_is_found_and_its_replicate_run_again(
    small: Path, tmp_path: Path, run: list[Task], monkeypatch: pytest.MonkeyPatch
) -> None:
    carry_out(small, tmp_path / "whole")
    real, written = Store.commit, count(1)

    def torn(store: Store, key: str, content: bytes) -> None:
        number = next(written)
        damaged = {2: content[:100], 3: content[:1000] + bytes([content[1000] ^ 1]) + content[1001:]}
        real(store, key, damaged.get(number, content))

    monkeypatch.setattr(Store, "commit", torn)
    outcome, heard = carry_out(small, tmp_path / "torn")
    assert outcome.missing == 1, "one that was cut off is seen at once"
    outcome, heard = carry_out(small, tmp_path / "torn")
    assert outcome.missing == 0
    assert heard.lines[1:] == [
        "some files were broken: their replicates are run again",
        "6 replicates: 5 are kept, 1 to run",
    ]
    assert files(tmp_path / "torn") == files(tmp_path / "whole")


def test_two_workers_leave_the_same_store_as_one(small: Path, tmp_path: Path) -> None:
    carry_out(small, tmp_path / "one")
    carry_out(small, tmp_path / "two", executor=workers.local(2))
    assert files(tmp_path / "one") == files(tmp_path / "two")
