"""Figures of a calibration: numbers before and after, what runs say of the figures, steps, recovery."""

from __future__ import annotations

import math
from datetime import timedelta
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter
from numpy.typing import NDArray

from experiments.calibration.course import Course
from experiments.calibration.emulator import LIMIT
from experiments.calibration.posterior import Narrowing, narrowed
from experiments.calibration.recovery import SHARES, Recovery, binomial
from experiments.observation import Observed, check_one_use, label
from experiments.plots import _page

COLUMNS = 3
TONES = ("#dddddd", "#c6dbef")  # of the bands of chance
PRIOR, AFTER, REPORT = "#8a8a8a", "#08519c", "#b2182b"
EDGES = np.linspace(0.0, 1.0, 11)  # quantiles of the prior: its own histogram is flat in them
TOP = 1.0  # inches


@_page.styled
def numbers(course: Course) -> Figure:
    """Each fitted number: its posterior over quantiles of its prior, in which the prior is level."""
    found = narrowed(course)
    rows = math.ceil(len(found) / COLUMNS)
    about = (
        "Posterior (blue) of each fitted number beside its prior (grey line), across the prior's own"
        " quantiles: in them it is level.\nWidth left: the interval of 90% after, over that before."
    )
    page = _page.sheet(
        TOP + 0.85 + rows * 1.05 + (rows - 1) * 0.8, course.ready.design.title, about, _foot(course)
    )
    lines = _page.axes(
        page, rows, COLUMNS, top=TOP, bottom=0.85, left=0.5, right=0.25, between=(0.35, 0.8), sharey=True
    )
    shares = _quantiles(course)
    panels = [ax for line in lines for ax in line]
    for ax in panels[len(found) :]:
        ax.set_axis_off()
    for ax, each, column in zip(panels, found, shares.T, strict=False):
        _marginal(ax, course, each, column)
    for line in lines:
        line[0].set_ylabel("density")
    return page


def _quantiles(course: Course) -> NDArray[np.float64]:
    """The posterior in quantiles of the prior, particle x number."""
    points = course.ready.points(course.posterior.places)
    return np.array([list(point.values()) for point in points])


def _marginal(ax: Axes, course: Course, each: Narrowing, column: NDArray[np.float64]) -> None:
    ax.hist(column, EDGES.tolist(), density=True, color="#9ecae1", edgecolor=AFTER, linewidth=0.6)
    ax.axhline(1.0, color=PRIOR, linewidth=1.2)
    prior = course.ready.priors[each.key]
    ticks = (0.05, 0.5, 0.95)
    ax.set_xticks(ticks, [f"{prior.at(tick).value:.3g}" for tick in ticks])
    ax.set_xlim(0, 1)
    unit = "" if each.unit == "1" else f" ({each.unit})"
    ax.set_title(f"{each.key}{unit}", size=8.5)
    ax.set_xlabel(f"width left {each.left:.0%}", size=7.5)


@_page.styled
def figures(course: Course) -> Figure:
    """Each figure that was fitted beside what its reporter would have said of the posterior's runs."""
    check_one_use(course.checked)
    found = sorted(
        course.checked, key=lambda each: (each.figure.observable, each.figure.moment), reverse=True
    )
    about = (
        "Bars: what the same reporter would have said in 80% of runs of the posterior, new seeds; tick: the"
        " median. Red: what was said,\nan arrow where it is a bound; × where it lies outside. Only figures"
        " that may calibrate: as of 2 December 2016 or earlier."
    )
    page = _page.sheet(TOP + 0.85 + 0.2 * len(found), course.ready.design.title, about, _foot(course))
    ((ax,),) = _page.axes(page, 1, 1, top=TOP, bottom=0.85, left=3.75, right=0.3, between=(0.0, 0.0))
    for row, each in enumerate(found):
        _figure(ax, row, each)
    ax.set_yticks(range(len(found)), [_words(each) for each in found], size=7.5)
    ax.set_ylim(-0.7, len(found) - 0.3)
    ax.set_xscale("log")
    ax.xaxis.set_major_locator(LogLocator())
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: _page.thousands(value)))
    ax.xaxis.set_minor_formatter(NullFormatter())
    ax.set_xlabel("people")
    ax.grid(axis="x")
    return page


def _figure(ax: Axes, row: int, each: Observed) -> None:
    between = each.interval
    if between is None:
        return
    low, high = max(between.low, 1.0), max(between.high, 1.0)
    ax.plot([low, high], [row, row], color="#6a9fd0", linewidth=5.0, solid_capstyle="butt")
    ax.plot([max(between.median, 1.0)] * 2, [row - 0.28, row + 0.28], color=_page.MEDIAN, linewidth=1.6)
    mark = {"at-least": ">", "at-most": "<"}.get(each.figure.sign, "D")
    ends = [max(each.low, 1.0), max(each.high, 1.0)]
    ax.plot(ends, [row, row], color=REPORT, linewidth=1.4, zorder=4)
    ax.plot(
        [math.sqrt(ends[0] * ends[1])],
        [row],
        mark,
        color=REPORT,
        markersize=4.5,
        mec="white",
        mew=0.5,
        zorder=5,
    )


