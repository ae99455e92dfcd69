"""Tables for the terminal: proposals, cells of a study, reported figures, time. Nothing here prints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from experiments.ensemble import Comparison, Ensemble
from experiments.observation import Observed, check_one_use, label, once, only
from experiments.profiling import Profile
from experiments.report.numbers import between, precise, said, signed
from experiments.statistics import FEWEST, SHARE, Interval, interval
from experiments.summary import Effect, effects
from model.record import METRICS

SHOWN = (
    "out_all",
    "remaining",
    "changed_control_people",
    "killed_civilians",
    "wounded",
    "detained",
    "patients_evacuated",
    "hunger_days",
)
IN_THOUSANDS = ("person-days", "person-hours")


def proposals(comparison: Comparison) -> list[Table]:
    """One table for each date: a row a scenario, a column a quantity, each beside the reference."""
    by_moment = groupby(effects(comparison, SHOWN), key=lambda effect: effect.moment)
    return [_at(comparison, label, list(found)) for label, found in by_moment]


def legend(comparison: Comparison) -> str:
    """How to read the tables of proposals."""
    reference = comparison.ensembles[comparison.reference].scenario.title
    count = len(comparison.seeds)
    text = f"Median of {count:,} replicates; below it the interval in which {SHARE:.0%} of others would lie"
    if len(comparison.ensembles) > 1:
        text += f"; below that the median difference from “{reference}” with the same seed"
        text += " and its 90% interval (~ : it includes 0; = : the same with every seed)"
    if count < FEWEST:
        text += f"; with fewer than {FEWEST} replicates no sign is claimed, and every difference is marked ~"
    return text + (
        ". Killed includes patients who died untreated. Overtaken by the front are also those who were handed"
        " over where they were. outcomes.csv tells each by class of person."
    )


def _at(comparison: Comparison, label: str, found: list[Effect]) -> Table:
    found.sort(key=lambda effect: effect.scenario != comparison.reference)  # the reference comes first
    rows = {
        name: [_cell(effect, is_reference=name == comparison.reference) for effect in row]
        for name, row in groupby(found, key=lambda effect: effect.scenario)
    }
    table = plain_table(label[:1].upper() + label[1:], gap=0)
    table.caption = share(comparison.ensembles.values())
    table.add_column("", min_width=12)
    for heading, column in zip(map(_heading, SHOWN), zip(*rows.values(), strict=True), strict=True):
        words = [*heading.split(), *(line for cell in column for line in cell.plain.split("\n"))]
        table.add_column(heading, justify="right", width=max(9, *map(len, words)))
    for name, cells in rows.items():
        table.add_row(Text(comparison.ensembles[name].scenario.title, style="bold"), *cells)
    return table


def cells(
    title: str, heads: Sequence[str], found: Iterable[tuple[Sequence[str], NDArray[np.float64]]]
) -> Table:
    """A row for each cell of a study: its value on each axis, and its metrics, replicate x SHOWN."""
    table, shown = plain_table(title), list(found)
    for head in heads:
        table.add_column(head)
    for heading in ("runs", *map(_heading, SHOWN)):
        table.add_column(heading, justify="right")
    few = f"; of fewer than {FEWEST} runs that is little more than their range"
    table.caption = (
        f"Median of the runs of each row, and below it the interval in which {SHARE:.0%} of others would lie"
        f"{few if any(len(values) < FEWEST for _, values in shown) else ''}."
    )
    for labels, values in shown:
        row = [_value(_scaled(name, interval(column))) for name, column in zip(SHOWN, values.T, strict=True)]
        table.add_row(*labels, str(len(values)), *row)
    return table


def _value(found: Interval) -> Text:
    """The median, and below it the interval if there is one."""
    text = Text(said(found.median), style="bold")
    return text.append(
        f"\n{between(found.low, found.high)}" if found.low < found.high else "", "not bold dim"
    )


def plain_table(title: str, gap: int = 1) -> Table:
    """An empty table in the style of all of them."""
    return Table(
        title=title,
        title_justify="left",
        title_style="bold",
        caption_justify="left",
        box=box.SIMPLE_HEAD,
        padding=(0, gap, 0, 0),
    )


def share(ensembles: Iterable[Ensemble]) -> str | None:
    """Of what share of the households the counts were, before they were scaled up; None if of all."""
    return sampled(ensemble.scale for ensemble in ensembles)


def sampled(shares: Iterable[float]) -> str | None:
    """Of what shares of the households counts were; None if of all."""
    scales = sorted(set(shares))
    if scales[0] >= 1.0:
        return None
    words = " or ".join(f"{100.0 * scale:g}%" for scale in scales)
    return f"Scaled up from a sample of {words} of the households."


def _heading(metric: str) -> str:
    label, unit = str(METRICS[metric].LABEL), METRICS[metric].UNIT
    return label + (", thousands" if unit in IN_THOUSANDS else "")


def _cell(effect: Effect, *, is_reference: bool) -> Text:
    if effect.is_same and not is_reference:
        return Text("=", style="dim")
    value, gap = _scaled(effect.metric, effect.value), _scaled(effect.metric, effect.difference)
    cell = Text(said(value.median), style="bold")
    # A line each, so that the eye finds all medians, intervals and differences at the same height.
    if value.low < value.high or not is_reference:
        cell.append(
            "\n" + (between(value.low, value.high) if value.low < value.high else ""), style="not bold dim"
        )
    if not is_reference:
        mark = " ~" if gap.holds_zero else ""
        dim = "not bold dim" if mark else "not bold"
        cell.append(f"\n{signed(gap.median)}{mark}", style=dim)
        if gap.low < gap.high:  # on two lines, which keeps the columns narrow
            cell.append(f"\n({signed(gap.low)} to\n{signed(gap.high)})", style=dim)
    return cell


def _scaled(metric: str, found: Interval) -> Interval:
    """In thousands where the heading says so; people are whole."""
    if METRICS[metric].UNIT in IN_THOUSANDS:
        return replace(found, median=found.median / 1e3, low=found.low / 1e3, high=found.high / 1e3)
    return replace(found, median=round(found.median), low=round(found.low), high=round(found.high))


def profile(found: Profile) -> Table:
    """Where the time of a run went: a row a phase, the longest first, and their sum."""
    table = plain_table("Where the time went, in seconds")
    table.add_column("")
    for heading in ("all", "share", "Python", "compiled", "loading"):
        table.add_column(heading, justify="right")
    whole = found.whole()
    rows = sorted(found.spent.items(), key=lambda item: -item[1].all)
    for name, each in [*rows, ("all of it", whole)]:
        parts = (each.python, each.compiled, each.loading)
        share = f"{each.all / whole.all:.0%}" if whole.all else ""
        table.add_row(name, f"{each.all:.3f}", share, *(f"{seconds:.3f}" for seconds in parts))
    table.caption = (
        "Seconds of the clock. Compiled is all time in calls from Python into compiled code; "
        "loading the first of them for each kernel, which read its machine code or made it. Here each phase "
        "is a call; a run that is not profiled passes many hours in one, and takes less."
    )
    return table


def record(observed: Sequence[Observed], happened: Ensemble | None = None) -> list[RenderableType]:
    """What was reported beside what the runs would have had reporters say: two tables, never one."""
    scaled = None if happened is None else share([happened])
    parts: list[RenderableType] = []
    for title, held_out in (("Reported, open to calibration", False), ("Reported, held out", True)):
        found = only(observed, held_out=held_out)
        if found:
            table = reported(title, found)
            table.caption = scaled
            parts.append(table)
            parts.append(verdict(found))
    return parts


def reported(title: str, observed: Sequence[Observed]) -> Table:
    """Figures of one use; mixing the two is a ValueError."""
    check_one_use(observed)
    table = plain_table(title)
    for heading in ("until", "who", "what"):
        table.add_column(heading)
    for heading in ("reported", "runs say", "80% of runs"):
        table.add_column(heading, justify="right")
    table.add_column("inside")
    for each in sorted(observed, key=lambda each: (each.figure.observable, each.figure.moment)):
        table.add_row(*_reported_row(each))
    return table


def verdict(observed: Sequence[Observed]) -> str:
    """How many of the figures that could be compared lie inside, each statement once; bounds, apart."""
    stated = once(observed)
    judged = [each for each in stated if each.is_inside is not None]
    counts = []
    for kind, one_sided in (("stated figures", False), ("one-sided ones", True)):
        found = [each.is_inside for each in judged if each.is_one_sided is one_sided]
        if found:
            counts.append(f"{sum(map(bool, found))} of {len(found)} {kind}")
    text = (
        f"{' and '.join(counts)} lie inside"
        if counts
        else f"Fewer than {FEWEST} runs make no interval to judge by"
    )
    if repeats := len(observed) - len(stated):
        text += f"; {repeats} that only restate{'s' if repeats == 1 else ''} another left out"
    apart = sum(each.said is None for each in stated)
    return text + (f"; {apart} cannot be compared, for the reason given." if apart else ".")


def _reported_row(each: Observed) -> tuple[RenderableType, ...]:
    figure, found = each.figure, each.interval
    what = label(figure.observable)
    if each.begin is not None:
        what += f", since {_first(each.begin)}"
    head = (_last(figure.moment), figure.reporter, what, each.reported)
    if found is None or each.said is None:
        return (*head, Text("–", style="dim"), Text(each.why_not, style="dim"), "")
    width = "" if len(each.said) < 2 else between(found.low, found.high, precise)
    inside = {True: "yes", False: "no", None: ""}[each.is_inside]
    return (*head, precise(found.median), width, inside)


def _first(moment: datetime) -> str:
    """The day that begins then, or the day and the hour."""
    return f"{moment.day} {moment:%b}" + (f" {moment:%H}h" if moment.hour else "")


def _last(moment: datetime) -> str:
    """The day that ends then, or the day and the hour."""
    return _first(moment if moment.hour else moment - timedelta(days=1))
