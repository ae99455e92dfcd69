"""The schema of a scenario: strict, frozen, and every mechanism on unless it is switched off."""

from __future__ import annotations

from datetime import datetime

import pytest
from pydantic import ValidationError

from model.errors import InputError
from model.scenario import Mechanisms
from tests.worlds import ALEPPO, TOY, scenario

SHIPPED = sorted(path.stem for path in ALEPPO.glob("*.yaml") if path.stem != "base")


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_scenario_reads_and_says_what_it_is(name: str) -> None:
    read = scenario(ALEPPO, name)
    assert read.title
    assert read.about.endswith(".")
    assert read.source
    assert float(read.horizon) == 27 * 24


def test_every_mechanism_is_on_unless_switched_off() -> None:
    assert all(getattr(Mechanisms(), name) for name in Mechanisms.model_fields)
    for name in Mechanisms.model_fields:
        assert not getattr(scenario(TOY, "still", f"mechanisms.{name}=false").mechanisms, name)


def test_a_scenario_cannot_be_changed_once_it_is_read() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        scenario(TOY, "still").title = "other"


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("population.total=0", "population.total"),
        ("population.scale=2", "population.scale"),
        ("population.household=13", "population.household"),
        ("mechanisms.frnt=false", "did you mean 'front'"),
        ("behaviour.rule=two-minds", "behaviour.rule"),
        ("front.kind=wavy", "front.kind"),
        ("horizon=0 h", "horizon"),
        ("shelling.memory=4 km", "shelling.memory"),
    ],
)
def test_a_slip_is_named_by_its_key(setting: str, said: str) -> None:
    with pytest.raises(InputError) as caught:
        scenario(TOY, "still", setting)
    assert said in str(caught.value), caught.value


WAY = """{{kind: corridor, corridor: {{ways: [edge > gate], announced: 2016-11-26, start: {start}, length: 9d,
    capacity: {{value: 20 people/h, source: x}}, trust: {{value: 0, source: x}},
    stopped: {{value: 0, source: x}}, replaces: [{others}]}}}}"""
FIRST, LATER, LAST = (datetime(2016, 11, day) for day in (27, 28, 29))


@pytest.mark.parametrize(
    ("ways", "ends"),
    [
        pytest.param({"b": (LATER, "way")}, {"way": LATER}, id="one"),
        pytest.param({"b": (LAST, "way"), "c": (LATER, "way")}, {"way": LATER}, id="the first of two"),
        pytest.param({"b": (LATER, "way"), "c": (LAST, "b")}, {"way": LATER, "b": LAST}, id="one by one"),
        pytest.param({"b": (LATER, "way"), "c": (FIRST, "b")}, {"b": FIRST}, id="never open"),
        pytest.param({"b": (LATER, "c"), "c": (FIRST, "b")}, {"b": FIRST}, id="each other"),
    ],
)
def test_ways_are_replaced_when_the_first_of_those_that_open_does(
    ways: dict[str, tuple[datetime, str]], ends: dict[str, datetime]
) -> None:
    sets = [
        f"proposals.{name}={WAY.format(start=f'{day:%Y-%m-%d}', others=word)}"
        for name, (day, word) in ways.items()
    ]
    assert scenario(TOY, "corridor", *sets).replaced() == ends
