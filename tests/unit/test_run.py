"""The command line: every command has an example, and a slip is answered by the nearest word."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import run

ROOT = Path(run.__file__).parent


def respite(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(ROOT / "run.py"), *words], capture_output=True, text=True)


@pytest.mark.parametrize("command", [name for name in run.app if not name.startswith("-")])
def test_every_command_gives_an_example(command: str) -> None:
    assert f"Example: `python3 run.py {command}" in (run.app[command].help or "")


def test_unknown_command_is_a_usage_error_that_names_the_nearest() -> None:
    done = respite("chek", "x.yaml")
    assert done.returncode == 2
    assert 'Did you mean "check"?' in done.stderr
    assert done.stdout == ""


def test_unknown_option_is_a_usage_error_that_names_the_nearest() -> None:
    done = respite("schema", "--ou", "x")
    assert done.returncode == 2
    assert "Did you mean --out?" in done.stderr
