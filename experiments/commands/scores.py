"""The command that scores forecasts."""

import sys
from typing import Annotated

from cyclopts import Parameter

from experiments.commands import DEFAULTS, Count, Options, Seed, load_model


def score(
    *scenarios: str,
    replicates: Count = 40,
    seed: Seed = 1,
    workers: Count | None = None,
    hindsight: Annotated[bool, Parameter(negative="")] = False,
    options: Options = DEFAULTS,
) -> int:
    """Score forecasts against the held-out figures, beside naive forecasters: CRPS, interval score, coverage.

    Example: `python3 run.py score aleppo-2016`

    Parameters
    ----------
    scenarios
        Scenarios, or cities: their forecasts, whose drivers are forecast too, and what happened with recorded
        drivers, shown apart. None means eastern Aleppo.
    replicates
        Seeds with which each scenario is run.
    seed
        The first of them.
    workers
        Processes that run them; one a core if not given.
    hindsight
        Tell, too, what the increments would score for who knew the course of events: minutes.
    """
    load_model()
    from experiments.report import page, scores

    notes = page.notes(quiet=options.quiet)
    ready = scores.prepare(scenarios, options.set, options.out, force=options.force)
    seeds = range(seed, seed + replicates)
    outcome = scores.carry_out(ready, seeds, workers, notes, with_hindsight=hindsight)
    if options.json:
        print(outcome.as_json())
    else:
        print(page.of(outcome.tables(), 124, 150), end="", flush=True)
    notes.print(f"results: {outcome.folder}")
    sys.stderr.writelines(f"respite: {failure}\n" for failure in outcome.failures)
    return 1 if outcome.failures else 0
