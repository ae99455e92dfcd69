"""The sensitivity of an outcome as a table and as JSON: what hangs on each uncertain number."""

from __future__ import annotations

import math
from dataclasses import asdict
from typing import Any

from rich.table import Table

from experiments.ensemble import heading
from experiments.report.numbers import said
from experiments.report.tables import plain_table
from experiments.sensitivity import Effect, Sensitivity
from model.record import METRICS

MOST = 25  # rows
CHANCE = 0.025  # that a 95% interval of what is nothing lies above zero
SIZES = {
    "morris": "change, either way, when a number moves two thirds of the way from 5% to 95%",
    "sobol-total": "total-order index",
}
WHAT = {
    "morris": " Change: root of the mean square over trajectories.",
    "sobol-total": " Total order: the share of the variance left when all numbers but this are known.",
}


def table(found: Sensitivity) -> Table:
    """A row for each number, at most so many, the largest effect that is seen first."""
    page = plain_table(f"{heading(found.metric)}, {found.date}: {SIZES[found.method]}")
    page.add_column("")
    for outcome in found.effects:
        page.add_column(outcome, justify="right")
    page.add_column("order changes", justify="right")
    for number in found.ranked[:MOST]:
        share = found.order_changes[number]
        page.add_row(
            found.numbers[number],
            *(_said(effects[number]) for effects in found.effects.values()),
            f"{share.mean:.0%} ({share.low:.0%} to {share.high:.0%})",
        )
    return page


def legend(found: Sensitivity) -> str:
    """How to read the table."""
    count = len(found.numbers)
    seen = sum(map(found.is_seen, range(count)))
    luck = (
        " Sizes are what seeds have in common, so that luck adds nothing to them. ~: they do not agree that"
        f" there is an effect, and it may be luck; of {count} numbers that do nothing, some"
        f" {math.ceil(count * CHANCE)} would have no ~. Rows stand in the order of"
        f" their largest effect without ~, which {seen} of the numbers have, then of their largest with it."
        f" Two seeds at one point order the options differently in {found.order_by_luck:.0%} of cases."
        if found.seeds > 1
        else " Rows stand in the order of their largest effect; with one seed, luck adds to all of them."
    )
    return (
        f"{count} numbers, {found.laid_out}, {found.seeds} seed{'s' * (found.seeds > 1)}."
        " In brackets: 95% intervals."
        f"{WHAT[found.method]} Order changes: in what share of cases the options change places when this"
        f" number alone is changed.{luck}"
    )


def plain(found: Sensitivity) -> dict[str, Any]:
    """The whole of it as JSON may hold it."""
    return {
        "metric": found.metric,
        "unit": METRICS[found.metric].UNIT,
        "date": found.date,
        "method": found.method,
        "blocks": found.blocks,
        "seeds": found.seeds,
        "order_by_luck": _finite(found.order_by_luck),
        "numbers": [
            {
                "name": found.numbers[number],
                "effects": {outcome: _plain(each[number]) for outcome, each in found.effects.items()},
                "order_changes": asdict(found.order_changes[number]),
            }
            for number in found.ranked
        ],
    }


def _said(effect: Effect) -> str:
    if not math.isfinite(effect.size):
        return "luck alone"
    numbers = effect.size, effect.low, effect.high
    is_order = math.isnan(effect.slope)  # a share of variance
    size, low, high = (f"{each:.2f}" if is_order else said(each) for each in numbers)
    words = f"{size} ({low} to {high})" if math.isfinite(effect.low) else f"{size} (open)"
    return f"~ {words}" if effect.is_seen is False else words


def _plain(effect: Effect) -> dict[str, Any]:
    return {
        "size": _finite(effect.size),
        "low": _finite(effect.low),
        "high": _finite(effect.high),
        "slope": _finite(effect.slope),
        "bend": _finite(effect.bend),
        "is_seen": effect.is_seen,
    }


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
