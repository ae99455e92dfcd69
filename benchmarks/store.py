"""What the store of studies costs over bare replicates: all of a design, in one process, in one run.

`python3 benchmarks/store.py [DESIGN]` (in the environment that run.py makes) prints it; `quick` if not said.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from unittest.mock import patch

from rich.console import Console

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from experiments import catalogue, index, runner, study, workers  # noqa: E402
from experiments.ensemble import Replicate  # noqa: E402
from experiments.report.progress import Reporter  # noqa: E402
from experiments.store import Store  # noqa: E402
from experiments.study import Shard, Study  # noqa: E402


def cost(ready: Study, folder: Path) -> tuple[float, float]:
    """Seconds of the replicates themselves, and of the whole study, from its index to its packs."""
    bare: list[float] = []
    real = runner.replicate

    def timed(*words: object, **named: object) -> Replicate:
        found: Replicate = real(*words, **named)  # type: ignore[arg-type]
        bare.append(found.seconds)
        return found

    began = time.perf_counter()
    with patch.object(runner, "replicate", timed):
        store = Store(folder)
        store.open()
        index.write(ready, store)
        study.carry_out(ready, store, workers.here, Shard(), Reporter(Console(stderr=True), 0))
    return sum(bare), time.perf_counter() - began


def main() -> None:
    """Print what it costs."""
    ready = study.prepare(catalogue.study(sys.argv[1] if len(sys.argv) > 1 else "quick"))
    study.run(ready.tasks(ready.replicas[:1])[0])  # kernels are loaded before the clock runs
    with tempfile.TemporaryDirectory() as folder:
        bare, whole = cost(ready, Path(folder) / "store")
    count = len({each.key for each in ready.replicas})
    told = f"{count} replicates: {bare:.1f} s bare, {whole:.1f} s kept in a store: {whole / bare - 1:+.2%}"
    sys.stdout.write(f"{told}\n")


if __name__ == "__main__":
    main()
