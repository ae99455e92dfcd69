"""What is told of a study: weighed, drawn, summed up; the same as a page and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pytest
from rich.console import RenderableType

from experiments import index
from experiments.choice import choice
from experiments.decision import weigh
from experiments.index import Held
from experiments.report import page
from experiments.report.answer import Answer, answer, shown, summary
from experiments.report.numbers import said
from model.errors import InputError
from model.record import METRICS


def printed(parts: Iterable[RenderableType]) -> str:
    return page.of(parts, 160, 160)


def test_the_options_of_a_study_are_weighed_and_drawn(held: Held, tmp_path: Path) -> None:
    found = answer(held.store.folder, None, "killed_civilians", "out_all", tmp_path)
    page = printed(found.page())
    assert page.index("less is better") < page.index("more is better")
    assert [path.name for path in found.files] == ["small.png", "small.svg"]
    assert str(found.files[1]) in page.replace("\n", "")
    assert (tmp_path / "small.svg").is_file()


def test_weighing_and_figure_say_that_people_were_scaled_up_from_a_sample(held: Held) -> None:
    path = held.store.study(held.name) / "study.json"
    path.write_text(json.dumps({**held.about, "population_scale": [0.1]}))
    page = printed(answer(held.store.folder, None, "killed_civilians").page())
    assert page.count("Scaled up from a sample of 10% of the households.") == 1
    assert "scaled up from a sample of 10%;" in shown(index.read(held.store, None)).about


def test_the_summary_has_a_row_for_each_cell_that_has_runs(held: Held) -> None:
    lines = printed(summary(held)).splitlines()
    rows = [line.split() for line in lines if line.startswith((" no-pause", " day-pause"))]
    cases = (["day-pause", each] for each in ("none", "day", "long"))
    assert [row[:2] for row in rows] == [["no-pause", "2"], *cases]
    assert rows[0][2:] == rows[1][3:], "a pause that is taken away is no pause"


def test_the_summary_says_what_its_cells_are_and_cuts_none_of_them(held: Held) -> None:
    text = " ".join(page.of(summary(held), 40, 40).split())
    assert "…" not in text
    assert (
        "Median of the runs of each row, and below it the interval in which 90% of others would lie" in text
    )
    assert "of fewer than 10 runs that is little more than their range." in text


def test_json_has_every_cell_with_the_numbers_of_the_page_and_where_they_come_from(held: Held) -> None:
    document = json.loads(Answer(held).as_json())
    assert document["replicates"] == {"asked": 8, "there": 8}
    assert [each["values"] for each in document["cells"]][1:] == [
        {"length": "none"},
        {"length": "day"},
        {"length": "long"},
    ]
    long = document["cells"][3]
    assert (long["scenario"], long["runs"], long["outcomes"].keys()) == ("day-pause", 2, METRICS.keys())
    values = held.values(["remaining"], list(held.moments.values())[-1])[[3, 7], 0]
    assert long["outcomes"]["remaining"]["median"] == np.median(values)
    assert said(np.median(values)) in printed(summary(held))
    assert document["provenance"]["code"] == held.about["code"]
    assert document["provenance"]["sources"] == held.about["sources"]
    assert document["weighed"] == document["files"] == []


@pytest.mark.parametrize("least", [True, False])
def test_json_has_the_whole_weighing(held: Held, least: bool) -> None:
    found = choice(held, "remaining")
    document = json.loads(Answer(held, [(found, least)]).as_json())
    (told,) = document["weighed"]
    assert (told["metric"], told["unit"], told["better"]) == ("remaining", "people", ["more", "less"][least])
    assert told["reference"] == "no-pause"
    for one, each in zip(told["options"], weigh(found, least=least), strict=True):
        assert one["mean"] == each.mean
        assert one["ranks"] == pytest.approx(each.ranks)
        assert one["regret"] == {"mean": each.regret.mean, "low": each.regret.low, "high": each.regret.high}
        assert (one["difference"] is None) == (each.option == 0)
    taken_away = next(one for one in told["options"] if one["values"] == {"length": "none"})
    assert taken_away["difference"]["luck_shared"] is None, (
        "every pair is the same: there is no number for it"
    )
    assert (taken_away["difference"]["mean"], taken_away["difference"]["better"]) == (0.0, 0.5)


def test_an_empty_study_is_told_as_json_too(held: Held) -> None:
    for path in held.store.data.iterdir():
        path.unlink()
    assert json.loads(Answer(held).as_json())["cells"] == []


@pytest.mark.parametrize(("least", "sensitive"), [("killed_civilians", None), (None, "killed_civilians")])
def test_figures_are_not_drawn_into_a_file(
    held: Held, tmp_path: Path, least: str | None, sensitive: str | None
) -> None:
    (tmp_path / "letter").touch()
    with pytest.raises(InputError, match="letter:1:1: it is no folder; expected a folder, or a new name"):
        answer(held.store.folder, None, least, None, tmp_path / "letter", None, sensitive)
