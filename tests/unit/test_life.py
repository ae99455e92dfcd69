"""The command that follows one family: what it prints, keeps and refuses, and the figure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rich.console import Console

from experiments import compare
from experiments.lives.follow import follow
from experiments.plots import _life, _page, draw_lives
from experiments.report.life import CAUTION, Outcome
from tests.unit.test_plots import check_text
from tests.unit.test_session import respite


def test_it_prints_both_lives_and_keeps_them(root: Path, toy: Path, tmp_path: Path) -> None:
    words = ("life", toy / "no-pause.yaml", toy / "day-pause.yaml", "--out", tmp_path / "found")
    done = respite(root, *words)
    assert done.returncode == 0, done.stderr
    for text in (
        "No pause",
        "One-day pause",
        "here the two lives part",
        "Chosen because",
        "An invented family",
    ):
        assert text in done.stdout
    kept = {path.relative_to(tmp_path / "found").as_posix() for path in (tmp_path / "found").rglob("*")}
    figures = {"figures/life.png", "figures/life.svg"}
    assert {"life.json", "provenance.json", "a/resolved.yaml", "b/resolved.yaml", *figures} <= kept
    origin = json.loads((tmp_path / "found" / "provenance.json").read_text(encoding="utf-8"))
    assert (origin["seeds"], set(origin["scenarios"])) == ([1], {"a", "b"})
    assert set(origin["seconds"]) == {"a 1", "b 1"}
    again = respite(root, *words)
    assert (again.returncode, "it exists" in again.stderr) == (2, True)
    resolved = respite(root, "check", tmp_path / "found" / "a" / "resolved.yaml")
    assert resolved.returncode == 0, resolved.stderr


def test_as_json_it_is_one_document(root: Path, toy: Path, tmp_path: Path) -> None:
    words = ("life", toy / "no-pause.yaml", toy / "no-pause.yaml", "--household=2", "--seed=3")
    done = respite(root, *words, "--json", "--quiet", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert {"provenance", "engine", "results", "lives", "partings", "family"} <= found.keys()
    assert (found["seed"], found["household"], found["partings"]) == (3, 2, [])
    assert json.loads((tmp_path / found["results"] / "life.json").read_text(encoding="utf-8")) == found


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("{toy}/no-pause.yaml", "{toy}/day-pause.yaml", "--household", "999999"), "a number from 1 to"),
        (("{toy}/no-pause.yaml", "{toy}/day-pause.yaml", "--household", "0"), "--household"),
        (("{toy}/no-pause.yaml", "{toy}/day-pauze.yaml"), "there is no such file"),
        (("{toy}/no-pause.yaml", "{toy}"), "it is a folder"),
        (("{toy}/no-pause.yaml",), "OTHER"),
    ],
)
def test_bad_input_ends_with_2_and_writes_nothing(
    root: Path, toy: Path, tmp_path: Path, words: tuple[str, ...], message: str
) -> None:
    done = respite(root, "life", *(word.format(toy=toy) for word in words), cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("number", [None, 1, 5, 12, 20])
def test_the_figure_is_drawn_with_all_its_text_apart(toy: Path, tmp_path: Path, number: int | None) -> None:
    files = {"a": toy / "no-pause.yaml", "b": toy / "day-pause.yaml"}
    lives = follow(compare.plan(compare.load(files), with_tail=False), 1, number)
    figure = _life.figure(lives)
    check_text(figure)
    said = " ".join(text.get_text() for text in figure.texts)
    assert "One life is an illustration, not evidence" in said
    assert f"Household {lives.number:,} of {lives.households:,}, seed 1" in said
    assert _page.LIMITS in said
    assert [path.name for path in draw_lives(lives, tmp_path / "figures")] == ["life.png", "life.svg"]


@pytest.mark.parametrize("width", [80, 130])
def test_the_tables_fit_the_terminal(toy: Path, width: int) -> None:
    files = {"a": toy / "no-pause.yaml", "b": toy / "day-pause.yaml"}
    lives = follow(compare.plan(compare.load(files), with_tail=False), 1, None)
    console = Console(width=width, record=True, quiet=True)
    with console.capture() as captured:
        console.quiet = False
        console.print(*Outcome(lives, Path(), {}).tables(), sep="\n")
    lines = captured.get().splitlines()
    assert max(map(len, lines)) <= width
    assert CAUTION in lines
