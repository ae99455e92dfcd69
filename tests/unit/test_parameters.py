"""Quantities, dates and words: what is accepted and refused, in which words; drawing the uncertain ones."""

# ruff: noqa: E501 (messages are compared whole, each on one line)

import json
import math
from datetime import datetime, time
from functools import cached_property
from statistics import NormalDist, quantiles
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from model.errors import InputError, Problem, Wrong
from model.parameters import (
    Clock,
    Measure,
    Moment,
    Name,
    Parameters,
    Quantity,
    Text,
    describe,
    quantity,
    sample,
    to_plain,
    variants,
)

HOURS = Measure("h", at_least=0)
CHANCE = Measure("1", at_least=0, at_most=1)
RATE = Measure("1/day", at_least=0)
PEOPLE = Measure("people", at_least=1, whole=True)
SPEED = Measure("km/h", more_than=0)


class Pause(Parameters):
    kind: Literal["pause"]
    start: Moment
    length: Quantity = quantity("h", "how long it lasts", more_than=0)


class Convoys(Parameters):
    kind: Literal["convoys"]
    trucks: Quantity = quantity("trucks", "trucks in each", at_least=0, whole=True, default=31)


Proposal: Any = variants({"pause": Pause, "convoys": Convoys})


class World(Parameters):
    title: Text
    opens: Clock = time(8)
    chance: Quantity = quantity("1", "chance that it holds", at_least=0, at_most=1)
    rates: dict[Name, Annotated[Quantity, Measure("1/day")]] = {}  # noqa: RUF012 (pydantic copies defaults)
    proposals: dict[Name, Proposal] = {}  # noqa: RUF012
    fleets: tuple[Convoys, ...] = ()
    ends: Moment | None = None

    @cached_property
    def doubled(self) -> float:
        return 2 * float(self.chance)


PLAIN: dict[str, Any] = {
    "title": "a city",
    "opens": "07:30",
    "chance": {"value": 0.2, "low": 0.1, "high": 0.3, "source": "assumed"},
    "rates": {"east": {"value": 0.1, "low": 0, "high": 0.3}},
    "proposals": {"ten-days": {"kind": "pause", "start": "2016-12-02 18:00", "length": "240 h"}},
    "fleets": [{"kind": "convoys", "trucks": {"value": 20, "low": 5, "high": 40}}],
}


def world(**changes: object) -> World:
    return World.model_validate_json(json.dumps(PLAIN | changes))


@pytest.mark.parametrize(
    ("measure", "raw", "value"),
    [
        (HOURS, "10d", 240),
        (HOURS, "6 h", 6),
        (HOURS, "90 min", 1.5),
        (HOURS, "2 weeks", 336),
        (HOURS, "1 day", 24),
        (HOURS, {"value": 2, "unit": "d"}, 48),
        (CHANCE, 0.2, 0.2),
        (CHANCE, "31%", 0.31),
        (CHANCE, {"value": 31, "unit": "%"}, 0.31),
        (CHANCE, {"value": 0.5, "unit": 1}, 0.5),
        (RATE, 0.1, 0.1),
        (RATE, "0.5%/day", 0.005),
        (RATE, "0.1 per day", 0.1),
        (RATE, "7 per week", 1),
        (RATE, "0.01/h", 0.24),
        (RATE, {"value": 0.1, "unit": "1/day", "source": "assumed"}, 0.1),
        (PEOPLE, 250_000, 250_000),
        (PEOPLE, "55 people", 55),
        (PEOPLE, "1 person", 1),
        (SPEED, "3.5 km/h", 3.5),
        (SPEED, "1 m/s", 3.6),
    ],
)
def test_a_quantity_is_read_in_the_unit_of_its_key(measure: Measure, raw: object, value: float) -> None:
    read = measure.parse(raw)
    assert float(read) == pytest.approx(value, rel=1e-15)
    assert read.unit == measure.unit


