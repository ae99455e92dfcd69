"""An hour of the compiled population: each phase one call; and hours on end in which nothing is ordered."""

from __future__ import annotations

from numba import njit

from model.codes import Way
from model.engine import (
    checkpoint,
    convoys,
    families,
    fleets,
    fronts,
    harm,
    hearing,
    homecoming,
    kin,
    leaving,
    mortality,
    passage,
    paths,
    pausing,
    provisions,
    queues,
    reception,
    recording,
    recount,
    relief,
    travel,
)
from model.engine.orders import time_of_day
from model.engine.overtaking import overtake

# Where it stands still: in an hour until there is room for parts of families, after one as people are lost.
BEGUN, SCATTERED, DECIDED, LOST = range(4)


@njit(cache=True)
def advance(w, hour):
    """The fronts advance; places fall, and the line's pressure follows."""
    fronts.begin(w)
    place, side = fronts.advance(w, hour)
    while place != fronts.NOWHERE:
        overtake(w, place, side, hour, True)
        place, side = fronts.advance(w, hour)
    move_front(w)


@njit(cache=True)
def move_front(w):
    """An hour along the line: its pressure, and the stretches that can be crossed, by so many people more."""
    capacity = w.settings.breach
    w.places.turned[:] += 1.0
    w.places.fell[:] += 1.0
    leaving.feel_front(w, w.settings)
    paths.breaches(w, w.weights.breach, capacity)
    for e in range(w.ways.kind.shape[0]):
        if w.ways.kind[e] == Way.BREACH:
            w.ways.capacity[e] += capacity


@njit(cache=True)
def strike(w, hour):
    """The hour's strikes; who loses sight of somebody under them is on the list of those who part."""
    harm.shell(w, hour)
    if w.settings.lost > 0.0:
        families.scatter(w, hour)


@njit(cache=True)
def suffer(w, hour):
    """The hour's dead and wounded, those who die of earlier wounds, and what is remembered."""
    counts = harm.casualties(w, w.settings, hour)
    if counts.sum() > 0:
        harm.hit(w, w.weights, w.settings, counts, hour)
    mortality.die(w, w.weights, w.settings, hour)
    harm.remember(w, w.settings)


@njit(cache=True)
def feed(w, hour):
    """Convoys come in, people eat, and aid reaches those out."""
    convoys.work(w, hour)
    if w.settings.hunger:
        eat(w, hour)
    reach_outside(w, hour)


@njit(cache=True)
def eat(w, hour):
    """The hour's meals, at prices that are set once a day."""
    if w.settings.scarcity > 0.0 and hour % 24 == 0:
        provisions.set_prices(w, w.settings, provisions.in_stores(w))
    provisions.serve_meals(w, w.settings)
    provisions.run_out(w, w.weights)
    provisions.relieve(w)
    provisions.count_hours(w, w.settings)


@njit(cache=True)
def reach_outside(w, hour):
    """How full the shelters are, and whom aid reaches there and elsewhere outside."""
    reception.weigh_load(w)
    if w.settings.aid_outside:
        relief.help_outside(w, hour)


@njit(cache=True)
def inform(w, hour):
    """What is heard and seen of corridors, how they open and shut, and what is told of guarantors."""
    passage.work_all(w, hour)
    hearing.talk(w)


@njit(cache=True)
def decide(w, hour):
    """Who sets out, and where to; then whose men may stay is on the list of those who part."""
    b = w.weights
    kin.hear(w)
    open_ways, appeals = leaving.weigh_leaving(w, b, w.settings)
    leaving.decide(w, b, hour, open_ways, appeals)
    if hour % 24 == 0 and w.settings.homecoming > 0.0:
        homecoming.go_home_inside(w, homecoming.chances_home(w, w.settings), hour)
    families.keep_men(w, w.settings)


@njit(cache=True)
def move(w, hour):
    """People walk, queue, cross and arrive."""
    queues.sweep(w, hour)
    travel.walk(w, w.settings, hour, w.orders.nights[time_of_day(w, hour)])
    queues.serve_queues(w, hour)


@njit(cache=True)
def screen(w, first, hour):
    """The checkpoint, and once a day those who are let go and the parts of families that meet.

    Parts have lines from ``first`` on.
    """
    checkpoint.screen(w, w.settings, hour)
    if hour % 24 == 0:
        checkpoint.let_go(w, hour)
        families.reunite(w, w.weights, w.settings, first, hour // 24)


@njit(cache=True)
def pass_hours(w, first, everyone, hour, until, stage):
    """Hours on end in which nothing is ordered, from a stage of the first one on; the record is written.

    Stops after an hour in which ground changed hands for which an agreement waits, or the people, by class,
    are not ``everyone`` any more; and within an hour where there is no room for the parts of families, which
    have lines from ``first`` on. Returns the hour that is next, and the stage of it that is done, or `LOST`.
    """
    while hour < until:
        if stage == BEGUN:
            pausing.hold(w)
            advance(w, hour)
            strike(w, hour)
            stage = SCATTERED
        if stage == SCATTERED:
            if not families.have_room(w):
                return hour, stage
            families.part(w, families.ONE)
            suffer(w, hour)
            feed(w, hour)
            inform(w, hour)
            decide(w, hour)
            stage = DECIDED
        if not families.have_room(w):
            return hour, stage
        families.part(w, families.MEN)
        fleets.run_all(w)
        move(w, hour)
        screen(w, first, hour)
        recording.write(w, hour + 1)
        hour, stage = hour + 1, BEGUN
        if not are_all_there(w, everyone, hour):
            return hour, LOST
        if w.orders.watched[0] and w.orders.turned[0] > 0:
            break
    return hour, stage


@njit(cache=True)
def are_all_there(w, everyone, hours):
    """Whether the sums are right after so many hours; at the end of a day everyone is counted anew."""
    if not recount.is_conserved(w, everyone):
        return False
    return not recording.ends_day_or_run(w, hours) or recount.tallies_agree(w, recount.recount(w))
