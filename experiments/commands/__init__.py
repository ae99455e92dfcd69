"""Commands of run.py, by what they are about. What a command needs is imported when it is called."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter, validators

Count = Annotated[int, Parameter(validator=validators.Number(gte=1))]
Seed = Annotated[int, Parameter(validator=validators.Number(gte=0, lt=2**62))]


@Parameter(name="*")
@dataclass(frozen=True)
class Options:
    """What every command that runs the model takes."""

    set: Annotated[tuple[str, ...], Parameter(negative="")] = ()
    """Override a key of every scenario, as in `--set population.total=150000`; may be repeated.
    `--set "parameters=[...]"` names other files of parameters, and with them another rule of leaving."""

    out: Path | None = None
    """Folder for the results; `results/` with scenario or city, and date, if not given."""

    force: Annotated[bool, Parameter(negative="")] = False
    """Replace the results that stand there."""

    json: Annotated[bool, Parameter(negative="")] = False
    """Print one JSON document, and nothing else, on standard output."""

    quiet: Annotated[bool, Parameter(negative="")] = False
    """No progress and no notes."""


DEFAULTS = Options()


def load_model() -> None:
    """Load the model, for commands that run it: first, and from here.

    Mesa looks through the sources of all who import it, one through another, as it is loaded, and through
    every module that is loaded by then. Deep within the imports of a command that takes twice as long.
    """
    import model.simulation  # noqa: F401
