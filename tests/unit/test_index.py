"""What the replicates of a study are: written for strangers, read back with what is there."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from experiments import index, study
from experiments.index import Held
from experiments.report import answer
from model.errors import InputError
from model.reading import read
from model.scenario import Scenario


def test_a_study_says_all_that_a_stranger_needs(held: Held) -> None:
    home = held.store.study("small")
    about = json.loads((home / "study.json").read_text())
    assert about["design"]["title"] == "Small"
    assert about["axes"] == {"length": ""}
    assert about["code"].keys() == {"hash", "revision", "changed"}
    assert [row["scenario"] for row in held.rows] == ["no-pause", *["day-pause"] * 3] * 2
    assert [row["length"] for row in held.rows] == ["", "none", "day", "long"] * 2
    with (home / "metrics.csv").open() as file:
        assert {"metric": "killed_civilians", "label": "killed", "unit": "people"} in list(
            csv.DictReader(file)
        )


def test_its_scenarios_can_be_run_as_they_stand(held: Held) -> None:
    scenario, document = read(held.store.study("small") / "scenarios" / "day-pause.yaml", Scenario)
    assert float(scenario.horizon) == 5 * 24
    assert (document.folder("city") / scenario.city / "places.csv").is_file()


def test_values_stand_in_the_order_of_the_replicates(held: Held) -> None:
    last = list(held.moments.values())[-1]
    values = held.values(["remaining", "killed_civilians"], last)
    assert values.shape == (8, 2)
    assert np.isfinite(values).all()
    assert np.array_equal(values[0], values[1]), "no pause, and a pause that was taken away"
    assert not np.array_equal(values[0], values[3])
    assert held.cells()["day-pause", "long"] == [3, 7]


def test_what_is_missing_is_no_number(held: Held) -> None:
    for path in held.store.data.iterdir():
        path.unlink()
    empty = index.read(held.store, "small")
    assert not any(empty.finished)
    assert np.isnan(empty.values(["remaining"], next(iter(empty.moments.values())))).all()
    assert answer.summary(empty)


def test_a_study_that_is_not_there_is_told_with_the_nearest(held: Held) -> None:
    with pytest.raises(InputError, match=r"no study 'smal' in it.*did you mean 'small'"):
        index.read(held.store, "smal")


def test_a_metric_that_is_not_there_is_told_with_the_nearest(held: Held) -> None:
    said = (
        r"small/metrics.csv:1:1: there is no metric 'kiled_civilians' in it; expected one of .* and \d+ more"
    )
    with pytest.raises(InputError, match=said + r"; did you mean 'killed_civilians'"):
        held.values(["kiled_civilians"], next(iter(held.moments.values())))


def test_a_broken_file_is_told_by_its_name(held: Held) -> None:
    (pack,) = held.store.data.iterdir()
    content = bytearray(pack.read_bytes())
    content[2000] ^= 1
    pack.write_bytes(content)
    with pytest.raises(InputError, match=f"{pack.name}.*it is broken"):
        list(held.tables())


def test_an_older_design_of_that_name_leaves_nothing_but_its_replicates(held: Held, small: Path) -> None:
    small.write_text(
        small.read_text().replace("/day-pause'", "/as-happened'").split("sweeps:")[0] + "seeds: 1\n"
    )
    index.write(study.prepare(small), held.store)
    home = held.store.study("small")
    assert sorted(path.stem for path in (home / "scenarios").iterdir()) == ["as-happened", "no-pause"]
    assert len(held.store.finished()) == 6
