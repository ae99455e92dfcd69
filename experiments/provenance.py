"""What a result was made from: versions, code, seeds, command, sources, times."""

from __future__ import annotations

import hashlib
import platform
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from experiments.runner import Failure
    from model.reading import Document

HOME = Path(__file__).resolve().parents[1]
LIBRARIES = ("mesa", "numpy", "numba", "pydantic", "matplotlib")


Seconds = Mapping[tuple[str, int], float]  # (scenario, seed) -> how long it took


def collect(
    documents: Mapping[str, Document],
    tables: Path,
    engine: str,
    began: datetime,
    seconds: Seconds,
    failures: Sequence[Failure],
) -> dict[str, Any]:
    """Everything that one needs to know to make these results again."""
    return {
        "versions": versions(),
        "code": code(),
        "engine": engine,
        "command": ["respite", *sys.argv[1:]],
        "scenarios": {name: _named(document.path) for name, document in documents.items()},
        "seeds": sorted({seed for _, seed in seconds}),
        "failed": [{"scenario": each.scenario, "seed": each.seed, "error": each.error} for each in failures],
        "sources": sources(documents.values(), tables),
        "started": began.isoformat(timespec="seconds"),
        "ended": datetime.now().astimezone().isoformat(timespec="seconds"),
        "seconds": {f"{name} {seed}": round(each, 3) for (name, seed), each in sorted(seconds.items())},
    }


def versions() -> dict[str, str]:
    """The versions of Python, of Respite and of the libraries that results may depend on."""
    found = {"python": platform.python_version(), "platform": platform.platform(), "respite": version()}
    return found | {name: metadata.version(name) for name in LIBRARIES}


def version() -> str:
    """The version of Respite, as the checkout declares it or as it was installed."""
    declared = HOME / "pyproject.toml"
    if declared.exists():
        return str(tomllib.loads(declared.read_text(encoding="utf-8"))["project"]["version"])
    return metadata.version("respite")


def code() -> dict[str, object]:
    """The revision of the code, and whether files of it were changed since; unknown outside git."""
    revision = _git("rev-parse", "HEAD")
    if revision is None:
        return {"revision": "unknown", "changed": "unknown"}
    return {"revision": revision, "changed": bool(_git("status", "--porcelain", "--untracked-files=no"))}


def sources(documents: Iterable[Document], tables: Path) -> dict[str, str]:
    """File -> SHA-256 of its bytes, for every scenario file and every table of the city."""
    read = [source for document in documents for source in document.sources]
    found = {_named(Path(source.file)): source.sha256 for source in read}
    for path in sorted(tables.glob("*.csv")):
        found[_named(path)] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def _named(path: Path) -> str:
    """A shipped file by its place in the checkout, any other as it was given."""
    whole = path.resolve()
    return whole.relative_to(HOME).as_posix() if whole.is_relative_to(HOME) else str(path)


def _git(*words: str) -> str | None:
    """What git says of the checkout; None where there is no git or no checkout of Respite itself."""
    if not (HOME / ".git").exists():
        return None
    try:
        done = subprocess.run(
            ["git", *words], cwd=HOME, capture_output=True, text=True, timeout=20, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()
