"""Posteriors: one row of all their numbers for each seed, what wins over them, and one clear error."""

# ruff: noqa: E501 (messages are compared whole, each on one line)

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from experiments import checking, identity, index, points, posterior, provenance, results, study
from experiments.store import Store
from model.errors import InputError
from model.parameters import to_plain
from model.reading import Document, read
from model.scenario import Scenario
from model.simulation import settled

ROWS = ((3.3, 3.9, 60.0), (3.4, 3.8, 90.0), (3.2, 4.0, 120.0))
TABLE = "behaviour.threat [1],behaviour.front [1],behaviour.travel [min]\n" + "".join(
    f"{threat},{front},{travel:g}\n" for threat, front, travel in ROWS
)
ORIGIN = """\
about: The rule of leaving, by hand for a test
figures: [out_all on 30 November]
as_of: 2016-12-02
requires: {behaviour.rule: proportional-hazards}
prior: {behaviour.front: {value: 3.9, low: 3.78, high: 4.02}}
seeds: 1-2
revision: none
made: 2026-11-23 03:00
"""
SEEDS = range(1, 301)
Load = Callable[..., tuple[Scenario, Document]]


@pytest.fixture
def city(toy: Path, tmp_path: Path) -> Path:
    """The toy city with the posterior `found` beside the shipped numbers."""
    folder = shutil.copytree(toy.parent, tmp_path / "scenarios")
    shutil.rmtree(folder / "parameters" / "posteriors")  # of the shipped ones
    (folder / "parameters" / "posteriors").mkdir()
    put(folder, TABLE)
    return folder / "toy"


def put(scenarios: Path, table: str, origin: str | None = ORIGIN, name: str = "found") -> None:
    path = scenarios / "parameters" / "posteriors" / f"{name}.csv"
    path.write_text(table, encoding="utf-8")
    if origin is not None:
        path.with_suffix(".yaml").write_text(origin, encoding="utf-8")


@pytest.fixture
def load(city: Path) -> Load:
    """A scenario of that city, `no-pause` with the posterior if nothing else is said."""

    def loaded(text: str = "posterior: found\n", *sets: str) -> tuple[Scenario, Document]:
        path = city / "mine.yaml"
        path.write_text(f"extends: no-pause\n{text}", encoding="utf-8")
        return read(path, Scenario, sets)

    return loaded


@pytest.fixture
def wrong(load: Load, city: Path) -> Callable[..., str]:
    """What is said of a posterior, or of the scenario that names it."""

    def said(*words: str, table: str = TABLE, origin: str | None = ORIGIN) -> str:
        put(city.parent, table, origin)
        with pytest.raises(InputError) as caught:
            load(*words)
        folder = city.parent.as_posix()
        return str(caught.value).replace(f"{folder}/parameters/posteriors/", "").replace(f"{folder}/", "")

    return said


def row(scenario: Scenario, seed: int) -> tuple[float, ...]:
    """What a replicate has for the numbers of the posterior, travel in minutes."""
    rule = settled(scenario, seed).behaviour
    return float(rule.threat), float(rule.front), float(rule.travel) * 60.0


class TestDrawing:
    def test_each_seed_has_one_row_and_each_row_its_share_of_seeds(self, load: Load) -> None:
        scenario, _ = load()
        drawn = [row(scenario, seed) for seed in SEEDS]
        # A share of 1/3 in 300 draws has a standard deviation of 0.027.
        assert all(abs(drawn.count(each) / len(drawn) - 1 / 3) < 0.11 for each in ROWS)
        assert set(drawn) == set(ROWS)

    def test_every_scenario_has_the_same_row_with_a_seed(self, load: Load, city: Path) -> None:
        other, _ = read(city / "day-pause.yaml", Scenario, ["posterior=found"])
        mine, _ = load()
        assert [row(other, seed) for seed in SEEDS] == [row(mine, seed) for seed in SEEDS]

    def test_all_other_numbers_are_drawn_as_without_it(self, load: Load) -> None:
        without, _ = load("")
        held = {"behaviour.threat", "behaviour.front", "behaviour.travel", "posterior"}
        for seed in (1, 2):
            mine, theirs = (flat(to_plain(settled(each, seed))) for each in (load()[0], without))
            assert {key for key in theirs | mine if mine.get(key) != theirs.get(key)} == held

    def test_without_uncertainty_each_is_at_its_median(self, load: Load) -> None:
        scenario, _ = load("posterior: found\nuncertainty: false\n")
        assert row(scenario, 1) == row(scenario, 2) == (3.3, 3.9, 90.0)

    def test_its_5_and_95_percent_points_are_draws(self, load: Load) -> None:
        front = load()[0].behaviour.front
        assert (front.low, front.value, front.high) == (3.8, 3.9, 4.0)
        assert front.source == "posterior found"


