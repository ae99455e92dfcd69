"""The command of calibrations."""

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from experiments.commands import Count, load_model


def calibrate(
    file: str,
    /,
    *,
    recover: Count | None = None,
    store: Path = Path("results/studies"),
    out: Path = Path("results/calibrations"),
    workers: Count | None = None,
    scheduler: str | None = None,
    quiet: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """Fit uncertain numbers to what was reported by 2 December 2016: stopped however, it goes on from there.

    Example: `python3 run.py calibrate proportional-hazards`

    Parameters
    ----------
    file
        A calibration, or the name of a shipped one.
    recover
        Fit no figures, but take so many runs over the prior for the truth, one by one, and say how often they
        are found again.
    store
        The folder in which replicates are kept; studies and calibrations may share one.
    out
        The folder for the posterior, its diagnostics and figures, in a folder of the calibration's name.
    workers
        Processes that run them; one a core if not given.
    scheduler
        Address of a Dask scheduler whose workers run them, such as tcp://10.0.0.1:8786.
    quiet
        No progress and no notes.
    """
    load_model()
    from experiments.report import calibration, page
    from experiments.report.upkeep import StoppedError

    ready = calibration.prepare(file, store, out, workers, scheduler)
    notes = page.notes(quiet=quiet)
    try:
        answer = (
            calibration.recover(ready, recover, notes) if recover else calibration.calibrate(ready, notes)
        )
    except StoppedError as error:
        print(f"respite: {error}", file=sys.stderr)
        return 1
    print(page.of(answer, 100, 150), end="", flush=True)
    return 0
