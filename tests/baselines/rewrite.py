"""Writes the baselines anew: `python -m tests.baselines.rewrite`. The changelog then says why they moved."""

from __future__ import annotations

import json
from pathlib import Path

from model.record import METRICS
from tests.worlds import aleppo, run

FOLDER = Path(__file__).resolve().parent
SCENARIOS = ("as-happened", "no-pause", "ten-day-pause")
DAYS = (5, 12, 20, 27)


def outcome(name: str) -> dict[str, dict[str, float]]:
    """Every metric of one small replicate at the end of some days, to six digits."""
    record = run(aleppo(name, seed=1)).record
    return {
        f"day {day}": {
            metric: float(f"{value:.6g}")
            for metric, value in zip(METRICS, record.metrics[24 * day], strict=True)
        }
        for day in DAYS
    }


def main() -> None:
    """Write a file for each scenario."""
    for name in SCENARIOS:
        text = json.dumps(outcome(name), indent=1) + "\n"
        (FOLDER / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
