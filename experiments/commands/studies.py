"""The commands of studies."""

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from experiments.commands import Count, load_model


def study(
    file: str,
    /,
    *,
    store: Path = Path("results/studies"),
    workers: Count | None = None,
    scheduler: str | None = None,
    shard: str = "1/1",
    until: str | None = None,
    quiet: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """Run an ensemble design as far as its store does not hold it: stopped however, it goes on from there.

    Example: `python3 run.py study quick`

    Parameters
    ----------
    file
        A design, or the name of a shipped one.
    store
        The folder in which replicates are kept; studies may share one.
    workers
        Processes that run them; one a core if not given.
    scheduler
        Address of a Dask scheduler whose workers run them, such as tcp://10.0.0.1:8786.
    shard
        A share of the replicates, such as 3/10, for job arrays.
    until
        Run no more seeds than needed, such as killed_civilians=50: ten at a time, until every mean
        difference from the reference is known to so much either way, with 95% confidence.
    quiet
        No progress and no notes.
    """
    load_model()
    from experiments.report import batch, page
    from experiments.report.upkeep import StoppedError

    ready = batch.prepare(file, store, workers, scheduler, shard, until)
    try:
        outcome = batch.carry_out(ready, page.notes(quiet=quiet))
    except StoppedError as error:
        print(f"respite: {error}", file=sys.stderr)
        return 1
    sys.stderr.writelines(f"respite: {failure}\n" for failure in outcome.failures)
    return 1 if outcome.failures else 0


def results(
    store: Path,
    study: str | None = None,
    /,
    *,
    least: str | None = None,
    most: str | None = None,
    sensitivity: str | None = None,
    figures: Path | None = None,
    out: Path | None = None,
    json: Annotated[bool, Parameter(negative="")] = False,
) -> None:
    """Sum up a study, finished or not, weigh its options, or hand all of it on as one file.

    Example: `python3 run.py results results/studies quick --out quick.csv`

    Parameters
    ----------
    store
        A folder that `study` has written.
    study
        Which study, where there are several.
    least
        A metric of which less is better: each option beside the reference, its ranks and its regret.
    most
        The same for a metric of which more is better.
    sensitivity
        A metric: how much of it, and of what the options change, hangs on each uncertain number, in a study
        whose points are of Morris or of Sobol.
    figures
        Draw what the options change into this folder: a map, lines or ranks, as the axes are; or with
        --sensitivity what hangs on each number.
    out
        A file to write: `.csv`, `.hxl.csv` with HXL hashtags, `.parquet`, or `.nc` (netCDF) for xarray.
    json
        Print the summary of every cell and what was weighed as JSON, with where it comes from.
    """
    from experiments.report import page
    from experiments.report.answer import answer

    found = answer(store, study, least, most, figures, out, sensitivity)
    print(found.as_json() if json else page.of(found.page(), 124, 150), end="\n" if json else "", flush=True)
