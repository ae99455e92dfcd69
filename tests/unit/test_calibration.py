"""A calibration in the toy city: only figures that may calibrate, cut off at any run, and its bad files."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from experiments import catalogue, workers
from experiments.calibration import course, emulator, plan, posterior, recovery
from experiments.calibration.course import Course
from experiments.calibration.plan import Ready
from experiments.calibration.runs import FailedError, Runner
from experiments.report import calibration as report
from experiments.report import page
from experiments.report.upkeep import StoppedError
from experiments.store import Store
from experiments.study import Task
from experiments.workers import Done
from model import kernels
from model.errors import InputError
from model.reading import posterior as stored
from model.reading import read
from model.scenario import Scenario
from tests.unit.test_study import Heard, PowerCutError, files

TEXT = """\
title: Toy
about: two numbers of the toy city
scenario: '{toy}/as-happened'
priors:
  behaviour.front: {{value: 3.9, low: 1, high: 6, source: made up}}
  front.aftermath: {{value: 48 h, low: 24 h, high: 96 h, source: made up}}
observables: [remaining, killed_civilians]
design: 64
particles: 16
first_seed: 5
"""


@pytest.fixture(scope="session")
def doubted(toy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy city, with a model that may be off by a fifth."""
    scenarios = tmp_path_factory.mktemp("doubted") / "scenarios"
    shutil.copytree(toy.parent, scenarios)
    lines = "observable,relative,count,source\n*,0.2,1,made up\n"
    (scenarios / toy.name / "discrepancy.csv").write_text(lines, encoding="utf-8")
    return scenarios / toy.name


@pytest.fixture
def small(doubted: Path, tmp_path: Path) -> Path:
    """A calibration of the toy city."""
    return written(doubted, tmp_path)


def written(city: Path, folder: Path) -> Path:
    path = folder / "small.yaml"
    path.write_text(TEXT.format(toy=city.as_posix()), encoding="utf-8")
    return path


def test_figures_of_which_nobody_says_how_far_they_are_off_fit_nothing(toy: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="level: neither its reporter nor the model is given a spread"):
        plan.load(written(toy, tmp_path))


def runner(path: Path, folder: Path, executor: workers.Executor = workers.here) -> Runner:
    store = Store(folder)
    store.open()
    return Runner(plan.load(path), store, executor, Heard())


@pytest.fixture(scope="session")
def fitted(doubted: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, Path]:
    """It has been carried out, and left this store."""
    folder = tmp_path_factory.mktemp("fitted")
    return course.carry_out(runner(written(doubted, folder), folder / "store")), folder / "store"


def test_a_calibration_goes_from_prior_to_posterior_and_cut_off_anywhere_ends_the_same(
    small: Path, tmp_path: Path, fitted: tuple[Course, Path]
) -> None:
    whole, home = fitted
    assert whole.posterior.temperature == 1.0
    assert whole.posterior.places.shape == (16, 2)
    assert {each.figure.id for each in whole.checked} == {"level", "guess"}, "no run tells of the first day"

    left = [3, 50, 13, 4]  # runs until the next cut; more are asked for than these

    def cut(task: Callable[[Task], bytes], jobs: list[Task]) -> Iterator[Done[Task, bytes]]:
        for job in jobs:
            if left:
                left[0] -= 1
                if left[0] < 0:
                    left.pop(0)
                    raise PowerCutError
            yield workers.attempt(task, job)

    for _ in range(4):
        with pytest.raises(PowerCutError):
            course.carry_out(runner(small, tmp_path / "cut", cut))  # type: ignore[arg-type]
    again = course.carry_out(runner(small, tmp_path / "cut", cut))  # type: ignore[arg-type]
    assert posterior.draws(again) == posterior.draws(whole)
    assert posterior.summary(again) == posterior.summary(whole)
    assert files(tmp_path / "cut") == files(home)


