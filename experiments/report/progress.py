"""How far a batch has come: a bar with rate and time left on a terminal, one line a minute elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, Task, TextColumn
from rich.progress import ProgressColumn as Column
from rich.text import Text

from experiments.runner import Failure

MINUTE = 60.0


class _Pace(Column):
    """How fast it goes, and how long the rest will take."""

    def __init__(self, pace: Callable[[], str]) -> None:
        super().__init__()
        self.pace = pace

    def render(self, task: Task) -> Text:  # noqa: ARG002 - the batch knows
        return Text(self.pace())


class _Failed(Column):
    """Replicates that could not be run to their end."""

    def render(self, task: Task) -> Text:
        failed = task.fields["failed"]
        return Text(f"{failed} failed", style="red") if failed else Text("")


class Reporter:
    """Tells of a batch on one console; a quiet one tells nothing. A log is told all that a console is."""

    def __init__(
        self,
        console: Console,
        total: int,
        *,
        quiet: bool = False,
        clock: Callable[[], float] = time.monotonic,
        log: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.console, self.total, self.quiet, self.clock, self.log = console, total, quiet, clock, log
        self.done = self.failed = 0
        self.told = self.first = self.last = clock()
        columns = (
            TextColumn("replicates"),
            BarColumn(),
            MofNCompleteColumn(),
            _Pace(self._pace),
            _Failed(),
        )
        self.bar = Progress(
            *columns, console=console, transient=True, disable=quiet or not console.is_terminal
        )
        self.task = self.bar.add_task("", total=total, failed=0)

    def __enter__(self) -> Self:
        self.bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.bar.stop()

    def begins(self, total: int) -> None:
        """So many are to be run, from now on."""
        self.total, self.done, self.failed = total, 0, 0
        self.told = self.first = self.last = self.clock()
        self.bar.reset(self.task, total=total, failed=0)

    def say(self, text: str) -> None:
        """A line of its own."""
        self.log(text)
        if not self.quiet:
            self.console.print(text, highlight=False)

    def fails(self, failure: Failure) -> None:
        """A replicate could not be run to its end: a line, and in the log all that is known of it."""
        self.say(f"failed: {failure}")
        self.log(failure.error)

    def ended(self, *, failed: bool = False) -> None:
        """One more replicate is over."""
        self.done += 1
        self.failed += failed
        self.bar.update(self.task, advance=1, failed=self.failed)
        self.last = self.clock()
        if self.done == 1:
            self.first = self.last
        if self.last - self.told >= MINUTE:
            self.told = self.last
            self._tell()

    def _pace(self) -> str:
        """Replicates in a minute or an hour, and the time left at that rate; nothing before there are two.

        It counts from the end of the first, which also loads or compiles the model.
        """
        spent = self.last - self.first
        if self.done < 2 or not spent:
            return ""
        rate = (self.done - 1) / spent
        return f"{_rate(rate)}, {_span((self.total - self.done) / rate)} left"

    def _tell(self) -> None:
        """How far it has come; a terminal has the bar for it."""
        failed = f"{self.failed} failed" if self.failed else ""
        text = ", ".join(filter(None, (f"{self.done} of {self.total} replicates", self._pace(), failed)))
        self.log(text) if self.console.is_terminal else self.say(text)


def _rate(speed: float) -> str:
    """Of so many a second, those in a minute, or of slow ones in an hour."""
    return f"{60.0 * speed:.0f} a minute" if speed >= 1.0 / MINUTE else f"{3600.0 * speed:.2g} an hour"


def _span(seconds: float) -> str:
    minutes = round(seconds / 60.0)
    return f"{minutes} min" if minutes < 90 else f"{minutes / 60:.1f} h"
