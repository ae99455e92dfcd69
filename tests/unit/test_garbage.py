"""Garbage is sought seldom in a command, and not as it ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import atexit, gc
from experiments import garbage
first = gc.get_freeze_count()
atexit.register(lambda: print(gc.get_freeze_count() > first))  # runs after what is registered later
garbage.look_seldom()
print(gc.get_threshold()[0] == garbage.SELDOM, gc.get_freeze_count() > first)
"""


def test_a_command_looks_seldom_and_not_at_its_end(root: Path) -> None:
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False", "True"]