def test_only_figures_that_may_calibrate_ever_enter(small: Path, tmp_path: Path) -> None:
    ready = plan.load(small)
    held_out = [each for each in ready.reported.figures if each.is_held_out]
    assert any(each.observable == "killed_civilians" for each in held_out)
    assert {each.id for each in ready.figures} == {"level", "guess", "start"}
    assert plan.usable(ready.reported.figures, ["killed_civilians", "out_total"]) == plan.usable(
        ready.reported.figures, ["killed_civilians"]
    )
    leaking = replace(ready, figures=(*ready.figures, held_out[0]))
    lines = Runner(ready, opened(tmp_path), workers.here, Heard()).lines(np.zeros((1, 2)), np.array([1]))
    for look in (course.log_likelihood, course.observe):
        with pytest.raises(ValueError, match=f"held-out figures do not calibrate: {held_out[0].id}"):
            look(leaking, lines)


def opened(folder: Path) -> Store:
    store = Store(folder / "store")
    store.open()
    return store


def test_a_run_at_a_place_has_its_numbers_there_and_all_others_as_its_seed_draws_them(small: Path) -> None:
    from experiments import points
    from model.simulation import settled

    ready = plan.load(small)
    (point,) = ready.points(np.array([[0.0, 1.6448536]]))
    there, drawn = points.settled(ready.scenario, point, 3), settled(ready.scenario, 3)
    assert there.behaviour.front.value == pytest.approx(3.9)
    assert there.front.aftermath.value == pytest.approx(96.0)
    assert there.behaviour.peers == drawn.behaviour.peers
    assert ready.numbers(np.array([[0.0, 1.6448536]]))[0] == pytest.approx([3.9, 96.0])


def test_the_posterior_is_a_table_of_draws_with_its_origin(
    tmp_path: Path, fitted: tuple[Course, Path]
) -> None:
    found, _ = fitted
    head, *rows = posterior.draws(found).decode().splitlines()
    assert head == "behaviour.front [1],front.aftermath [h]"
    assert len(rows) == 16
    (tmp_path / "found.csv").write_bytes(posterior.draws(found))
    (tmp_path / "found.yaml").write_bytes(posterior.origin(found, datetime(2026, 1, 2, 3, 4)))
    read_back = stored.read(tmp_path / "found.csv", "found.csv")
    assert [column.key for column in read_back.columns] == list(found.ready.keys)
    assert read_back.origin.requires == {"behaviour.rule": "proportional-hazards"}
    assert set(read_back.origin.prior) == set(found.ready.keys)
    assert read_back.origin.figures == ("level", "guess", "start")
    kept = posterior.summary(found)
    json.dumps(kept)
    assert kept["diagnostics"]["temperatures"][-1] == 1.0
    assert [each["key"] for each in kept["numbers"]] == ["behaviour.front", "front.aftermath"]
    truths = recovery.recover(found.ready, found.wave, 12)
    assert truths.held.shape == (12, 2, 2)
    assert (truths.held[..., 1] >= truths.held[..., 0]).all(), "the interval of 80% holds that of 50%"


def test_what_restates_a_figure_is_not_counted_among_those_inside(fitted: tuple[Course, Path]) -> None:
    found, _ = fitted
    again = [replace(each, figure=replace(each.figure, restates=each.figure.id)) for each in found.checked]
    twice = replace(found, checked=[*found.checked, *again])
    assert posterior.diagnostics(twice) == posterior.diagnostics(found)


