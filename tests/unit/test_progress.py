"""Progress: nothing when quiet, a line a minute away from a terminal, a bar on one."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
import pytest
from rich.console import Console

from experiments.report.progress import Reporter
from experiments.runner import Failure


def told(seconds: Iterator[float], count: int, *, quiet: bool = False, terminal: bool = False) -> str:
    console = Console(file=io.StringIO(), force_terminal=terminal, width=100, quiet=quiet)
    with Reporter(console, count, clock=lambda: next(seconds)) as reporter:
        reporter.say("compiling")
        for _ in range(count):
            reporter.ended()
    text: str = console.file.getvalue()  # type: ignore[attr-defined]
    return text


def test_away_from_a_terminal_there_is_a_line_a_minute_with_rate_and_time_left() -> None:
    lines = told(iter(range(0, 10_000, 25)), 6).splitlines()
    assert lines == [
        "compiling",
        "3 of 6 replicates, 2 a minute, 1 min left",
        "6 of 6 replicates, 2 a minute, 0 min left",
    ]


def test_long_batches_are_told_in_hours() -> None:
    assert "2 of 100 replicates, 58 an hour, 1.7 h left" in told(iter(range(0, 100_000, 62)), 100)


def test_what_the_first_replicate_takes_longer_is_not_expected_of_the_others() -> None:
    """It compiles the model: five minutes here, and then one every half minute."""
    seconds = iter([0.0, 300.0, *np.arange(330.0, 1000.0, 30.0)])
    assert told(seconds, 12).splitlines()[1:4] == [
        "1 of 12 replicates",
        "3 of 12 replicates, 2 a minute, 4 min left",
        "5 of 12 replicates, 2 a minute, 4 min left",
    ]


@pytest.mark.parametrize("terminal", [False, True])
def test_quiet_tells_nothing(terminal: bool) -> None:
    assert told(iter(range(0, 10_000, 25)), 6, quiet=True, terminal=terminal) == ""


def test_a_terminal_gets_a_bar() -> None:
    assert "replicates" in told(iter(range(0, 10_000)), 6, terminal=True)


def test_a_terminal_is_told_a_slow_pace_too() -> None:
    assert "58 an hour, 0 min left" in told(iter(range(0, 100_000, 62)), 6, terminal=True)


def test_failures_are_counted_and_the_log_has_all_that_is_known_of_them() -> None:
    log: list[str] = []
    console = Console(file=io.StringIO(), width=100)
    seconds = iter(range(0, 10_000, 61))
    with Reporter(console, 0, clock=lambda: next(seconds), log=log.append) as reporter:
        reporter.begins(3)
        reporter.fails(Failure("no-pause", 3, "Traceback\n  line\nValueError: made up"))
        reporter.ended(failed=True)
        reporter.ended()
    assert log == [
        "failed: no-pause, seed 3: ValueError: made up",
        "Traceback\n  line\nValueError: made up",
        "1 of 3 replicates, 1 failed",
        "2 of 3 replicates, 59 an hour, 1 min left, 1 failed",
    ]
    assert console.file.getvalue().splitlines() == [log[0], *log[2:]]  # type: ignore[attr-defined]
