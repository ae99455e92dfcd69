"""Families: the lines that a parting adds to the arrays, and the members that a reunion brings back."""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
from numba import njit
from numpy.typing import NDArray

from model import state
from model.codes import NEVER, UNKNOWN, Count, Goal, Member
from model.engine.blocks import doom_at, release_at, store_until
from model.engine.changes import (
    CLASSES,
    await_leaving,
    count_in,
    count_people,
    draw_member,
    is_held,
    is_never_moved,
    rebase,
    rest,
    return_row,
    strand,
)
from model.engine.whereabouts import enter, is_outdoors, list_outdoors
from model.engine.world import World
from model.randomness import Decision, uniform
from model.rules.family import circle, do_meet, do_men_stay, is_one_lost
from model.rules.people import is_among
from model.state import Hot

A = TypeVar("A", bound=NDArray[Any])
PARTS = 1 << 40  # a part's key: the family's, plus its number among the family's parts times this
MEN, ONE = 0, 1  # who splits off
LISTS = ("crossed", "parting", "outdoors")  # of lines, each at most once
ODD, EVEN = 1, 0  # two draws for each member who goes over


def with_room(world: World, n: int) -> World:
    """The world with room for ``n`` more lines; if it has to be made, for half as many more as there are."""
    lines = len(world.households)
    if lines + n <= world.room:
        return world
    room = lines + n + lines // 2
    tally, blocks = world.tally, state.blocks(room)
    blocks.eaten[:] = world.blocks.eaten
    return world.replace(
        households=_wider(world.households, state.households(room)),
        hot=Hot(*(_wider(*pair) for pair in zip(world.hot, state.hot(room), strict=True))),  # type: ignore[arg-type, type-var]
        blocks=blocks,
        near=state.near(room, len(world.rows)),
        tally=tally._replace(
            **{name: _wider(getattr(tally, name), np.zeros(room + 1, np.int32)) for name in LISTS}
        ),
        kin=world.kin._replace(moved=_wider(world.kin.moved, np.zeros(2 * room + 1, np.int32))),
    )


def _wider(column: A, wider: A) -> A:
    """The wider array, with what the other holds at its beginning."""
    wider[: len(column)] = column
    return wider


@njit(cache=True)
def keep_men(w, s):
    """Leave on the list, of the families that have set out toward a checkpoint, those whose men stay."""
    hh, parting = w.households, w.tally.parting
    n = 0
    for i in range(1, parting[0] + 1):
        h = parting[i]
        lot = uniform(w.seed, Decision.MEN_STAY, hh.key[h], hh.event[h])
        adults = hh.members[h, Member.WOMAN] + hh.members[h, Member.ELDERLY]
        if do_men_stay(lot, s.men_stay, hh.members[h, Member.MAN], adults):
            n += 1
            parting[n] = h
    parting[0] = n


@njit(cache=True)
def scatter(w, hour):
    """List the families on foot or in a queue under this hour's strikes who lose sight of somebody."""
    hh, hot, parting, outdoors = w.households, w.hot, w.tally.parting, w.tally.outdoors
    for i in range(1, outdoors[0] + 1):
        h = outdoors[i]
        p = hot.place[h]
        if (
            is_outdoors(hot.status[h])
            and w.places.killed[p] + w.places.struck_down[p] > 0.0
            and is_held(w, p)
            and hh.goal[h] > Goal.OUT
            and is_one_lost(uniform(w.seed, Decision.LOST, hh.key[h], hour), w.settings.lost, hh.people[h])
        ):
            parting[0] += 1
            parting[parting[0]] = h


@njit(cache=True)
def have_room(w):
    """Whether there are lines for the parts of all listed families."""
    return w.lines[0] + w.tally.parting[0] <= w.households.shape[0]


@njit(cache=True)
def part(w, who):
    """Give the part of each listed family a line, in the order of keys, and empty the list; there is room."""
    hh, parting = w.households, w.tally.parting
    n, first = parting[0], w.lines[0]
    w.lines[0] += n
    keys = np.empty(n, np.int64)
    for i in range(n):
        keys[i] = hh.key[parting[i + 1]]
    for c, i in enumerate(np.argsort(keys)):
        split_off(w, w.weights, np.int64(parting[i + 1]), first + c, who)
    parting[0] = 0


@njit(cache=True)
def split_off(w, b, h, c, who):
    """Make line ``c`` a part of family ``h``: it stops where it is and decides for itself."""
    hh = w.households
    open_line(w, h, c)
    count_in(w, h, -1)
    if who == MEN:
        for _ in range(hh.members[h, Member.MAN]):
            hand_over(w, h, c, Member.MAN)
    else:
        hand_over(w, h, c, draw_member(w, h, Decision.LOST_MEMBER, hh.parts[hh.root[c]]))
    count_in(w, h, 1)
    count_in(w, c, 1)
    count_people(w, Count.SEPARATED, c)
    strand(w, c)
    doom_at(w, h, UNKNOWN)
    doom_at(w, c, UNKNOWN)
    rebase(w, b, h)
    rebase(w, b, c)


