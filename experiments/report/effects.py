"""The sensitivity of an outcome as a table and as JSON: what hangs on each uncertain number."""

from __future__ import annotations

import math
from typing import Any

from rich.table import Table

from experiments.ensemble import heading
from experiments.report.numbers import said
from experiments.report.tables import plain_table
from experiments.sensitivity import Effect, Sensitivity
from model.record import METRICS

MOST = 25  # rows
SIZES = {
    "morris": "mean change, either way, from 5% to 95% of a number",
    "sobol-total": "total-order index",
}
WHAT = {
    "morris": "",
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
        share, half = found.order_changes[number]
        page.add_row(
            found.numbers[number],
            *(_said(effects[number]) for effects in found.effects.values()),
            f"{share:.0%} ± {half:.0%}",
        )
    return page


def legend(found: Sensitivity) -> str:
    """How to read the table."""
    seen = sum(map(found.is_seen, range(len(found.numbers))))
    luck = (
        " ~: the seeds do not agree that there is an effect, and it may be luck. Rows stand in the order of"
        f" their largest effect without ~, which {seen} of the numbers have, then of their largest with it."
        f" Two seeds at one point order the options differently in {found.order_by_luck:.0%} of cases."
        if found.seeds > 1
        else " Rows stand in the order of their largest effect; with one seed, it cannot be told from luck."
    )
    return (
        f"{len(found.numbers)} numbers, {found.laid_out}, {found.seeds} seed{'s' * (found.seeds > 1)}."
        " ±: half of the 95% interval."
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
                "order_changes": dict(zip(("share", "half"), found.order_changes[number], strict=True)),
            }
            for number in found.ranked
        ],
    }


def _said(effect: Effect) -> str:
    words = (
        f"{said(effect.size)} ± {said(effect.half)}"
        if effect.size >= 10.0
        else f"{effect.size:.2f} ± {effect.half:.2f}"
    )
    return f"~ {words}" if effect.is_seen is False else words


def _plain(effect: Effect) -> dict[str, Any]:
    return {
        "size": effect.size,
        "half": effect.half,
        "slope": _finite(effect.slope),
        "bend": _finite(effect.bend),
        "is_seen": effect.is_seen,
    }


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