class TestWhatWins:
    def test_the_posterior_wins_over_what_the_file_that_names_it_extends(
        self, load: Load, city: Path
    ) -> None:
        path = city / "no-pause.yaml"
        path.write_text(path.read_text(encoding="utf-8") + "behaviour: {front: 1}\n", encoding="utf-8")
        scenario, _ = load()
        assert {row(scenario, seed)[1] for seed in SEEDS} == {3.8, 3.9, 4.0}

    def test_a_file_wins_over_the_posterior_that_it_names_and_check_notes_it(self, load: Load) -> None:
        scenario, document = load("posterior: found\nbehaviour: {front: 1}\n")
        assert {row(scenario, seed)[1] for seed in SEEDS} == {1.0}
        assert {row(scenario, seed)[0] for seed in SEEDS} == {3.2, 3.3, 3.4}
        (found,) = checking.check(str(document.path))
        assert not found.problems
        assert [str(note).partition("mine.yaml")[2] for note in found.notes] == [
            ":3:20: behaviour.front: stands over the posterior 'found', which has it too; expected no such key, where that of the posterior is meant"
        ]

    @pytest.mark.parametrize("words", ["posterior: found\n", ""])
    def test_set_wins_over_it(self, load: Load, words: str) -> None:
        sets = [] if words else ["posterior=found"]
        scenario, _ = load(words, "behaviour.front=1", *sets)
        assert {row(scenario, seed)[1] for seed in SEEDS} == {1.0}
        assert {row(scenario, seed)[0] for seed in SEEDS} == {3.2, 3.3, 3.4}

    def test_a_range_that_is_set_is_drawn_as_always(self, load: Load) -> None:
        ranged = "behaviour.front={value: 3.9, low: 3.7, high: 4.1}"
        mine, theirs = load("posterior: found\n", ranged)[0], load("", ranged)[0]
        assert [row(mine, seed)[1] for seed in SEEDS] == [row(theirs, seed)[1] for seed in SEEDS]

    def test_a_single_end_of_a_range_that_is_set_counts(self, load: Load) -> None:
        scenario, _ = load("posterior: found\n", "behaviour.front.low=3.7")
        assert len({row(scenario, seed)[1] for seed in SEEDS}) == len(SEEDS)

    def test_what_set_names_replaces_what_the_file_names(self, load: Load, city: Path) -> None:
        put(city.parent, "behaviour.threat [1]\n9\n", name="other")
        scenario, _ = load("posterior: found\n", "posterior=other")
        assert scenario.posterior == "other"
        assert scenario.behaviour.threat.draws == (9.0,)
        assert scenario.behaviour.front == load("")[0].behaviour.front

    def test_null_takes_it_away(self, load: Load, city: Path) -> None:
        without = load("")[0]
        assert load("posterior: found\n", "posterior=null")[0] == without
        (city / "middle.yaml").write_text("extends: no-pause\nposterior: found\n", encoding="utf-8")
        (city / "last.yaml").write_text("extends: middle\nposterior: null\n", encoding="utf-8")
        assert read(city / "last.yaml", Scenario)[0] == without

    def test_one_beside_the_file_is_found_first(self, load: Load, city: Path) -> None:
        (city / "posteriors").mkdir()
        put_beside = city / "posteriors" / "found.csv"
        put_beside.write_text("behaviour.threat [1]\n9\n", encoding="utf-8")
        put_beside.with_suffix(".yaml").write_text(ORIGIN, encoding="utf-8")
        assert load()[0].behaviour.threat.draws == (9.0,)


