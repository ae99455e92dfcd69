"""Leaving: how a family inside comes to set out, whichever rule of leaving it follows.

**Who waits to leave.** Every family that is at home, displaced inside, overtaken at home or overtaken
while displaced waits to leave the place where it is; it shares with the other families of that place that
have, or have not, men of 15-55 a *level*, which the rule of leaving moves on in every hour from

* the push of the place, of: threat T, pressure F of the front or of a handing over (the larger), the
  share G of the place's first residents who have left it, damage D, belief B in an announced pause (all
  0-1);
* the appeal A, the sum over everything that could be done: in a held place all open ways out and all
  other held places; in one that has changed hands, going to a reception of the side that holds it.

A family has an own factor (its frailty, hunger, wounded, members who cannot walk, kin who are out) and a
threshold, which it draws in the first phase of decisions in which it waits, from the level of the hour
before, by a draw keyed by the household and the number of its decisions so far. Whenever the own factor
changes (a store runs out or food is handed out, someone is wounded, dies, parts or comes back, kin leave
or return), the threshold is based anew as the rule says.

**Setting out.** In the phase of decisions a family acts if the level has passed its threshold and the
rule finds it ready. From a held place it chooses one destination with chances in proportion to the
appeals, each multiplied by the factor for kin there (one draw, keyed by household and number of the
decision); it stays and draws a new threshold if there is none, if it is a way at which it was stopped the
last time and would be stopped again, or a fleet that it may not board. Otherwise it is on its way. From a
place that has changed hands it travels to the nearest reception of the side that holds it, for the hours
of the drive, rounded up and at least one; if that is the government side, it stands at the checkpoint in
the same hour. Whoever stops on the way, for whatever reason, waits to leave from there. Number of the
decision: raised by one when a family sets out and when it begins to wait.

Order: kin are heard of; levels move on by an hour; then all families compare, reading the ways, queues
and places as the phase found them.

**The contract.** A rule is one file in `model/rules/behaviour` with `Rule` (its parameters), `Weights`
(the same numbers as compiled code reads them), `weights(rule)`, and the scalar functions named below. The
first six say when a family goes, the others where to; most rules take those from `_logit` (where to).
Compiled code calls them through the names below; which file they come from follows from the type of the
weights, when the code is compiled, so that a choice of rule costs nothing.

Source: with each rule.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from numba.extending import overload

from model.parameters import Parameters

# What compiled code reads from the weights of any rule: its functions may need more.
WEIGHTS = ("breach", "corridor", "kurdish", "settled", "arrest", "handover")


def weights(rule: Parameters) -> Any:  # noqa: ANN401 (each rule has weights of its own type)
    """The numbers of a rule as compiled code reads them."""
    return sys.modules[type(rule).__module__].weights(rule)


def _of(kind: type, name: str) -> Callable[..., float]:
    """A function of the file in which a type of weights is declared."""
    found: Callable[..., float] = getattr(sys.modules[kind.__module__], name)
    return found


def push(b, threat, front, gone, damage, belief):
    """What drives out of a place, before any way is considered."""
    return _of(type(b), "push")(b, threat, front, gone, damage, belief)


def progress(b, total, drive, appeal):
    """What a household's level is compared with, an hour later."""
    return _of(type(b), "progress")(b, total, drive, appeal)


def own_factor(b, frailty, hungry, wounded, immobile, kin):
    """What a household is like, as it tells on its threshold; constant between its events."""
    return _of(type(b), "own_factor")(b, frailty, hungry, wounded, immobile, kin)


def threshold(b, total, lot, factor):
    """The level at which a household acts, from a uniform lot."""
    return _of(type(b), "threshold")(b, total, lot, factor)


def rebased(b, total, level, old, new):
    """The level after the own factor has changed."""
    return _of(type(b), "rebased")(b, total, level, old, new)


def is_ready(b, excess, gone, kin, lot, hour):
    """Whether a household that has passed its level by ``excess`` acts in this hour."""
    return _of(type(b), "is_ready")(b, excess, gone, kin, lot, hour)


def pull(b, constant, danger, aid, load, hours, queue_hours):
    """The appeal of a way out that nobody guarantees, to a family that stands before it."""
    return _of(type(b), "pull")(b, constant, danger, aid, load, hours, queue_hours)


