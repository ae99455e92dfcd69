"""Respite from the command line: `python3 run.py --help`, or `respite --help` where it is installed.

Started from a checkout, the first use makes a private environment, `.venv` beside this file, from
requirements.lock, and every start runs inside it. Nothing else on the machine is touched.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - it is the older ones that must be told
    sys.exit(
        "respite: needs Python 3.11 or newer, and this is " + sys.version.split()[0] + ": use another python3"
    )

import errno
import os
import signal
import subprocess
from pathlib import Path

from experiments import environment, garbage

HERE = Path(__file__).resolve().parent
STARTS_AGAIN = "nothing is kept, the same command starts again"
INTERRUPTED = 130  # 128 and the number of SIGINT
UNREAD = 141  # and that of SIGPIPE
FULL = (errno.ENOSPC, errno.EDQUOT)


def _stop(message: str) -> None:
    sys.exit(f"respite: {message}")


if __name__ == "__main__":
    environment.enter()

import traceback
from typing import Annotated, Literal, NoReturn

from cyclopts import App, CycloptsError, Parameter

from experiments.commands import DEFAULTS, Count, Options, Seed, calibration, load_model, scores, studies

# Commands import what they need when they are called, so that --help and a slip are answered at once.

Engine = Literal["arrays", "objects"]  # as model.simulation has it, which takes long to import


def _version() -> str:
    from experiments.provenance import version

    return version()


app = App(
    name="respite",
    help="Compare ceasefire proposals by what civilians under siege would do under each of them.\n\n"
    "Example: `python3 run.py compare scenarios/aleppo-2016 --replicates 20`",
    help_format="markdown",
    version=_version,
    suppress_keyboard_interrupt=False,  # main says more than nothing
)


@app.command
def compare(
    *scenarios: str,
    replicates: Count = 20,
    seed: Seed = 1,
    workers: Count | None = None,
    options: Options = DEFAULTS,
) -> int:
    """Run proposals with the same seeds and put them side by side: tables here, figures in the results.

    Example: `python3 run.py compare scenarios/aleppo-2016 --replicates 20`

    Parameters
    ----------
    scenarios
        Scenario files, names of shipped ones, or folders: every proposal in them. None means eastern Aleppo.
    replicates
        Seeds with which each scenario is run.
    seed
        The first of them.
    workers
        Processes that run them; one a core if not given.
    """
    return _answer(scenarios, options, range(seed, seed + replicates), workers, with_tail=True)


@app.command
def run(
    scenario: str,
    /,
    *,
    seed: Seed = 1,
    engine: Engine = "arrays",
    series: bool = False,
    profile: bool = False,
    options: Options = DEFAULTS,
) -> int:
    """Run one scenario with one seed and sum it up.

    Example: `python3 run.py run scenarios/aleppo-2016/ten-day-pause.yaml --seed 7`

    Parameters
    ----------
    scenario
        A scenario file, or the name of a shipped one.
    seed
        Every random number follows from it.
    engine
        What households are: compiled arrays, or one plain Mesa agent each, which live the same lives more
        slowly and are written to be read and changed.
    series
        With --json: every status and metric hour by hour.
    profile
        Tell where the time of the run went: by phase of the hour, in Python and in compiled code.
    """
    if series and not options.json:
        print("respite: --series without --json; expected --json beside it", file=sys.stderr)
        return 2
    seeds = range(seed, seed + 1)
    return _answer(
        (scenario,), options, seeds, 1, with_tail=False, series=series, profile=profile, engine=engine
    )


@app.command
def life(
    scenario: str,
    other: str,
    /,
    *,
    household: Count | None = None,
    seed: Seed = 1,
    options: Options = DEFAULTS,
) -> int:
    """Follow one invented family through two scenarios with one seed: where its two lives part, and why.

    Example: `python3 run.py life no-pause guaranteed-corridors --seed 1`

    Parameters
    ----------
    scenario
        A scenario file.
    other
        Another.
    household
        Number of the family, from 1, place by place as the city's table has them. If not given, one whose
        lives part, which takes twice as long.
    seed
        Every random number of both follows from it.
    """
    load_model()
    from experiments.report import life as lives
    from experiments.report import page

    notes = page.notes(quiet=options.quiet)
    ready = lives.prepare((scenario, other), options.set, options.out, force=options.force)
    outcome = lives.carry_out(ready, seed, household, notes)
    if options.json:
        print(outcome.as_json())
    else:
        print(page.of(outcome.tables(), 80, 130), end="", flush=True)
    notes.print(f"results: {outcome.folder}")
    return 0


@app.command
def plot(results: Path, /, *figures: str) -> None:
    """Draw the figures of stored results again.

    Example: `python3 run.py plot results/aleppo-2016-20261122-180000`

    Parameters
    ----------
    results
        A folder that `compare` or `run` has written.
    figures
        Names of figures; if none is given all, but for those that compare scenarios where there is one.
    """
    from experiments import plots
    from experiments.results import FIGURES, read

    comparison = read(results)
    for path in plots.draw(comparison, results / FIGURES, figures or None):
        print(path)
    without = plots.left_out(comparison)
    if without and not figures:
        print(f"respite: one scenario, nothing to compare: no {' and no '.join(without)}", file=sys.stderr)


app.command(scores.score)
app.command(studies.study)
app.command(studies.results)
app.command(calibration.calibrate)


def _answer(
    words: tuple[str, ...],
    options: Options,
    seeds: range,
    workers: int | None,
    *,
    with_tail: bool,
    series: bool = False,
    profile: bool = False,
    engine: Engine = "arrays",
) -> int:
    """Check everything, run, keep the results, and show them."""
    load_model()
    from experiments.profiling import Profile
    from experiments.report import page, session

    notes = page.notes(quiet=options.quiet)
    ready = session.prepare(
        words, options.set, options.out, force=options.force, with_tail=with_tail, engine=engine
    )
    try:
        timed = Profile() if profile else None
        outcome = session.carry_out(ready, seeds, workers, notes, timed)
    except session.NothingFinishedError as error:
        print(f"respite: nothing could be run to its end\n{error}", file=sys.stderr)
        return 1
    if options.json:
        print(outcome.as_json(series=series))
    else:
        print(page.of(outcome.tables(), 124, 150), end="", flush=True)
    notes.print(f"results: {outcome.folder}")
    sys.stderr.writelines(f"respite: {failure}\n" for failure in outcome.failures)
    return 1 if outcome.failures else 0


@app.command(name="list")
def list_() -> None:
    """List the shipped scenarios, one a line: path, title.

    Example: `python3 run.py list`
    """
    from experiments import catalogue
    from model.reading import read
    from model.scenario import Scenario

    paths = catalogue.shipped()
    names = [path.relative_to(HERE).as_posix() for path in paths]
    width = max(map(len, names), default=0)
    for name, path in zip(names, paths, strict=True):
        print(f"{name:{width}}  {read(path, Scenario)[0].title}")


@app.command
def check(file: str, /, *files: str) -> int:
    """Validate scenario files, all tables of their city and how they fit, and run nothing.

    What may be a slip, such as a number of a proposal without a source, is noted, and is no error.

    Example: `python3 run.py check scenarios/aleppo-2016`

    Parameters
    ----------
    file
        A scenario file, the name of a shipped one, or the folder of a city: its scenarios and forecasts.
    files
        More of them.
    """
    from experiments import checking

    found = [each for word in (file, *files) for each in checking.check(word)]
    told: dict[str, None] = {}  # once: the files of a folder share most of what is wrong
    for each in found:
        told.update(dict.fromkeys([*map(str, each.problems), *(f"note: {note}" for note in each.notes)]))
    sys.stderr.writelines(f"{line}\n" for line in told)
    sys.stdout.writelines(f"{each.name}: good\n" for each in found if not each.problems)
    return 2 if any(each.problems for each in found) else 0


@app.command
def schema(
    *,
    out: Path | None = None,
    studies: Annotated[bool, Parameter(negative="")] = False,
    calibrations: Annotated[bool, Parameter(negative="")] = False,
) -> None:
    """Print the JSON Schema of scenario files, for editors that complete and check while one types.

    Example: `python3 run.py schema --out scenario.schema.json`

    Parameters
    ----------
    out
        Write it to this file instead.
    studies
        That of the designs of studies.
    calibrations
        That of calibrations.
    """
    from experiments import checking, disk

    text = checking.schema(studies=studies, calibrations=calibrations)
    if out is None:
        print(text)
    else:
        disk.commit(out, f"{text}\n".encode())


@app.command
def test() -> int:
    """Run everything that CI runs: style, types, tests.

    Example: `python3 run.py test`
    """
    if not (HERE / "tests").is_dir():
        _stop("the tests are not part of the installed package: run them in a checkout")
    steps = ("ruff check .", "ruff format --check .", "mypy", "pytest -n auto")
    failed = []
    for step in steps:
        print(f"respite: {step}", file=sys.stderr, flush=True)
        if subprocess.run([sys.executable, "-m", *step.split()], cwd=HERE).returncode:
            failed.append(step)
    print("respite: failed: " + ", ".join(failed) if failed else "respite: all is well", file=sys.stderr)
    return 1 if failed else 0


def main() -> None:
    """Run the command line: exits 0 done, 1 failed on the way, 2 bad input or usage, 130 interrupted.

    SIGTERM stops it as Ctrl-C does, with 143. When whoever reads its output stops reading, it ends quietly
    with 141, as Unix commands do.
    """
    from model.errors import InputError, Wrong

    garbage.look_seldom()
    stopped = [INTERRUPTED]

    def stop(number: int, _: object) -> NoReturn:
        stopped.append(128 + number)
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    for stream in (sys.stdout, sys.stderr):  # a sign that the terminal does not know is no reason to stop
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        code = app(exit_on_error=False, print_error=True, result_action="return_value")
        sys.stdout.flush()
        sys.exit(code)
    except CycloptsError:
        sys.exit(2)
    except (InputError, Wrong) as error:
        near = getattr(error, "nearest", None)
        print(f"{error}; did you mean '{near}'?" if near else error, file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt as interrupt:
        print("\nrespite: interrupted;", str(interrupt) or STARTS_AGAIN, file=sys.stderr)
        sys.exit(stopped[-1])
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError, PermissionError) as problem:
        expected = "expected a file that can be used"
        name = problem.filename2 or problem.filename  # where a file would have taken another's name
        print(f"respite: {name}: {problem.strerror}; {expected}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:  # as in `respite list | head -1`
        # What is still in the buffer has no reader either, and Python would say so at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(UNREAD)
    except Exception as fault:
        if isinstance(fault, OSError) and fault.errno in FULL:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python writes it at its end
            print(f"respite: {fault.strerror}; expected room for what is to be written", file=sys.stderr)
            sys.exit(1)
        if isinstance(fault.__cause__, KeyboardInterrupt):  # while a compiled module was being loaded
            print("\nrespite: interrupted;", STARTS_AGAIN, file=sys.stderr)
            sys.exit(stopped[-1])
        traceback.print_exc()
        print("respite: this is a fault of Respite. CONTRIBUTING.md says how to report it", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