class TestErrors:
    def test_no_such_posterior(self, wrong: Callable[..., str]) -> None:
        assert wrong("posterior: fond\n") == (
            "toy/mine.yaml:2:12: posterior: there is no file fond.csv; expected the name of a posterior; did you mean 'found'?"
        )

    def test_draws_without_an_origin(self, wrong: Callable[..., str], city: Path) -> None:
        (city.parent / "parameters" / "posteriors" / "found.yaml").unlink()
        assert wrong(origin=None) == "found.yaml:1:1: there is no such file; expected a YAML file"

    def test_an_origin_that_is_not_whole(self, wrong: Callable[..., str]) -> None:
        assert wrong(origin=ORIGIN.replace("as_of: 2016-12-02", "asof: 2016-12-02")).splitlines() == [
            "found.yaml:1:1: as_of: is missing; expected a date from 1900 to 2099, such as 2016-12-02 or 2016-12-02 18:00 (no figure is later)",
            "found.yaml:3:1: asof: unknown key; expected one of about, as_of, diagnostics, figures, made, prior, requires, revision, seeds; did you mean 'as_of'?",
        ]

    def test_the_posterior_of_another_rule(self, wrong: Callable[..., str], toy: Path) -> None:
        gravity = "parameters=[surveys, homs-2014, aleppo-2016-record, assumed, behaviour-gravity]"
        assert wrong("posterior: found\n", gravity) == (
            "toy/mine.yaml:2:12: posterior: 'found' was calibrated with behaviour.rule: 'proportional-hazards', and here is 'gravity'; expected one that was calibrated with 'gravity'"
        )

    def test_a_key_that_the_scenario_does_not_have(self, wrong: Callable[..., str]) -> None:
        said = wrong(table=TABLE.replace("behaviour.front", "behaviour.frnt"))
        assert said.startswith("found.csv:1:32: behaviour.frnt: unknown key; expected one of ")
        assert said.endswith("; did you mean 'front'?")

    def test_a_named_thing_that_the_scenario_does_not_have(self, wrong: Callable[..., str]) -> None:
        said = wrong(table="proposals.truce.pause.violation [1]\n0.5\n")
        assert said.startswith("found.csv:1:11: proposals.truce: there is nothing of this name")

    def test_a_unit_of_another_kind(self, wrong: Callable[..., str]) -> None:
        said = wrong(table="behaviour.travel [km]\n2\n")
        assert said.startswith(
            "found.csv:1:1: behaviour.travel.unit: 'km' is not a unit of this key; expected a duration"
        )

    def test_a_draw_out_of_bounds(self, wrong: Callable[..., str]) -> None:
        table = "behaviour.front [1],population.under_15 [1]\n" + "1,0.5\n" * 30 + "1, 1.5\n"
        assert wrong(table=table) == (
            "found.csv:32:4: population.under_15: 1.5 is out of range; expected a number from 0 to 1"
        )

    @pytest.mark.parametrize(
        ("table", "said"),
        [
            ("", "found.csv:1:1: there is no draw in it; expected a header of keys, and a line for each draw"),
            ("behaviour.front [1]\n", "found.csv:1:1: there is no draw in it; expected a header of keys, and a line for each draw"),
            ("behaviour.front\n1\n", "found.csv:1:1: 'behaviour.front' does not head a column; expected a dotted key and its unit, such as 'behaviour.front [1]'"),
            ("behaviour.front [1], behaviour.front [1]\n1,1\n", "found.csv:1:22: behaviour.front: stands twice; expected each key once"),
            ("behaviour.front [1],behaviour.threat [1]\n1,2\n3\n", "found.csv:3:1: the line has 1 numbers, and the header 2 keys; expected a number for each key"),
            ("behaviour.front [1]\n1\nmuch\n", "found.csv:3:1: behaviour.front: 'much' is no number; expected a number in the unit of the header"),
            ("behaviour.front [1]\nnan\n", "found.csv:2:1: behaviour.front: 'nan' is no number; expected a number in the unit of the header"),
        ],
    )  # fmt: skip
    def test_a_table_that_is_none(self, wrong: Callable[..., str], table: str, said: str) -> None:
        assert wrong(table=table) == said

    def test_what_is_no_name(self, wrong: Callable[..., str]) -> None:
        said = "expected a name of letters, digits, hyphens and underscores"
        assert (
            wrong("posterior: ../found\n")
            == f"toy/mine.yaml:2:12: posterior: '../found' does not fit; {said}"
        )
        assert wrong("posterior: [found]\n") == f"toy/mine.yaml:2:12: posterior: a list does not fit; {said}"


