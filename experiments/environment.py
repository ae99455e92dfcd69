"""The private environment of a checkout: `.venv` beside run.py, made from requirements.lock at first use.

Imports nothing but the standard library: it runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parents[1]
LOCK = HERE / "requirements.lock"
VENV = HERE / ".venv"
MARK = VENV / "made-by-run-py"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
ELSEWHERE = (
    "Make that folder writable; or install requirements.lock into a virtual environment elsewhere, "
    "and start run.py with the python of that one"
)
AGAIN = (
    "It needs a package index: without a connection to one, name a mirror in PIP_INDEX_URL. "
    "Then repeat the command: the set-up starts afresh"
)
PACKAGES = (
    "cyclopts",
    "matplotlib",
    "mesa",
    "networkx",
    "numba",
    "pyarrow",
    "pydantic",
    "ruamel",
    "scipy",
    "shapely",
)


def enter() -> None:
    """Return when the locked packages can be imported here; else start again in `.venv`, made if need be.

    A virtual environment that the user made and filled, wherever it is, is used as it is.
    """
    # Set on some machines, it would have every start compile all modules anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False
    ours, here = MARK.exists(), Path(sys.prefix) == VENV
    if sys.prefix != sys.base_prefix and not (here and ours) and all(map(find_spec, PACKAGES)):
        return
    if not ours and (VENV / "pyvenv.cfg").exists():
        if here:
            _stop(f"did not make {VENV}, and that lacks packages of requirements.lock: fill or delete it")
    elif not _is_current():
        if here:  # an environment cannot replace itself
            _start_again(getattr(sys, "_base_executable", sys.executable))
        _set_up()
    if not here:
        _start_again(PYTHON)


def _key() -> str:
    """What the environment was made for: this lock, this Python, this kind of machine."""
    lock = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    return f"{lock} {sys.implementation.cache_tag} {sys.platform}\n"


def _is_current() -> bool:
    return MARK.exists() and MARK.read_text(encoding="utf-8") == _key() and PYTHON.exists()


def _set_up() -> None:
    """Make `.venv` anew and install the lock into it; the mark comes last: a half-made one is redone."""
    if find_spec("venv") is None or find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        _stop(f"this Python lacks its venv part. On Debian or Ubuntu: apt install python{version}-venv")
    sys.stderr.write(
        "respite: setting up its private environment in .venv; this takes about a minute, once\n"
    )
    try:
        with (HERE / ".venv.lock").open("a") as turn:
            _wait_for(turn.fileno())
            if _is_current():  # another process did it meanwhile
                return
            shutil.rmtree(VENV, ignore_errors=True)
            VENV.mkdir()
            MARK.write_text("unfinished\n", encoding="utf-8")
            _quietly([sys.executable, "-I", "-m", "venv", str(VENV)], turn.fileno())
            pip = "-I -m pip install --quiet --no-input --disable-pip-version-check --require-hashes"
            _quietly([str(PYTHON), *pip.split(), "-r", str(LOCK)], turn.fileno())
            MARK.write_text(_key(), encoding="utf-8")
    except OSError as problem:
        _stop(f"cannot make {VENV}: {problem.strerror or problem}. {ELSEWHERE}")
    except KeyboardInterrupt:
        sys.stderr.write("\nrespite: the set-up was interrupted; the next start does it again\n")
        sys.exit(130)


def _wait_for(file: int) -> None:
    """Hold the file alone, one set-up at a time; the system lets go of it when the process ends, however."""
    if sys.platform == "win32":
        import msvcrt

        while True:
            try:
                msvcrt.locking(file, msvcrt.LK_LOCK, 1)
            except OSError:  # after ten seconds
                continue
            break
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX)


def _quietly(command: list[str], turn: int) -> None:
    """Run a step of the set-up; when it fails, show what it said and what can be done."""
    # The step inherits the lock, so that no other set-up starts while it outlives a killed parent.
    keep = () if os.name == "nt" else (turn,)
    environment = {**os.environ, "PIP_USER": "0", "PIP_NO_COMPILE": "0"}
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, pass_fds=keep
    )
    if done.returncode:
        sys.stderr.write(done.stdout.decode(errors="replace"))
        _stop(f"the set-up failed, for the reason above. {AGAIN}")


def _start_again(python: str | Path) -> None:
    command = [str(python), *sys.orig_argv[1:]]
    if os.name == "nt":  # where exec would not wait
        sys.exit(subprocess.run(command).returncode)
    os.execv(command[0], command)


def _stop(message: str) -> None:
    sys.exit(f"respite: {message}")
