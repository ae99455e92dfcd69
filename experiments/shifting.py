"""Moving what is dated in a proposal: all of it by the same time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from model.errors import InputError, Problem, Wrong
from model.parameters.forms import MOMENT
from model.parameters.reference import measure_of
from model.reading import Change, Document, Place
from model.reading.schema import Spot
from model.reading.tree import Branch, Entry, Leaf, Node, Series


def moved(targets: Sequence[Change], base: Document, to: datetime, *, keeps_clock: bool) -> list[Change]:
    """All dates in the targets, moved by the same time, so that the first `start` is at a moment.

    If it keeps its clock it is on that day, at its own hour. Raises `InputError` when there is no start.
    """
    if not targets:
        return []
    spots = [base.spot(target.key) for target in targets]
    starts = [moment for spot in spots for key, moment in _moments(spot) if key == "start"]
    if not starts:
        raise InputError([_undated(targets[0])])
    first = min(starts)
    by = to - (datetime(first.year, first.month, first.day) if keeps_clock else first)
    later = [_later(spot, by, target.node.place) for target, spot in zip(targets, spots, strict=True)]
    return [replace(target, node=node) for target, node in zip(targets, later, strict=True) if node]


def _undated(target: Change) -> Problem:
    return target.place.problem(target.key, "nothing in it has a start", "a proposal, or a term of one")


def _moments(spot: Spot) -> Iterator[tuple[str, datetime]]:
    """The key and the moment of every date at a spot and inside it."""
    if isinstance(spot.node, Leaf):
        if _is_date(spot):
            yield spot.keys[-1], MOMENT.parse(spot.node.value)
    else:
        for inner in _inside(spot):
            yield from _moments(inner)


def _later(spot: Spot, by: timedelta, place: Place) -> Node | None:
    """The dates at a spot and inside it, moved; None if there are none. A list with dates in it is whole."""
    if isinstance(spot.node, Leaf):
        return _moment_later(spot, spot.node, by, place) if _is_date(spot) else None
    inner = [_later(each, by, place) for each in _inside(spot)]
    if not any(inner):
        return None
    if isinstance(spot.node, Series):
        items = zip(spot.node.items, inner, strict=True)
        return Series(place, tuple(_whole(item, later) for item, later in items))
    named = zip(_inside(spot), inner, strict=True)
    return Branch(
        place, {each.keys[-1]: Entry(each.key_place or place, later) for each, later in named if later}
    )


def _whole(node: Node, later: Node | None) -> Node:
    """What stands in a list, with its dates moved."""
    if isinstance(node, Branch) and isinstance(later, Branch):
        return Branch(node.place, node.entries | later.entries)
    return later or node


def _moment_later(spot: Spot, leaf: Leaf, by: timedelta, place: Place) -> Leaf:
    moved = MOMENT.write(MOMENT.parse(leaf.value) + by)
    try:
        MOMENT.parse(moved)
    except Wrong:
        raise InputError([place.problem(spot.key(), "moves beyond the calendar", MOMENT.expected)]) from None
    return Leaf(place, moved)


def _inside(spot: Spot) -> list[Spot]:
    if isinstance(spot.node, Branch):
        return [spot.step(key) for key in spot.node.entries]
    return [spot.step(str(i)) for i in range(len(spot.node.items))] if isinstance(spot.node, Series) else []


def _is_date(spot: Spot) -> bool:
    return spot.annotation is not None and measure_of(spot.annotation, spot.info) is MOMENT
