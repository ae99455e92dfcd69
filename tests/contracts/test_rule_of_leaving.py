"""A rule of leaving is one file: compiled code finds its functions by the type of its weights."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from numba import njit

from model import registry
from model.rules import behaviour, leaving

RULES = registry.names(behaviour)


class Weights(NamedTuple):
    """The weights of a rule that this file declares."""

    twice: float


@njit
def assurance(b: Weights, trust: float) -> float:
    return b.twice * trust


@njit
def compiled(b: Weights) -> float:
    return float(leaving.assurance(b, 3.0))


def test_compiled_code_and_python_call_the_functions_of_the_file_that_declares_the_weights() -> None:
    assert compiled(Weights(2.0)) == leaving.assurance(Weights(2.0), 3.0) == 6.0


@pytest.mark.parametrize("word", RULES)
def test_every_rule_keeps_the_contract(word: str) -> None:
    rule = RULES[word]
    assert set(leaving.WEIGHTS) <= set(rule.Weights._fields)
    names = [function.__name__ for function in leaving.FUNCTIONS]
    assert len(names) == 14
    assert all(callable(getattr(rule, name)) for name in ("weights", *names))
    assert rule.Rule.model_fields["rule"].annotation.__args__ == (word,)
