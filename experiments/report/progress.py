"""How far a batch has come: a bar with rate and time left on a terminal, one line a minute elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, Task, TextColumn, TimeRemainingColumn
from rich.progress import ProgressColumn as Column
from rich.text import Text

MINUTE = 60.0


class _Rate(Column):
    """Replicates in a minute."""

    def render(self, task: Task) -> Text:
        return Text(f"{60.0 * task.speed:.0f} a minute" if task.speed else "")


class Reporter:
    """Tells of a batch on one console; a quiet one tells nothing."""

    def __init__(
        self,
        console: Console,
        total: int,
        *,
        quiet: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.console, self.total, self.quiet, self.clock = console, total, quiet, clock
        self.done = 0
        self.began = self.told = clock()
        columns = (
            TextColumn("replicates"),
            BarColumn(),
            MofNCompleteColumn(),
            _Rate(),
            TimeRemainingColumn(),
        )
        self.bar = Progress(
            *columns, console=console, transient=True, disable=quiet or not console.is_terminal
        )
        self.task = self.bar.add_task("", total=total)

    def __enter__(self) -> Self:
        self.bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.bar.stop()

    def say(self, text: str) -> None:
        """A line of its own."""
        if not self.quiet:
            self.console.print(text, highlight=False)

    def ended(self) -> None:
        """One more replicate is over."""
        self.done += 1
        self.bar.advance(self.task)
        now = self.clock()
        if not self.console.is_terminal and now - self.told >= MINUTE:
            self.told = now
            rate = self.done / (now - self.began)
            left = (self.total - self.done) / rate
            self.say(f"{self.done} of {self.total} replicates, {60 * rate:.0f} a minute, {_span(left)} left")


def _span(seconds: float) -> str:
    minutes = round(seconds / 60.0)
    return f"{minutes} min" if minutes < 90 else f"{minutes / 60:.1f} h"