def test_a_run_that_fails_stops_it_by_name(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernels, "are_compiled", lambda _: True)  # else some run here first

    def failing(task: Callable[[Task], bytes], jobs: list[Task]) -> Iterator[Done[Task, bytes]]:
        yield from (Done(job, None, "a made-up fault") for job in jobs)

    with pytest.raises(FailedError, match="small, seed 5: a made-up fault, and 63 more"):
        course.carry_out(runner(small, tmp_path / "store", failing))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("behaviour.front:", "behaviour.frnt:", "unknown key"),
        ("{value: 3.9, low: 1, high: 6, source: made up}", "3.9", "priors.behaviour.front: it has no range"),
        ("[remaining, killed_civilians]", "[remainig]", "did you mean 'remaining'?"),
        ("[remaining, killed_civilians]", "[out_total]", "no figure of these observables may calibrate"),
        ("as-happened", "as-hapened", "there is no such file"),
        (
            "design: 64",
            "set: {uncertainty: false}",
            "scenario: uncertainty is false: its runs",
        ),
        (
            "design: 64",
            "design: 9",
            "design: 9 runs are too few to emulate 2 numbers; expected 10 at least",
        ),
        ("particles:", "particels:", "did you mean 'particles'?"),
    ],
)
def test_a_bad_file_is_told_at_its_line(small: Path, old: str, new: str, message: str) -> None:
    text = small.read_text(encoding="utf-8")
    assert old in text
    small.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError) as error:
        plan.load(small)
    assert message in str(error.value)
    assert "small.yaml:" in str(error.value)


@pytest.mark.parametrize("path", sorted(catalogue.CALIBRATIONS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_calibration_can_be_run_and_uses_no_later_figure(path: Path) -> None:
    ready: Ready = plan.load(path)
    assert f"{max(each.moment for each in ready.figures):%Y-%m-%d %H}" <= "2016-12-03 00"
    assert {each.use for each in ready.figures} == {"calibration"}
    assert 8 <= len(ready.keys) <= 12
    # What was narrowed by hand, so that runs came near the figures, is no prior: none is narrower here.
    sets = (
        [f"parameters={json.dumps(ready.design.set_['parameters'])}"]
        if "parameters" in ready.design.set_
        else []
    )
    shipped = read(catalogue.find(ready.design.scenario), Scenario, sets)[0]
    before = plan.quantities(shipped)
    for key in set(before) & set(ready.keys):
        old, new = before[key], ready.priors[key]
        assert new.low <= old.low < old.high <= new.high


def test_the_range_of_chance_of_so_many_cases() -> None:
    # Of ten with one half each: 1 or fewer in 1.1%, 2 or fewer in 5.5%.
    assert recovery.binomial(10, 0.5) == (2, 8)
    assert recovery.binomial(1, 0.5) == (0, 1)


def test_what_comes_of_it_is_kept_told_and_drawn(
    small: Path, tmp_path: Path, fitted: tuple[Course, Path]
) -> None:
    shutil.copytree(fitted[1], tmp_path / "store")
    notes = Console(file=io.StringIO(), width=200)
    asked = report.prepare(str(small), tmp_path / "store", tmp_path / "out", 1, None)
    parts = report.calibrate(asked, notes)
    assert "population 1: temperature" in notes.file.getvalue()  # type: ignore[attr-defined]
    kept = sorted(path.name for path in (tmp_path / "out" / "small").iterdir())
    figures = [f"{name}.{kind}" for name in ("figures", "numbers", "steps") for kind in ("png", "svg")]
    assert kept == sorted([*figures, "small.csv", "small.yaml", "summary.json"])
    said = page.of(parts, 100, 150)
    assert "behaviour.front" in said
    assert "held out" not in said
    assert (tmp_path / "out" / "small" / "small.csv").read_bytes() == posterior.draws(fitted[0])
    parts = report.recover(asked, 12, notes)
    assert "12 runs over the prior" in page.of(parts, 100, 150)
    assert (tmp_path / "out" / "small" / "recovery.png").is_file()


def test_a_calibration_that_is_not_there_is_told_with_the_nearest_that_is(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="did you mean 'bi-threshold'"):
        report.prepare("bi-treshold", tmp_path / "store", tmp_path / "out", 1, None)


def test_priors_that_leave_too_little_are_told(
    small: Path, tmp_path: Path, fitted: tuple[Course, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(fitted[1], tmp_path / "store")
    monkeypatch.setattr(emulator, "LIMIT", 0.0)
    asked = report.prepare(str(small), tmp_path / "store", tmp_path / "out", 1, None)
    with pytest.raises(StoppedError, match="0 of 64 runs are not ruled out, too few to go on from"):
        report.calibrate(asked, Console(file=io.StringIO()))
