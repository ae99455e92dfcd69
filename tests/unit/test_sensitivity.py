"""Sensitivity: functions whose indices are known, luck that is told from effects, and what cannot be told."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from experiments import index, points, study, workers
from experiments import sensitivity as sensitive
from experiments.design import Points
from experiments.points import Point
from experiments.report import answer, effects
from experiments.report.progress import Reporter
from experiments.sensitivity import Sensitivity, sensitivity
from experiments.store import Store
from experiments.study import Shard
from model.errors import InputError

METRIC = "killed_civilians"


def laid(method: str, n: int, names: str = "abc", over: tuple[str, ...] | None = None) -> list[Point]:
    return points.spread(Points(n=n, method=method, over=over), names)  # type: ignore[arg-type]


def found(method: str, drawn: list[Point], *outcomes: np.ndarray, names: str = "abc") -> Sensitivity:
    """The sensitivity of outcomes option by option, point x seed."""
    quantiles = np.array([[point[name] for name in names] for point in drawn])
    options = ["no-pause", "a-pause", "another"][: len(outcomes)]
    return Sensitivity(
        METRIC, "by the end", method, list(names), quantiles, options, [0] * len(options), np.array(outcomes)
    )


def columns(drawn: list[Point], names: str = "abc") -> list[np.ndarray]:
    return [np.array([[point[name]] for point in drawn]) for name in names]


def lucky(seed: int, shape: tuple[int, int]) -> np.ndarray:
    """Numbers without any pattern, one for each point and seed."""
    steps = np.arange(1, shape[0] * shape[1] + 1).reshape(shape)
    return np.modf(np.sin(steps * (12.9898 + seed)) * 43758.5453)[0]


class TestMorris:
    def test_a_trajectory_changes_every_number_once_within_the_range_of_5_to_95_percent(self) -> None:
        drawn = laid("morris", 3)
        quantiles = np.array([list(point.values()) for point in drawn])
        assert quantiles.shape == (3 * 4, 3)
        assert sorted({round(each, 6) for each in quantiles.ravel()}) == [0.05, 0.35, 0.65, 0.95]
        for block in quantiles.reshape(3, 4, 3):
            assert np.array_equal((np.diff(block, axis=0) != 0.0).sum(axis=0), [1, 1, 1])

    def test_a_straight_line_has_its_slopes_and_no_bend(self) -> None:
        drawn = laid("morris", 5)
        a, b, c = columns(drawn)
        line = found("morris", drawn, 40.0 * a - 2.0 * b + 0.0 * c)
        (each,) = line.effects.values()
        # In a step of a its quantile moves by 0.6.
        assert [effect.size for effect in each] == pytest.approx([24.0, 1.2, 0.0])
        assert [effect.slope for effect in each] == pytest.approx([24.0, -1.2, 0.0])
        assert [effect.bend for effect in each] == pytest.approx([0.0, 0.0, 0.0], abs=1e-6)
        assert [effect.high - effect.low for effect in each] == pytest.approx([0.0, 0.0, 0.0], abs=1e-9)
        assert [line.numbers[number] for number in line.ranked] == ["a", "b", "c"]

    def test_numbers_that_act_together_bend(self) -> None:
        drawn = laid("morris", 20)
        a, b, c = columns(drawn)
        (each,) = found("morris", drawn, a * b + c).effects.values()
        assert each[0].bend > 0.1
        assert each[1].bend > 0.1
        assert each[2].bend == pytest.approx(0.0, abs=1e-6)

    def test_the_size_is_the_root_of_the_mean_square_and_its_interval_that_of_the_squares(self) -> None:
        """Of steps of 1, 2, 3: squares 1, 4, 9 with the mean 14 / 3 and the deviation 4.04 of three."""
        drawn = laid("morris", 3)
        steps = np.array([1.0, 2.0, 3.0])
        outcomes = np.zeros((3, 4, 1))
        told = found("morris", drawn, outcomes.reshape(12, 1))
        for block, (before, after) in enumerate(told.pairs[:, 0]):
            low, high = sorted((before, after))
            outcomes.reshape(12, 1)[high : 4 * block + 4] = steps[block]
            assert low + 1 == high
        (each,) = found("morris", drawn, outcomes.reshape(12, 1)).effects.values()
        half = 4.302653 * np.std([1, 4, 9], ddof=1) / np.sqrt(3)
        assert each[0].size == pytest.approx(np.sqrt(14 / 3))
        assert (each[0].low, each[0].high) == pytest.approx((0.0, np.sqrt(14 / 3 + half)))
        assert each[1].size == 0.0

    def test_luck_adds_nothing_to_a_size(self) -> None:
        """a moves the outcome by 3 a step and b by nothing, under luck of a deviation of 5; 200 times."""
        drawn, luck = laid("morris", 4), np.random.default_rng(1)
        a, _, _ = columns(drawn)
        squares = []
        for _ in range(200):
            told = found("morris", drawn, 5.0 * a + 5.0 * luck.normal(size=(len(drawn), 4)))
            steps = told.outcomes[0][told.pairs[..., 1]] - told.outcomes[0][told.pairs[..., 0]]
            squares.append(sensitive._squares(steps).mean(axis=0))
        assert np.mean(squares, axis=0) == pytest.approx([9.0, 0.0, 0.0], abs=1.5)


class TestSobol:
    def test_base_points_that_are_all_alike_leave_no_variance_to_tell_of(self) -> None:
        drawn = laid("sobol-total", 4)
        outcomes = np.zeros((len(drawn), 1))
        outcomes[1] = 1.0  # where the first number alone was changed
        (each,) = found("sobol-total", drawn, outcomes).effects.values()
        assert all(math.isnan(effect.size) for effect in each)
        assert "luck alone" in effects._said(each[0])

    def test_total_orders_are_those_of_the_expected_outcome(self) -> None:
        """a and b move it as 2 to 1, and leave 0.8 and 0.2 of its variance; luck is as large as that."""
        drawn, luck = laid("sobol-total", 256), np.random.default_rng(1)
        a, b, _ = columns(drawn)
        noise = luck.normal(size=(len(drawn), 2)) * np.std(2.0 * a + b)
        (each,) = found("sobol-total", drawn, 2.0 * a + b + noise).effects.values()
        for effect, known in zip(each, (0.8, 0.2, 0.0), strict=True):
            assert effect.low <= known <= effect.high
            assert effect.size == pytest.approx(known, abs=0.2)

    def test_total_orders_of_ishigami(self) -> None:
        drawn = laid("sobol-total", 1024)
        a, b, c = (math.pi * (2.0 * column - 1.0) for column in columns(drawn))
        ishigami = np.sin(a) + 7.0 * np.sin(b) ** 2 + 0.1 * c**4 * np.sin(a)
        (each,) = found("sobol-total", drawn, ishigami).effects.values()
        # Ishigami and Homma (1990).
        for effect, known in zip(each, (0.5576, 0.4424, 0.2437), strict=True):
            assert effect.low - 0.02 < known < effect.high + 0.02
            assert 0.0 < effect.high - effect.low < 0.2

    def test_only_the_numbers_that_are_named_vary(self) -> None:
        drawn = laid("sobol-total", 4, over=("a", "c"))
        assert len(drawn) == 4 * (2 + 2)
        assert {point["b"] for point in drawn} == {0.5}
        assert len({point["a"] for point in drawn}) > 4


@pytest.mark.parametrize(("method", "n"), [("morris", 12), ("sobol-total", 16)])
class TestLuck:
    def test_an_effect_that_all_seeds_share_is_seen_and_luck_is_not(self, method: str, n: int) -> None:
        drawn = laid(method, n)
        a, _, _ = columns(drawn)
        noise = lucky(1, (len(drawn), 4))
        told = found(method, drawn, 5.0 * a + noise)
        (each,) = told.effects.values()
        assert [effect.is_seen for effect in each] == [True, False, False]
        assert [told.is_seen(number) for number in range(3)] == [True, False, False]

    def test_one_seed_leaves_it_open(self, method: str, n: int) -> None:
        drawn = laid(method, n)
        told = found(method, drawn, columns(drawn)[0])
        (each,) = told.effects.values()
        assert {effect.is_seen for effect in each} == {None}
        assert math.isnan(told.order_by_luck)

    def test_what_never_changes_hangs_on_nothing(self, method: str, n: int) -> None:
        drawn = laid(method, n)
        (each,) = found(method, drawn, np.full((len(drawn), 2), 7.0)).effects.values()
        assert {effect.is_seen for effect in each} == {False}
        if method == "morris":
            assert {(effect.size, effect.low, effect.high) for effect in each} == {(0.0, 0.0, 0.0)}


class TestOptions:
    def test_gains_are_against_the_reference_with_the_same_luck(self) -> None:
        drawn = laid("morris", 6)
        a, b, _ = columns(drawn)
        noise = 10.0 * lucky(2, (len(drawn), 3))
        told = found("morris", drawn, a + noise, a + b + noise)
        _, gain = told.effects.values()
        assert list(told.effects) == ["no-pause", "a-pause − no-pause"]
        assert [effect.is_seen for effect in gain] == [False, True, False]
        assert gain[0].size == pytest.approx(0.0, abs=1e-9)

    def test_numbers_stand_in_the_order_of_their_largest_effect_that_is_seen(self) -> None:
        drawn = laid("morris", 6)
        a, b, c = columns(drawn)
        noise = 10.0 * lucky(2, (len(drawn), 3))
        told = found("morris", drawn, 100.0 * a + noise, 102.0 * a - 30.0 * b + noise)
        level, gain = ([each.is_seen for each in some] for some in told.effects.values())
        assert (level, gain) == ([True, False, False], [True, True, False])
        assert [told.numbers[number] for number in told.ranked] == ["a", "b", "c"]
        # What the seeds do not agree on comes last, however large it may be.
        told = found("morris", drawn, 100.0 * noise, 100.0 * noise + c)
        assert told.numbers[told.ranked[0]] == "c"

    def test_the_order_changes_where_a_number_crosses_another(self) -> None:
        drawn = laid("morris", 8)
        a, b, _ = columns(drawn)
        told = found("morris", drawn, a, 0.0 * a + 0.5, 10.0 + b)
        # Each trajectory moves a by two of its four steps, over the middle; b never reaches the others.
        assert [each.mean for each in told.order_changes] == [1.0, 0.0, 0.0]
        # Of eight in eight, and of none in eight: 0.025 to the power of an eighth.
        always, never, _ = told.order_changes
        assert (always.low, always.high) == pytest.approx((0.6306, 1.0), abs=1e-4)
        assert (never.low, never.high) == pytest.approx((0.0, 0.3694), abs=1e-4)

    def test_luck_alone_may_change_the_order(self) -> None:
        drawn = laid("morris", 8)
        one = np.tile([0.0, 1.0], (len(drawn), 1))
        assert found("morris", drawn, one, 0.0 * one + 0.5).order_by_luck == 1.0
        assert found("morris", drawn, one, one + 1.0).order_by_luck == 0.0


DESIGN = """\
title: What matters
about: In a toy city, which numbers move the outcome?
scenarios: ['{toy}/no-pause', '{toy}/day-pause']
sweeps:
  kept:
    cases: {{half: {{proposals.truce.pause.violation: {{value: 0.5, low: 0.2, high: 1, source: made up}}}}}}
