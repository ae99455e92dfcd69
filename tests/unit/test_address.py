"""Compiled code reads what a proxy holds, and counts no references to it."""

from __future__ import annotations

import sys

import numpy as np
from numba import njit, types
from numba.experimental import structref
from numpy.typing import NDArray

from model.address import by_address


class PairType(types.StructRef):
    """What compiled code sees of a :class:`Pair`."""


class Pair(structref.StructRefProxy):
    """An array, and a tuple with another one in it."""

    def __new__(cls, *parts: object) -> Pair:
        """A pair of these."""
        pair: Pair = _pair(*parts)
        return pair


by_address(PairType, Pair, ("one", "more"))


@njit
def _pair(*parts: object) -> Pair:
    return Pair(*parts)


@njit
def _add(pair: Pair) -> float:
    pair.one[:] += pair.more[0]
    return pair.one.sum() + pair.more[1]


def _numbers() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    return np.arange(3.0), np.ones(3)


def test_compiled_code_reads_and_writes_the_arrays_themselves() -> None:
    one, other = _numbers()
    pair = Pair(one, (other, 0.5))
    assert [_add(pair), _add(pair)] == [6.5, 9.5]
    assert one.tolist() == [2.0, 3.0, 4.0]


def test_calls_leave_the_references_as_they_were_and_the_end_of_a_proxy_ends_its_own() -> None:
    one, other = _numbers()
    before = sys.getrefcount(one), sys.getrefcount(other)
    pair = Pair(one, (other, 0.5))
    held = sys.getrefcount(one), sys.getrefcount(other)
    _add(pair)
    _add(pair)
    assert (sys.getrefcount(one), sys.getrefcount(other)) == held > before
    del pair
    assert (sys.getrefcount(one), sys.getrefcount(other)) == before


def test_a_record_lives_as_long_as_its_proxy_when_nobody_else_has_its_arrays() -> None:
    pair = Pair(np.arange(3.0), (np.ones(3), 0.5))
    litter = [np.full(3, 7.0) for _ in range(1000)]
    assert _add(pair) == 6.5
    assert len(litter) == 1000
