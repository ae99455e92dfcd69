"""Where to: a multinomial logit over the ways out and the places inside, shared by rules of leaving.

The appeal of a way out w to a family in place p is

    A(w) = exp(constant + side + trust x S - danger x T(w) x fire + aid x R - load x L
               - (walk + hours) / travel - queue / wait) x share of p that knows of it

* ``constant``: ``breach`` where the front has just moved, less 1 for each ``front.fluid`` hours since the far
  end fell; ``corridor`` for a way that is announced, on foot or by bus.
* ``side``: ``kurdish`` on the Kurdish-held side, else 0. ``arrest`` is added for families with men of 15-55
  where the way is screened.
* S: trust of p in the guarantor, 0-1. T(w): threat (0-1) in the place before the way; fire: strikes on it, of
  the usual, under a guarantee. R: share of the people out on that side whom aid reaches; L: people in that
  side's shelters, of their capacity.
* walk: hours on foot from p to the way (infinite if there is no way through held ground); hours: the way's
  own length on foot and the drive beyond it (by bus the drive counts nothing); queue: people waiting over
  people an hour.

The appeal of moving from p to another held place q is

    B(q) = exp(-walk / inside) / n(p) x (1 - F(q)) x exp(danger x (T(p) - T(q)) - crowding x C(q))

with n(p) such that all B sum to 1 in the first hour, before danger and crowding; F: pressure of the front or
of a handing over, 0-1; C: people in q beyond those of the first hour, of those of the first hour.

After the front has passed p, the one thing to do is to go to a reception of the side that holds it, with
appeal exp(settled + side + aid x R - load x L - hours / travel), hours being the drive; ``arrest`` is added
for families with men of 15-55 on the government side.

A family that leaves chooses in proportion to these appeals, each multiplied by exp(kin_there x share of its
kin that is on that side, or in that place).

Source: multinomial logit, McFadden (1974); which attributes count, from interviews and protection reports on
eastern Aleppo (docs/data.md); sizes as each key says.
"""

from __future__ import annotations

import math

from numba import njit

from model.parameters import Parameters, Quantity, quantity


class Choice(Parameters):
    """What makes one destination more likely than another; effects are logarithms of odds."""

    breach: Quantity = quantity("1", "appeal of crossing a front that has just moved, at the line itself")
    corridor: Quantity = quantity("1", "appeal of an announced way out that nobody trusts")
    trust: Quantity = quantity("1", "effect of full trust in the guarantor of a way out")
    kurdish: Quantity = quantity("1", "appeal of the Kurdish-held side over the government side")
    settled: Quantity = quantity("1", "appeal of leaving for a reception centre after the front has passed")
    arrest: Quantity = quantity(
        "1", "effect of men of 15-55 in the family on ways that the government screens"
    )
    handover: Quantity = quantity(
        "1", "effect of the ground being about to be handed over, of the front's own", at_least=0, at_most=1
    )
    danger: Quantity = quantity(
        "1", "holding effect of threat at its fullest before a way, or in a refuge", at_least=0
    )
    aid: Quantity = quantity("1", "pull of a side on which aid reaches everyone", at_least=0)
    load: Quantity = quantity("1", "holding effect of a side's shelters being full", at_least=0)
    crowding: Quantity = quantity("1", "holding effect of a place inside having twice its people", at_least=0)
    kin_there: Quantity = quantity("1", "pull of all of a family's kin being there")
    travel: Quantity = quantity("h", "travel time that divides the appeal of a way by e", more_than=0)
    wait: Quantity = quantity("h", "queue that divides the appeal of a way by e", more_than=0)


@njit(cache=True)
def pull(w, constant, danger, aid, load, hours, queue_hours):
    """The appeal of a way out that nobody guarantees, to a family that stands before it."""
    return math.exp(
        constant - w.danger * danger + w.aid * aid - w.load * load - hours / w.travel - queue_hours / w.wait
    )


@njit(cache=True)
def approach(w, hours, km, hops):
    """What is left of the appeal of a way at the end of a walk."""
    return math.exp(-hours / w.travel)


@njit(cache=True)
def way(w, near, pull_there, km):
    """The appeal of a way out from afar: what the walk leaves of its pull."""
    return near * pull_there


@njit(cache=True)
def assurance(w, trust):
    """The factor that trust in its guarantor puts on the appeal of a way out."""
    return math.exp(w.trust * trust)


@njit(cache=True)
def refuge(w, hours, inside, km, hops):
    """What is left of the appeal of a place inside at the end of a walk; ``inside`` in hours."""
    return math.exp(-hours / inside)


@njit(cache=True)
def unit(w, everything):
    """What one is measured in: all refuges together are worth 1 on a quiet first hour."""
    return max(everything, 1e-9)


@njit(cache=True)
def haven(w, pressure, threat, crowd):
    """The appeal of a place inside for what it is like there; ``crowd``: people beyond the first hour's."""
    return (1.0 - pressure) * math.exp(-w.danger * threat - w.crowding * crowd)


@njit(cache=True)
def kinship(w, share):
    """The factor of a share of the family's kin being at a destination."""
    return math.exp(w.kin_there * share)