def _words(each: Observed) -> str:
    inside = {True: "", False: " ×", None: ""}[each.is_inside]
    when = _page.day(each.figure.moment - timedelta(minutes=1))
    return f"{label(each.figure.observable)}, {each.figure.reporter}, by {when}{inside}"


@_page.styled
def steps(course: Course) -> Figure:
    """How the populations went from the prior to the posterior, and what history matching left of it."""
    wave = course.wave
    about = (
        f"From {len(wave.places):,} runs over the prior, {len(wave.start.places):,} of them not ruled out,"
        f" to {len(course.posterior.places)} draws.\nEach step leaves half of the particles by weight."
    )
    page = _page.sheet(4.4, course.ready.design.title, about, _foot(course))
    ((left, middle, right),) = _page.axes(
        page, 1, 3, top=TOP, bottom=0.85, left=0.55, right=0.25, between=(0.55, 0.0)
    )
    x = np.arange(len(course.populations) + 1)
    left.plot(x, [0.0, *(each.temperature for each in course.populations)], "o-", markersize=4)
    left.set_title("Temperature")
    _went(middle, course)
    for ax in (left, middle):
        ax.set_xlabel("step")
        ax.set_xticks(x)
    _ruled_out(right, wave.implausible(wave.places))
    return page


def _went(ax: Axes, course: Course) -> None:
    """How many particles each step left by weight, how many moved, and how many places there are."""
    steps, particles = course.populations, len(course.posterior.places)
    for values, mark, name in (
        ([each.effective for each in steps], "o-", "effective sample size"),
        ([each.distinct for each in steps], "s--", "different places"),
        ([each.accepted * particles for each in steps], "^:", "moves taken"),
    ):
        ax.plot(range(1, len(steps) + 1), values, mark, markersize=4, label=name)
    ax.axhline(particles, color=PRIOR, linewidth=0.8)
    ax.set_ylim(0, particles * 1.35)
    ax.set_title(f"Of {particles} particles")
    ax.legend(loc="upper left")


def _ruled_out(ax: Axes, implausible: NDArray[np.float64]) -> None:
    ordered = np.sort(implausible)
    ax.plot(ordered, np.linspace(0.0, 1.0, len(ordered)))
    ax.axvline(LIMIT, color=_page.INK, linewidth=0.9, linestyle=(0, (4, 2)))
    ax.set_xlim(0, max(LIMIT + 1.0, float(np.quantile(ordered, 0.99))))
    ax.set_title("Share of the prior below")
    ax.set_xlabel("implausibility (standard deviations)")


@_page.styled
def recovered(what: tuple[str, Recovery]) -> Figure:
    """How often the intervals of synthetic truths hold them, number by number."""
    title, found = what
    about = (
        f"{found.truths} runs over the prior, each taken for the truth and found again. Bands: where"
        " the share lies\nwith 95% if prior, likelihood and weights are right."
    )
    page = _page.sheet(TOP + 0.9 + 0.24 * len(found.keys), title, about, _page.LIMITS)
    ((ax,),) = _page.axes(page, 1, 1, top=TOP, bottom=0.9, left=2.3, right=0.3, between=(0.0, 0.0))
    for share, mark, tone, column in zip(SHARES, "os", TONES, found.coverage().T, strict=True):
        low, high = binomial(found.truths, share)
        ax.axvspan(low / found.truths, high / found.truths, color=tone, alpha=0.6, linewidth=0)
        ax.axvline(share, color=PRIOR, linewidth=0.8)
        look: dict[str, Any] = {
            "color": AFTER,
            "mfc": AFTER if mark == "s" else "white",
            "label": f"interval of {share:.0%}",
        }
        ax.plot(column, range(len(found.keys)), mark, **look)
    ax.set_yticks(range(len(found.keys)), found.keys)
    ax.set_ylim(len(found.keys) - 0.5, -0.5)
    ax.set_xlim(0, 1)
    ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0%}"))
    ax.set_xlabel("share of truths that the interval holds")
    where = (2.3 / _page.WIDTH, 0.28 / page.get_figheight())
    page.legend(*ax.get_legend_handles_labels(), loc="lower left", ncols=2, bbox_to_anchor=where)
    return page


def _foot(course: Course) -> str:
    ready = course.ready
    scale = float(ready.scenario.population.scale)
    return (
        f"calibration {ready.name}: {ready.scenario.title}, {ready.scenario.behaviour.rule},"
        f" {100 * scale:g}% of the households; {_page.LIMITS}"
    )
