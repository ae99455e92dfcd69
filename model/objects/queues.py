"""Queues at the ways out: first come, first served, as far as capacity goes; at buses, by priority."""

from __future__ import annotations

from typing import Any

from model.codes import Count, Spell, Status, Way
from model.objects.town import Town
from model.rules.boarding import rank
from model.rules.queueing import left_over


def sweep(town: Town) -> None:
    """Who is gone, may not board or has lost patience leaves the queue."""
    for way, queue in enumerate(town.queues):
        queue[:] = [each for each in queue if each.stays_in_queue(way)]


def serve(town: Town) -> None:
    """Let people through, as far as each way's capacity goes; the others have waited for an hour."""
    ways = town.ways
    for way, queue in enumerate(town.queues):
        ways.fresh[way] = 0
        for each in _in_order(town, way) if queue and ways.passes[way] else ():
            if each.people > ways.capacity[way]:
                break
            queue.remove(each)
            each.pass_through(way)
        ways.waiting[way] = sum(each.people for each in queue)
        ways.capacity[way] = left_over(float(ways.capacity[way]), int(ways.waiting[way]))


def _in_order(town: Town, way: int) -> list[Any]:
    """A queue as it is served: a fleet's by the first claim that a household has, then as they came."""
    queue = list(town.queues[way])
    if town.ways.kind[way] == Way.FLEET:
        first = town.ways.first[way]
        queue.sort(key=lambda each: rank(each.claims, first))
    return queue


def stop_fleet(town: Town, way: int) -> None:
    """The last vehicle has left: whoever still stands in the queue is left behind."""
    for each in town.queues[way]:
        town.count(Count.LEFT_BEHIND, each.groups)
    town.ways.kind[way] = Way.SHUT


def count_hours(town: Town) -> None:
    """Whoever waits has waited for an hour."""
    tally = town.world.tally
    tally.hours[Spell.WAITING] += tally.status[Status.WAITING]
