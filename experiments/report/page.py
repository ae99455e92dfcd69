"""What goes to the two streams of the command line: the answer for people, and notes beside it."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console, RenderableType
from rich.measure import Measurement
from rich.table import Column, Table

ANY = 10_000  # columns: as many as a table may want


def notes(*, quiet: bool) -> Console:
    """Where progress and notes go: standard error."""
    return Console(stderr=True, soft_wrap=True, highlight=False, markup=False, quiet=quiet)


def of(parts: Iterable[RenderableType], least: int, elsewhere: int) -> str:
    """The answer as text: at least so many columns wide, and so many where there is no terminal.

    Wider where a table needs it: rather too wide for a terminal than with a word or a number cut off.
    """
    console = Console(highlight=False)
    shown = list(parts)
    console.width = max(console.width, least) if console.is_terminal else elsewhere
    found = [each for each in shown if isinstance(each, Table)]
    console.width = max([console.width, *(_whole(console, table).minimum for table in found)])
    for table in found:
        _fit(console, table)
    with console.capture() as said:
        console.print(*shown, sep="\n")
    return said.get()


def _whole(console: Console, table: Table) -> Measurement:
    """How wide a table is with a word a line, and with nothing wrapped."""
    return Measurement.get(console, console.options.update(width=ANY), table)


def _fit(console: Console, table: Table) -> None:
    """Wrap the widest columns of a table until it fits, none narrower than its longest word."""
    whole = _whole(console, table)
    if whole.maximum <= console.width:
        return
    sizes = [_size(console, column) for column in table.columns]
    room = console.width - whole.minimum + sum(size.minimum for size in sizes)
    tries = (
        [min(max(most, each.minimum), each.maximum) for each in sizes] for most in range(console.width, 0, -1)
    )
    widths = next(each for each in tries if sum(each) <= room)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width


def _size(console: Console, column: Column) -> Measurement:
    """How wide a column is with a word a line, and with nothing wrapped."""
    if column.width is not None:
        return Measurement(column.width, column.width)
    options = console.options.update(width=ANY)
    found = [Measurement.get(console, options, cell) for cell in (column.header, *column.cells)]
    least = max([column.min_width or 0, *(each.minimum for each in found)])
    return Measurement(least, max([least, *(each.maximum for each in found)]))
