"""People who got out and who were displaced, hour by hour, beside every figure that was reported of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments import reported
from experiments.ensemble import Comparison, Ensemble
from experiments.observation import AS_IT_HAPPENED, SIGNED
from experiments.plots import _page
from experiments.plots._labels import Labels
from experiments.reporters import FLOW
from model.record import METRICS

TITLE, BESIDE = "Out and displaced", ", beside what was reported"
SHOWN = ("out_total", "displaced_all")  # where they were reported
REPORT = "#b03a00"
MARKS = {"exact": "s", "about": "o", "at-least": "^", "at-most": "v", "range": "_"}
WORDS = {"exact": "exact", "about": "about", "at-least": "at least", "at-most": "at most", "range": "range"}
HEIGHT, TOP, BOTTOM = 9.3, 1.0, 1.42  # inches

Reports = Sequence[reported.Figure]


@_page.styled
def figure(comparison: Comparison) -> Figure:
    """A row for each quantity: on the left the days that may choose defaults, on the right the whole run."""
    ensemble = happened(comparison)
    is_fact = AS_IT_HAPPENED in comparison.ensembles
    known = comparison.reported.figures if is_fact else ()
    divide = max((each.moment for each in known if not each.is_held_out), default=None)
    page = _page.page(
        HEIGHT,
        f"{TITLE}{BESIDE if is_fact else ''}: {ensemble.scenario.title}",
        _about(comparison, divide),
        [ensemble],
    )
    grid = _page.axes(page, 2, 2, top=TOP, bottom=BOTTOM, left=0.7, right=0.2, between=(0.6, 0.75))
    start, end = ensemble.moments[0], ensemble.moments[-1]
    early = min(end, (divide or start + (end - start) / 3) + timedelta(hours=20))
    for line, metric in zip(grid, _shown(known), strict=True):
        reports = [each for each in known if each.observable == metric and start < each.moment <= end]
        reports = [each for each in reports if not _is_of_one_day(each, start)]
        first = [each for each in reports if each.moment <= early]
        _panel(line[0], ensemble, metric, first, (start, early))
        _panel(line[1], ensemble, metric, reports, (start, end))
        _split(line[0], line[1], divide)
        for ax, part in zip(line, ("the first days", "the whole run"), strict=True):
            ax.set_title(f"{str(METRICS[metric].LABEL).capitalize()}: {part}")
        _name(line[0], first, first)
        _name(line[1], [each for each in reports if each.is_held_out], reports)
    _key(page, known)
    return page


def _shown(known: Reports) -> tuple[str, ...]:
    """The usual two quantities, and in place of one of which nothing was reported what most was of."""
    counts = Counter(each.observable for each in known if each.observable != FLOW)
    usual = [metric for metric in SHOWN if metric in counts]
    others = [metric for metric, _ in counts.most_common() if metric not in SHOWN]
    return (*usual, *others, *SHOWN)[: len(SHOWN)] if counts else SHOWN


def _is_of_one_day(each: reported.Figure, start: datetime) -> bool:
    """Whether it counts one later day only, and so is no point on a curve of totals."""
    return each.begin is not None and each.begin > start and each.moment - each.begin <= timedelta(days=1)


def happened(comparison: Comparison) -> Ensemble:
    """The scenario of a figure that has one: what happened, or the reference if that was not run."""
    return comparison.ensembles.get(AS_IT_HAPPENED, comparison.ensembles[comparison.reference])


def _about(comparison: Comparison, divide: datetime | None) -> str:
    since = f"People since {_page.day(happened(comparison).moments[0])}."
    if not comparison.reported.figures:
        return f"{since} Of this city no figures were reported."
    if AS_IT_HAPPENED not in comparison.ensembles:
        return f"{since} This is not what happened, so nothing that was reported is drawn beside it."
    drawn = (
        "Reports are drawn as published, from whichever day they count, at the end of their day;"
        " a date on the axis is the start of that day.\nThey contradict each other. "
    )
    if divide is None:
        return drawn + "All of them are held out: they only score."
    last = _page.day(divide - timedelta(minutes=1))
    return drawn + (
        f"Filled: dated up to {last}, may be used to choose defaults. Hollow: later, held out, only scored."
    )


def _panel(
    ax: Axes, ensemble: Ensemble, metric: str, reports: Reports, span: tuple[datetime, datetime]
) -> None:
    _page.fan(ax, ensemble.moments, ensemble.metric(metric))
    _page.date_axis(ax, *span, most=6)
    until = ensemble.hour_of(span[1])
    runs = ensemble.metric(metric)[:, : until + 1]
    ax.set_ylim(
        0, 1.12 * max([float(np.max(np.percentile(runs, 95, axis=0))), *(each.high for each in reports), 1.0])
    )
    _page.number_axis(ax.yaxis)
    ax.grid(axis="y")
    for each in reports:
        look = _look(each)
        if each.sign == "range":
            ax.plot([_page.number(each.moment)] * 2, [each.low, each.high], color=REPORT, linewidth=2.2)
        ax.plot(
            [_page.number(each.moment)],
            [(each.low + each.high) / 2],
            linestyle="",
            clip_on=False,
            zorder=5,
            **look,
        )


def _look(each: reported.Figure) -> dict[str, Any]:
    fill = "white" if each.is_held_out else REPORT
    return {
        "marker": MARKS[each.sign],
        "color": REPORT,
        "markerfacecolor": fill,
        "markersize": 6,
        "markeredgewidth": 1.2,
    }


def _split(left: Axes, right: Axes, divide: datetime | None) -> None:
    """The line at which reports stop being allowed to choose defaults."""
    if divide is None:
        return
    day = _page.day(divide - timedelta(minutes=1))
    for ax in (left, right):
        ax.axvline(_page.number(divide), color=_page.INK, linewidth=0.9, linestyle=(0, (4, 2)))
    words = f"up to {day}: may be used\nto choose defaults"
    left.annotate(words, (0, 1), (4, -2), "axes fraction", "offset points", va="top", size=7.5)
    where = (_page.number(divide), 1.0)
    words = f"after {day}: held out,\nonly scored"
    right.annotate(words, where, (4, -2), ("data", "axes fraction"), "offset points", va="top", size=7.5)


def _name(ax: Axes, named: Reports, reports: Reports) -> None:
    """Who said it, beside those named, clear of all marks; the same of the same day share a label."""
    labels = Labels(ax)
    labels.keep_off_text()
    labels.keep_off_lines()
    for each in reports:
        labels.keep_off(_page.number(each.moment), (each.low + each.high) / 2, 6.5)
    said: dict[tuple[float, float, str], list[str]] = defaultdict(list)
    for each in named:
        amount = _page.thousands(each.high) if each.low == each.high else f"{each.low:,.0f}–{each.high:,.0f}"
        sign = SIGNED[each.sign].replace("about ", "")  # the mark says so
        said[_page.number(each.moment), (each.low + each.high) / 2, sign + amount].append(each.reporter)
    wanted = [
        (x, y, f"{', '.join(dict.fromkeys(said[x, y, words]))} {words}")
        for x, y, words in sorted(said, key=lambda item: (-item[0], item[1]))
    ]
    unwritten = labels.write_all(wanted, {"size": 7.5})
    if unwritten:
        words = f"{_page.plural(len(unwritten), 'report')} without a name"
        ax.annotate(words, (1, 0), (-4, 3), "axes fraction", "offset points", ha="right", size=6.5)


def _key(page: Figure, known: Reports) -> None:
    """What bands and marks stand for."""
    bands = [Patch(color=tone, label=f"{share}% of replicates") for share, tone in _page.BANDS]
    median = Line2D([], [], color=_page.MEDIAN, label="median of the runs")
    marks = [
        Line2D(
            [],
            [],
            linestyle="",
            marker=MARKS[sign],
            color=REPORT,
            markersize=6,
            label=f"reported: {WORDS[sign]}",
        )
        for sign in ("at-least", "at-most", "about", "exact")
    ]
    uses = [
        Line2D(
            [],
            [],
            linestyle="",
            marker="o",
            color=REPORT,
            markersize=6,
            label="may be used to choose defaults",
        ),
        Line2D(
            [],
            [],
            linestyle="",
            marker="o",
            color=REPORT,
            markersize=6,
            markerfacecolor="white",
            label="held out, only scored",
        ),
    ]
    handles = [median, bands[2], bands[1], bands[0], *(marks + uses if known else ())]
    page.legend(
        handles=handles,
        loc="lower left",
        ncols=3,
        bbox_to_anchor=(0.12 / _page.WIDTH, 0.3 / HEIGHT),
        columnspacing=2.4,
    )
