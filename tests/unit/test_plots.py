"""Every figure draws whatever was run, with all of its text on the page and none of it over other text."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text

from experiments import catalogue, plots, reported
from experiments.choice import Choice
from experiments.ensemble import ARRAYS, METRIC_NAMES, Comparison, Ensemble
from experiments.plots import _choices, _foreseen, _lines, _page, outflow
from experiments.plots import map as map_of_days
from experiments.plots._choices import Shown
from experiments.plots._flows import flows, ways
from experiments.plots._labels import Labels
from experiments.report.single import BEARERS
from experiments.reporters import Reporter, Reporters
from model import city, registry
from model.codes import GROUP_LABELS, Group, Side, Status, Where
from model.engine.population import Population
from model.errors import UnknownWord, Wrong
from model.reading import read
from model.record import GROUPED
from model.scenario import Scenario
from model.state import everyone

FIGURES = registry.words(plots)
DAYS, SEEDS, PEOPLE = 30, 3, 250_000
SHARES = {
    Group.CHILD: 0.4,
    Group.WOMAN: 0.28,
    Group.MAN: 0.25,
    Group.ELDERLY: 0.07,
    Group.IMMOBILE: 0.03,
    Group.WOUNDED: 0.01,
}
NAMES = tuple(path.stem for path in catalogue.proposals(catalogue.DEFAULT))


def made_up(name: str, number: int) -> Ensemble:
    """Replicates of Aleppo that no model has run: people leave evenly, by the east, faster with each seed."""
    scenario, _ = read(catalogue.DEFAULT / f"{name}.yaml", Scenario)
    aleppo = city.load(catalogue.DEFAULT)
    hours = np.arange(24 * DAYS + 1)
    gone = np.array([3000 + 600 * seed + 90 * number for seed in range(SEEDS)])[:, None] * hours // 24
    gone = np.minimum(gone, PEOPLE)
    statuses = np.zeros((SEEDS, len(hours), len(Status), len(Group)), np.int32)
    for group, part in SHARES.items():
        statuses[:, :, Status.OUT_GOVERNMENT, group] = (gone - gone // 50) * part
        statuses[:, :, Status.KILLED, group] = gone // 50 * part
        statuses[:, :, Status.HOME, group] = (PEOPLE - gone) * part
    dates = np.arange(0, len(hours), 24, np.int32)
    metrics = np.repeat(gone[:, :, None], len(METRIC_NAMES), axis=2).astype(float)
    groups = np.stack([gone * part for part in SHARES.values()], axis=-1)
    groups = np.repeat(groups[:, :, None, :], len(GROUPED), axis=2).astype(np.float32)
    where = np.zeros((SEEDS, DAYS + 1, len(aleppo.places), len(Where), len(Group)), np.int32)
    where[:, :, aleppo.enclave, Where.HOME] = statuses[:, ::24, None, Status.HOME] // len(aleppo.enclave)
    nothing = np.zeros((SEEDS, DAYS + 1, len(aleppo.places)), np.int32)
    side = np.array([place.side for place in aleppo.places], np.int8)
    side = np.tile(side, (SEEDS, DAYS + 1, 1))
    side[:2, 8:, aleppo.enclave[:20]] = Side.GOVERNMENT
    ends = ways(aleppo)
    passed = np.zeros((SEEDS, DAYS + 1, len(ends)), np.int32)
    passed[:, :, [0, len(ends) // 2, -1]] = gone[:, ::24, None] // 3
    return Ensemble(
        name=name,
        scenario=scenario,
        seeds=np.arange(1, SEEDS + 1),
        status=everyone(statuses),
        metrics=metrics,
        dates=np.tile(dates, (SEEDS, 1)),
        statuses=statuses[:, dates],
        groups=groups[:, dates],
        where=where,
        killed=nothing,
        wounded=nothing,
        hungry=nothing,
        left=nothing,
        side=side,
        passed=passed,
    )


@pytest.fixture(scope="module")
def aleppo() -> Comparison:
    """All shipped proposals."""
    ensembles = {name: made_up(name, number) for number, name in enumerate(NAMES)}
    start = ensembles["no-pause"].scenario.start
    moments = {f"by day {day}": start + timedelta(days=day) for day in (6, 17, 27)}
    return Comparison(
        city.load(catalogue.DEFAULT), ensembles, "no-pause", moments, {}, reported.read(catalogue.DEFAULT)
    )


def alone(comparison: Comparison) -> Comparison:
    """One scenario and one replicate of it."""
    one = comparison.ensembles["no-pause"]
    fields = {key: getattr(one, key)[:1] for key in ("seeds", *ARRAYS)}
    return replace(comparison, ensembles={"no-pause": replace(one, **fields)})


def sampled(ensemble: Ensemble) -> Ensemble:
    """The same counts, of a tenth of the households."""
    population = ensemble.scenario.population
    tenth = population.model_copy(update={"scale": replace(population.scale, value=0.1)})
    return replace(ensemble, scenario=ensemble.scenario.model_copy(update={"population": tenth}))


def written(figure: Figure) -> Iterator[Text]:
    """All text that can be read: not empty, and no tick that lies outside its axis."""
    figure.canvas.draw()
    ticks = {}
    for ax in figure.axes:
        for axis, (low, high) in ((ax.xaxis, ax.get_xlim()), (ax.yaxis, ax.get_ylim())):
            for tick in axis.get_major_ticks():
                slack = 1e-9 * abs(high - low)
                is_within = min(low, high) - slack <= tick.get_loc() <= max(low, high) + slack
                ticks[tick.label1] = (
                    is_within and axis.get_visible() and ax.axison and tick.label1.get_visible()
                )
                ticks[tick.label2] = False
    for text in figure.findobj(Text):
        if text.get_text().strip() and text.get_visible() and ticks.get(text, True):
            yield text


def grey(tone: str) -> float:
    """Brightness from 0 to 1, as a printer without colours sees it."""
    return float(np.dot(to_rgb(tone), (0.299, 0.587, 0.114)))


def check_text(figure: Figure) -> None:
    """On the page, at least 7 points, nothing over anything else."""
    boxes = [(text.get_text(), text.get_window_extent()) for text in written(figure)]
    page = figure.bbox
    for words, box in boxes:
        assert page.x0 <= box.x0 < box.x1 <= page.x1, f"{words!r} runs off the page to the side"
        assert page.y0 <= box.y0 < box.y1 <= page.y1, f"{words!r} runs off the page"
    for (one, a), (other, b) in combinations(boxes, 2):
        assert not a.overlaps(b), f"{one!r} and {other!r} lie over each other"
    assert min(text.get_fontsize() for text in written(figure)) >= 7
    assert {text.get_fontfamily()[0] for text in written(figure)} == {"DejaVu Sans"}


def test_text_of_what_was_foreseen_is_on_the_page_and_apart(aleppo: Comparison) -> None:
    check_text(_foreseen.figure((aleppo.reported, aleppo.ensembles["as-happened"])))


def told(name: str, who: str, observable: str, day: int, use: str = "held-out") -> reported.Figure:
    moment = datetime(2016, 11, day)
    return reported.Figure(name, who, "people", observable, moment, None, 9, 9, "about", use, 1)


def test_what_is_foreseen_of_people_is_shown_where_something_was_known_first(comparison: Comparison) -> None:
    """Then the series with the most figures; who counts in two ways is shown in two rows."""
    counts = (("A", "remaining"), ("B", "out_total"), ("B", "out_total"), ("C", "territory_lost"))
    held_out = [told(f"{i}", who, what, 28) for i, (who, what) in enumerate(counts)]
    known = reported.Reported((told("early", "A", "remaining", 27, "calibration"), *held_out))
    rows = _foreseen._rows(known, comparison.ensembles["as-happened"])
    assert [(each.organisation, each.figure.observable) for each in rows] == [
        ("A", "remaining"),
        ("B", "out_total"),
    ]
    ways = tuple((who, "remaining", Reporter(scope=("remaining",), counts="level")) for who in ("A", "a"))
    late = Reporters((ways[0], (*ways[1][:2], replace(ways[1][2], lag=9.0))), (("a", "A"),))
    both = reported.Reported((*known.figures, told("late", "a", "remaining", 28)), late)
    rows = _foreseen._rows(both, comparison.ensembles["as-happened"])
    assert [each.figure.reporter for each in rows if each.figure.observable == "remaining"] == ["A", "a"]


def test_without_people_to_foretell_the_page_says_so(comparison: Comparison) -> None:
    known = reported.Reported((told("only", "C", "territory_lost", 28),))
    page = _foreseen.figure((known, comparison.ensembles["as-happened"]))
    assert not page.axes
    assert any(_foreseen.NOTHING in text.get_text() for text in page.texts)


@pytest.mark.parametrize(("hours", "days"), [(48, [1, 2]), (60, [1, 2, 2.5]), (12, [0.5])])
def test_what_is_foreseen_reaches_the_end_of_the_run(hours: int, days: list[float]) -> None:
    first = datetime(2016, 12, 3)
    found = _foreseen._days(first, first + timedelta(hours=hours))
    assert [(day - first) / timedelta(days=1) for day in found] == days


def test_a_label_keeps_off_the_marks_that_have_none() -> None:
    def mark(day: int, use: str) -> reported.Figure:
        return replace(told(f"{day} {use}", "Observers", "out_total", day, use), low=50.0, high=50.0)

    early, late = [mark(day, "calibration") for day in (23, 25)], [mark(27, "held-out")]
    ax = Figure(figsize=(6, 3), dpi=100).add_axes((0, 0, 1, 1))
    ax.set_xlim(*(_page.number(datetime(2016, 11, day)) for day in (20, 30)))
    ax.set_ylim(0, 100)
    outflow._name(ax, late, [*early, *late])
    (label,) = [text for text in ax.texts if text.get_text()]
    box = label.get_window_extent()
    marks = ax.transData.transform([(_page.number(each.moment), 50.0) for each in early])
    assert not any(box.contains(*spot) for spot in marks)


@pytest.mark.parametrize("days", [20, 24, 27, 37])
@pytest.mark.parametrize("columns", [1, 2, 4])
def test_dates_do_not_run_into_each_other(days: int, columns: int) -> None:
    @_page.styled
    def dated(start: datetime) -> Figure:
        page = _page.sheet(3.0, "", "", "")
        (line,) = _page.axes(page, 1, columns, top=1, bottom=1, left=0.7, right=0.2, between=(0.3, 0.0))
        for ax in line:
            _page.date_axis(ax, start, start + timedelta(days=days), most=4)
        return page

    check_text(dated(datetime(2016, 11, 26)))


@pytest.mark.parametrize("name", FIGURES)
def test_text_is_on_the_page_and_apart(name: str, aleppo: Comparison) -> None:
    check_text(registry.lookup(plots, name).figure(aleppo))


def test_one_replicate_of_one_scenario_is_drawn_but_for_what_compares(
    aleppo: Comparison, tmp_path: Path
) -> None:
    one = alone(aleppo)
    drawn = {path.stem for path in plots.draw(one, tmp_path)}
    assert set(FIGURES) - drawn == set(plots.left_out(one)) == {"differences", "outflow-by-proposal"}
    for name in drawn:
        check_text(registry.lookup(plots, name).figure(one))
    with pytest.raises(Wrong, match="'differences' compares scenarios, and there is one; expected"):
        plots.draw(one, tmp_path, ["map", "differences"])
    assert plots.left_out(aleppo) == []


def test_few_pairs_claim_no_sign(aleppo: Comparison) -> None:
    words = [text.get_text() for text in registry.lookup(plots, "differences").figure(aleppo).texts]
    assert any(
        "3 pairs. With fewer than 10 no sign is claimed, and all are hollow." in each for each in words
    )


def test_two_scenarios_are_drawn_side_by_side(aleppo: Comparison) -> None:
    names = ("no-pause", "as-happened")
    two = replace(aleppo, ensembles={name: aleppo.ensembles[name] for name in names})
    for name in FIGURES:
        check_text(registry.lookup(plots, name).figure(two))


def test_layers_of_one_hatch_are_apart_in_grey() -> None:
    looks = registry.lookup(plots, "whereabouts").LOOKS
    assert set(looks) == set(Status)
    for (tone, hatch), (other, again) in combinations(looks.values(), 2):
        if hatch == again:
            assert abs(grey(tone) - grey(other)) > 0.12, (tone, other, hatch)


@pytest.mark.parametrize("name", FIGURES)
def test_a_short_run_of_a_small_city_is_drawn(name: str, comparison: Comparison) -> None:
    check_text(registry.lookup(plots, name).figure(comparison))


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_says_what_was_run(name: str, aleppo: Comparison) -> None:
    module = registry.lookup(plots, name)
    words = [text.get_text() for text in module.figure(aleppo).texts]
    assert words[0].startswith(module.TITLE)
    assert any("3 replicates" in each and "250,000 people" in each and _page.LIMITS in each for each in words)


@pytest.mark.parametrize("name", FIGURES)
def test_a_sample_is_drawn_as_the_whole_population_and_said_to_be_one(name: str, aleppo: Comparison) -> None:
    counted = ("status", "statuses", "metrics", "groups", "where", "passed")
    more = {
        word: replace(each, **{key: 10 * getattr(each, key) for key in counted})
        for word, each in aleppo.ensembles.items()
    }
    sample = {word: sampled(each) for word, each in aleppo.ensembles.items()}
    module = registry.lookup(plots, name)
    whole, drawn = (
        [text.get_text() for text in written(module.figure(replace(aleppo, ensembles=ensembles)))]
        for ensembles in (more, sample)
    )
    foot = "250,000 people"
    assert [words for words in drawn if foot not in words] == [words for words in whole if foot not in words]
    assert any(f"{foot}, scaled up from a sample of 10%" in words for words in drawn)


def test_who_bears_it_names_scenarios_as_tables_do_and_shows_those_who_cannot_walk(
    aleppo: Comparison,
) -> None:
    page = registry.lookup(plots, "by-class").figure(aleppo)
    rows = [label.get_text().replace("\n", " ") for label in page.axes[0].get_yticklabels()]
    assert rows == [each.scenario.title for each in aleppo.ensembles.values()]
    (key,) = page.legends
    assert {GROUP_LABELS[group] for group in BEARERS if group is not None} <= {
        text.get_text() for text in key.get_texts()
    }


def test_those_who_said_the_same_share_a_label_and_none_lies_on_the_median(aleppo: Comparison) -> None:
    page = registry.lookup(plots, "outflow").figure(aleppo)
    page.canvas.draw()
    early = page.axes[2]
    words = [text.get_text() for text in early.texts]
    assert "ICRC, UN 20,000" in words
    assert "UN 20,000" not in words
    said = {"UN ≤ 16,000", "ICRC ≥ 20,000", "UN ≥ 27,000", "SOHR ≤ 70,000", "UNHCR 2,000", "UN-OCHA 25,000"}
    assert said | {"UN-OCHA 31,500", "France 24 Observers ≤ 25,000"} <= set(words), "each mark has its words"
    (median,) = [line for line in early.lines if line.get_linewidth() > 1.5 and len(line.get_xdata()) > 2]
    drawn = early.transData.transform(median.get_xydata())
    for text in early.texts:
        if text.get_text():
            assert not text.get_window_extent().count_contains(drawn), text.get_text()


def test_nothing_that_was_reported_stands_beside_what_did_not_happen(aleppo: Comparison) -> None:
    others = {name: each for name, each in aleppo.ensembles.items() if name != "as-happened"}
    page = registry.lookup(plots, "outflow").figure(replace(aleppo, ensembles=others))
    words = " ".join(text.get_text() for text in page.findobj(Text))
    assert "UN" not in words
    assert "beside what was reported" not in words
    assert "This is not what happened" in words


def test_what_was_reported_of_a_city_of_ones_own_is_drawn(comparison: Comparison) -> None:
    page = registry.lookup(plots, "outflow").figure(comparison)
    words = [text.get_text() for ax in page.axes for text in ax.texts]
    assert any("Counter" in each for each in words)


def test_the_largest_circle_of_the_key_is_near_the_largest_on_the_maps(aleppo: Comparison) -> None:
    ensemble = aleppo.ensembles["as-happened"]
    crowd = ensemble.where.copy()
    crowd[:, 5, aleppo.city.enclave[0], 0, Group.CHILD] = 61_000
    ensembles = {"as-happened": replace(ensemble, where=crowd)}
    page = registry.lookup(plots, "map").figure(replace(aleppo, ensembles=ensembles, reference="as-happened"))
    key = page.axes[-1]
    assert [text.get_text() for text in key.texts] == ["50,000 people", "10,000", "2,000"]
    largest = max(each.get_sizes().max() for ax in page.axes[:-1] for each in ax.collections)
    assert 0.5 * largest <= key.collections[0].get_sizes()[0] <= largest


@pytest.mark.parametrize(("number", "below"), [(0.3, 1), (1, 1), (4.9, 2), (61_000, 50_000), (100, 100)])
def test_a_key_has_round_numbers(number: float, below: float) -> None:
    assert registry.lookup(plots, "map").round_below(number) == below


def test_files_are_whole_and_the_same_each_time(aleppo: Comparison, tmp_path: Path) -> None:
    first = plots.draw(aleppo, tmp_path / "a", ["differences", "outflow"])
    second = plots.draw(aleppo, tmp_path / "b", ["differences", "outflow"])
    assert [path.name for path in first] == [
        "differences.png",
        "differences.svg",
        "outflow.png",
        "outflow.svg",
    ]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == [path.name for path in first]


def test_a_write_that_fails_leaves_the_old_file(
    aleppo: Comparison, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "differences.png").write_bytes(b"old")

    def full(path: Path, content: bytes) -> int:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="no space left"):
        plots.draw(aleppo, tmp_path, ["differences"])
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"differences.png": b"old"}


def test_an_unknown_figure_is_refused_before_anything_is_drawn(aleppo: Comparison, tmp_path: Path) -> None:
    with pytest.raises(UnknownWord) as error:
        plots.draw(aleppo, tmp_path / "new", ["differences", "outflows"])
    assert "'outflows' is not a figure; expected one of by-class" in str(error.value)
    assert error.value.nearest == "outflow"
    assert not (tmp_path / "new").exists()


def test_drawing_leaves_the_settings_of_the_reader_alone(aleppo: Comparison) -> None:
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    registry.lookup(plots, "outflow").figure(aleppo)
    assert dict(mpl.rcParams) == before


def test_pyplot_and_its_global_state_are_not_used(root: Path) -> None:
    for path in (root / "experiments" / "plots").glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        names = {
            alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
        }
        names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
        assert "matplotlib.pyplot" not in names, path.name


def test_ways_are_those_that_runs_record(aleppo: Comparison) -> None:
    scenario = aleppo.ensembles["no-pause"].scenario
    recorded = Population(scenario, aleppo.city, 1).world.ways
    assert ways(aleppo.city) == list(zip(recorded.inside.tolist(), recorded.outside.tolist(), strict=True))


def test_flows_add_up_to_all_who_crossed(aleppo: Comparison) -> None:
    ensemble = aleppo.ensembles["no-pause"]
    crossed = (ensemble.passed[:, 11] - ensemble.passed[:, 5]).sum(axis=1).mean()
    assert sum(flow.people for flow in flows(aleppo.city, ensemble, 5, 11, 0.0)) == pytest.approx(crossed)


def test_a_map_is_headed_by_the_mean_as_its_circles_and_arrows_are(
    aleppo: Comparison, monkeypatch: pytest.MonkeyPatch
) -> None:
    ensemble = aleppo.ensembles["no-pause"]
    # Nobody is out in any run but the first, so that the median is nobody.
    out = np.zeros_like(ensemble.metric("out_all"))
    out[0] = 1000.0 * len(out)
    monkeypatch.setattr(Ensemble, "metric", lambda self, name: out)
    assert " 1,000 out since the start" in map_of_days._title(ensemble.scenario.start, ensemble, 11)


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "0"), (-0.2, "0"), (1234567, "+1,200,000"), (-31049, "\N{MINUS SIGN}31,000"), (7, "+7")],
)
def test_differences_have_a_sign_and_two_figures(value: float, words: str) -> None:
    assert _page.signed(value) == words


def study(
    axes: dict[str, str],
    unknown: dict[str, str],
    values: Sequence[str] = ("1", "2", "4"),
    names: Sequence[str] = ("pause",),
) -> Shown:
    """A made-up study of a reference and others with these values on their axes."""
    labels = [value for value in values if axes] or [""]
    others = [(name, (label,) * len(axes)) for name in names for label in labels]
    options = [("no-pause", ("",) * len(axes)), *others]
    contexts: list[tuple[str, ...]] = [(value,) for value in values] if unknown else [()]
    shape = (len(contexts), len(options), 1, 12)
    outcomes = np.arange(np.prod(shape), dtype=float).reshape(shape)
    found = [
        Choice(metric, "by 1 May", axes, unknown, options, contexts, outcomes) for metric in _choices.SHOWN
    ]
    return Shown("A study", "made up", found)


@pytest.mark.parametrize(
    ("axes", "unknown", "draws"),
    [
        ({"length": "d"}, {"kept": ""}, _choices.as_map),
        ({"length": "d"}, {}, _lines.as_lines),
        ({}, {"population": ""}, _choices.as_ranks),
    ],
)
def test_a_study_is_drawn_as_its_axes_are(
    tmp_path: Path, axes: dict[str, str], unknown: dict[str, str], draws: Callable[[Shown], Figure]
) -> None:
    shown = study(axes, unknown)
    assert plots.form(shown.first) is draws
    check_text(draws(shown))
    png, svg = plots.draw_study(shown, tmp_path, "study")
    assert png.stat().st_size > 10_000
    assert svg.read_text().startswith("<?xml")


def test_an_axis_of_many_numbers_has_few_of_them_written() -> None:
    shown = study({"length": "d"}, {}, values=[str(length) for length in range(200)])
    page = _lines.as_lines(shown)
    check_text(page)
    assert all(2 < len(ax.get_xticks()) < 10 for ax in page.axes)


def test_the_numbers_of_contour_lines_stand_inside_their_panel() -> None:
    shown = study({"length": "d"}, {"kept": ""}, ["3", "7", "14"])
    steep = np.array([[0.0, 110.0, -10.0, 50.0], [0.0, 110.0, -10.0, 50.0], [0.0, 80.0, -10.0, 130.0]])
    choices = [replace(each, outcomes=steep[:, :, None, None] + np.arange(12.0)) for each in shown.choices]
    for ax in _choices.as_map(replace(shown, choices=choices)).axes:
        (left, bottom), (right, top) = ax.get_window_extent().get_points()
        found = [text.get_window_extent() for text in ax.texts]
        assert found
        assert all(left < each.x0 and each.x1 < right for each in found)
        assert all(bottom < each.y0 and each.y1 < top for each in found)


def test_a_line_is_named_where_there_is_most_room_and_not_at_all_where_there_is_none() -> None:
    ax = Figure(figsize=(4, 4), dpi=100).add_axes((0, 0, 1, 1))  # 400 x 400 pixels, a unit each
    ax.set_xlim(0, 400)
    ax.set_ylim(0, 400)
    labels = Labels(ax)
    assert labels.write_on(np.array([[0.0, 0.0], [400.0, 400.0]]), "one", {"size": 7})
    assert labels.write_on(np.array([[0.0, 0.0], [400.0, 400.0]]), "two", {"size": 7})
    assert not labels.write_on(np.array([[0.0, 0.0], [0.0, 400.0]]), "edge", {"size": 7})
    first, second = (text.get_position()[0] for text in ax.texts)
    assert first == pytest.approx(200.0, abs=5.0)
    assert abs(second - first) == pytest.approx(100.0, abs=20.0)  # half-way to a corner


def test_words_are_written_in_the_order_in_which_most_find_room() -> None:
    def labels() -> Labels:
        ax = Figure(figsize=(1.2, 0.16), dpi=100).add_axes((0, 0, 1, 1))  # 120 x 16 pixels, a unit each
        ax.set_xlim(0, 120)
        ax.set_ylim(0, 16)
        found = Labels(ax)
        for x, _, _ in wanted:
            found.keep_off(x, 8.0, 1.0)
        return found

    # The first likes its right side, and the second has no room but there.
    wanted, look = [(70.0, 8.0, "here"), (115.0, 8.0, "there")], {"size": 6}
    one_by_one = labels()
    assert [one_by_one.write(x, y, words, look) for x, y, words in wanted] == [True, False]
    together = labels()
    assert together.write_all(wanted, look) == []
    assert {text.get_text() for text in together.ax.texts} == {"here", "there"}
    assert labels().write_all([*wanted, (60.0, 8.0, "nowhere at all, it is so long")], look) == [
        "nowhere at all, it is so long"
    ]


def test_what_is_the_same_with_every_seed_has_no_dot(aleppo: Comparison) -> None:
    one = aleppo.ensembles["no-pause"]
    same = replace(aleppo, ensembles={"no-pause": one, "as-happened": one})
    page = registry.lookup(plots, "differences").figure(same)
    words = [text.get_text() for ax in page.axes for text in ax.texts]
    assert words.count("=") == len(page.axes)
    assert not any(line.get_marker() == "o" for ax in page.axes for line in ax.lines)


@pytest.mark.parametrize("change", [{"values": ["1"]}, {"names": ["pause", "lull"]}, {"values": ["a", "b"]}])
def test_what_spans_no_map_is_drawn_as_lines(change: dict[str, Sequence[str]]) -> None:
    shown = study({"length": "d"}, {"kept": ""}, **change)
    assert plots.form(shown.first) is _lines.as_lines
    page = _lines.as_lines(shown)
    check_text(page)
    assert "over the contexts (kept)" in page.texts[1].get_text()


def test_what_a_step_along_the_axis_adds_is_the_slope_of_a_line_for_each_run() -> None:
    # Two runs that grow by 1 and by 3 a day: 2 in the mean, and 12.7 standard errors of 1 on either side.
    found = _lines._slope(
        np.array([0.0, 1.0, 2.0]), np.array([[[0.0, 0.0]], [[1.0, 3.0]], [[2.0, 6.0]]]), "a day"
    )
    assert found == "+2 a day (\N{MINUS SIGN}11 to +15)"


def test_a_map_is_the_same_in_whatever_order_the_values_were_asked_for() -> None:
    first = study({"length": "d"}, {"kept": ""}).first
    turned = replace(
        first,
        options=first.options[::-1],
        contexts=first.contexts[::-1],
        outcomes=first.outcomes[::-1, ::-1],
    )
    for ours, theirs in zip(_choices._gridded(first), _choices._gridded(turned), strict=True):
        np.testing.assert_array_equal(ours, theirs)
    assert (np.diff(_choices._gridded(turned)[0]) > 0).all()


def test_a_mean_is_in_doubt_where_its_interval_holds_zero() -> None:
    assert _choices.doubt_of(np.arange(12.0)[None] + 1) < 1.0
    assert _choices.doubt_of(np.arange(12.0)[None] - 5) >= 1.0
    assert _choices.doubt_of(np.zeros((1, 12))) == _choices.MOST_DOUBT, "a difference of nothing has no sign"
    assert _choices.doubt_of(np.arange(9.0)[None] + 100) == _choices.MOST_DOUBT, "too few to claim a sign"


def test_a_study_of_no_axis_has_no_figure(tmp_path: Path) -> None:
    with pytest.raises(Wrong, match="no figure fits its axes"):
        plots.draw_study(study({}, {}), tmp_path, "study")
    assert not list(tmp_path.iterdir())
