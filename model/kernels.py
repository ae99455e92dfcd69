"""The compiled kernels: where their machine code is kept, and whether it is there.

Nothing here imports numba, so that `settle` can tell it where to keep its code.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

MODEL = Path(__file__).resolve().parents[1] / "model"


def settle() -> None:
    """Tell numba, before it is imported, to use one thread, and to keep its code where it may write."""
    os.environ.setdefault("NUMBA_NUM_THREADS", "1")
    if "NUMBA_CACHE_DIR" not in os.environ and not os.access(MODEL / "engine", os.W_OK):
        os.environ["NUMBA_CACHE_DIR"] = str(_user_cache())


def are_compiled() -> bool:
    """Whether each module of the engine has machine code for this Python that is no older than its source."""
    kept = _kept()
    return all(kept.get(path.stem, 0.0) >= path.stat().st_mtime for path in _modules())


def _modules() -> list[Path]:
    return [path for path in MODEL.glob("engine/*.py") if "cache=True" in path.read_text(encoding="utf-8")]


def _kept() -> dict[str, float]:
    """Module -> when the newest index of its machine code for this Python was written."""
    root = Path(os.environ.get("NUMBA_CACHE_DIR") or MODEL)
    version = f"py{sys.version_info.major}{sys.version_info.minor}"
    newest: dict[str, float] = {}
    for path in root.rglob(f"*.{version}*.nbi"):
        module = path.name.split(".", 1)[0]
        newest[module] = max(newest.get(module, 0.0), path.stat().st_mtime)
    return newest


def _user_cache() -> Path:
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "respite" / "numba"