points: {{n: {n}, method: {method}, over: [shelling.air.lethality, proposals.pause.violation]}}
seeds: 2
"""


def design(toy: Path, folder: Path, method: str = "morris", n: int = 2) -> Path:
    path = folder / "matter.yaml"
    path.write_text(DESIGN.format(toy=toy.as_posix(), n=n, method=method), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def store(toy: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A study of two trajectories in the toy city, carried out."""
    folder = tmp_path_factory.mktemp("matter")
    found_store, ready = Store(folder / "store"), study.prepare(design(toy, folder))
    found_store.open()
    index.write(ready, found_store)
    study.carry_out(ready, found_store, workers.here, Shard(), Reporter(Console(quiet=True), 0))
    return found_store


class TestStudies:
    def test_a_study_of_trajectories_is_told_by_metric(self, store: Store) -> None:
        told = sensitivity(index.read(store, None), METRIC)
        assert told.numbers == ["proposals.pause.violation", "shelling.air.lethality"]
        assert (told.blocks, told.seeds, told.outcomes.shape) == (2, 2, (2, 6, 2))
        assert told.references == [0, 0]
        assert list(told.effects) == ["no-pause", "day-pause (kept half) − no-pause"]
        # Nothing that a pause promises reaches the scenario without one.
        assert told.effects["no-pause"][0].size == 0.0

    def test_a_number_that_a_scenario_does_not_have_is_not_run_for_it_again(self, store: Store) -> None:
        with (store.study("matter") / "replicates.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        keys = {
            name: {row["replicate"] for row in rows if row["scenario"] == name}
            for name in ("no-pause", "day-pause")
        }
        assert len(keys["day-pause"]) == 12
        assert len(keys["no-pause"]) < 12

    def test_seeds_that_are_not_whole_do_not_count(
        self, store: Store, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        held = index.read(store, None)
        last = next(row["replicate"] for row in reversed(held.rows) if row["scenario"] == "day-pause")
        values = index.Held.values
        monkeypatch.setattr(
            index.Held,
            "values",
            lambda self, *asked: np.where(
                np.array([[row["replicate"] == last] for row in self.rows]), np.nan, values(self, *asked)
            ),
        )
        assert sensitivity(held, METRIC).seeds == 1
        monkeypatch.setattr(index.Held, "values", lambda self, *asked: np.full((len(self.rows), 1), np.nan))
        with pytest.raises(
            InputError, match="no seed of it is whole; expected a study that has come further"
        ):
            sensitivity(held, METRIC)

    def test_the_page_json_and_figure(self, store: Store, tmp_path: Path) -> None:
        told = answer.answer(store.folder, None, figures=tmp_path, sensitive=METRIC)
        assert [path.name for path in told.files] == [f"matter-{METRIC}.png", f"matter-{METRIC}.svg"]
        assert all(path.stat().st_size > 1000 for path in told.files)
        plain = effects.plain(told.hanging)
        assert {each["name"] for each in plain["numbers"]} == {
            "proposals.pause.violation",
            "shelling.air.lethality",
        }
        assert '"is_seen": null' not in told.as_json()
        assert "2 trajectories, 2 seeds" in effects.legend(told.hanging)

    def test_a_metric_that_is_none(self, store: Store) -> None:
        with pytest.raises(InputError, match="did you mean 'killed_civilians'"):
            sensitivity(index.read(store, None), "kiled_civilians")

    def test_a_study_of_other_points(self, held: index.Held) -> None:
        with pytest.raises(
            InputError,
            match=r"a study whose points\.method is morris or sobol-total",
        ):
            sensitivity(held, METRIC)


class TestDesigns:
    def test_a_number_that_no_scenario_draws(self, toy: Path, tmp_path: Path) -> None:
        path = design(toy, tmp_path)
        path.write_text(
            path.read_text(encoding="utf-8").replace("air.lethality", "air.letality"), encoding="utf-8"
        )
        with pytest.raises(InputError) as caught:
            study.prepare(path)
        (problem,) = caught.value.problems
        assert (problem.line, problem.key) == (7, "points.over.0")
        assert problem.wrong == "no scenario draws 'shelling.air.letality'"
        assert problem.nearest == "shelling.air.lethality"

    def test_points_over_nothing(self, toy: Path, tmp_path: Path) -> None:
        path = design(toy, tmp_path)
        path.write_text(path.read_text(encoding="utf-8") + "set: {uncertainty: false}\n", encoding="utf-8")
        with pytest.raises(
            InputError, match="7:9: points: no scenario draws a number; expected scenarios of"
        ):
            study.prepare(path)

    @pytest.mark.parametrize(
        ("method", "n", "said"),
        [
            ("morris", 1, "points.n: 1 leaves no interval; expected at least 2"),
            ("sobol-total", 6, "points.n: 6 is no power of 2"),
        ],
    )
    def test_too_few_or_unbalanced(self, toy: Path, tmp_path: Path, method: str, n: int, said: str) -> None:
        with pytest.raises(InputError, match=said):
            study.prepare(design(toy, tmp_path, method, n))

    def test_without_salib(self, toy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = design(toy, tmp_path)
        monkeypatch.setattr(points, "find_spec", lambda name: None)
        monkeypatch.setattr(points, "spread", lambda *_: [])
        with pytest.raises(
            InputError, match=r"points.method: SALib is not installed.*respite\[sensitivity\]"
        ):
            study.prepare(path)
