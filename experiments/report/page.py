"""What goes to the two streams of the command line: the answer for people, and notes beside it."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, RenderableType


def notes(*, quiet: bool) -> Console:
    """Where progress and notes go: standard error."""
    return Console(stderr=True, soft_wrap=True, highlight=False, quiet=quiet)


def of(parts: Iterable[RenderableType], least: int, elsewhere: int) -> str:
    """The answer as text: at least so many columns wide, and so many where there is no terminal."""
    console = Console(highlight=False)
    # Rather too wide for a terminal, or where there is none, than with numbers cut off.
    console.width = max(console.width, least) if console.is_terminal else elsewhere
    with console.capture() as said:
        console.print(*parts, sep="\n")
    return said.get()
