"""Screening: men of 15-55 who cross to the government side may be held, and some are let go later."""

from __future__ import annotations

from model.parameters import Parameters, Quantity, quantity


class Screening(Parameters):
    """What happens to men of 15-55 at a checkpoint."""

    held: Quantity = quantity(
        "1", "chance that a man of 15-55 is held when he is screened", at_least=0, at_most=1
    )
    released: Quantity = quantity("1", "share of those held who are let go", at_least=0, at_most=1)
    after: Quantity = quantity("h", "median time after which they are let go", more_than=0)
