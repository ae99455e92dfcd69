"""The contract of a rule of leaving, and the way from a scenario's word to the rule's own functions.

A rule is one file in :mod:`model.rules.behaviour` with ``Rule`` (its parameters), ``Weights`` (the same
numbers as compiled code reads them), ``weights(rule)``, and four scalar functions: ``push``, ``appeal``,
``assurance`` and ``own_factor``. Compiled code calls them through the names below; which file they come from
follows from the type of the weights, when the code is compiled, so that a choice of rule costs nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from numba.extending import overload

from model.parameters import Parameters

# What compiled code reads from the weights of any rule: its functions may need more.
WEIGHTS = ("frailty", "breach", "corridor", "kurdish", "settled", "arrest", "handover", "travel", "fastest")


def weights(rule: Parameters) -> Any:  # noqa: ANN401 (each rule has weights of its own type)
    """The numbers of a rule as compiled code reads them."""
    return sys.modules[type(rule).__module__].weights(rule)


def push(b, threat, front, gone, belief):
    """What drives out of a place, per hour, before any way is considered."""
    return _of(type(b), "push")(b, threat, front, gone, belief)


def appeal(b, constant, hours, queue_hours):
    """The appeal of a way out that nobody guarantees: its constant, the way there, the queue before it."""
    return _of(type(b), "appeal")(b, constant, hours, queue_hours)


def assurance(b, trust):
    """The factor that trust in its guarantor puts on the appeal of a way out."""
    return _of(type(b), "assurance")(b, trust)


def own_factor(b, frailty, hungry, wounded, immobile):
    """A household's own multiple of the hazard, constant between its events."""
    return _of(type(b), "own_factor")(b, frailty, hungry, wounded, immobile)


def _of(kind: type, name: str) -> Callable[..., float]:
    """A function of the file in which a type of weights is declared."""
    found: Callable[..., float] = getattr(sys.modules[kind.__module__], name)
    return found


@overload(push)
def _push(b, threat, front, gone, belief):
    rule = _of(b.instance_class, "push")
    return lambda b, threat, front, gone, belief: rule(b, threat, front, gone, belief)


@overload(appeal)
def _appeal(b, constant, hours, queue_hours):
    rule = _of(b.instance_class, "appeal")
    return lambda b, constant, hours, queue_hours: rule(b, constant, hours, queue_hours)


@overload(assurance)
def _assurance(b, trust):
    rule = _of(b.instance_class, "assurance")
    return lambda b, trust: rule(b, trust)


@overload(own_factor)
def _own_factor(b, frailty, hungry, wounded, immobile):
    rule = _of(b.instance_class, "own_factor")
    return lambda b, frailty, hungry, wounded, immobile: rule(b, frailty, hungry, wounded, immobile)
