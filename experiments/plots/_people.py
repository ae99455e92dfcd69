"""The people of one family over time: a row for each person, by where in life they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from experiments.lives import words
from experiments.lives.follow import Life
from experiments.lives.watch import Part
from experiments.plots import _page
from experiments.plots._timeline import ROOM, width
from experiments.plots.whereabouts import LOOKS
from model.codes import Status

DARK = (Status.HOME, Status.DETAINED, Status.KILLED)
NOWHERE = -1


class Block(NamedTuple):
    """Members who share a status and a place, over a run of hours."""

    first: int
    last: int
    status: Status
    place: int
    low: int  # people below them in the band
    people: int
    is_main: bool


def draw_people(ax: Axes, life: Life, tall: float) -> None:
    """One row a person: the household on top, then those parted from it, those held, and the killed."""
    total = life.watch.hours[0][0].people
    ax.set_ylim(0, total)
    for block in blocks(life):
        tone, hatch = LOOKS[block.status]
        ax.fill_between(
            [block.first, block.last],
            block.low,
            block.low + block.people,
            facecolor=tone,
            hatch=hatch,
            edgecolor="#333333",
            linewidth=0.4,
        )
    for level in range(1, total):
        ax.axhline(level, color="#a8a8a8", linewidth=0.5)
    for block in _named(life):
        _name(ax, life, block, tall / total)
    ax.set_ylabel(
        f"{total} person" if total == 1 else f"{total} people",
        rotation=0,
        ha="right",
        va="center",
        labelpad=8,
    )


def blocks(life: Life) -> Iterator[Block]:
    """Runs of hours in which the band does not change."""
    total, hour = life.watch.hours[0][0].people, 0
    layers = [tuple(_layers(family, total)) for family in life.watch.hours]
    for stack, run in groupby(layers):
        last = hour + len(list(run))
        low = total
        for status, where, people, is_main in stack:
            low -= people
            yield Block(hour, min(last, len(layers) - 1), status, where, low, people, is_main)
        hour = last


def _layers(family: Sequence[Part], total: int) -> Iterator[tuple[Status, int, int, bool]]:
    """From the top of the band down: those together, part by part, those held, the killed."""
    for part in family:
        if part.people:
            yield part.status, part.place, part.people, part.number == 0
    held = sum(part.detained for part in family)
    if held:
        yield Status.DETAINED, NOWHERE, held, False
    killed = total - held - sum(part.people for part in family)
    if killed:
        yield Status.KILLED, NOWHERE, killed, False


def _named(life: Life) -> list[Block]:
    """Blocks of the household, joined over changes of its size, so that each stay is named once."""
    joined: list[Block] = []
    for block in blocks(life):
        if not block.is_main:
            continue
        last = joined[-1] if joined else None
        if last and (last.status, last.place, last.last) == (block.status, block.place, block.first):
            low = max(last.low, block.low)
            joined[-1] = last._replace(last=block.last, low=low, people=last.low + last.people - low)
        else:
            joined.append(block)
    return joined


def _name(ax: Axes, life: Life, block: Block, person: float) -> None:
    """The name of the place on a block, if it fits."""
    text = words.place(life.watch.simulation.city, block.place)
    hours = len(life.watch.hours) - 1
    fits = width(text, 8.0) + 0.08 < (block.last - block.first) / hours * ROOM
    if not fits or block.people * person < 0.1:
        return
    is_dark = block.status in DARK
    edge = withStroke(linewidth=2.2, foreground=LOOKS[block.status][0] if is_dark else "white")
    ax.text(
        (block.first + block.last) / 2,
        block.low + block.people / 2,
        text,
        size=8,
        ha="center",
        va="center_baseline",
        color="white" if is_dark else _page.INK,
        path_effects=[edge],
    )
