"""The compiled kernels: where their machine code is kept, and whether it is there.

numba keeps the code of a kernel beside its source and looks at that one file to see whether it is stale, so a
change in a rule would leave old code in the kernels that call it. Here the code that belongs to one state of
all sources of kernels has a folder of its own, named after their hash. numba, which must be told first, is
imported nowhere here before it is used.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

MODEL = Path(__file__).resolve().parent
COMPILING = "compiling (first run only; one to three minutes for a rule of leaving)…"
OUTERMOST = "hours.pass_hours"
SOURCES = ("address.py", "randomness.py", "codes.py", "state.py", "rules/**/*.py", "engine/*.py")


def settle() -> None:
    """Tell numba, before it is imported, to use one thread, and where to keep its code.

    The same for OpenBLAS, which numpy and SciPy bring: it would start a thread for each core, in every
    worker, and nothing here multiplies matrices that are large enough for two.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("NUMBA_NUM_THREADS", "1")
    os.environ.setdefault("NUMBA_CACHE_DIR", str(_root() / _hash()))


def are_compiled(rule: str | None) -> bool:
    """Whether there is machine code for this Python, of a rule of leaving, too, if one is named.

    Each module of the engine has some that is no older than its source.
    """
    kept = _kept()
    is_there = all(kept.get(path.stem, 0.0) >= path.stat().st_mtime for path in _modules())
    return is_there and (rule is None or has_rule(rule))


def has_rule(rule: str) -> bool:
    """Whether the outermost kernel, the last to be compiled, has machine code for a rule of leaving.

    An index names the types that the code is for, and so the module of the rule whose weights are among them.
    """
    module = f"model.rules.behaviour.{rule.replace('-', '_')}".encode()
    return any(module in path.read_bytes() for path in _indices(OUTERMOST))


@contextmanager
def timed(tell: Callable[[float, bool], None]) -> Iterator[None]:
    """While it lasts, `tell` hears of each call from Python into a kernel: its seconds, and whether it was
    one that had to load or compile the code first. Calls of kernels by kernels are part of the outer one.
    """
    from numba.core.registry import CPUDispatcher

    dispatcher: Any = CPUDispatcher
    inherited = dispatcher.__call__

    def call(kernel: Any, *args: object) -> object:  # noqa: ANN401 - numba's dispatcher has no types
        known, began = len(kernel.overloads), time.perf_counter()
        try:
            return inherited(kernel, *args)
        finally:
            tell(time.perf_counter() - began, len(kernel.overloads) > known)

    dispatcher.__call__ = call
    try:
        yield
    finally:
        del dispatcher.__call__  # and the one that it inherits is seen again


def _sources() -> list[Path]:
    return sorted(path for pattern in SOURCES for path in MODEL.glob(pattern))


def _hash() -> str:
    parts = [path.relative_to(MODEL).as_posix().encode() + path.read_bytes() for path in _sources()]
    return sha256(b"\0".join(parts)).hexdigest()[:16]


def _modules() -> list[Path]:
    return [path for path in MODEL.glob("engine/*.py") if "cache=True" in path.read_text(encoding="utf-8")]


def _kept() -> dict[str, float]:
    """Module -> when the newest index of its machine code for this Python was written."""
    newest: dict[str, float] = {}
    for path in _indices():
        module = path.name.split(".", 1)[0]
        newest[module] = max(newest.get(module, 0.0), path.stat().st_mtime)
    return newest


def _indices(kernel: str = "") -> Iterator[Path]:
    """The indices of machine code for this Python, of one kernel if it is named."""
    root = Path(os.environ["NUMBA_CACHE_DIR"])
    return root.rglob(f"{kernel}*.py{sys.version_info.major}{sys.version_info.minor}*.nbi")


def _root() -> Path:
    """Beside the package where that can be written, otherwise where the user's caches are."""
    if os.access(MODEL, os.W_OK):
        return MODEL / "__pycache__" / "kernels"
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "respite" / "kernels"