@njit(cache=True)
def open_line(w, h, c):
    """A line with nobody in it, where the family is, named after the family's first household."""
    hh, hot = w.households, w.hot
    root = np.int64(hh.root[h]) if hh.root[h] >= 0 else h
    hh.parts[root] += 1
    hh.key[c] = hot.key[c] = hh.key[root] + PARTS * np.int64(hh.parts[root])
    hh.root[c] = root
    hh.sibling[c] = hh.sibling[root]
    hh.sibling[root] = c
    hh.home[c] = hh.home[h]
    hh.hungry[c] = hh.hungry[h]
    hh.frailty[c] = hh.frailty[h]
    hot.status[c] = hot.status[h]
    hot.place[c] = hot.place[h]
    enter(w, c)
    if is_outdoors(hot.status[c]):
        list_outdoors(w, c)
    store_until(w, c, hot.food[h])


@njit(cache=True)
def hand_over(w, h, c, member):
    """Move one member of a class to a line in the same place; each may be the disabled or the wounded one."""
    hh = w.households
    people = hh.people[h]
    able = uniform(w.seed, Decision.BURDEN, hh.key[c], 2 * people + EVEN)
    well = uniform(w.seed, Decision.BURDEN, hh.key[c], 2 * people + ODD)
    pass_on(hh.disabled, h, c, int(is_among(able, hh.disabled[h], people)))
    pass_on(hh.immobile, h, c, int(is_among(able, hh.immobile[h], people)))
    pass_on(hh.wounded, h, c, int(is_among(well, hh.wounded[h], people)))
    if is_among(well, hh.patients[h], people):
        pass_on(hh.since, h, c, hh.since[h] / hh.patients[h])
        pass_on(hh.patients, h, c, 1)
    pass_on(hh.members[:, member], h, c, 1)
    pass_on(hh.people, h, c, 1)


@njit(cache=True)
def pass_on(column, h, c, number):
    """Take a number out of one line of a column into another."""
    column[h] -= number
    column[c] += number


@njit(cache=True)
def reunite(w, b, s, first, day):
    """A day's reunions: each part, from line ``first`` on, may find its family where both are."""
    hh = w.households
    for c in range(first, w.lines[0]):
        if hh.people[c] > 0:
            h = family_here(w, c)
            if h >= 0 and do_meet(uniform(w.seed, Decision.REUNION, hh.key[c], day), s.reunion):
                join(w, b, c, h)


@njit(cache=True)
def family_here(w, c):
    """The family's first household, or else its oldest part before this one, that is where it is; or -1."""
    hh, hot = w.households, w.hot
    root = np.int64(hh.root[c])
    here = circle(hot.status[c], hot.place[c])
    if here < 0:
        return np.int64(-1)
    if hh.people[root] > 0 and circle(hot.status[root], hot.place[root]) == here:
        return root
    found, other = np.int64(-1), np.int64(hh.sibling[root])
    while other >= 0:
        if other < c and hh.people[other] > 0 and circle(hot.status[other], hot.place[other]) == here:
            found = other
        other = np.int64(hh.sibling[other])
    return found


@njit(cache=True)
def join(w, b, c, h):
    """The members of part ``c`` belong to household ``h`` from now on, wherever on its side that is."""
    hh, hot, places = w.households, w.hot, w.places
    people = np.int64(hh.people[c])
    count_people(w, Count.REUNITED, c)
    count_in(w, c, -1)
    count_in(w, h, -1)
    places.patients[hot.place[c]] -= hh.patients[c]
    places.patients[hot.place[h]] += hh.patients[c]
    # Who has left home is counted by status: those who come to share one are counted as the others are.
    if is_never_moved(hot.status[c]):
        places.left[hh.home[c]] += people
    if is_never_moved(hot.status[h]):
        places.left[hh.home[c]] -= people
    bring(w, c, h)
    count_in(w, h, 1)
    hot.food[c] = hot.doom[c] = np.inf
    doom_at(w, h, UNKNOWN)
    rest(w, c)
    rebase(w, b, h)
    if hot.level[h] < np.inf and hot.row[h] < return_row(w, 0):
        await_leaving(w, h)


@njit(cache=True)
def bring(w, c, h):
    """Empty a line into another, the men who are held and the hour of their release included."""
    hh = w.households
    for m in range(CLASSES):
        pass_on(hh.members[:, m], c, h, hh.members[c, m])
    for column in (hh.people, hh.disabled, hh.immobile, hh.wounded, hh.patients):
        pass_on(column, c, h, column[c])
    pass_on(hh.since, c, h, hh.since[c])
    for column in (hh.detained, hh.held_disabled, hh.held_immobile, hh.held_wounded):
        pass_on(column, c, h, column[c])
    release_at(w, h, min(hh.release[h], hh.release[c]))
    hh.release[c] = NEVER
