"""A choice as a table and as JSON: each option against the reference, its ranks, and its regret."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

from rich.table import Table
from rich.text import Text

from experiments.choice import Choice
from experiments.decision import Against, Place, Weighed, places, weigh
from experiments.ensemble import heading
from experiments.report.numbers import said, signed
from experiments.report.tables import plain_table
from experiments.statistics import FEWEST, Mean
from model.record import METRICS

HEADS = ("mean", "difference", "luck shared", "better", "first", "regret", "worst regret")
SIDE_BY_SIDE = 8  # contexts, at most
MOST = 60  # rows


def table(choice: Choice, *, least: bool) -> Table:
    """A row for each option, the one of the least expected regret first."""
    page = plain_table(f"{heading(choice.metric)}, {choice.date}: {'less' if least else 'more'} is better")
    page.add_column("")
    for head in HEADS:
        page.add_column(head, justify="right")
    for each in weigh(choice, least=least)[:MOST]:
        page.add_row(
            Text(choice.option(each.option), style="bold"),
            said(each.mean),
            *_against(choice, each.against),
            f"{each.ranks[0]:.0%}",
            _regret(choice, each.regret),
            _worst(choice, each),
        )
    return page


def by_context(choice: Choice, *, least: bool) -> Table | None:
    """Where each option comes in each context, where there are several, and few enough to stand in a row."""
    if not 1 < len(choice.contexts) <= SIDE_BY_SIDE:
        return None
    page = plain_table(f"Ranks by context: {heading(choice.metric)}, {choice.date}")
    page.add_column("")
    for number in range(len(choice.contexts)):
        page.add_column(choice.context(number), justify="right")
    found = places(choice.outcomes, least=least)
    for each in weigh(choice, least=least)[:MOST]:
        ranks = [_place(line[each.option]) for line in found]
        page.add_row(Text(choice.option(each.option), style="bold"), *ranks)
    page.caption = (
        f"By the mean of {choice.counted}, 1 the {'least' if least else 'most'}. In brackets: between which"
        " ranks an option comes as far as can be told, with 95% probability for all of a context. Where the"
        " interval of the mean difference of two options, paired, holds zero, it is open who comes first"
        f"{f', and with {_too_few(choice)} it always is' if choice.are_few else ''}."
    )
    return page


def _place(found: Place) -> str:
    is_sure = found.first == found.last
    return str(found.rank) if is_sure else f"{found.rank} ({found.first}–{found.last})"


def legend(choice: Choice) -> str:
    """How to read the table."""
    contexts = [choice.context(number) for number in range(len(choice.contexts))]
    where = (
        f" Every one of {len(contexts)} contexts ({'; '.join(contexts)}) weighs the same."
        if len(contexts) > 1
        else " Nothing is unknown in this study but what each run draws."
    )
    few = (
        f"; with {_too_few(choice)} no sign is claimed, and every difference and regret is marked ~"
        if choice.are_few
        else ""
    )
    return (
        f"{choice.counted} of each option in each context, paired. Difference: mean of those from"
        f" “{choice.reference}”, and its 95% interval (~ : it includes 0{few})."
        " Luck shared: how many times as many"
        " runs the same sureness would take if options did not share their luck. Better, first: share of"
        " runs in which it is better than that, or than all (what is level shares it). Regret: what is lost"
        " against the best option of each context, in the mean over contexts and in the worst one, and its"
        f" 95% interval, for all options of a context at once.{where}{_cut(choice)}"
    )


def _too_few(choice: Choice) -> str:
    return f"fewer than {FEWEST} {'points or seeds' if choice.outcomes.shape[2] > 1 else 'runs'}"


def _cut(choice: Choice) -> str:
    """That there are more options than rows, where there are."""
    count = len(choice.options)
    return f" The {MOST} options of the least regret of {count:,}; --json has all." if count > MOST else ""


def _against(choice: Choice, found: Against | None) -> tuple[str, str, str]:
    if found is None:
        return "", "", ""
    gap = found.difference
    mark = " ~" if choice.are_few or gap.low <= 0.0 <= gap.high else ""
    return (
        f"{signed(gap.mean)}{mark} ({signed(gap.low)} to {signed(gap.high)})",
        f"× {found.luck_shared:.3g}",
        f"{found.better:.0%}",
    )


def _worst(choice: Choice, each: Weighed) -> str:
    """The largest regret, and in which of several contexts it is."""
    is_told = len(choice.contexts) > 1 and each.worst.mean > 0.0
    return _regret(choice, each.worst) + (f", {choice.context(each.worst_at)}" if is_told else "")


def _regret(choice: Choice, found: Mean) -> str:
    """A regret, and between what it lies; of too few runs it is only marked."""
    if choice.are_few:
        return f"{said(found.mean)} ~"
    return f"{said(found.mean)} ({said(found.low)} to {said(found.high)})"


def plain(choice: Choice, *, least: bool) -> dict[str, Any]:
    """The table as JSON may hold it, and every rank, in all and in each context."""
    found = places(choice.outcomes, least=least)
    return {
        "metric": choice.metric,
        "unit": METRICS[choice.metric].UNIT,
        "date": choice.date,
        "better": "less" if least else "more",
        "runs": choice.runs,
        "reference": choice.reference,
        "contexts": [choice.context(number) for number in range(len(choice.contexts))],
        "options": [
            {**_plain(choice, each), "by_context": [asdict(line[each.option]) for line in found]}
            for each in weigh(choice, least=least)
        ],
    }


def _plain(choice: Choice, each: Weighed) -> dict[str, Any]:
    scenario, labels = choice.options[each.option]
    found = each.against
    against = found and {
        "mean": found.difference.mean,
        "low": found.difference.low,
        "high": found.difference.high,
        "luck_shared": found.luck_shared if math.isfinite(found.luck_shared) else None,
        "better": found.better,
    }
    return {
        "scenario": scenario,
        "values": dict(zip(choice.axes, labels, strict=True)),
        "mean": each.mean,
        "difference": against,
        "ranks": each.ranks.tolist(),
        "regret": asdict(each.regret),
        "worst_regret": {**asdict(each.worst), "context": choice.context(each.worst_at)},
    }
