"""Siege: people eat what is handed out in their place, then their own stores, then nothing.

An hour's need is one ration per person and day. While a place's stock covers it, household stores are not
touched; the share that is not covered is taken from each household's own store, and a household whose store
is gone is hungry for that share of the time. Hunger ends as soon as food is handed out again.
"""

from __future__ import annotations

from model.parameters import Parameters, Quantity, quantity


class Siege(Parameters):
    """What people have to eat."""

    stores: Quantity = quantity("h", "median time for which a household's own store lasts", more_than=0)
    stores_spread: Quantity = quantity("1", "spread of stores: standard deviation of the log", at_least=0)
    stock: Quantity = quantity(
        "h", "time for which the stock handed out in each place lasts at the start", at_least=0
    )
    truck: Quantity = quantity("person-days", "food in one truck", more_than=0)
