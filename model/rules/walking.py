"""Walking: how far a family comes in an hour."""

from __future__ import annotations

from numba import njit

from model.parameters import Parameters, Quantity, quantity


class Movement(Parameters):
    """Speeds, and what the ways out can take."""

    speed: Quantity = quantity("km/h", "speed of a family on foot by day", more_than=0)
    night: Quantity = quantity("1", "speed by night, of that by day", more_than=0, at_most=1)
    slow: Quantity = quantity(
        "1", "speed of a family with someone who cannot walk unaided, of the others'", more_than=0, at_most=1
    )
    vehicles: Quantity = quantity("km/h", "speed of buses and cars outside the enclave", more_than=0)
    breach: Quantity = quantity(
        "people/h", "people that a stretch of new front lets through in an hour", at_least=20, whole=True
    )
    inside: Quantity = quantity(
        "h", "travel time inside the enclave that makes a refuge e times less likely", more_than=0
    )


@njit(cache=True)
def reach(speed, night_factor, is_night, slow_factor, immobile):
    """Kilometres that a family covers in this hour."""
    km = speed
    if is_night:
        km *= night_factor
    if immobile > 0:
        km *= slow_factor
    return km