@pytest.mark.parametrize(
    ("measure", "raw", "message"),
    [
        (HOURS, 5, "5 is a bare number; expected a unit with it: write '10d' or '6 h'"),
        (HOURS, "5", "'5' is a bare number; expected a unit with it: write '10d' or '6 h'"),
        (HOURS, "5 dayz", "'5 dayz' has the unit 'dayz'; expected a duration such as '10d' or '6 h', at least 0 h"),
        (HOURS, "soon", "'soon' is no number; expected a duration such as '10d' or '6 h', at least 0 h"),
        (HOURS, "-1d", "-24 is out of range; expected a duration such as '10d' or '6 h', at least 0 h"),
        (HOURS, "5 km", "'5 km' has the unit 'km'; expected a duration such as '10d' or '6 h', at least 0 h"),
        (CHANCE, 31, "31 is out of range; expected a number from 0 to 1"),
        (CHANCE, True, "true is no number; expected a number from 0 to 1"),
        (CHANCE, None, "null is no number; expected a number from 0 to 1"),
        (CHANCE, [0.2], "a list is no number; expected a number from 0 to 1"),
        (CHANCE, math.nan, "nan is not a finite number; expected a number from 0 to 1"),
        (CHANCE, "1e999", "'1e999' is not a finite number; expected a number from 0 to 1"),
        (CHANCE, 10**400, f"1{'0' * 56}... is not a finite number; expected a number from 0 to 1"),
        (RATE, "10%", "'10%' has the unit '%'; expected a number in 1/day such as 0.1 or '10%/day', at least 0"),
        (PEOPLE, 2.5, "2.5 is not whole; expected a whole number of people, at least 1"),
        (SPEED, 3, "3 is a bare number; expected a unit with it: write '5 km/h'"),
        (SPEED, "0 km/h", "0 is out of range; expected a number in km/h such as '5 km/h', more than 0 km/h"),
        (CHANCE, {"low": 0.1}, "has no 'value'; expected a number from 0 to 1, as value"),
        (CHANCE, {"value": 0.2, "low": 0.1}, "'low' stands without 'high'; expected both the 5% and the 95% point, or neither"),
        (CHANCE, {"value": 0.2, "low": 0.3, "high": 0.4}, "low 0.3, value 0.2, high 0.4 are out of order; expected low <= value <= high"),
        (CHANCE, {"value": 0.2, "low": 0.1, "high": 1.4}, "1.4 is out of range; expected a number from 0 to 1"),
        (CHANCE, {"value": 0.2, "unit": "km"}, "'km' is not a unit of this key; expected a number from 0 to 1"),
        (CHANCE, {"value": 0.2, "source": ""}, "'' is no source; expected the source as text"),
        (CHANCE, {"value": 0.2, "sauce": "x"}, "unknown key; expected one of high, low, source, unit, value"),
    ],
)  # fmt: skip
def test_a_wrong_quantity_is_refused_in_words_that_say_what_to_write(
    measure: Measure, raw: object, message: str
) -> None:
    with pytest.raises(Wrong) as caught:
        measure.parse(raw)
    assert str(caught.value) == message


def test_a_wrong_part_of_a_quantity_is_named_and_the_nearest_unit_too() -> None:
    with pytest.raises(Wrong) as caught:
        HOURS.parse({"value": "10d", "low": "5 dayss", "high": "12d"})
    assert (caught.value.key, caught.value.nearest) == ("low", "days")


@given(st.one_of(st.text(), st.floats(), st.integers(), st.dictionaries(st.text(), st.text())))
def test_anything_is_either_a_quantity_within_bounds_or_refused(raw: object) -> None:
    try:
        read = CHANCE.parse(raw)
    except Wrong:
        return
    assert 0 <= read.value <= 1