class TestProvenance:
    def test_both_files_are_sources_by_their_hash(self, load: Load, city: Path) -> None:
        _, document = load()
        found = provenance.sources([document], city)
        for path in posterior.files([city.parent / "parameters" / "posteriors" / "found.csv"]):
            assert found[str(path)] == hashlib.sha256(path.read_bytes()).hexdigest()

    def test_the_key_of_a_replicate_is_of_the_draws_and_not_of_the_name(self, load: Load, city: Path) -> None:
        before = identity.of_scenario(load()[0])
        put(city.parent, TABLE, name="renamed")
        assert identity.of_scenario(load("posterior: renamed\n")[0]) == before
        put(city.parent, TABLE.replace("120", "121"))
        assert identity.of_scenario(load()[0]) != before
        assert identity.of_scenario(load("")[0]) != before

    def test_results_hold_the_posterior_and_read_back_as_they_were(self, load: Load, tmp_path: Path) -> None:
        scenario, document = load("posterior: found\nbehaviour: {threat: 2}\n")
        results.write_resolved(tmp_path / "mine", scenario, Path(".."), [document.posterior.path])
        again, _ = read(tmp_path / "mine" / results.RESOLVED, Scenario)
        assert again.behaviour == scenario.behaviour
        assert again.posterior == "found"
        assert [row(again, seed) for seed in SEEDS] == [row(scenario, seed) for seed in SEEDS]


class TestStudies:
    def test_points_spread_the_row_in_place_of_its_numbers(self, load: Load) -> None:
        scenario, _ = load()
        names = points.uncertain(scenario)
        assert set(points.uncertain(load("")[0])) - set(names) == {
            "behaviour.threat",
            "behaviour.front",
            "behaviour.travel",
        }
        assert "posterior" in names
        middle = points.settled(scenario, dict.fromkeys(names, 0.5), 1)
        assert row(middle, 1) == row(middle, 2) == ROWS[1]

    def test_a_design_may_set_it_or_sweep_over_it(self, city: Path, tmp_path: Path) -> None:
        put(city.parent, "behaviour.threat [1]\n9\n", name="other")
        path = tmp_path / "design.yaml"
        path.write_text(
            f"""\
title: With and without
about: What does calibration change?
scenarios: ['{city.as_posix()}/no-pause']
set: {{posterior: found, behaviour.front: 1}}
sweeps:
  from:
    cases: {{hand: {{posterior: null}}, found: {{}}, other: {{posterior: other}}}}
seeds: 1
""",
            encoding="utf-8",
        )
        ready = study.prepare(path)
        cells = {cell.labels["from"]: cell.scenario for cell in ready.read.cells}
        assert [cells[name].posterior for name in ("hand", "found", "other")] == [None, "found", "other"]
        assert [len(cells[name].behaviour.threat.draws) for name in ("hand", "found", "other")] == [0, 3, 1]
        assert {float(cell.behaviour.front) for cell in cells.values()} == {1.0}
        assert len({each.key for each in ready.replicas}) == 3
        store = Store(tmp_path / "store")
        store.open()
        index.write(ready, store)
        kept = store.study("design") / "scenarios"
        assert {each.name for each in (kept / "posteriors").iterdir()} >= {"found.csv", "other.yaml"}
        assert read(kept / "no-pause.yaml", Scenario)[0].behaviour == cells["found"].behaviour


def flat(plain: object, key: str = "") -> dict[str, object]:
    """Every value of a plain tree by its dotted key; of a number only its value."""
    if not isinstance(plain, dict) or "value" in plain:
        return {key: plain["value"] if isinstance(plain, dict) else plain}
    inner = (flat(each, f"{key}.{word}" if key else word) for word, each in plain.items())
    return {word: value for found in inner for word, value in found.items()}
