"""What every figure shares: the style, a page with title and foot, numbers and dates in words, fans."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import wraps
from pathlib import Path
from textwrap import wrap
from typing import Literal, TypeVar

import matplotlib.style
import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator
from numpy.typing import NDArray

from experiments.ensemble import Ensemble

STYLE = Path(__file__).with_name("respite.mplstyle")
WIDTH = 8.6  # inches, of every figure
LIMITS = "aggregates only; what the model cannot tell: see README"
EPOCH = datetime(1970, 1, 1)
INK, QUIET = "#222222", "#666666"
BANDS = ((90, "#dbe7f3"), (80, "#a9c8e6"), (50, "#6a9fd0"))  # per cent of replicates, tone
MEDIAN = "#08306b"
METADATA: dict[str, dict[str, str | None]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
}

T = TypeVar("T")


def styled(make: Callable[[T], Figure]) -> Callable[[T], Figure]:
    """Draw with the one style file, whatever the reader's own settings are."""

    @wraps(make)
    def inner(what: T) -> Figure:
        with matplotlib.style.context(["default", STYLE]):
            return make(what)

    return inner


def saved(figure: Figure, ending: str) -> bytes:
    """A figure as a file, without a date in it."""
    buffer = io.BytesIO()
    with matplotlib.style.context(["default", STYLE]):
        figure.savefig(buffer, format=ending, metadata=METADATA[ending])
    return buffer.getvalue()


def page(height: float, title: str, about: str, ensembles: Iterable[Ensemble]) -> Figure:
    """An empty page: title and what is shown on top, what was run at the foot."""
    return sheet(height, title, about, _foot(list(ensembles)))


def sheet(height: float, title: str, about: str, foot: str) -> Figure:
    """An empty page with these words on it."""
    figure = Figure(figsize=(WIDTH, height))
    FigureCanvasAgg(figure)
    left = 0.12 / WIDTH
    figure.text(left, 1 - 0.12 / height, title, size=12, weight="bold", va="top")
    figure.text(left, 1 - 0.36 / height, about, size=8.5, va="top", linespacing=1.35)
    figure.text(left, 0.08 / height, foot, size=7.5, color=QUIET, va="bottom", linespacing=1.35, wrap=True)
    return figure


def _foot(ensembles: Sequence[Ensemble]) -> str:
    first = ensembles[0]
    scaled = f", scaled up from a sample of {100 * first.scale:g}%" if first.scale < 1 else ""
    people = f"{thousands(float(first.scenario.population.total))} people{scaled}"
    names, runs = plural(len(ensembles), "scenario"), plural(len(first.seeds), "replicate")
    dates = f"{day(first.scenario.start)} to {day(first.moments[-1])} {first.moments[-1].year}"
    return f"{names}; {people}; {runs}; {dates}; {LIMITS}"


def axes(
    figure: Figure,
    rows: int,
    columns: int,
    *,
    top: float,
    bottom: float,
    left: float,
    right: float,
    between: tuple[float, float],
    sharex: bool | Literal["row"] = False,
    sharey: bool = False,
) -> list[list[Axes]]:
    """A grid of axes with margins and gaps (across, down) in inches."""
    width, height = figure.get_size_inches()
    across = (width - left - right - (columns - 1) * between[0]) / columns
    down = (height - top - bottom - (rows - 1) * between[1]) / rows
    grid = figure.add_gridspec(
        rows,
        columns,
        left=left / width,
        right=1 - right / width,
        top=1 - top / height,
        bottom=bottom / height,
        wspace=between[0] / across,
        hspace=between[1] / down,
    )
    return [list(line) for line in grid.subplots(sharex=sharex, sharey=sharey, squeeze=False)]


def plural(count: int, word: str) -> str:
    """As in "1 replicate", "2 replicates"."""
    return f"{count} {word}{'s' * (count != 1)}"


def title_of(ensemble: Ensemble, width: int = 24) -> str:
    """The title of a scenario, on lines of so many characters."""
    return "\n".join(wrap(ensemble.scenario.title, width))


def thousands(value: float, digits: int = 0) -> str:
    """A number with thousands separators and a true minus sign."""
    text = f"{value:,.{digits}f}"
    return text.replace("-", "" if float(text.replace(",", "")) == 0 else "\N{MINUS SIGN}")


def rounded(value: float, digits: int = 2) -> float:
    """To so many figures that count: a median of replicates is not known to the last person."""
    return float(f"{value:.{digits}g}")


def signed(value: float) -> str:
    """A difference: plus, minus, or nothing before 0."""
    text = thousands(rounded(value))
    return text if text[0] in "0\N{MINUS SIGN}" else f"+{text}"


def number(moment: datetime) -> float:
    """A moment as a place on a date axis: days since 1970."""
    return (moment - EPOCH) / timedelta(days=1)


def day(moment: datetime) -> str:
    """A date as in '26 Nov'."""
    return f"{moment.day} {moment:%b}"


def number_axis(axis: Axis, most: int = 5, form: Callable[[float], str] = thousands) -> None:
    """Ticks at round numbers, with thousands separators."""
    axis.set_major_locator(MaxNLocator(most, steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(FuncFormatter(lambda value, _: form(value)))


def date_axis(ax: Axes, start: datetime, end: datetime, most: int) -> None:
    """Ticks on whole days, evenly spaced, at most so many and with room, from the first day of the run."""
    ax.set_xlim(number(start), number(end))
    days = max(1, (end - start).days)
    least = days * _across_dates(ax)
    steps = (s for s in (1, 2, 4, 7, 14, 28, 56, 112) if days // s + 1 <= most and s >= least)
    step = next(steps, days)
    ticks = [start + timedelta(days=d) for d in range(0, days + 1, step)]
    labels = [day(tick) for tick in ticks]
    ax.set_xticks([number(tick) for tick in ticks], labels)
    for label, tick in zip(ax.get_xticklabels(), ticks, strict=True):
        # Dates at an edge stay inside the panel, clear of the panel beside it.
        is_last = end - tick < 0.02 * (end - start)
        label.set_horizontalalignment("left" if tick == start else "right" if is_last else "center")


def _across_dates(ax: Axes) -> float:
    """From one date to the next if both can be read, as a share of the panel: one and a half, and a gap."""
    widest = ax.text(0.0, 0.0, "30 Nov", size=matplotlib.rcParams["xtick.labelsize"])
    width = widest.get_window_extent().width
    widest.remove()
    return 1.6 * width / ax.get_window_extent().width


def fan(
    ax: Axes,
    moments: Iterable[datetime],
    runs: NDArray[np.float64],
    bands: Sequence[tuple[int, str]] = BANDS,
) -> NDArray[np.float64]:
    """Bands that hold these shares of the runs, run x moment, and the median, which is given back."""
    when = [number(moment) for moment in moments]
    for share, tone in bands:
        low, high = np.percentile(runs, [50 - share / 2, 50 + share / 2], axis=0)
        ax.fill_between(when, low, high, color=tone, linewidth=0)
        if share == bands[0][0]:  # the outer edge stays visible in print
            for edge in (low, high):
                ax.plot(when, edge, color="#7f9fbf", linewidth=0.5)
    median: NDArray[np.float64] = np.median(runs, axis=0)
    ax.plot(when, median, color=MEDIAN)
    return median