@pytest.mark.parametrize(
    ("text", "moment"),
    [("2016-12-02", datetime(2016, 12, 2)), ("2016-12-02 18:00", datetime(2016, 12, 2, 18))],
)
def test_a_moment_is_a_date_or_a_date_and_a_time(text: str, moment: datetime) -> None:
    assert world(ends=text).ends == moment


def messages(**changes: object) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        world(**changes)
    return [str(error["ctx"]["error"]) for error in caught.value.errors()]


@pytest.mark.parametrize(
    ("key", "raw", "message"),
    [
        ("opens", "8:00", "'8:00' is not in this form; expected a time of day such as 08:00"),
        ("opens", "25:00", "'25:00' does not exist in the calendar or on the clock; expected a time of day such as 08:00"),
        ("opens", 750, "750 is not in this form; expected a time of day such as 08:00"),
        ("ends", "2/12/2016", "'2/12/2016' is not in this form; expected a date from 1900 to 2099, such as 2016-12-02 or 2016-12-02 18:00"),
        ("ends", "2016-12-02T18:00:00Z", "'2016-12-02T18:00:00Z' is not in this form; expected a date from 1900 to 2099, such as 2016-12-02 or 2016-12-02 18:00"),
        ("ends", "2016-02-30", "'2016-02-30' does not exist in the calendar or on the clock; expected a date from 1900 to 2099, such as 2016-12-02 or 2016-12-02 18:00"),
        ("title", "  ", "'  ' does not fit; expected text"),
        ("rates", {"the east": 0.1}, "'the east' does not fit; expected a name of letters, digits, hyphens and underscores"),
    ],
)  # fmt: skip
def test_text_of_another_form_is_refused(key: str, raw: object, message: str) -> None:
    assert messages(**{key: raw}) == [message]


def test_a_default_is_checked_as_a_value_would_be() -> None:
    class Impossible(Parameters):
        chance: Quantity = quantity("1", "a chance", at_most=1, default=2)

    with pytest.raises(ValidationError, match="2 is out of range"):
        Impossible()


def test_a_default_number_is_in_the_unit_of_the_key() -> None:
    class Waits(Parameters):
        wait: Quantity = quantity("h", "a wait", default=3)
        rest: Quantity = quantity("h", "a rest", default="2d")

    assert (float(Waits().wait), float(Waits().rest)) == (3, 48)


def test_sections_are_frozen_and_strict() -> None:
    made = world()
    with pytest.raises(ValidationError):
        made.title = "another"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        World.model_validate_json(json.dumps(PLAIN | {"titel": "x"}))
    with pytest.raises(ValidationError):
        World.model_validate_json(json.dumps(PLAIN | {"title": 5}))


def test_what_is_written_down_reads_back_equal() -> None:
    made = world()
    assert to_plain(made) == PLAIN
    assert World.model_validate_json(json.dumps(to_plain(made))) == made


@given(st.floats(min_value=0, max_value=1e300, allow_nan=False))
def test_any_number_of_hours_survives_being_written(hours: float) -> None:
    class Wait(Parameters):
        wait: Quantity = quantity("h", "a wait")

    made = Wait(wait=f"{hours!r} h")  # type: ignore[arg-type]
    assert Wait.model_validate_json(json.dumps(to_plain(made))) == made


def test_sampling_asks_for_each_uncertain_quantity_by_its_key_and_for_no_other() -> None:
    asked: list[str] = []

    def uniform(key: str) -> float:
        asked.append(key)
        return 0.5

    sample(world(), uniform)
    assert asked == ["chance", "rates.east", "fleets.0.trucks"]


@pytest.mark.parametrize(
    ("u", "chance", "rate", "trucks"), [(0.05, 0.1, 0, 5), (0.5, 0.2, 0.1, 20), (0.95, 0.3, 0.3, 40)]
)
def test_low_value_and_high_are_the_5_50_and_95_percent_points(
    u: float, chance: float, rate: float, trucks: float
) -> None:
    drawn = sample(world(), lambda key: u)
    assert float(drawn.chance) == pytest.approx(chance)
    assert float(drawn.rates["east"]) == pytest.approx(rate)
    assert float(drawn.fleets[0].trucks) == trucks


