"""What reporters would have said: from when they count, how they spread, what their sign means."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from experiments import observation, reported
from experiments.compare import Plan
from experiments.ensemble import Comparison, Ensemble
from experiments.observation import Observed
from experiments.reported import Figure, Reported
from experiments.reporters import Beyond, Reporter, Reporters
from model.randomness import Decision, draw_normal


@pytest.fixture
def ensemble(comparison: Comparison) -> Ensemble:
    return comparison.ensembles["as-happened"]


@pytest.fixture
def observed(plan: Plan, ensemble: Ensemble) -> dict[str, Observed]:
    return {each.figure.id: each for each in observation.observe(reported.read(plan.folder), ensemble)}


def at(ensemble: Ensemble, metric: str, moment: datetime) -> np.ndarray:
    return ensemble.metric(metric)[:, ensemble.hour_of(moment)]


def figure(sign: str, low: float, high: float | None = None, use: str = "held-out") -> Figure:
    moment, high = datetime(2016, 12, 3), low if high is None else high
    return Figure("a", "Counter", "people", "remaining", moment, None, low, high, sign, use, 1)


def judged(sign: str, low: float, high: float | None = None, rounding: float = 1) -> bool | None:
    made = replace(figure(sign, low, high), rounding=rounding)
    return Observed(made, made.low, made.high, None, np.arange(1.0, 100.0)).is_inside  # 80%: from 10 to 90


def test_a_level_is_read_at_the_end_of_its_day(observed: dict[str, Observed], ensemble: Ensemble) -> None:
    np.testing.assert_array_equal(observed["level"].said, at(ensemble, "remaining", datetime(2016, 11, 27)))


def test_a_guess_spreads_by_a_draw_of_its_own_and_is_not_rounded(
    observed: dict[str, Observed], ensemble: Ensemble
) -> None:
    truth = at(ensemble, "remaining", datetime(2016, 11, 27))
    luck = np.array([draw_normal(seed, Decision.REPORTER, "guess") for seed in (1, 2, 3, 4)])
    np.testing.assert_array_equal(observed["guess"].said, truth * np.exp(0.5 * luck))
    assert len(set(luck)) == 4


def test_a_count_from_before_the_run_is_compared_from_the_earlier_figure_on(
    observed: dict[str, Observed], ensemble: Ensemble
) -> None:
    later = observed["later"]
    assert (later.begin, later.low, later.high) == (datetime(2016, 11, 27), 4, 4)
    grown = at(ensemble, "killed_civilians", datetime(2016, 11, 29))
    grown = grown - at(ensemble, "killed_civilians", datetime(2016, 11, 27))
    np.testing.assert_array_equal(later.said, grown)


def with_way(ensemble: Ensemble, figures: tuple[Figure, ...], **changed: object) -> list[Observed]:
    """Figures of remaining people, by a reporter with a way of its own."""
    way = replace(Reporter(scope=("remaining",), counts="level"), **changed)
    given = Reporters((("*", "remaining", way),), (("Clerk", "Counter"),))
    return observation.observe(Reported(figures, given), ensemble)


def test_a_lagging_reporter_tells_of_hours_before(ensemble: Ensemble) -> None:
    (found,) = with_way(ensemble, (replace(figure("exact", 5), moment=datetime(2016, 11, 28)),), lag=12.0)
    np.testing.assert_array_equal(found.said, at(ensemble, "remaining", datetime(2016, 11, 27, 12)))
    (first,) = with_way(ensemble, (replace(figure("exact", 5), moment=datetime(2016, 11, 26, 6)),), lag=12.0)
    np.testing.assert_array_equal(first.said, at(ensemble, "remaining", datetime(2016, 11, 26)))


def test_what_is_counted_in_a_window_is_as_long_as_it_is_told_to_be(ensemble: Ensemble) -> None:
    day = replace(figure("exact", 5), begin=datetime(2016, 11, 27), moment=datetime(2016, 11, 28))
    way = {"counts": "sum-from-earlier", "lag": 12.0, "scope": ("out_total",)}

    def grown(first: datetime, last: datetime) -> np.ndarray:
        return at(ensemble, "out_total", last) - at(ensemble, "out_total", first)

    (since,) = with_way(ensemble, (day,), **way)
    np.testing.assert_array_equal(since.said, grown(datetime(2016, 11, 27), datetime(2016, 11, 27, 12)))
    (window,) = with_way(ensemble, (replace(day, is_of_window=True),), **way)
    np.testing.assert_array_equal(window.said, grown(datetime(2016, 11, 26, 12), datetime(2016, 11, 27, 12)))
    first = replace(day, begin=ensemble.moments[0], moment=datetime(2016, 11, 27), is_of_window=True)
    (window,) = with_way(ensemble, (first,), **way)
    np.testing.assert_array_equal(window.said, grown(ensemble.moments[0], datetime(2016, 11, 27)))


def test_people_whom_the_model_does_not_have_are_a_number_beside_it(ensemble: Ensemble) -> None:
    some = Beyond(((datetime(2016, 11, 30), 100.0),))
    made = replace(figure("exact", 5), moment=datetime(2016, 11, 28))
    (level,) = with_way(ensemble, (made,), beyond=some)
    np.testing.assert_allclose(level.said, at(ensemble, "remaining", made.moment) + 50.0)
    later = replace(made, begin=datetime(2016, 11, 27))
    (flow,) = with_way(ensemble, (later,), beyond=some, counts="flow")
    grown = at(ensemble, "remaining", later.moment) - at(ensemble, "remaining", datetime(2016, 11, 27))
    np.testing.assert_allclose(flow.said, grown + 25.0)


def test_a_count_that_does_not_say_begins_on_its_reporters_day(ensemble: Ensemble) -> None:
    since = datetime(2016, 11, 27)
    made = replace(figure("exact", 5), moment=datetime(2016, 11, 29), observable="remaining")
    (found,) = with_way(ensemble, (made,), counts="sum", since=since, scope=("out_total",))
    assert found.begin == since
    grown = at(ensemble, "out_total", made.moment) - at(ensemble, "out_total", since)
    np.testing.assert_array_equal(found.said, grown)


def test_nobody_says_that_more_than_all_of_the_ground_is_lost(ensemble: Ensemble) -> None:
    made = replace(figure("exact", 5), moment=datetime(2016, 11, 28), observable="territory_lost")
    given = Reporters((("*", "territory_lost", Reporter(scope=("remaining",), counts="level")),))
    (found,) = observation.observe(Reported((made,), given), ensemble)
    assert np.all(at(ensemble, "remaining", made.moment) > 100.0)
    np.testing.assert_array_equal(found.said, 100.0)


def test_a_scope_adds_up_what_is_counted(ensemble: Ensemble) -> None:
    made = replace(figure("exact", 5), moment=datetime(2016, 11, 28))
    (found,) = with_way(ensemble, (made,), scope=("out_total", "displaced_inside"))
    np.testing.assert_array_equal(found.said, at(ensemble, "displaced_all", made.moment))


def test_figures_of_one_organisation_share_its_bias_in_each_replicate(ensemble: Ensemble) -> None:
    moment = datetime(2016, 11, 27)
    names = {"a": "Counter", "b": "Clerk", "c": "Stranger"}
    made = tuple(replace(figure("exact", 5), id=k, reporter=who, moment=moment) for k, who in names.items())
    first, same, other = with_way(ensemble, made, doubt=0.5)
    np.testing.assert_array_equal(first.said, same.said)
    assert np.all(first.said != other.said)
    luck = np.array([draw_normal(seed, Decision.REPORTER, "Counter remaining", 1) for seed in (1, 2, 3, 4)])
    np.testing.assert_array_equal(first.said, at(ensemble, "remaining", moment) * np.exp(0.5 * luck))


def test_without_an_earlier_figure_it_says_why_it_is_not_compared(observed: dict[str, Observed]) -> None:
    assert observed["start"].said is None
    assert observed["start"].is_inside is None
    assert "no earlier figure of this reporter" in observed["start"].why_not


def test_a_flow_is_what_came_out_in_its_window(observed: dict[str, Observed], ensemble: Ensemble) -> None:
    first, last = datetime(2016, 11, 27), datetime(2016, 11, 29)
    np.testing.assert_array_equal(
        observed["flow"].said, at(ensemble, "out_total", last) - at(ensemble, "out_total", first)
    )


def test_a_count_over_24_hours_runs_from_noon_to_noon(observed: dict[str, Observed]) -> None:
    noon = observed["noon"]
    assert (noon.begin, noon.figure.moment) == (datetime(2016, 11, 27, 12), datetime(2016, 11, 28, 12))


def test_figures_after_the_run_are_kept_with_the_reason(observed: dict[str, Observed]) -> None:
    assert observed["late"].why_not == "after the end of the run"
    assert "other" not in observed, "nothing that the model produces"


def test_figures_from_before_the_run_are_kept_with_the_reason(ensemble: Ensemble) -> None:
    early = replace(figure("exact", 5), moment=datetime(2016, 11, 20))
    (found,) = observation.observe(Reported((early,)), ensemble)
    assert found.why_not == "before the start of the run"


def test_a_sample_of_the_households_is_scaled_up(observed: dict[str, Observed], ensemble: Ensemble) -> None:
    population = ensemble.scenario.population
    half = population.model_copy(update={"scale": replace(population.scale, value=0.5)})
    scaled = replace(ensemble, scenario=ensemble.scenario.model_copy(update={"population": half}))
    level = observed["level"].figure
    (found,) = observation.observe(Reported((level,)), scaled)
    np.testing.assert_array_equal(found.said, 2 * observed["level"].said)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("sign", "low", "high", "inside"),
    [
        ("exact", 50, None, True),
        ("exact", 5, None, False),
        ("about", 95, None, False),
        ("at-least", 5, None, True),
        ("at-least", 90, None, True),
        ("at-least", 95, None, False),
        ("at-most", 95, None, True),
        ("at-most", 10, None, True),
        ("at-most", 5, None, False),
        ("range", 5, 15, True),
        ("range", 0, 200, True),
        ("range", 0, 5, False),
        ("range", 95, 99, False),
    ],
)
def test_the_sign_decides_what_agrees(sign: str, low: float, high: float | None, inside: bool) -> None:
    assert judged(sign, low, high) is inside


@pytest.mark.parametrize(
    ("sign", "low", "rounding", "inside"),
    [
        ("exact", 100, 20, True),
        ("exact", 100, 19, False),
        ("about", 5, 10, True),
        ("about", 0, 10, False),
        ("at-least", 100, 20, True),
        ("at-least", 100, 19, False),
        ("at-most", 0, 20, True),
        ("at-most", 0, 19, False),
        ("exact", 91, 0, False),
    ],
)
def test_a_figure_stands_for_all_that_rounds_to_it(
    sign: str, low: float, rounding: float, inside: bool
) -> None:
    assert judged(sign, low, rounding=rounding) is inside


def test_the_rounding_of_a_report_moves_no_interval() -> None:
    made = replace(figure("exact", 5000), rounding=5000)
    plain = Observed(made, 5000, 5000, None, np.array([2600.0, 2700.0])).plain()
    assert (plain["low"], plain["high"], plain["rounding"]) == (2600.0, 2700.0, 5000)


def test_few_replicates_make_no_verdict() -> None:
    assert Observed(figure("exact", 5), 5, 5, None, np.full(9, 5.0)).is_inside is None
    assert Observed(figure("exact", 5), 5, 5, None, np.full(10, 5.0)).is_inside is True


@pytest.mark.parametrize(
    ("sign", "low", "high", "words"),
    [
        ("exact", 5000, None, "5,000"),
        ("about", 5000, None, "about 5,000"),
        ("at-least", 5000, None, "≥ 5,000"),
        ("at-most", 5000, None, "≤ 5,000"),
        ("range", 5000, 6000, "5,000–6,000"),
    ],
)
def test_a_figure_is_written_with_its_sign(sign: str, low: float, high: float | None, words: str) -> None:
    made = figure(sign, low, high)
    assert Observed(made, made.low, made.high, None, None).reported == words


def test_calibration_and_held_out_never_share_a_table() -> None:
    both = [Observed(figure("exact", 1, use=use), 1, 1, None, None) for use in ("calibration", "held-out")]
    with pytest.raises(ValueError, match="do not belong in one table"):
        observation.check_one_use(both)
    for held_out in (False, True):
        found = observation.only(both, held_out=held_out)
        assert [each.figure.is_held_out for each in found] == [held_out]
        observation.check_one_use(found)


def test_the_same_seed_says_the_same(plan: Plan, ensemble: Ensemble, observed: dict[str, Observed]) -> None:
    again = observation.observe(reported.read(plan.folder), ensemble)
    for each in again:
        np.testing.assert_array_equal(each.said, observed[each.figure.id].said)


def test_every_figure_of_aleppo_is_accounted_for(root: Path) -> None:
    found = reported.read(root / "scenarios" / "aleppo-2016")
    assert len(found.figures) > 100
    assert {found.reporter(each).counts for each in found.figures} >= {"level", "sum", "flow"}


@pytest.mark.parametrize("city", ["aleppo-2016", "homs-2014"])
def test_arrests_since_a_day_count_those_let_go(root: Path, city: str) -> None:
    """Who is held now becomes fewer as men are let go; who was arrested does not."""
    found = reported.read(root / "scenarios" / city)
    ways = [found.reporter(each) for each in found.figures if each.observable in ("detained", "detentions")]
    assert {way.scope for way in ways if way.counts == "sum"} == {("detentions",)}