def approach(b, hours, km, hops):
    """What a walk leaves of a way out at its end."""
    return _of(type(b), "approach")(b, hours, km, hops)


def way(b, near, pull_there, km):
    """The appeal of a way out from afar: ``near`` is what the walk leaves of it."""
    return _of(type(b), "way")(b, near, pull_there, km)


def assurance(b, trust):
    """The factor that trust in its guarantor puts on the appeal of a way out."""
    return _of(type(b), "assurance")(b, trust)


def refuge(b, hours, inside, km, hops):
    """What a walk leaves of a place inside at its end."""
    return _of(type(b), "refuge")(b, hours, inside, km, hops)


def unit(b, everything):
    """What one is measured in where places inside are weighed."""
    return _of(type(b), "unit")(b, everything)


def haven(b, pressure, threat, crowd):
    """The appeal of a place inside for what it is like there."""
    return _of(type(b), "haven")(b, pressure, threat, crowd)


def kinship(b, share):
    """The factor of a share of the family's kin being at a destination."""
    return _of(type(b), "kinship")(b, share)


@overload(push)
def _push(b, threat, front, gone, damage, belief):
    rule = _of(b.instance_class, "push")
    return lambda b, threat, front, gone, damage, belief: rule(b, threat, front, gone, damage, belief)


@overload(progress)
def _progress(b, total, drive, appeal):
    rule = _of(b.instance_class, "progress")
    return lambda b, total, drive, appeal: rule(b, total, drive, appeal)


@overload(own_factor)
def _own_factor(b, frailty, hungry, wounded, immobile, kin):
    rule = _of(b.instance_class, "own_factor")
    return lambda b, frailty, hungry, wounded, immobile, kin: rule(b, frailty, hungry, wounded, immobile, kin)


@overload(threshold)
def _threshold(b, total, lot, factor):
    rule = _of(b.instance_class, "threshold")
    return lambda b, total, lot, factor: rule(b, total, lot, factor)


@overload(rebased)
def _rebased(b, total, level, old, new):
    rule = _of(b.instance_class, "rebased")
    return lambda b, total, level, old, new: rule(b, total, level, old, new)


@overload(is_ready)
def _is_ready(b, excess, gone, kin, lot, hour):
    rule = _of(b.instance_class, "is_ready")
    return lambda b, excess, gone, kin, lot, hour: rule(b, excess, gone, kin, lot, hour)


@overload(pull)
def _pull(b, constant, danger, aid, load, hours, queue_hours):
    rule = _of(b.instance_class, "pull")
    return lambda b, constant, danger, aid, load, hours, queue_hours: rule(
        b, constant, danger, aid, load, hours, queue_hours
    )


@overload(approach)
def _approach(b, hours, km, hops):
    rule = _of(b.instance_class, "approach")
    return lambda b, hours, km, hops: rule(b, hours, km, hops)


@overload(way)
def _way(b, near, pull_there, km):
    rule = _of(b.instance_class, "way")
    return lambda b, near, pull_there, km: rule(b, near, pull_there, km)


@overload(assurance)
def _assurance(b, trust):
    rule = _of(b.instance_class, "assurance")
    return lambda b, trust: rule(b, trust)


@overload(refuge)
def _refuge(b, hours, inside, km, hops):
    rule = _of(b.instance_class, "refuge")
    return lambda b, hours, inside, km, hops: rule(b, hours, inside, km, hops)


@overload(unit)
def _unit(b, everything):
    rule = _of(b.instance_class, "unit")
    return lambda b, everything: rule(b, everything)


@overload(haven)
def _haven(b, pressure, threat, crowd):
    rule = _of(b.instance_class, "haven")
    return lambda b, pressure, threat, crowd: rule(b, pressure, threat, crowd)


@overload(kinship)
def _kinship(b, share):
    rule = _of(b.instance_class, "kinship")
    return lambda b, share: rule(b, share)


FUNCTIONS = (
    push,
    progress,
    own_factor,
    threshold,
    rebased,
    is_ready,
    pull,
    approach,
    way,
    assurance,
    refuge,
    unit,
    haven,
    kinship,
)  # of every rule