def test_a_positive_range_is_normal_on_the_log_scale_on_each_side() -> None:
    drawn = Quantity(0.2, "1", 0.1, 0.3).at(NormalDist().cdf(1.0))
    assert math.log(drawn.value / 0.2) == pytest.approx(math.log(0.3 / 0.2) / NormalDist().inv_cdf(0.95))


def test_a_range_that_holds_zero_is_normal_on_the_linear_scale() -> None:
    drawn = Quantity(1, "1", -1, 4).at(NormalDist().cdf(-1.0))
    assert drawn.value == pytest.approx(1 - 2 / NormalDist().inv_cdf(0.95))


def test_the_draws_have_the_median_that_is_stated() -> None:
    draws = [float(sample(world(), lambda key, u=u: (u + 0.5) / 999).chance) for u in range(999)]
    assert quantiles(draws, n=2) == [pytest.approx(0.2)]


@given(st.floats(0, 1))
def test_a_draw_keeps_the_bounds_and_stays_whole(u: float) -> None:
    drawn = sample(world(chance={"value": 0.9, "low": 0.1, "high": 1}), lambda key: u)
    assert 0 <= float(drawn.chance) <= 1
    assert float(drawn.fleets[0].trucks).is_integer()


def test_a_huge_range_is_drawn_without_overflow() -> None:
    assert math.isfinite(Quantity(1, "1", 1e-300, 1e300).at(1.0).value)


def test_a_sampled_world_is_settled_and_can_be_written_and_read() -> None:
    drawn = sample(world(), lambda key: 0.99)
    assert not drawn.chance.uncertain
    assert drawn.chance.source == "assumed"
    assert sample(drawn, lambda key: 0.01) is drawn
    assert World.model_validate_json(json.dumps(to_plain(drawn))) == drawn


def test_sampling_leaves_the_original_and_takes_no_cached_value_along() -> None:
    made = world()
    assert made.doubled == 0.4
    assert sample(made, lambda key: 0.95).doubled == pytest.approx(0.6)
    assert made == world()


def test_the_reference_has_a_row_for_every_key() -> None:
    rows = {row.key: row for row in describe(World)}
    assert list(rows) == [
        "title",
        "opens",
        "chance",
        "rates",
        "proposals",
        "proposals.<name>(pause).kind",
        "proposals.<name>(pause).start",
        "proposals.<name>(pause).length",
        "proposals.<name>(convoys).kind",
        "proposals.<name>(convoys).trucks",
        "fleets",
        "fleets[].kind",
        "fleets[].trucks",
        "ends",
    ]
    assert rows["chance"] == (
        "chance",
        "1",
        "from 0 to 1",
        "chance that it holds",
        "a number from 0 to 1",
        "",
    )
    assert rows["fleets[].trucks"].default == "31"
    assert rows["opens"].default == "08:00"


def test_a_problem_is_one_line_that_says_where_what_and_what_else() -> None:
    problem = Problem("a.yaml", 3, 5, "danger.memry", "unknown key", "one of memory", "memory")
    assert (
        str(problem)
        == "a.yaml:3:5: danger.memry: unknown key; expected one of memory; did you mean 'memory'?"
    )
    whole = Problem("a.yaml", 1, 1, "", "is empty", "'key: value' lines")
    assert (
        str(InputError([problem, whole])).splitlines()[1]
        == "a.yaml:1:1: is empty; expected 'key: value' lines"
    )


def test_an_input_error_keeps_its_problems_on_the_way_to_another_process() -> None:
    import pickle

    error = InputError([Problem("a.yaml", 3, 5, "x", "is missing", "text")])
    assert pickle.loads(pickle.dumps(error)).problems == error.problems
