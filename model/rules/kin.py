"""Kin: households are tied to others by family, and what kin have done weighs on those who are still inside.

Each household draws a Poisson number of ties with mean ``ties`` / 2; each tie leads, with the chance
``near``, to a household of the same place, else to any household of the enclave, each with the same chance; a
tie to itself is dropped. Ties are mutual, so a household has ``ties`` on average. Draws are keyed by seed and
household.

A household whose kin come to be out of the enclave, or come back, hears of it in the same hour: K is the
share of its ties that are out (0 without ties). What K does to leaving is said with each rule of leaving.

Source: that kin and neighbours who have gone draw others after them is a recurring finding of migration
networks (Massey and others 1993, "Theories of international migration"); the number of ties is assumed."""

from __future__ import annotations

from numba import njit

from model.parameters import Parameters, Quantity, quantity


class Kin(Parameters):
    """The ties between households."""

    ties: Quantity = quantity(
        "households", "mean number of households that a household is kin to", at_least=0
    )
    near: Quantity = quantity("1", "share of ties that stay within a place", at_least=0, at_most=1)


@njit(cache=True)
def share_out(out, ties):
    """The share of a household's ties that are out of the enclave."""
    return out / ties if ties > 0 else 0.0
