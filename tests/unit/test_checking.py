"""What `check` says of a scenario that can be run but should be mended."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiments import catalogue, checking

PAUSE = """extends: base
title: A pause
about: Fighting stops.
source: a test
proposals:
  a-pause:
    kind: pause
    pause:
      announced: 2016-11-26 12:00
      start: 2016-11-27
      length: 1d
      kept_by_government: 0.5
      kept_by_opposition: {value: 0.5, source: assumed}
      violation: {value: 50%, low: 25%, high: 1}
      renewals: 0
"""


def check(folder: Path, text: str) -> checking.Checked:
    (folder / "a-pause.yaml").write_text(text, encoding="utf-8")
    (found,) = checking.check(str(folder / "a-pause.yaml"))
    return found


def test_a_number_of_a_proposal_without_a_source_is_noted_where_it_stands(toy: Path) -> None:
    found = check(toy, PAUSE)
    (toy / "a-pause.yaml").unlink()
    assert found.problems == ()
    said = (
        "a number without a source; expected {value: ..., source: where it comes from}; 'assumed' is a source"
    )
    # Not the length, which is a term of what is agreed as its start is, and not what is the default anyway.
    assert [str(note).removeprefix(f"{toy}/a-pause.yaml:") for note in found.notes] == [
        f"12:27: proposals.a-pause.pause.kept_by_government: {said}",
        f"14:18: proposals.a-pause.pause.violation: {said}",
    ]


def test_a_proposal_that_begins_after_the_run_is_noted(toy: Path) -> None:
    found = check(toy, PAUSE.replace("2016-11-2", "2017-11-2"))
    (toy / "a-pause.yaml").unlink()
    assert found.problems == ()
    (said,) = [str(note) for note in found.notes if "source" not in str(note)]
    assert said.endswith(
        "proposals.a-pause: it begins after the end of the run; expected a date before 2016-11-29 00:00"
    )


def test_a_proposal_that_begins_before_the_run_is_noted(toy: Path) -> None:
    found = check(toy, PAUSE.replace("2016-11-2", "2015-11-2"))
    (toy / "a-pause.yaml").unlink()
    assert found.problems == ()
    (said,) = [str(note) for note in found.notes if "source" not in str(note)]
    assert "proposals.a-pause: it begins before the run: convoys due before are left out" in said


def test_a_scenario_that_cannot_be_run_has_problems_and_no_notes(toy: Path) -> None:
    found = check(toy, PAUSE.replace("renewals: 0", "renewal: 0"))
    (toy / "a-pause.yaml").unlink()
    assert (len(found.problems), found.notes) == (1, ())


def test_a_row_of_a_table_that_may_be_a_slip_is_noted(toy: Path) -> None:
    row = "Guesser,remaining,2061-11-27,5,assumed"
    (toy / "beyond.csv").write_text(f"reporter,observable,day,people,source\n{row}\n", encoding="utf-8")
    (found,) = checking.check(str(toy / "no-pause.yaml"))
    (toy / "beyond.csv").unlink()
    assert found.problems == ()
    assert [each.wrong for each in found.notes] == ["it lies outside the run"]


@pytest.mark.parametrize("name", ["dates.csv", "events.csv"])
def test_a_row_that_is_cut_short_is_wrong_in_a_table_that_nothing_reads_too(toy: Path, name: str) -> None:
    there, old = toy / name, (toy / "dates.csv").read_text(encoding="utf-8")
    there.write_text("label,moment,source\nthe end,2016-11-28\n", encoding="utf-8")
    (found,) = checking.check(str(toy / "no-pause.yaml"))
    there.unlink()
    (toy / "dates.csv").write_text(old, encoding="utf-8")
    assert [str(each).removeprefix(f"{there}:") for each in found.problems] == [
        "2:1: source: the row has 2 cells; expected 3, one for each column"
    ]


@pytest.mark.parametrize("path", catalogue.shipped(), ids=lambda path: path.stem)
def test_shipped_scenarios_pass_without_a_note(path: Path) -> None:
    assert list(checking.check(str(path))) == [checking.Checked(str(path), ())]
