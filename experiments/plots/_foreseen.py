"""What the model and the naive forecasters foretold on one day, and what was reported afterwards."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from experiments import reported
from experiments.ensemble import COUNTED, Ensemble
from experiments.observation import label
from experiments.plots import _page
from experiments.plots.outflow import MARKS, REPORT
from experiments.reported import Reported
from experiments.reporters import Reporter
from experiments.scoring import MODEL, Forecaster, forecasters
from experiments.targets import Target, targets
from model.record import METRICS

TITLE = "What was foreseen, and what was reported"
MOST = 3  # rows
NOTHING = "Of this city no count of people was reported after the day of the forecast."
ROW, TOP, BOTTOM = 1.85, 1.0, 1.0  # inches
Series = tuple[str, str, Reporter]  # an observable, an organisation, and how it counts
BANDS = _page.BANDS[1:]  # what is scored: 80% and 50%


@_page.styled
def figure(shown: tuple[Reported, Ensemble]) -> Figure:
    """A row for each observable and organisation, a column for each forecaster."""
    known, ensemble = shown
    rows = _rows(known, ensemble)
    if not rows:
        return _page.page(TOP + BOTTOM, f"{TITLE}: {ensemble.scenario.title}", NOTHING, [ensemble])
    who = forecasters(known, ensemble, with_naive=True)
    height = TOP + BOTTOM + ROW * len(rows) + 0.45 * (len(rows) - 1)
    page = _page.page(height, f"{TITLE}: {ensemble.scenario.title}", _about(rows[0]), [ensemble])
    grid = _page.axes(
        page, len(rows), len(who), top=TOP, bottom=BOTTOM, left=0.95, right=0.15, between=(0.12, 0.45)
    )
    for line, target in zip(grid, rows, strict=True):
        reports = [
            each
            for each in known.figures
            if _series(each, known) == _series(target.figure, known)
            and ensemble.moments[0] < each.moment <= ensemble.moments[-1]
        ]
        top = _panels(line, who, target, reports, ensemble)
        for ax in line:
            ax.set_ylim(0, top)
        speakers = {each.reporter for each in reports}
        who_says = target.organisation if len(speakers) > 1 else target.figure.reporter
        line[0].set_ylabel(f"{label(target.figure.observable)},\n{who_says}", size=8)
        line[0].yaxis.set_label_coords(-0.42, 0.5)
    for ax, name in zip(grid[0], who, strict=True):
        ax.set_title("the model" if name == MODEL else name, size=8)
    _key(page, height)
    return page


def _series(figure: reported.Figure, known: Reported) -> Series:
    return figure.observable, known.organisation(figure), known.reporter(figure)


def _rows(known: Reported, ensemble: Ensemble) -> list[Target]:
    """The last target of each series shown: its reporter stands for what would be said of any day.

    Counts of people, those first of which something was known on the day of the forecast, then those with the
    most held-out figures.
    """
    start = ensemble.moments[0]
    early = {_series(each, known) for each in known.figures if not each.is_held_out and each.moment > start}
    found: dict[Series, list[Target]] = {}
    for target in targets(known, ensemble):
        observable = target.figure.observable
        if not target.is_flow and METRICS[observable].UNIT in COUNTED:
            found.setdefault(_series(target.figure, known), []).append(target)
    first = sorted(found, key=lambda each: (each not in early, -len(found[each]), each[:2]))
    return [max(found[each], key=lambda target: target.figure.moment) for each in first[:MOST]]


def _about(target: Target) -> str:
    last = _page.day(target.origin - timedelta(minutes=1))
    return (
        f"What each organisation would say on each day, as foretold at the end of {last} (broken line),"
        " and what it did say.\nFilled: known then. Hollow: held out. People; each row has its own scale."
    )


def _panels(
    line: Sequence[Axes],
    who: dict[str, Forecaster],
    target: Target,
    reports: Sequence[reported.Figure],
    ensemble: Ensemble,
) -> float:
    """A panel for each forecaster; the top of the scale that they share."""
    days = _days(target.origin, ensemble.moments[-1])
    top = max((each.high for each in reports), default=1.0)
    for ax, (name, forecaster) in zip(line, who.items(), strict=True):
        samples = np.stack([forecaster.totals(_on(target, day)) for day in days], axis=1)
        _page.fan(ax, days, samples, BANDS)
        if name == MODEL:
            top = max(top, float(np.percentile(samples[:, -1], 90)))
        _marks(ax, reports)
        ax.axvline(_page.number(target.origin), color=_page.INK, linewidth=0.9, linestyle=(0, (4, 2)))
        _page.date_axis(ax, ensemble.moments[0], ensemble.moments[-1], most=3)
        _page.number_axis(ax.yaxis, 4)
        ax.tick_params(labelsize=7, labelleft=ax is line[0])
        ax.grid(axis="y")
    return 1.15 * top


def _days(first: datetime, last: datetime) -> list[datetime]:
    """Each day after a moment, up to the last moment."""
    whole = math.ceil((last - first) / timedelta(days=1))
    return [*(first + timedelta(days=n) for n in range(1, whole)), last]


def _on(target: Target, day: datetime) -> Target:
    """The same organisation, asked on another day for a plain figure."""
    plain = replace(target.figure, moment=day, sign="exact")
    return replace(target, figure=plain, previous=None, days=None)


def _marks(ax: Axes, reports: Sequence[reported.Figure]) -> None:
    for each in reports:
        ax.plot(
            [_page.number(each.moment)],
            [(each.low + each.high) / 2],
            linestyle="",
            marker=MARKS[each.sign],
            color=REPORT,
            markerfacecolor="white" if each.is_held_out else REPORT,
            markersize=4.5,
            markeredgewidth=1.0,
            clip_on=False,
            zorder=5,
        )


def _key(page: Figure, height: float) -> None:
    bands = [Patch(color=tone, label=f"{share}% of what is foretold") for share, tone in BANDS]
    middle = Line2D([], [], color=_page.MEDIAN, label="median")
    marks = [
        Line2D(
            [], [], linestyle="", marker=MARKS[sign], color=REPORT, markersize=5, label=f"reported: {word}"
        )
        for sign, word in (
            ("about", "about"),
            ("exact", "exact"),
            ("at-least", "at least"),
            ("at-most", "at most"),
        )
    ]
    page.legend(
        handles=[*bands, middle, *marks],
        loc="lower left",
        ncols=4,
        bbox_to_anchor=(0.12 / _page.WIDTH, 0.27 / height),
        columnspacing=1.8,
    )
