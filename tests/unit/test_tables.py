"""Tables for the terminal: all numbers there, none cut off, the reference first, the two uses apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest
from rich.console import RenderableType

from experiments import observation, reported
from experiments.compare import Plan
from experiments.ensemble import Comparison
from experiments.observation import Observed
from experiments.profiling import Profile
from experiments.report import page, single, tables
from experiments.reported import Figure
from experiments.statistics import Interval
from experiments.summary import Effect


def drawn(*parts: RenderableType, width: int = 110) -> str:
    return page.of(parts, width, width)


def test_one_table_for_each_date_with_its_title(comparison: Comparison) -> None:
    titles = [table.title for table in tables.proposals(comparison)]
    assert titles == ["By the second day", "By 28 November", "By 29 November"]


def test_the_reference_comes_first_and_what_is_the_same_is_said_so(comparison: Comparison) -> None:
    table = tables.proposals(comparison)[-1]
    titles = [str(cell) for cell in table.columns[0].cells]
    assert titles == ["No pause", "As it happened", "One-day pause"]
    assert [str(list(column.cells)[1]) for column in table.columns[1:]] == ["="] * 8


def test_cells_hold_median_interval_and_difference(comparison: Comparison) -> None:
    table = tables.proposals(comparison)[0]
    (remaining,) = [column for column in table.columns if "remaining" in str(column.header)]
    first, _, last = (str(cell).split("\n") for cell in remaining.cells)
    assert len(first) == 2, "the reference has no difference"
    assert len(last) in (3, 5), "an interval of no width is left out"
    assert last[2].startswith("+")


def test_a_difference_is_told_with_its_interval() -> None:
    wide = Interval(1200.0, 400.0, 2100.0, count=20)
    effect = Effect("a", "b", "out_all", Interval(5.0, 5.0, 5.0), wide, 1.0, is_same=False)
    assert tables._cell(effect, is_reference=False).plain.split("\n")[2:] == ["+1,200", "(+400 to", "+2,100)"]


def test_nothing_is_cut_off_at_110_columns(comparison: Comparison) -> None:
    text = drawn(*tables.proposals(comparison))
    assert "…" not in text
    assert max(map(len, text.splitlines())) <= 110


def test_away_from_a_terminal_it_is_plain_text(comparison: Comparison) -> None:
    assert "\x1b" not in drawn(*tables.proposals(comparison))


def test_the_legend_says_what_is_compared(comparison: Comparison) -> None:
    assert "Median of 4 replicates" in tables.legend(comparison)
    assert "“No pause”" in tables.legend(comparison)


def test_the_two_uses_are_two_tables(plan: Plan, comparison: Comparison) -> None:
    found = observation.observe(reported.read(plan.folder), comparison.ensembles["as-happened"])
    text = drawn(*tables.record(found), width=150)
    first, second = text.split("Reported, held out")
    assert "Reported, open to calibration" in first
    assert "Guesser" in first
    assert "Guesser" not in second
    assert "after the end of the run" in second
    assert "1 cannot be compared" in second
    with pytest.raises(ValueError, match="do not belong in one table"):
        tables.reported("both", found)


def seen(sign: str, low: float, restates: str = "") -> Observed:
    moment = datetime(2016, 12, 3)
    figure = Figure("a", "C", "q", "remaining", moment, None, low, low, sign, "held-out", 1, restates)
    return Observed(figure, low, low, None, np.arange(1.0, 100.0))


def test_what_restates_another_figure_is_not_counted_again() -> None:
    known = [seen("exact", 50), seen("at-least", 200)]
    once = tables.verdict([*known, seen("about", 50, "a")])
    assert once == (
        "1 of 1 stated figures and 0 of 1 one-sided ones lie inside; 1 that only restates another left out."
    )
    late = replace(seen("about", 50, "a"), said=None, why_not="after the end of the run")
    twice = tables.verdict([*known, late, replace(late, figure=known[0].figure), seen("about", 50, "a")])
    assert twice == (
        "1 of 1 stated figures and 0 of 1 one-sided ones lie inside; 2 that only restate another left out;"
        " 1 cannot be compared, for the reason given."
    )


def test_one_sided_figures_are_counted_apart() -> None:
    both = [seen("exact", 50), seen("about", 0), seen("range", 20), seen("at-least", 5), seen("at-most", 5)]
    assert tables.verdict(both) == "2 of 3 stated figures and 1 of 2 one-sided ones lie inside."
    assert tables.verdict(both[:3]) == "2 of 3 stated figures lie inside."


def test_a_sample_of_the_households_is_said_under_every_table(plan: Plan, comparison: Comparison) -> None:
    assert {table.caption for table in tables.proposals(comparison)} == {None}
    ensembles = {}
    for name, each in comparison.ensembles.items():
        population = each.scenario.population
        tenth = population.model_copy(update={"scale": replace(population.scale, value=0.1)})
        scenario = each.scenario.model_copy(update={"population": tenth})
        ensembles[name] = replace(each, scenario=scenario)
    drawn_from = replace(comparison, ensembles=ensembles)
    happened = ensembles["as-happened"]
    said = "Scaled up from a sample of 10% of the households."
    for table in (*tables.proposals(drawn_from), *single.tables(happened)):
        assert table.caption == said
    (people,) = single.burden(happened).columns[1:2]
    assert next(iter(people.cells)) == "3,000"
    found = observation.observe(reported.read(plan.folder), happened)
    assert drawn(*tables.record(found, happened), width=150).count(said) == 2


def test_no_figures_make_no_table() -> None:
    assert tables.record([]) == []


def test_a_figure_is_shown_with_the_day_it_ends_and_the_day_it_begins() -> None:
    figure = Figure(
        "a", "Counter", "q", "out_total", datetime(2016, 12, 3), None, 5000, 5000, "at-least", "held-out", 1
    )
    seen = Observed(figure, 5000, 5000, datetime(2016, 11, 26), np.linspace(4000.0, 6000.0, 19))
    text = drawn(tables.reported("held out", [seen]))
    for word in ("2 Dec", "out on foot, since 26 Nov", "≥ 5,000", "5,000", "4,110–5,890", "yes"):
        assert word in text


def test_a_profile_has_a_row_for_each_phase_the_longest_first_and_their_sum() -> None:
    profile = Profile()
    profile.spent["screening"].all, profile.spent["pauses"].all = 1.0, 3.0
    profile.spent["screening"].compiled = 0.75
    table = tables.profile(profile)
    names, seconds, shares, python, compiled, _ = (list(column.cells) for column in table.columns)
    assert (names[0], seconds[0], shares[0]) == ("pauses", "3.000", "75%")
    assert (names[1], python[1], compiled[1]) == ("screening", "0.250", "0.750")
    assert (names[-1], seconds[-1], shares[-1]) == ("all of it", "4.000", "100%")
