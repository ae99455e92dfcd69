"""The command that scores forecasts."""

from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from experiments.commands import Count, Seed


def score(
    *scenarios: str,
    replicates: Count = 40,
    seed: Seed = 1,
    workers: Count | None = None,
    set_: Annotated[tuple[str, ...], Parameter(name="--set", negative="")] = (),
    out: Path | None = None,
    force: Annotated[bool, Parameter(negative="")] = False,
    json: Annotated[bool, Parameter(negative="")] = False,
    quiet: Annotated[bool, Parameter(negative="")] = False,
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
    set_
        Override a key of the scenarios, as in `--set population.scale=0.1`; may be repeated.
    out
        Folder for the results; `results/` with city and date if not given.
    force
        Replace the results that stand there.
    json
        Print one JSON document, and nothing else, on standard output.
    quiet
        No progress and no notes.
    """
    import sys

    from experiments.report import page, scores

    notes = page.notes(quiet=quiet)
    ready = scores.prepare(scenarios, set_, out, force=force)
    outcome = scores.carry_out(ready, range(seed, seed + replicates), workers, notes)
    if json:
        print(outcome.as_json())
    else:
        print(page.of(outcome.tables(), 124, 150), end="", flush=True)
    notes.print(f"results: {outcome.folder}")
    sys.stderr.writelines(f"respite: {failure}\n" for failure in outcome.failures)
    return 1 if outcome.failures else 0
