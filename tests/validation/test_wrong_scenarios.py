"""Wrong scenario files of twelve kinds, each over eastern Aleppo's base, and the one error that each gets."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from experiments.fitting import fitted
from model.errors import InputError
from model.reading import read
from model.scenario import Scenario

BASE = Path(__file__).resolve().parents[2] / "scenarios" / "aleppo-2016" / "base.yaml"
HEAD = "extends: BASE\ntitle: Wrong\nabout: A file with one thing wrong.\nsource: a test\n"
PAUSE = """proposals:
  p:
    kind: pause
    pause:
      announced: 2016-12-01
      start: 2016-12-02
      length: 10d
      kept_by_government: 0.5
      kept_by_opposition: 0.5
      violation: 1
"""
WAY = "proposals:\n  announced-exits:\n    corridor:\n      ways: [bustan_al_kasr > karaj_al_hajez]\n"

WRONG = {
    "unknown key": (
        HEAD + "behavior:\n  trust: 9\n",
        (
            "wrong.yaml:5:1: behavior: unknown key; expected one of about, aid, behaviour, city, family, "
            "front, horizon, information, kin, mechanisms, medical, movement and 13 more; "
            "did you mean 'behaviour'?"
        ),
    ),
    "a duration without its unit": (
        HEAD + PAUSE.replace("10d", "10"),
        (
            "wrong.yaml:11:15: proposals.p.pause.length: 10 is a bare number; "
            "expected a unit with it: write '10d' or '6 h'"
        ),
    ),
    "a date in words": (
        HEAD + PAUSE.replace("2016-12-02", "2 December 2016"),
        (
            "wrong.yaml:10:14: proposals.p.pause.start: '2 December 2016' is not in this form; "
            "expected a date from 1900 to 2099, such as 2016-12-02 or 2016-12-02 18:00"
        ),
    ),
    "out of range": (
        HEAD + PAUSE.replace("kept_by_government: 0.5", "kept_by_government: 1.5"),
        (
            "wrong.yaml:12:27: proposals.p.pause.kept_by_government: 1.5 is out of range; "
            "expected a number from 0 to 1"
        ),
    ),
    "unknown kind": (
        HEAD + PAUSE.replace("kind: pause", "kind: puase"),
        (
            "wrong.yaml:7:11: proposals.p.kind: 'puase' is not a known kind; expected one of "
            "aid-convoys, corridor, daily-lulls, medical-evacuation, negotiated-evacuation, pause; "
            "did you mean 'pause'?"
        ),
    ),
    "missing key": (
        HEAD + PAUSE.replace("      violation: 1\n", ""),
        (
            "wrong.yaml:9:7: proposals.p.pause.violation: is missing; expected a number from 0 to 1 "
            "(intensity of the fighting on a day on which the government side breaks it, of the usual)"
        ),
    ),
    "unknown place": (
        HEAD + WAY,
        (
            "wrong.yaml:8:13: proposals.announced-exits.corridor.ways: no place 'bustan_al_kasr' "
            "in aleppo-2016; "
            "expected a way out written as inside>outside with place ids; did you mean 'bustan_al_qasr'?"
        ),
    ),
    "a key twice": (
        HEAD + "horizon: 3d\nhorizon: 4d\n",
        "wrong.yaml:6:1: horizon: stands twice, first in line 5; expected each key once",
    ),
    "low above value": (
        HEAD + "population:\n  total: {value: 1000, low: 2000, high: 3000, source: x}\n",
        (
            "wrong.yaml:6:10: population.total: low 2000, value 1000, high 3000 are out of order; "
            "expected low <= value <= high"
        ),
    ),
    "no such parent": (
        "extends: bsae\ntitle: Wrong\n",
        "wrong.yaml:1:10: extends: there is no file bsae.yaml; expected the name of a file",
    ),
    "not YAML": (
        HEAD + "front: [recorded\n",
        (
            "wrong.yaml:6:1: cannot be read as YAML: expected ',' or ']', but got '<stream end>'; "
            "expected 'key: value' lines, indented by spaces"
        ),
    ),
    "more than all flee": (
        HEAD + "front:\n  flee_forward: {value: 0.8, source: x}\n  flee_inward: {value: 0.7, source: x}\n",
        "wrong.yaml:7:16: front.flee_inward: and flee_forward are more than all; expected a sum of at most 1",
    ),
    "more than all are children or old": (
        HEAD + "population:\n  under_15: {value: 0.7, source: x}\n  over_64: {value: 0.6, source: x}\n",
        "wrong.yaml:7:12: population.over_64: and under_15 are more than all; expected a sum of at most 1",
    ),
    "wrong unit": (
        HEAD + "movement:\n  speed: 3 m/fortnight\n",
        (
            "wrong.yaml:6:10: movement.speed: '3 m/fortnight' has the unit 'm/fortnight'; expected a "
            "number in km/h such as '5 km/h', more than 0 km/h"
        ),
    ),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_wrong_file_gets_one_error_that_says_where_what_and_what_instead(kind: str, tmp_path: Path) -> None:
    text, expected = WRONG[kind]
    file = tmp_path / "wrong.yaml"
    file.write_text(text.replace("BASE", os.path.relpath(BASE, tmp_path)), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        fitted(*read(file, Scenario))
    assert str(caught.value).replace(f"{tmp_path}{os.sep}", "") == expected


def test_several_errors_are_told_together(tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    text = HEAD + "horizon: 27\nstart: tomorrow\n" + PAUSE.replace("violation: 1", "violation: -1")
    file.write_text(text.replace("BASE", os.path.relpath(BASE, tmp_path)), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read(file, Scenario)
    assert [problem.key for problem in caught.value.problems] == [
        "horizon",
        "start",
        "proposals.p.pause.violation",
    ]
